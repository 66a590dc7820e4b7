"""Sweeps as researchers meet them: any number of threads, processes and shards, kills and faults,
and always the same bytes in the end.

Run by ctest with the command's path in CARAVAN.
"""

import fcntl
import json
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
import warnings
from pathlib import Path

import h5py
import numpy as np
import pandas as pd
import xarray as xr

CARAVAN = os.environ["CARAVAN"]
HERE = Path(__file__).parent
SWEEP = HERE / "small_sweep.yaml"
MPIRUN = shutil.which("mpirun")
AS_ROOT = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}


def caravan(*arguments, before=(), **environment):
    return subprocess.run([*before, CARAVAN, *map(str, arguments)], capture_output=True, text=True,
                          env={**os.environ, **environment})


class SweepTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.undisturbed = Path(folder.name) / "undisturbed.h5"
        done = caravan("sweep", SWEEP, "-o", cls.undisturbed, "-j", "1")
        assert done.returncode == 0, done.stderr
        cls.bytes = cls.undisturbed.read_bytes()

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name)
        self.output = self.path / "sweep.h5"
        self.parts = self.path / "sweep.h5.parts"

    def sweep(self, *arguments, **more):
        return caravan("sweep", SWEEP, "-o", self.output, *arguments, **more)

    def finish(self, *arguments):
        done = self.sweep(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.check_same()

    def check_same(self):
        self.assertTrue(self.output.read_bytes() == self.bytes, "the file differs")


class TestResults(SweepTest):
    def test_the_file_opens_without_warnings_with_factors_along_the_points(self):
        for engine in ("h5netcdf", "netcdf4"):
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                data = xr.open_dataset(self.undisturbed, engine=engine)
            self.assertEqual(data.sizes["point"], 10)  # 3 x 2 x 2, less 2
            self.assertEqual(data.sizes["replication"], 3)
            self.assertIn("feeders", data.corridor_teu.coords)
            self.assertEqual(data.boxes.attrs["units"], "kTEU/a")
            self.assertEqual(list(np.unique(data.patience_label)), ["a day", "three days"])
            self.assertTrue((data.point_status == 0).all())
            self.assertTrue((data.point_replications == 3).all())
            self.assertFalse(((data.feeders == 1) & (data.boxes == 25)).any())
            self.assertEqual(data.stock_teu.dims, ("point", "replication", "time", "place"))

    def test_a_point_is_what_run_gives_with_the_same_settings(self):
        data = xr.open_dataset(self.undisturbed)
        is_it = (data.feeders == 3) & (data.patience == 3) & (data.boxes == 25)
        point = data.isel(point=int(is_it.argmax()))
        settings = str(point.point_settings.item()).split("\n")[:-1]
        self.assertIn("fleets.feeders.vessels=3", settings)
        run = self.path / "run.h5"
        arguments = [a for s in settings for a in ("--set", s)]
        done = caravan("run", HERE / "small.yaml", "-o", run, "-r", 3, *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        alone = xr.open_dataset(run)
        np.testing.assert_array_equal(alone.fingerprint, point.fingerprint)
        np.testing.assert_array_equal(alone.corridor_teu, point.corridor_teu)
        np.testing.assert_array_equal(alone.stock_teu, point.stock_teu)
        np.testing.assert_array_equal(alone.demand_time, point.demand_time)

    def test_show_tells_the_points_and_their_figures(self):
        overview = caravan("show", self.undisturbed)
        self.assertEqual(overview.returncode, 0, overview.stderr)
        for words in ("a sweep, design grid", "point 10", "feeders   patience, d   boxes, kTEU/a", "three days"):
            self.assertIn(words, overview.stdout)
        self.assertNotIn("Failed", overview.stdout)
        data = xr.open_dataset(self.undisturbed)
        answer = json.loads(caravan("show", self.undisturbed, "--json", "corridor_teu", "stock_teu").stdout)
        for variable in answer["variables"]:
            values = data[variable["name"]].mean([d for d in ("replication", "time") if d in data[variable["name"]].dims])
            np.testing.assert_allclose([f["mean"] for f in variable["figures"]], values.values.ravel(), rtol=1e-12)
            self.assertEqual(variable["by"], ["feeders", "patience", "boxes", {"corridor_teu": "corridor",
                                                                               "stock_teu": "place"}[variable["name"]]])
        figures = answer["variables"][1]["figures"]
        self.assertEqual(figures[0]["of"], ["1", "a day", "20", "sea"])
        sample = data.corridor_teu.isel(point=0, corridor=0)
        self.assertAlmostEqual(figures[0]["half_width"], float(sample.std(ddof=1)) * 4.302653 / np.sqrt(3), places=3)
        told = caravan("show", self.undisturbed, "corridor_teu").stdout
        self.assertIn("feeders, patience, boxes, corridor", told)
        self.assertIn("3, three days, 25, sea", told)

    def test_csv_has_the_factors_in_each_line_and_a_map_is_refused(self):
        done = caravan("export", self.undisturbed, "--csv", self.path / "csv")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(sorted(path.stem for path in (self.path / "csv").iterdir()),
                         ["corridor_teu", "corridor_transit_mean", "demand_time", "stock_teu"])
        table = pd.read_csv(self.path / "csv" / "corridor_teu.csv")
        self.assertEqual(list(table), ["point", "feeders", "patience", "boxes", "replication", "corridor", "corridor_teu"])
        data = xr.open_dataset(self.undisturbed)
        np.testing.assert_array_equal(table.corridor_teu, data.corridor_teu.values.ravel())
        means = table.groupby(["feeders", "patience", "boxes"]).corridor_teu.mean()
        is_it = (data.feeders == 3) & (data.patience == 3) & (data.boxes == 25)
        self.assertAlmostEqual(means[3, "three days", 25], float(data.corridor_teu[is_it].mean()))
        done = caravan("export", self.undisturbed, "--geojson", self.path / "map.geojson")
        self.assertEqual(done.returncode, 2)
        self.assertIn("is a sweep's", done.stderr)

    def test_all_points_share_their_luck(self):
        data = xr.open_dataset(self.undisturbed)
        one = data.fingerprint.values
        self.assertEqual(len(np.unique(one)), one.size)  # points and replications all differ
        more = data.corridor_transit_mean.mean("replication")
        slow = more[(data.feeders == 1) & (data.patience == 3)]
        fast = more[(data.feeders == 3) & (data.patience == 1) & (data.boxes == 20)]
        self.assertLess(float(fast.mean()), float(slow.mean()))


class TestExecutors(SweepTest):
    def test_threads(self):
        self.finish("-j", "3")

    def test_nothing_is_left_to_do_the_second_time_and_the_file_stays_as_it_is(self):
        self.finish()
        parts = {p: p.stat().st_size for p in self.parts.glob("*.part")}
        self.finish()
        self.assertEqual(parts, {p: p.stat().st_size for p in self.parts.glob("*.part")})

    def test_shards_in_any_order_and_one_twice(self):
        for shard in ("2/3", "1/3", "2/3", "3/3"):
            done = self.sweep("--shard", shard)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertFalse(self.output.exists())
        self.assertEqual(len(list(self.parts.glob("*.part"))), 3)
        merged = caravan("merge", SWEEP, "-o", self.output)
        self.assertEqual(merged.returncode, 0, merged.stderr)
        self.check_same()

    def test_a_shard_that_is_missing_is_named(self):
        for shard in ("1/4", "4/4"):
            self.assertEqual(self.sweep("--shard", shard).returncode, 0)
        merged = caravan("merge", SWEEP, "-o", self.output)
        self.assertEqual(merged.returncode, 75)
        self.assertIn("5 points of 10 not finished: 1, 2, 5, 6 and 9; of shards 2 and 3 of 4", merged.stderr)
        self.assertFalse(self.output.exists())
        self.finish()  # the whole sweep does what is left

    @unittest.skipUnless(MPIRUN, "no mpirun")
    def test_mpi(self):
        done = self.sweep(before=(MPIRUN, "-n", "3", "--oversubscribe"), **AS_ROOT)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.check_same()
        self.assertGreater(len(list(self.parts.glob("*.part"))), 1)

    @unittest.skipUnless(MPIRUN, "no mpirun")
    def test_a_rank_that_is_killed_loses_nothing(self):
        command = [MPIRUN, "-n", "2", "--oversubscribe", CARAVAN, "sweep", str(SWEEP), "-o",
                   str(self.output), "--set", "replications=200"]
        process = subprocess.Popen(command, env={**os.environ, **AS_ROOT}, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        second = self.parts / "process-00001.part"
        until = time.monotonic() + 60
        while not (second.exists() and second.stat().st_size > 100_000):
            self.assertLess(time.monotonic(), until, "the second rank never began")
            time.sleep(0.01)
        ranks = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True).stdout.split()
        self.assertEqual(len(ranks), 2)
        os.kill(int(ranks[1]), signal.SIGKILL)
        self.assertNotEqual(process.wait(60), 0)
        self.assertFalse(self.output.exists())
        self.finish()  # with three replications: of those that are there


class TestFaults(SweepTest):
    def start(self, *arguments):
        return subprocess.Popen([CARAVAN, "sweep", str(SWEEP), "-o", str(self.output), "-q", *arguments],
                                stderr=subprocess.PIPE, text=True)

    def test_killed_at_fifty_instants_and_resumed(self):
        instants = random.Random(7)
        kills = 0
        for _ in range(50):
            process = self.start("-j", "2")
            time.sleep(instants.uniform(0.005, 0.08))
            kills += process.poll() is None
            process.kill()
            process.communicate()
        self.assertGreater(kills, 10)
        self.finish()

    def test_what_a_kill_has_cut_off_is_done_again(self):
        self.finish("-j", "1")
        log = self.parts / "process-00000.part"
        size = log.stat().st_size
        for cut in (1, 13, 1000, size // 2):
            self.output.unlink()
            with open(log, "r+b") as file:
                file.truncate(log.stat().st_size - cut)
            self.finish("-j", "1")
            self.assertEqual(log.stat().st_size, size)

    def test_a_polite_kill_ends_with_75_and_the_same_command_goes_on(self):
        for number in (signal.SIGTERM, signal.SIGUSR1, signal.SIGINT):
            process = self.start("--set", "replications=100000")
            time.sleep(0.5)
            process.send_signal(number)
            _, said = process.communicate(timeout=30)
            self.assertEqual(process.returncode, 75, said)
            self.assertIn("the same command goes on", said)
            self.assertFalse(self.output.exists())
        self.finish()

    def test_two_processes_on_the_same_output(self):
        process = self.start("--set", "replications=100000")
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        until = time.monotonic() + 30
        while not list(self.parts.glob("*.part")) if self.parts.exists() else True:
            self.assertLess(time.monotonic(), until)
            time.sleep(0.01)
        for command in (("sweep",), ("merge",)):
            second = caravan(*command, SWEEP, "-o", self.output)
            self.assertEqual(second.returncode, 75)
            self.assertIn("another process works on this sweep", second.stderr)
        shard = self.sweep("--shard", "1/2")
        self.assertEqual(shard.returncode, 75)

    def test_a_point_that_cannot_be_is_told_and_the_others_are_done(self):
        sweep = self.path / "sweep.yaml"
        sweep.write_text(f"title: t\nscenario: {HERE / 'small.yaml'}\nreplications: 1\n"
                         "outputs: [corridor_teu]\nfactors:\n"
                         "  lot: {path: demands.boxes.lot, values: [10 TEU, 2000 TEU, 20 TEU]}\n")
        done = caravan("sweep", sweep, "-o", self.output)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("1 point failed: 1; the first because:", done.stderr)
        data = xr.open_dataset(self.output)
        self.assertEqual(list(data.point_status), [0, 1, 0])
        self.assertIn("lot", str(data.point_reason[1].item()))
        self.assertTrue(np.isnan(data.corridor_teu[1]).all())
        self.assertTrue(np.isfinite(data.corridor_teu[[0, 2]]).all())
        shown = caravan("show", self.output).stdout
        self.assertIn("Failed: 1 of 3 points; the first, 1, because:", shown)

    @unittest.skipUnless(os.geteuid() == 0, "mounting wants root")
    def test_a_full_disk(self):
        disk = self.path / "disk"
        disk.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "none", disk]).returncode != 0:
            self.skipTest("no tmpfs")
        self.addCleanup(subprocess.run, ["umount", disk])
        self.output = disk / "sweep.h5"
        done = self.sweep("--set", "replications=20")
        self.assertEqual(done.returncode, 73)
        self.assertIn("No space left on device", done.stderr)
        self.assertFalse(self.output.exists())
        subprocess.run(["mount", "-o", "remount,size=64M", disk], check=True)
        self.finish()

    def test_results_of_another_seed_are_not_mixed_in(self):
        self.finish()
        other = self.sweep("--set", "seed=2")
        self.assertEqual(other.returncode, 73)
        self.assertIn("has another seed", other.stderr)
        self.check_same()
        self.assertEqual(self.sweep("--set", "seed=2", "--force").returncode, 0)
        self.assertNotEqual(self.output.read_bytes(), self.bytes)

    def test_an_output_that_is_there_and_is_no_sweeps_is_kept(self):
        self.output.write_text("mine")
        self.assertEqual(self.sweep().returncode, 73)
        self.assertEqual(self.output.read_text(), "mine")


class TestWarmStart(SweepTest):
    """Points that differ late share their beginning; the file is that of points done one by one."""

    INTERVENTIONS = """
interventions:
  closed: {from: 2023-01-20, lasts: 9 d, effects: [{places: aktau, open: = 0}]}
  slow: {from: 2023-02-01, until: 2023-02-12, builds_up: 2 d, effects: [{links: aktau-alat, transit: x 1.5}]}
  panic: {after: closed, delay: 2 d, lasts: 6 d, effects: [{demands: boxes, volume: x 0.5}]}
investment:
  levels: {none: 0 EUR, full: 10 M EUR}
  level: full
  funds: {eu: {profile: {2022: 0 %, 2023: 100 %}}}
projects:
  berth: {kind: hard, cost: 1 M EUR, lead_time: 20 d, from: 2023-01-15, funds: [eu], effects: [{places: aktau, berths: {container: + 1}}]}
"""
    MPI = (MPIRUN, "-n", "2", "--oversubscribe")

    def setUp(self):
        super().setUp()
        scenario = (HERE / "small.yaml").read_text().replace(
            "feeders: {vessels: 2,", "feeders: {vessels: {2022-12-01: 2, 2023-02-10: 3},")
        (self.path / "scenario.yaml").write_text(scenario + self.INTERVENTIONS)

    def write(self, factors, **more):
        for left in self.path.glob("*.h5*"):  # what is finished would not be done again
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        sweep = self.path / "late.yaml"
        lines = [f"{key}: {value}" for key, value in {"replications": 2, **more}.items()]
        sweep.write_text("\n".join(["title: Late", "scenario: scenario.yaml", *lines,
                                    "outputs: [corridor_teu, demand_time, stock_teu, intervention_strength, attribute_value, events]",
                                    "factors:", *(f"  {f}" for f in factors)]) + "\n")
        return sweep

    def run_sweep(self, sweep, name, *arguments, before=(), **environment):
        output = self.path / name
        done = caravan("sweep", sweep, "-o", output, *arguments, before=before, **environment)
        self.assertEqual(done.returncode, 0, done.stderr)
        return output, done.stdout

    def one_by_one(self, sweep):
        """As many shards as leave each point a batch of its own: nothing is shared."""
        output = self.path / "apart.h5"
        for k in range(1, 9):
            done = caravan("sweep", sweep, "-o", output, "--shard", f"{k}/8")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertNotIn("warm start", done.stdout)
        done = caravan("merge", sweep, "-o", output)
        self.assertEqual(done.returncode, 0, done.stderr)
        return output.read_bytes()

    def check_shared(self, factors, told, **more):
        sweep = self.write(factors, **more)
        output, said = self.run_sweep(sweep, "together.h5", "-j", "1")
        self.assertTrue(output.read_bytes() == self.one_by_one(sweep), "the file differs")
        (self.assertIn if told else self.assertNotIn)(told or "warm start", said)
        data = xr.load_dataset(output)
        self.assertGreater(len(np.unique(data.fingerprint)), data.sizes["replication"])  # the points do differ
        return sweep

    def test_whatever_differs_late(self):
        for factors, told in (
                (["days: {path: interventions.closed.lasts, values: [4 d, 9 d, 15 d]}"], "4 of 6 runs went on from another's world as of 2023-01-19"),
                (["begins: {path: interventions.closed.from, values: [2023-01-10, 2023-01-20, 2023-01-30]}"], "4 of 6 runs"),
                (["speed: {path: interventions.slow.effects.0.transit, values: [x 1.2, x 3]}"], "2 of 4 runs went on from another's world as of 2023-01-31"),
                (["vessels: {path: fleets.feeders.vessels.2023-02-10, values: [1, 3, 4]}"], "4 of 6 runs went on from another's world as of 2023-02-09"),
                (["level: {path: investment.level, values: [none, full]}"], "2 of 4 runs went on from another's world as of 2023-01-14"),
                (["level: {path: investment.level, values: [none, full]}",
                  "days: {path: interventions.closed.lasts, values: [4 d, 9 d]}",
                  "speed: {path: interventions.slow.effects.0.transit, values: [x 1.2, x 3]}",
                  "boxes: {path: demands.boxes.volume, values: [20 kTEU/a, 24 kTEU/a]}"], "28 of 32 runs went on from another's world as of 2023-01-14 to 2023-01-31"),
        ):
            with self.subTest(factors):
                self.check_shared(factors, told)

    def test_nothing_is_shared_where_points_differ_from_the_beginning(self):
        for factors in (
                ["vessels: {path: fleets.tankers.vessels, values: [1, 2, 3]}"],
                ["begins: {path: interventions.closed.from, values: [2022-12-12, 2022-12-10]}"],
                ["vessels: {path: fleets.feeders.vessels.2022-12-01, values: [1, 2]}"],
                ["gain: {path: projects.berth.effects.0.berths.container, values: [+ 1, = 0]}"],
        ):
            with self.subTest(factors):
                self.check_shared(factors, None)

    def test_the_same_bytes_from_threads_shards_and_processes_and_after_kills(self):
        factors = ["begins: {path: interventions.closed.from, values: [2023-01-12, 2023-01-20, 2023-01-30]}",
                   "days: {path: interventions.closed.lasts, values: [4 d, 9 d, 12 d, 15 d]}",
                   "vessels: {path: fleets.tankers.vessels, values: [1, 2]}"]
        sweep = self.check_shared(factors, "66 of 72 runs", replications=3)
        reference = (self.path / "together.h5").read_bytes()
        _, said = self.run_sweep(sweep, "threads.h5", "-j", "3")
        self.assertIn("warm start", said)
        for k in (2, 1):
            done = caravan("sweep", sweep, "-o", self.path / "shards.h5", "--shard", f"{k}/2")
            self.assertIn("warm start", done.stdout)
        unfinished = caravan("merge", sweep, "-o", self.path / "half.h5")
        self.assertEqual(unfinished.returncode, 66)
        self.assertEqual(caravan("merge", sweep, "-o", self.path / "shards.h5").returncode, 0)
        names = ["threads.h5", "shards.h5"]
        if MPIRUN:
            _, said = self.run_sweep(sweep, "mpi.h5", before=self.MPI, **AS_ROOT)
            self.assertIn("warm start", said)
            names.append("mpi.h5")
        instants = random.Random(3)
        for _ in range(12):
            process = subprocess.Popen([CARAVAN, "sweep", str(sweep), "-o", str(self.path / "killed.h5"), "-q", "-j", "2"])
            time.sleep(instants.uniform(0.01, 0.25))
            process.kill()
            process.wait()
        self.run_sweep(sweep, "killed.h5")
        for name in [*names, "killed.h5"]:
            self.assertTrue((self.path / name).read_bytes() == reference, name)

    def test_a_shard_of_points_that_begin_alike_is_named_when_it_is_missing(self):
        sweep = self.write(["days: {path: interventions.closed.lasts, from: 1 d, to: 24 d, steps: 24}"], replications=1)
        done = caravan("sweep", sweep, "-o", self.output, "--shard", "2/2", "-j", 1)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("8 of 12 runs", done.stdout)  # in four batches of three
        merged = caravan("merge", sweep, "-o", self.output)
        self.assertEqual(merged.returncode, 75)
        self.assertIn("12 points of 24 not finished: 0, 1, 2, 6, 7, 8, 12, 13, ...; of shard 1 of 2", merged.stderr)

    def test_until_a_figure_is_known_well_enough(self):
        rule = "{at_least: 3, at_most: 12, until: {variable: corridor_teu, within: 3 %}}"
        self.check_shared(["days: {path: interventions.closed.lasts, values: [4 d, 9 d, 20 d]}"], "warm start", replications=rule)

    def test_a_run_that_was_shared_can_be_done_again_alone(self):
        sweep = self.write(["days: {path: interventions.closed.lasts, values: [4 d, 9 d, 15 d]}"])
        output, _ = self.run_sweep(sweep, "again.h5")
        done = caravan("rerun", output, "--point", 2, "--replication", 1)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


class TestRerun(SweepTest):
    def rerun(self, *arguments):
        return caravan("rerun", self.output, *arguments)

    def check_fails(self, done, code, *words):
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)

    def test_a_run_of_a_point_comes_out_the_same_and_tells_more(self):
        more = self.path / "more.h5"
        done = caravan("rerun", self.undisturbed, "--point", 7, "--replication", 2, "-o", more, "--detail", "journeys")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("point 7, replication 2: the same to the last bit", done.stdout)
        point = xr.open_dataset(self.undisturbed).isel(point=7, replication=2)
        alone = xr.load_dataset(more)
        self.assertEqual(list(alone.replication), [2])
        np.testing.assert_array_equal(alone.stock_teu[0], point.stock_teu)
        self.assertGreater(alone.sizes["journey"], 10)
        self.assertEqual(caravan("rerun", more, "--replication", 2).returncode, 0)

    def test_it_says_what_differs(self):
        shutil.copy(self.undisturbed, self.output)
        with h5py.File(self.output, "a") as file:
            file["stock_teu"][4, 1, 3, 1] += 5
            file["fingerprint"][4, 1] += np.uint64(1)
        done = self.rerun("--point", 4, "--replication", 1)
        self.assertEqual(done.returncode, 1, done.stderr)
        for words in ("not the same", "fingerprint: differs", "stock_teu: 1 of", "by at most 5",
                      "point 4, replication 1, time 2023-01-04T00:00:00, place aktau"):
            self.assertIn(words, done.stdout)
        for point, replication in ((4, 0), (4, 2), (3, 1)):
            self.assertEqual(self.rerun("--point", point, "--replication", replication).returncode, 0)

    def test_what_templates_were_changed_too(self):
        scenario = self.path / "scenario.yaml"
        text = (HERE / "small.yaml").read_text().replace("fleets:\n  feeders: {vessels: 2, ",
            "templates: {ship: {vessels: 2, maximum_wait: 1 d}, swift: {like: ship, maximum_wait: ~}}\n"
            "fleets:\n  feeders: {like: ship, ")
        scenario.write_text(text.replace("  tankers: {vessels: 2, ", "  tankers: {like: swift, "))
        sweep = self.path / "sweep.yaml"
        sweep.write_text(f"title: t\nscenario: {scenario}\nreplications: 2\noutputs: [corridor_teu]\nfactors:\n"
                         "  vessels: {path: templates.ship.vessels, values: [1, 2]}\n")
        self.assertEqual(caravan("sweep", sweep, "-o", self.output).returncode, 0)
        scenario.unlink()  # all is in the file
        for point in (0, 1):
            done = self.rerun("--point", point, "--replication", 1)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(len(np.unique(xr.open_dataset(self.output).fingerprint[:, 1])), 2)

    def test_a_scenario_that_is_not_the_one_that_was_simulated_is_noticed(self):
        shutil.copy(self.undisturbed, self.output)
        with h5py.File(self.output, "a") as file:
            settings = file["point_settings"][0].decode()
            file["point_settings"][0] = settings.replace("volume=20 ", "volume=21 ")
            self.assertNotEqual(file["point_settings"][0].decode(), settings)
        self.check_fails(self.rerun("--point", 0), 65, "point 0, replication 0", "not those that were simulated")
        self.assertEqual(self.rerun("--point", 1).returncode, 0)
        with h5py.File(self.output, "a") as file:
            file["scenario_yaml"][()] = file["scenario_yaml"][()].replace(b"60 d", b"61 d")
        self.check_fails(self.rerun("--point", 1), 65, "not those that were simulated")

    def test_a_point_that_failed_says_why(self):
        sweep = self.path / "sweep.yaml"
        sweep.write_text(f"title: t\nscenario: {HERE / 'small.yaml'}\noutputs: [corridor_teu]\nfactors:\n"
                         "  lot: {path: demands.boxes.lot, values: [10 TEU, 2000 TEU, 20 TEU]}\n")
        self.assertEqual(caravan("sweep", sweep, "-o", self.output).returncode, 1)
        self.check_fails(self.rerun("--point", 1), 1, "has failed, and left nothing", "lot")
        self.assertEqual(self.rerun("--point", 2).returncode, 0)

    def test_what_is_not_there(self):
        shutil.copy(self.undisturbed, self.output)
        self.check_fails(self.rerun("--point", 10), 2, "--point 10", "has 10 points, numbered from 0")
        self.check_fails(self.rerun("--point", 0, "--replication", 3), 2, "--replication 3", "has 3")
        self.check_fails(self.rerun(), 2, "which point?")
        self.check_fails(caravan("rerun", self.path / "none.h5", "--point", 0), 66, "no such file")
        for name in ("point_settings", "scenario_yaml", "seed", "fingerprint", "point_id"):
            shutil.copy(self.undisturbed, self.output)
            with h5py.File(self.output, "a") as file:
                del file[name]
            self.check_fails(self.rerun("--point", 0), 65, "has no")
        run = self.path / "run.h5"
        self.assertEqual(caravan("run", HERE / "small.yaml", "-o", run, "-r", 1, "-q").returncode, 0)
        self.check_fails(caravan("rerun", run, "--point", 0), 65, "caravan-ensemble")

    def test_a_run_that_the_rule_did_not_ask_for(self):
        rule = "replications={at_least: 2, at_most: 40, until: {variable: corridor_teu, within: 50 %}}"
        self.assertEqual(self.sweep("--set", rule).returncode, 0)
        self.assertEqual(self.rerun("--point", 0, "--replication", 1).returncode, 0)
        self.check_fails(self.rerun("--point", 0, "--replication", 2), 2, "point 0", "has 2")


class TestDesigns(SweepTest):
    def test_a_design_that_grows_keeps_what_it_has(self):
        self.finish()
        log = self.parts / "process-00000.part"
        before = log.stat().st_size
        grown = self.sweep("--set", "replications=4")
        self.assertEqual(grown.returncode, 0, grown.stderr)
        self.assertAlmostEqual(log.stat().st_size / before, 4 / 3, places=2)
        data = xr.open_dataset(self.output)
        old = xr.open_dataset(self.undisturbed)
        np.testing.assert_array_equal(data.fingerprint[:, :3], old.fingerprint)

    def test_replications_until_a_figure_is_known_well_enough(self):
        rule = "replications={at_least: 3, at_most: 40, until: {variable: corridor_teu, within: 3 %}}"
        done = self.sweep("--set", rule, "-j", "3")
        self.assertEqual(done.returncode, 0, done.stderr)
        first = self.output.read_bytes()
        data = xr.open_dataset(self.output)
        counts = data.point_replications.values
        self.assertGreater(len(set(counts)), 1)
        for point, count in enumerate(counts):
            sample = data.corridor_teu[point].sum("corridor", skipna=False).values
            self.assertTrue(np.isfinite(sample[:count]).all() and np.isnan(sample[count:]).all())
            from scipy import stats
            def is_enough(n):
                half = stats.t.ppf(0.975, n - 1) * sample[:n].std(ddof=1) / np.sqrt(n)
                return half <= 0.03 * abs(sample[:n].mean())
            self.assertTrue(count == 40 or is_enough(count))
            self.assertFalse(any(is_enough(n) for n in range(3, count)))
        shutil.rmtree(self.parts)
        self.assertEqual(self.sweep("--set", rule, "-j", "1", "--force").returncode, 0)
        self.assertEqual(self.output.read_bytes(), first)

    def test_dry_run_tells_and_writes_nothing(self):
        done = self.sweep("--dry-run")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("grid of 10 points, 30 runs", done.stdout)
        self.assertIn("Feeders", done.stdout)
        self.assertEqual(list(self.path.iterdir()), [])

    def test_what_ships_can_be_swept(self):
        shipped = sorted((HERE.parents[1] / "scenarios/sweeps").glob("*.yaml"))
        self.assertGreaterEqual(len(shipped), 2)
        for path in shipped:
            done = caravan("sweep", path, "--dry-run")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertNotIn("can't run", done.stdout)

    def test_an_intervention_that_is_there_or_not(self):
        scenario = self.path / "scenario.yaml"
        scenario.write_text((HERE / "small.yaml").read_text() +
                            "\ninterventions:\n  closed: {from: 2023-01-10, lasts: 9 d, effects: [{places: aktau, open: = 0}]}\n")
        sweep = self.path / "sweep.yaml"
        sweep.write_text(f"title: t\nscenario: {scenario}\nreplications: 2\noutputs: [corridor_transit_mean]\nfactors:\n"
                         "  closure: {intervention: closed}\n"
                         "  days: {path: interventions.closed.lasts, values: [5 d, 9 d]}\n")
        done = caravan("sweep", sweep, "-o", self.output)
        self.assertEqual(done.returncode, 0, done.stderr)
        data = xr.open_dataset(self.output)
        same = data.fingerprint[data.closure == "off"]
        np.testing.assert_array_equal(same[0], same[1])
        days = data.corridor_transit_mean.mean(("replication", "corridor"))
        self.assertGreater(float(days[(data.closure == "on") & (data.days == 9)]), float(days[data.closure == "off"][0]))

    def test_points_from_a_table_are_those_written_out(self):
        def text(points):
            return (f"title: t\nscenario: {HERE / 'small.yaml'}\ndesign: list\npoints: {points}\nreplications: 2\n"
                    "outputs: [corridor_transit_mean]\nfactors:\n"
                    "  feeders: {path: fleets.feeders.vessels}\n"
                    "  patience: {path: fleets.feeders.maximum_wait}\n")
        sweep = self.path / "sweep.yaml"
        results = []
        table = self.path / "points.csv"
        table.write_text('patience,feeders\n"1 d",3\n3 d,1\n')
        for points in ("[{feeders: 3, patience: 1 d}, {feeders: 1, patience: 3 d}]", "{file: points.csv}"):
            sweep.write_text(text(points))
            done = caravan("sweep", sweep, "-o", self.output, "--force")
            self.assertEqual(done.returncode, 0, done.stderr)
            data = xr.load_dataset(self.output)
            self.assertEqual(list(data.feeders), [3, 1])
            self.assertEqual(list(data.patience), [1, 3])
            results.append(data.drop_vars("sweep_yaml"))  # where columns are in another order
        xr.testing.assert_equal(*results)
        for wrong, message in (("feeders,patiense\n1,1 d\n", "points.csv:2:3"), ("feeders,patience\n1\n", "expected 2 cells"),
                               ("feeders,feeders\n1,2\n", "points.csv:1:9"), ("feeders,patience\n", "found none"),
                               ("feeders,patience\nmany,1 d\n", "'many' can't be")):
            table.write_text(wrong)
            done = caravan("sweep", sweep, "--dry-run")
            self.assertEqual(done.returncode, 65, (wrong, done.stdout))
            self.assertIn(message, done.stderr)

    def test_sensitivity(self):
        sweep = self.path / "sweep.yaml"
        sweep.write_text(f"title: t\nscenario: {HERE / 'small.yaml'}\ndesign: {{morris: 6}}\nreplications: 2\nfactors:\n"
                         "  feeders: {path: fleets.feeders.vessels, from: 1, to: 4, whole: true}\n"
                         "  lifted: {path: liftings.cargoes.laytime, from: 20 h, to: 60 h}\n")
        self.assertEqual(caravan("sweep", sweep, "-o", self.output).returncode, 0)
        arguments = ("sensitivity", self.output, "--of", "corridor_transit_mean", "--at", "corridor=sea")
        effects, regression = json.loads(caravan(*arguments, "--json").stdout)
        feeders, lifted = effects["factors"]
        self.assertGreater(feeders["mean_absolute"], 10 * lifted["mean_absolute"])
        self.assertLess(feeders["mean"], 0)
        self.assertLess(regression["factors"][0]["coefficient"], -0.5)
        self.assertIn("trajectories", caravan(*arguments).stdout)
        self.assertIn("did you mean 'corridor_transit_mean'",
                      caravan("sensitivity", self.output, "--of", "corridor_transit_maen").stderr)

    def test_status(self):
        self.assertEqual(caravan("status", self.output).returncode, 66)
        self.finish()
        answer = json.loads(caravan("status", self.output, "--json").stdout)
        self.assertEqual((answer["points"], answer["runs"], answer["done"], answer["failed"]), (10, 30, 30, 0))
        self.assertEqual(answer["processes"][0]["state"], "finished")
        self.assertIn("30 of 30 runs of 10 points are done", caravan("status", self.output).stdout)

    def test_mistakes_are_told_where_they_are(self):
        for text, words in (
                ("factors: {a: {path: fleets.feeders.vessel, values: [1]}}", "vessel"),
                ("factors: {a: {path: fleets.feeders.vessels, values: [1], to: 3}}", "needs both `from` and `to`"),
                ("factors: {a: {values: [1]}}", "needs a `path` or an `intervention`"),
                ("factors: {place: {path: fleets.feeders.vessels, values: [1]}}", "something else of this name"),
                ("design: {sobol: 4}\nfactors: {a: {path: fleets.feeders.vessels, from: 1, to: 3 d}}", "`to` in 'd'"),
                ("outputs: [corridor_tue]\nfactors: {a: {path: fleets.feeders.vessels, values: [1]}}", "did you mean 'corridor_teu'"),
                ("desing: grid\nfactors: {a: {path: fleets.feeders.vessels, values: [1]}}", "did you mean 'design'"),
        ):
            sweep = self.path / "bad.yaml"
            sweep.write_text(f"title: t\nscenario: {HERE / 'small.yaml'}\n{text}\n")
            done = caravan("sweep", sweep, "-o", self.output)
            self.assertEqual(done.returncode, 65, (text, done.stderr))
            self.assertIn(words, done.stderr, text)
            self.assertFalse(self.output.exists())


if __name__ == "__main__":
    unittest.main()
