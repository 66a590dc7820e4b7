"""The JSON Schema and the reader accept and refuse the same scenarios.

Held against each other: every scenario that ships, the good and bad ones of the tests, and good ones
in which each value and key is changed in the ways that its declaration suggests. What a schema can't
say is listed in BY_THE_READER_ONLY: nothing else may be refused by the reader alone, and nothing by
the schema alone.

Run by ctest with the paths of the command and of schema_cases in CARAVAN and SCHEMA_CASES.
"""

import json
import os
import re
import subprocess
import unittest
import warnings
from collections import Counter
from pathlib import Path

import yaml

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import jsonschema

CARAVAN = os.environ["CARAVAN"]
SCHEMA_CASES = os.environ["SCHEMA_CASES"]
ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent

# By each of these a scenario is refused by the reader only: what it says then.
BY_THE_READER_ONLY = {
    "an id that no entity has, and a word that the scenario has not made": r"is not known here",
    "a key that hangs on another entity: units and keys by the class of its commodity":
        r"is for .* only$| is missing: |^(demands|equipment|plants)\S*: expected .*, found",
    "a range, of a value in another unit than the declaration's or with an exponent, or far beyond "
    "all that is real":
        r"must be (at least|more than)|must be whole|is beyond all that is real|whole number of at",
    "how a plain number is spelt: 007, 0x10, .nan": r"begins with a zero|is not a number|is not decimal",
    "the parameters of a distribution, held against each other":
        r"can't be negative|does not take these arguments|more than a (century|thousand)|"
        r"no lognormal has",
    "values held against each other: dates, years, ranges, intervals":
        r"must be (a whole number of intervals|after|in their order)|does not contain the value|"
        r"the first value is above|must not begin before|is not after `from`|at least 1 min|"
        r"more than a million|must be longer than nothing",
    "what an effect selects, and what its targets have":
        r"selects nothing|has no '|says not of which|changes nothing|expected `x 0.5`",
    "the 29th of February in a year that has none": r"expected a date.*-02-29",
    "what several entries make together":
        r"there is (a link|an intervention)|needs a `transit`|has no `amount`|is of no fund|"
        r"one of them is enough",
}

# Likewise, of files alone.
OF_FILES = {
    "traps of YAML": r"an anchor|an alias|a merge key|duplicate key|a tag|second document|a carriage return",
    "what is said of other files, or stands in them":
        r"goes round in a circle|can't be read|windows: expected a date",
}

# One scenario or several, of which each has things that the others have not.
VARIED = ["complete.yaml", "operations.yaml", "oil.yaml", "cables.yaml", "industry.yaml",
          "investment.yaml"]


class EditorsYaml(yaml.SafeLoader):
    """YAML 1.2's core schema, by which editors read: dates and `yes` are texts."""

    yaml_implicit_resolvers = {}


for tag, pattern, first in [
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.inf|\.nan",
     list("-+.0123456789")),
]:
    EditorsYaml.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)


def plain_keys(node):
    """Keys are texts."""
    if isinstance(node, dict):
        return {str(key): plain_keys(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain_keys(item) for item in node]
    return node


def as_editors_read(path):
    return plain_keys(yaml.load(path.read_text(), EditorsYaml))


def cases(mode, *files):
    done = subprocess.run([SCHEMA_CASES, mode, *map(str, files)], capture_output=True, text=True,
                          check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def rule_of(message):
    for rule, pattern in (BY_THE_READER_ONLY | OF_FILES).items():
        if re.search(pattern, message):
            return rule
    return None


class TestSchema(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        text = subprocess.run([CARAVAN, "schema"], capture_output=True, text=True, check=True).stdout
        cls.schema = json.loads(text)
        cls.validator = jsonschema.Draft7Validator(cls.schema)
        cls.of_section = {}
        for section in cls.schema["definitions"]["scenario"]["properties"]:
            part = {"$ref": f"#/definitions/scenario/properties/{section}"}
            cls.of_section[section] = jsonschema.Draft7Validator(
                {"allOf": [part], "definitions": cls.schema["definitions"]})

    def mistake(self, instance, validator=None):
        """What is wrong with it by the schema."""
        found = jsonschema.exceptions.best_match((validator or self.validator).iter_errors(instance))
        return None if found is None else f"{'.'.join(map(str, found.absolute_path))}: {found.message}"

    def test_it_is_a_schema(self):
        jsonschema.Draft7Validator.check_schema(self.schema)

    def test_every_scenario_that_ships_is_good(self):
        every = sorted((ROOT / "scenarios").rglob("*.yaml"))
        shipped = [case["file"] for case in cases("files", *every) if not case["refused"]]
        self.assertGreater(len(shipped), 15)  # all but those that others extend
        for path in map(Path, shipped):
            with self.subTest(path.name):
                self.assertIsNone(self.mistake(as_editors_read(path)))

    def hold_against_reader(self, name, instance, refused, rules, validator=None):
        """Both say the same, or the reader alone refuses it by a rule that is listed."""
        validator = validator or self.validator
        is_good = validator.is_valid(instance)
        if is_good != bool(refused):
            return None
        if not is_good:
            return f"{name}: the reader accepts it, the schema says: {self.mistake(instance, validator)}"
        for message in refused:
            rule = rule_of(message)
            if rule is None:
                return f"{name}: the schema accepts it, the reader says: {message}"
            rules[rule] += 1
        return None

    def test_the_reader_and_the_schema_agree_on_files(self):
        files = sorted((HERE / "bad").glob("*.yaml")) + sorted(HERE.glob("*.yaml"))
        files += sorted(HERE.glob("extends/*.yaml")) + sorted(HERE.glob("extends/bad/*.yaml"))
        wrong, rules = [], Counter()
        for case in cases("files", *files):
            path = Path(case["file"])
            try:
                instance = as_editors_read(path)
            except (yaml.YAMLError, UnicodeDecodeError):
                self.assertTrue(case["refused"], path.name)
                continue
            wrong.append(self.hold_against_reader(path.name, instance, case["refused"], rules))
        self.assertEqual("\n".join(one for one in wrong if one), "")
        self.assertEqual(set(OF_FILES) - set(rules), set(), "rules that nothing needs")

    def test_the_reader_and_the_schema_agree_on_variants(self):
        wrong, rules, refused, accepted = [], Counter(), Counter(), Counter()
        for case in cases("variants", *(HERE / name for name in VARIED)):
            name = f"{Path(case['file']).name}: {case['path']}: {case['variant']}"
            # What is at the top hangs on each other by nothing but being there.
            section = case["path"].split(".")[0]
            instance, validator = case["instance"], self.validator
            if section in instance:
                instance, validator = instance[section], self.of_section[section]
            wrong.append(self.hold_against_reader(name, instance, case["refused"], rules, validator))
            (refused if case["refused"] else accepted)[case["declared"]] += 1
        self.assertEqual("\n".join(one for one in wrong if one), "")
        print(f"{sum(refused.values())} variants refused by both or by the reader only, "
              f"{sum(accepted.values())} accepted by both; by the reader only:", dict(rules))
        self.assertEqual(set(BY_THE_READER_ONLY) - set(rules), set(), "rules that nothing needs")


if __name__ == "__main__":
    unittest.main()
