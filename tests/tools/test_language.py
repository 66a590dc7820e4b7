"""What the caravan command tells of the scenario language: schema, describe, init and diff.

Run by ctest with the command's path in CARAVAN.
"""

import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

CARAVAN = os.environ["CARAVAN"]
ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "tools" / "small.yaml"
TOP = ROOT / "tests" / "scenarios" / "extends" / "top.yaml"
BASE = ROOT / "tests" / "scenarios" / "extends" / "base.yaml"
COMPLETE = ROOT / "tests" / "scenarios" / "complete.yaml"


def caravan(*arguments, cwd=None):
    return subprocess.run([CARAVAN, *map(str, arguments)], capture_output=True, text=True, cwd=cwd)


class Test(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def answer(self, *arguments, code=0):
        done = caravan(*arguments)
        self.assertEqual(done.returncode, code, done.stderr + done.stdout)
        return done.stdout

    def refusal(self, *arguments, code):
        done = caravan(*arguments)
        self.assertEqual(done.returncode, code, done.stdout)
        self.assertEqual(done.stdout, "")
        return done.stderr


class TestDescribe(Test):
    def described(self, *arguments):
        return json.loads(self.answer("describe", *arguments, "--json"))

    def test_a_value_with_its_unit_its_meaning_and_its_line(self):
        text = self.answer("describe", SMALL, "links.aktau-alat.distance")
        line = next(i for i, words in enumerate(SMALL.read_text().splitlines(), 1)
                    if "distance: 470 km" in words)
        self.assertIn("links.aktau-alat.distance = 470 km\n", text)
        self.assertIn(f"written     {SMALL}:{line}:", text)
        self.assertIn("length, more than 0 km", text)

    def test_a_default_is_told_as_one(self):
        told = self.described(SMALL, "links.almaty-aktau.gauge")
        self.assertEqual((told["value"], told["is_default"]), ("1520 mm", True))
        self.assertNotIn("written", told)
        self.assertIn("nowhere: the default counts",
                      self.answer("describe", SMALL, "links.almaty-aktau.gauge"))

    def test_the_file_in_which_it_was_written_is_named_through_extends(self):
        self.assertIn("top.yaml:5:", self.described(TOP, "places.port.tracks")["written"])
        self.assertIn("base.yaml:", self.described(TOP, "places.mine.tracks")["written"])

    def test_what_the_command_line_says_counts(self):
        told = self.described(TOP, "places.port.tracks", "--set", "places.port.tracks=7")
        self.assertEqual((told["value"], told["written"]), ("7", "--set places.port.tracks=7"))

    def test_a_figure_names_its_source(self):
        told = self.described(BASE, "places.port.tracks")
        self.assertEqual((told["value"], told["sources"]), ("4", ["GK: general knowledge"]))

    def test_in_the_unit_of_the_declaration(self):
        told = self.described(SMALL, "demands.oil.volume")
        self.assertEqual((told["value"], told["unit"]), ("1.2 Mt/a", "kg/d"))
        self.assertIn("kg/d", told["in_declared_unit"])

    def test_a_place_with_all_its_keys(self):
        told = self.described(SMALL, "places.aktau")
        parts = {part["path"].split(".")[-1]: part for part in told["parts"]}
        self.assertEqual(parts["country"]["value"], "KZ")
        self.assertTrue(parts["tugs"]["is_default"])
        text = self.answer("describe", SMALL, "places.aktau")
        self.assertIn("not said", text)

    def test_the_whole_scenario(self):
        text = self.answer("describe", SMALL)
        for word in ("title", "places", "corridors", "warm_up", "interventions"):
            self.assertIn(f"  {word} ", text)

    def test_an_unknown_path_is_a_mistake_of_usage_with_the_nearest(self):
        self.assertIn("did you mean 'aktau'",
                      self.refusal("describe", SMALL, "places.aktaw.tracks", code=2))
        self.assertIn("did you mean 'tracks'",
                      self.refusal("describe", SMALL, "places.aktau.trucks", code=2))
        self.assertIn("places.aktau.tracks",
                      self.refusal("describe", SMALL, "places.aktau.tracks.more", code=2))

    def test_bad_and_missing_scenarios(self):
        bad = ROOT / "tests" / "scenarios" / "bad" / "unknown_key.yaml"
        self.assertIn("error:", self.refusal("describe", bad, "places", code=65))
        self.refusal("describe", "nowhere.yaml", "places", code=66)
        self.refusal("describe", code=2)


class TestInit(Test):
    def test_the_starter_runs_at_once_and_delivers(self):
        path = self.folder / "mine.yaml"
        self.assertIn("mine.yaml", self.answer("init", path))
        self.assertIn("fine", self.answer("validate", path))
        out = self.folder / "out.h5"
        summary = json.loads(self.answer("run", path, "-r", 1, "-o", out, "--json"))
        self.assertTrue(out.exists())
        self.assertTrue(summary)

    def test_it_explains_keys_in_the_words_of_the_reference(self):
        text = self.answer("init", "-")
        reference = (ROOT / "scenarios" / "README.md").read_text()
        explained = [line.split("  # ")[1] for line in text.splitlines()
                     if "  # " in line and not line.lstrip().startswith("#")]
        self.assertGreater(len(explained), 30)
        for words in explained:
            self.assertTrue(words in reference, words)

    def test_it_never_overwrites_without_force(self):
        path = self.folder / "mine.yaml"
        path.write_text("precious")
        self.assertIn("--force", self.refusal("init", path, code=73))
        self.assertEqual(path.read_text(), "precious")
        self.answer("init", path, "--force")
        self.assertIn("title:", path.read_text())
        self.refusal("init", self.folder / "no" / "folder.yaml", code=73)


class TestDiff(Test):
    def differences(self, a, b):
        return {one["path"]: (one.get("before"), one.get("after"))
                for one in json.loads(self.answer("diff", a, b, "--json", code=1))}

    def test_the_same_says_nothing(self):
        self.assertEqual(self.answer("diff", SMALL, SMALL), "")

    def test_what_a_scenario_changes_of_the_one_that_it_extends(self):
        found = self.differences(BASE, TOP)
        self.assertEqual(found["places.port.tracks"], ("4", "3"))
        self.assertEqual(found["title"], ("The base", "Fewer tracks"))
        self.assertIsNone(found["demands.empties"][1])
        self.assertIsNone(found["interventions"][0])
        self.assertNotIn("places.mine.tracks", found)
        text = self.answer("diff", BASE, TOP, code=1)
        self.assertIn("- demands.empties", text)
        self.assertIn("~ places.port.tracks", text)
        self.assertIn("4  ->  3", text)

    def test_a_default_that_is_said_is_no_difference(self):
        same = self.folder / "same.yaml"
        same.write_text(f"extends: {COMPLETE}\ninterval: 1 d\n")
        self.assertEqual(self.answer("diff", COMPLETE, same), "")
        other = self.folder / "other.yaml"
        other.write_text(f"extends: {COMPLETE}\ninterval: 6 h\n")
        self.assertEqual(self.differences(COMPLETE, other), {"interval": ("1 d", "6 h")})
        self.assertIn("1 d (default)  ->  6 h", self.answer("diff", COMPLETE, other, code=1))

    def test_quiet_tells_by_the_exit_code(self):
        self.assertEqual(self.answer("diff", BASE, TOP, "-q", code=1), "")

    def test_mistakes(self):
        self.refusal("diff", SMALL, code=2)
        self.refusal("diff", SMALL, "nowhere.yaml", code=66)
        self.refusal("diff", SMALL, ROOT / "README.md", code=2)
        self.refusal("diff", SMALL, ROOT / "tests" / "scenarios" / "bad" / "negative.yaml", code=65)


class TestSchema(Test):
    def test_it_is_json_and_its_title_is_ours(self):
        schema = json.loads(self.answer("schema"))
        self.assertEqual(schema["$schema"], "http://json-schema.org/draft-07/schema#")
        self.refusal("schema", "something", code=2)


if __name__ == "__main__":
    unittest.main()
