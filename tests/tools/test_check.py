"""caravan check as its users meet it: verdicts, exit codes, folders, JSON.

Run by ctest with the command's path in CARAVAN.
"""

import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

CARAVAN = os.environ["CARAVAN"]

# A berth that is busy for 4 of 10 hours, whatever happens.
PORT = """
title: A port
start: 2023-01-01
duration: 100 d
warm_up: 10 d
interval: 10 d
places:
  port: {country: AZ, at: [40 N, 50 E], kind: seaport, berths: {quay: 1}}
calls:
  liners: {place: port, berth: quay, every: 10 h, time: 4 h}
  tramps: {place: port, berth: quay, every: exponential(mean 50 h), time: exponential(mean 2 h), priority: 1}
"""

BUSY = "{variable: facility_utilisation, at: {facility: port/berths/quay}, is: 44 %, within: 5 %}"


def check(*arguments, cwd=None):
    command = [CARAVAN, "check", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd)


class CheckTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name)

    def write(self, name, values="", more=""):
        expect = "".join(f"    {key}: {value}\n" for key, value in values.items()) if values else ""
        text = PORT + (f"expect:\n{more}  values:\n{expect}" if values else "")
        path = self.path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text)
        return path

    def verdicts(self, *arguments):
        done = check(*arguments, "--json")
        self.assertIn(done.returncode, (0, 1), done.stderr)
        scenarios = json.loads(done.stdout)
        return done.returncode, {e["id"]: e for s in scenarios for e in s["expectations"]}

    def test_what_is_met_is_told_with_exit_code_0(self):
        path = self.write("port.yaml", {"busy": BUSY})
        done = check(path)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr, "")
        self.assertIn("1 of 1 expectation is met, in 1 scenario", done.stdout)
        self.assertIn("facility_utilisation port/berths/quay", done.stdout)
        self.assertEqual(list(self.path.iterdir()), [path])  # nothing is written

    def test_each_way_to_fall_short_is_told_with_exit_code_1(self):
        code, verdicts = self.verdicts(self.write("port.yaml", {
            "met": BUSY,
            "missed": BUSY.replace("44 %", "50 %"),
            "blunt": BUSY.replace("within: 5 %", "within: 0.01 %"),
            "at_least": "{variable: calls_in_port, at: {call: liners}, at_least: 0.3}",
            "too_low": "{variable: calls_in_port, at: {call: liners}, at_least: 0.6}",
            "too_high": "{variable: calls_in_port, at: {call: liners}, at_least: 0.1, at_most: 0.2}",
        }))
        self.assertEqual(code, 1)
        self.assertEqual({key: one["verdict"] for key, one in verdicts.items()}, {
            "met": "met", "missed": "MISSED", "blunt": "NOT SHARP ENOUGH", "at_least": "met",
            "too_low": "MISSED", "too_high": "MISSED",
        })

    def test_what_nobody_could_measure_is_not_met(self):
        path = self.write("port.yaml", {"never": "{variable: call_wait_mean, at: {call: liners}, at_least: 0 h}"})
        code, verdicts = self.verdicts(path, "--set", "calls.liners.every=900 d")
        self.assertEqual(code, 1)
        self.assertEqual(verdicts["never"]["verdict"], "NOT MEASURED in 20 replications")

    def test_a_series_stands_for_its_mean_or_its_sum(self):
        _, verdicts = self.verdicts(self.write("port.yaml", {
            "sum": "{variable: calls_arrived, at: {call: liners}, is: 240, within: 1 %}",
            "mean": "{variable: calls_in_port, at: {call: liners}, at_least: 0.4, at_most: 0.45}",
        }))
        self.assertEqual(verdicts["sum"]["mean"], 240)  # 24 in each of ten intervals
        self.assertEqual(verdicts["sum"]["half_width"], 0)
        self.assertEqual({one["verdict"] for one in verdicts.values()}, {"met"})

    def test_a_folder_stands_for_its_scenarios_that_expect_something(self):
        self.write("a/one.yaml", {"busy": BUSY})
        self.write("a/deeper/two.yaml", {"busy": BUSY})
        self.write("a/silent.yaml")
        done = check(self.path)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("2 of 2 expectations are met, in 2 scenarios", done.stdout)
        self.assertNotIn("silent", done.stdout)
        self.assertLess(done.stdout.index("two.yaml"), done.stdout.index("one.yaml"))

    def test_the_verdict_is_the_same_on_any_number_of_threads(self):
        path = self.write("port.yaml", {"busy": BUSY})
        one, many = (self.verdicts(path, "-j", jobs)[1]["busy"] for jobs in (1, 4))
        self.assertEqual(one, many)
        other = self.verdicts(path, "--seed", 2)[1]["busy"]
        self.assertNotEqual(one["mean"], other["mean"])

    def test_replications_and_confidence_are_the_scenarios_own_or_as_asked(self):
        path = self.write("port.yaml", {"busy": BUSY}, "  replications: 3\n  confidence: 90 %\n")
        own = json.loads(check(path, "--json").stdout)[0]
        self.assertEqual((own["replications"], own["confidence"], own["seed"]), (3, 0.9, 1))
        more = json.loads(check(path, "--json", "-r", 30).stdout)[0]
        self.assertEqual(more["replications"], 30)
        widths = [s["expectations"][0]["half_width"] for s in (own, more)]
        self.assertGreater(widths[0], widths[1])

    def test_quiet_prints_those_that_fall_short_alone(self):
        self.write("good.yaml", {"busy": BUSY})
        self.write("wrong.yaml", {"busy": BUSY.replace("44 %", "50 %")})
        done = check(self.path, "--quiet")
        self.assertEqual(done.returncode, 1)
        self.assertNotIn("good.yaml", done.stdout)
        self.assertIn("wrong.yaml", done.stdout)

    def test_exit_codes(self):
        silent = self.write("silent.yaml")
        bad = self.write("bad.yaml", {"busy": "{variable: facility_utilisation, is: 1}"})
        done = check(silent)
        self.assertEqual(done.returncode, 65)
        self.assertIn("silent.yaml:1:1: error: expects nothing", done.stderr)
        done = check(bad)
        self.assertEqual(done.returncode, 65)
        self.assertIn("goes by facility", done.stderr)
        self.assertEqual(check().returncode, 2)
        self.assertEqual(check(silent, "-r", "1").returncode, 2)
        self.assertEqual(check(self.path / "none.yaml").returncode, 66)
        (self.path / "empty").mkdir()
        self.assertEqual(check(self.path / "empty").returncode, 66)
        self.assertEqual(check("--help").returncode, 0)

    def test_run_takes_no_notice_of_what_is_expected(self):
        path = self.write("port.yaml", {"busy": BUSY.replace("44 %", "50 %")})
        command = [CARAVAN, "run", path, "-r", "2", "-o", self.path / "out.h5"]
        done = subprocess.run(command, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Other ships' calls", done.stdout)


if __name__ == "__main__":
    unittest.main()
