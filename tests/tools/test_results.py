"""Files of results: levels of detail, what reads them, what happens to those that are damaged.

Run by ctest with the command's path in CARAVAN.
"""

import csv
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
import netCDF4  # noqa: F401  warns when first imported, which is not our file's doing
import numpy as np
import xarray as xr

CARAVAN = os.environ["CARAVAN"]
HERE = Path(__file__).parent
SMALL = HERE / "small.yaml"
TABLES = ("journey", "stage", "parcel", "event")


def caravan(*arguments, **options):
    return subprocess.run([CARAVAN, *map(str, arguments)], capture_output=True, text=True, **options)


def open_strictly(path, engine):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        data = xr.open_dataset(path, engine=engine).load()
    data.close()
    return data


class ResultsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = Path(cls.folder.name)
        cls.file = cls.run_small("all.h5", "--detail", "events", "-r", "3")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def run_small(cls, name, *arguments):
        done = caravan("run", SMALL, "-o", cls.path / name, "-q", *arguments)
        if done.returncode != 0:
            raise AssertionError(done.stderr)
        return cls.path / name

    def assert_fails(self, done, code, *words):
        self.assertEqual(done.returncode, code, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)


class TestLevels(ResultsTest):
    def test_each_level_has_what_those_before_it_have(self):
        before = set()
        for level in ("kpi", "series", "journeys", "events"):
            data = xr.load_dataset(self.run_small(f"{level}.h5", "--detail", level, "-r", "1", "--force"))
            self.assertEqual(data.attrs["detail"], level)
            self.assertLess(before, set(data.variables))
            before = set(data.variables)
            self.assertEqual("delivered_mass" in data, level != "kpi")
            self.assertEqual("journey" in data.dims, level in ("journeys", "events"))
            self.assertEqual("event" in data.dims, level == "events")

    def test_what_is_told_does_not_change_what_happens(self):
        with_events, series = xr.load_dataset(self.file), xr.load_dataset(self.run_small("s.h5", "-r", "3"))
        for name in series:
            xr.testing.assert_identical(series[name], with_events[name])

    def test_same_bytes_on_any_number_of_threads(self):
        for level in ("kpi", "journeys", "events"):
            one, many = (self.run_small(f"{level}-{jobs}.h5", "--detail", level, "-r", "5", "-j", jobs)
                         for jobs in ("1", "4"))
            self.assertEqual(one.read_bytes(), many.read_bytes())

    def test_only_what_a_pattern_chooses_is_recorded(self):
        some = self.run_small("some.h5", "-r", "3", "--only", "stock_*", "--only", "tank_stock",
                              "--only", "place=a*t*", "--only", "commodity=containers")
        data, whole = xr.load_dataset(some), xr.load_dataset(self.file)
        recorded = [name for name in data if data[name].dims[:1] == ("replication",)]
        self.assertEqual(recorded, ["stock_mass", "stock_teu", "stock_wagons", "stock_trucks", "tank_stock",
                                    "fingerprint"])
        for place in data.place.values:
            for commodity in data.commodity.values:
                here = data.stock_mass.sel(place=place, commodity=commodity)
                if place in ("aktau", "almaty", "alat") and commodity == "containers":
                    xr.testing.assert_equal(here, whole.stock_mass.sel(place=place, commodity=commodity))
                else:
                    self.assertTrue(here.isnull().all())
        xr.testing.assert_equal(data.tank_stock, whole.tank_stock)  # has no place
        done = caravan("rerun", some, "--replication", "1")
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_patterns_that_match_nothing(self):
        for pattern in ("stok_mass", "place=aktaw", "plaice=aktau", "time=2023*"):
            self.assert_fails(caravan("run", SMALL, "--only", pattern, cwd=self.path), 2, pattern)

    def test_a_level_that_is_not_there(self):
        self.assert_fails(caravan("run", SMALL, "--detail", "all", cwd=self.path), 2, "all", "journeys")


class TestTables(ResultsTest):
    """Journeys, stages, parcels and events against each other and against the series."""

    def setUp(self):
        self.data = open_strictly(self.file, "h5netcdf")
        words = self.data.journey_state.attrs["flag_meanings"].split()
        self.delivered = self.data.journey_state.values == words.index("delivered")

    def by_row(self, values, rows, *, count):
        return np.bincount(rows, weights=values, minlength=count)

    def test_every_engine_and_tool_opens_it(self):
        for engine in ("h5netcdf", "netcdf4", None):
            xr.testing.assert_identical(open_strictly(self.file, engine), self.data)
        header = subprocess.run(["ncdump", "-h", self.file], capture_output=True, text=True, check=True)
        self.assertEqual(header.stderr, "")
        for text in ("journey = UNLIMITED", 'journey_demand:index_of = "demand"',
                     'stage_journey:instance_dimension = "journey"', "journey_time(journey, cause)"):
            self.assertIn(text, header.stdout)
        dumped = subprocess.run(["h5dump", "-d", "/stage_cause", self.file], capture_output=True, check=True)
        self.assertEqual(dumped.stderr, b"")
        with h5py.File(self.file) as file:
            self.assertEqual(file["journey_mass"].shape, (self.data.sizes["journey"],))

    def test_columns_are_described(self):
        readme = (HERE.parents[1] / "output" / "README.md").read_text()
        for name, column in self.data.variables.items():
            if column.dims and column.dims[0] in TABLES:
                self.assertRegex(readme, rf"\| `{name}[(`]")
                self.assertIn("long_name", column.attrs)

    def test_stages_make_up_the_whole_life_without_gaps(self):
        data, count = self.data, self.data.sizes["journey"]
        rows = data.stage_journey.values
        self.assertTrue((np.diff(rows) >= 0).all())
        begin = data.stage_begin.values
        length = data.stage_duration.values.astype("f8")
        day = np.timedelta64(1, "D")
        life = (data.journey_ended - data.journey_released).values / day
        np.testing.assert_allclose(self.by_row(length, rows, count=count), life, atol=1e-4)
        same = rows[1:] == rows[:-1]
        np.testing.assert_allclose(((begin[1:] - begin[:-1]) / day)[same], length[:-1][same], atol=1e-4)
        self.assertGreater(same.sum(), count)
        np.testing.assert_allclose(data.journey_time.sum("cause").values, life, atol=1e-4)
        for k, cause in enumerate(data.cause.values):
            of_cause = data.stage_cause.values == k
            np.testing.assert_allclose(self.by_row(length[of_cause], rows[of_cause], count=count),
                                       data.journey_time.sel(cause=cause).values, atol=1e-4)

    def test_only_what_is_aboard_has_a_vessel(self):
        data = self.data
        has_vessel = data.stage_vessel.values >= 0
        np.testing.assert_array_equal(has_vessel, data.stage_fleet.values >= 0)
        kinds = np.array(data.stage_kind.flag_meanings.split())[data.stage_kind.values]
        self.assertEqual(set(kinds[has_vessel]), {"loading", "moving", "unloading"})
        on_link = data.stage_link.values >= 0
        is_at_sea = data.link_mode.values[data.stage_link.values] == "sea"
        np.testing.assert_array_equal(has_vessel[on_link & (kinds == "moving")],
                                      is_at_sea[on_link & (kinds == "moving")])

    def test_journeys_sum_to_what_the_run_delivered_cost_and_emitted(self):
        data = self.data
        shape = (data.sizes["replication"], data.sizes["demand"])
        at = (data.journey_replication.values[self.delivered], data.journey_demand.values[self.delivered])
        for name, total in (("journey_mass", "demand_mass"), ("journey_emission", "demand_emission")):
            sums = np.zeros(shape)
            np.add.at(sums, at, data[name].values[self.delivered])
            np.testing.assert_allclose(sums, data[total].values, rtol=1e-9)
        sums = np.zeros((*shape, data.sizes["charge"]))
        np.add.at(sums, at, data.journey_cost.values[self.delivered])
        np.testing.assert_allclose(sums, data.demand_cost.values, rtol=1e-9)
        self.assertGreater(data.demand_cost.values.sum(), 0)

    def test_what_is_on_its_way_is_what_the_balance_has_in_the_system(self):
        data = self.data
        left = ~self.delivered
        self.assertGreater(left.sum(), 0)
        commodity = {"boxes": "containers"}
        for r in range(data.sizes["replication"]):
            rows = left & (data.journey_replication.values == r)
            names = data.demand.values[data.journey_demand.values[rows]]
            mass = sum(m for m, d in zip(data.journey_mass.values[rows], names) if d in commodity)
            wanted = data.total_in_system_mass.sel(commodity="containers").values[r]
            self.assertAlmostEqual(mass, wanted, places=6)

    def test_each_consignment_is_told_once(self):
        data = self.data
        names = set(zip(data.journey_replication.values, data.journey_demand.values,
                        data.journey_number.values))
        self.assertEqual(len(names), data.sizes["journey"])

    def test_parcels_are_the_liftings(self):
        data = self.data
        words = data.parcel_state.attrs["flag_meanings"].split()
        loaded = data.parcel_state.values == words.index("loaded")
        for r in range(data.sizes["replication"]):
            here = loaded & (data.parcel_replication.values == r)
            self.assertEqual(here.sum(), data.liftings.isel(replication=r).sum())
            self.assertAlmostEqual(data.parcel_demurrage.values[here].sum(),
                                   float(data.lifting_demurrage.isel(replication=r).sum()), places=4)
            wait = (data.parcel_moored - data.parcel_ready).values[here] / np.timedelta64(1, "h")
            self.assertTrue((wait >= 0).all())

    def test_events_are_in_order_and_agree_with_journeys(self):
        data = self.data
        kinds = data.event_kind.attrs["flag_meanings"].split()
        released = data.event_kind.values == kinds.index("consignment_released")
        start = data.time.values[0]
        boxes = list(data.demand.values).index("boxes")
        for r in range(data.sizes["replication"]):
            here = data.event_replication.values == r
            self.assertTrue((np.diff(data.event_time.values[here]) >= np.timedelta64(0)).all())
            told = set(data.event_number.values[here & released & (data.event_demand.values == boxes)])
            rows = ((data.journey_replication.values == r) & (data.journey_demand.values == boxes)
                    & (data.journey_released.values > start))
            self.assertEqual(told, set(data.journey_number.values[rows]))


class TestShow(ResultsTest):
    def test_the_overview_and_the_figures(self):
        done = caravan("show", self.file)
        self.assertEqual(done.returncode, 0, done.stderr)
        for words in ("A small corridor", "replication 3", "time 60", "corridor_mass", "By corridor"):
            self.assertIn(words, done.stdout)
        data = xr.load_dataset(self.file)
        answer = json.loads(caravan("show", self.file, "--json", "corridor_teu", "delivered_m*",
                                    "stock_teu", "tank_content").stdout)
        self.assertEqual(answer["seed"], "1")
        for variable in answer["variables"]:
            values = data[variable["name"]]
            method = values.attrs.get("cell_methods", "")
            if method.startswith("time: sum"):
                values = values.sum("time")
            elif method.startswith("time: mean"):
                values = values.mean("time")
            elif method:
                values = values.isel(time=-1)
            wanted = values.mean("replication").values.ravel()
            np.testing.assert_allclose([f["mean"] for f in variable["figures"]], wanted, rtol=1e-12)
        self.assertEqual(len(answer["variables"]), 4)

    def test_a_name_that_is_not_there(self):
        self.assert_fails(caravan("show", self.file, "delivered_moss"), 2, "delivered_moss")

    def test_what_has_no_figures_is_said_to_have_none(self):
        for name in ("journey_mass", "place_name"):
            self.assert_fails(caravan("show", self.file, name), 2, "no figures", "export")


class TestExport(ResultsTest):
    def test_csv_is_tidy(self):
        out = self.path / "csv"
        done = caravan("export", self.file, "--csv", out, "stock_mass", "journey_*", "demand_time")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(sorted(p.name for p in out.iterdir()),
                         ["demand_time.csv", "journey.csv", "stock_mass.csv"])
        data = xr.load_dataset(self.file)
        with open(out / "stock_mass.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(len(rows), data.stock_mass.size)
        for row in (rows[0], rows[12345 % len(rows)], rows[-1]):
            wanted = data.stock_mass.sel(replication=int(row["replication"]), time=row["time"],
                                         place=row["place"], commodity=row["commodity"])
            self.assertEqual(float(row["stock_mass"]), float(wanted))
        with open(out / "journey.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(len(rows), data.sizes["journey"])
        self.assertEqual(rows[5]["journey_demand"], data.demand.values[data.journey_demand.values[5]])
        self.assertEqual(rows[0]["journey_state"], "delivered")
        self.assertIn("journey_time_weather", rows[0])
        of_weather = [row["journey_time_weather"] for row in rows]  # float32: no digits that say nothing
        self.assertEqual([np.float32(text) for text in of_weather], list(data.journey_time.sel(cause="weather").values))
        self.assertLess(max(map(len, of_weather)), 16)
        again = caravan("export", self.file, "--csv", out, "stock_mass")
        self.assert_fails(again, 73, "stock_mass.csv", "--force")

    def test_geojson_has_places_and_links(self):
        out = self.path / "map.geojson"
        done = caravan("export", self.file, "--geojson", out)
        self.assertEqual(done.returncode, 0, done.stderr)
        features = json.loads(out.read_text())["features"]
        data = xr.load_dataset(self.file)
        self.assertEqual(len(features), data.sizes["place"] + data.sizes["link"])
        links = {f["properties"]["link"]: f for f in features if "link" in f["properties"]}
        link = links["aktau-alat"]
        self.assertEqual(link["geometry"]["coordinates"], [[51.22, 43.60], [49.44, 39.98]])
        wanted = float(data.link_mass.sel(link="aktau-alat").sum(["time", "commodity"]).mean()) / 60
        self.assertAlmostEqual(link["properties"]["t_per_day"], wanted, places=6)
        self.assertGreater(links["alat-ceyhan"]["properties"]["bbl_per_day"], 0)
        kpi = self.run_small("kpi.h5", "--detail", "kpi", "-r", "1", "--force")
        self.assert_fails(caravan("export", kpi, "--geojson", self.path / "k.geojson"), 65, "stock_mass")
        self.assertFalse((self.path / "k.geojson").exists())

    def test_usage(self):
        self.assert_fails(caravan("export", self.file), 2, "--csv")
        self.assert_fails(caravan("export"), 2, "which results")


class TestRerun(ResultsTest):
    def test_a_replication_comes_out_the_same(self):
        done = caravan("rerun", self.file, "--replication", "2")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("the same to the last bit", done.stdout)

    def test_it_tells_more_than_the_file_did(self):
        series = self.run_small("few.h5", "-r", "3")
        more = self.path / "more.h5"
        done = caravan("rerun", series, "--replication", "1", "-o", more, "--detail", "journeys")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        data, all_of_it = xr.load_dataset(more), xr.load_dataset(self.file)
        self.assertEqual(list(data.replication.values), [1])
        rows = all_of_it.journey_replication.values == 1
        np.testing.assert_array_equal(data.journey_ended.values, all_of_it.journey_ended.values[rows])

    def test_it_says_what_differs(self):
        other = self.path / "other.h5"
        shutil.copy(self.file, other)
        with h5py.File(other, "a") as file:
            file["corridor_teu"][2, 0] += 1000
            file["fingerprint"][2] = 7
        done = caravan("rerun", other, "--replication", "2")
        self.assertEqual(done.returncode, 1, done.stderr)
        for words in ("not the same", "fingerprint", "corridor_teu: 1 of 1 differ, by at most 1000"):
            self.assertIn(words, done.stdout)
        self.assertEqual(caravan("rerun", other, "--replication", "1").returncode, 0)

    def test_a_replication_that_is_not_there(self):
        self.assert_fails(caravan("rerun", self.file, "--replication", "3"), 2, "0 to 2")


class TestDiff(ResultsTest):
    def test_files_that_say_the_same(self):
        again = self.run_small("again.h5", "--detail", "events", "-r", "3", "-j", "1")
        done = caravan("diff", self.file, again)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        self.assertEqual(json.loads(caravan("diff", self.file, again, "--json").stdout), [])

    def test_differences_are_told_by_variable(self):
        other = self.path / "other.h5"
        shutil.copy(self.file, other)
        with h5py.File(other, "a") as file:
            place = list(file["place"].asstr()[...]).index("aktau")
            was = file["stock_teu"][1, 2, place]
            file["stock_teu"][1, 2, place] = was + 5
            file["corridor_mass"][2, 0] *= 1 + 1e-12
            file["fingerprint"][0] = 7
        done = caravan("diff", self.file, other)
        self.assertEqual(done.returncode, 1, done.stderr)
        lines = {line.split(":")[0]: line for line in done.stdout.splitlines()}
        self.assertEqual(set(lines), {"stock_teu", "corridor_mass", "fingerprint"})
        self.assertIn("aktau", lines["stock_teu"])
        by_name = {one["variable"]: one for one in json.loads(caravan("diff", self.file, other, "--json").stdout)}
        self.assertEqual(by_name["stock_teu"]["differing"], 1)
        self.assertAlmostEqual(by_name["stock_teu"]["largest"], 5)
        self.assertAlmostEqual(by_name["stock_teu"]["largest_relative"], 5 / (was + 5))
        close = caravan("diff", self.file, other, "--tolerance", "1e-9").stdout
        self.assertIn("stock_teu", close)
        self.assertNotIn("corridor_mass", close)
        quiet = caravan("diff", self.file, other, "-q")
        self.assertEqual((quiet.returncode, quiet.stdout), (1, ""))

    def test_what_only_one_of_them_has(self):
        kpi = self.run_small("kpi-only.h5", "--detail", "kpi", "-r", "3")
        done = caravan("diff", kpi, self.file)
        self.assertEqual(done.returncode, 1)
        self.assertIn("stock_mass", done.stdout)
        self.assertNotIn("corridor_mass", done.stdout)
        fewer = self.run_small("fewer.h5", "-r", "2")
        self.assertIn("corridor_mass: has another shape", caravan("diff", fewer, self.file).stdout)

    def test_what_can_not_be_compared(self):
        foreign, text, cut = (self.path / name for name in ("f.h5", "t.h5", "c.h5"))
        with h5py.File(foreign, "w") as file:
            file["x"] = 1
        text.write_text("title: not HDF5\n")
        cut.write_bytes(self.file.read_bytes()[:-1000])
        for bad, word in ((foreign, "no file of results"), (text, "not HDF5"), (cut, "c.h5")):
            self.assert_fails(caravan("diff", self.file, bad), 65, bad.name, word)
            self.assert_fails(caravan("diff", bad, self.file), 65, bad.name, word)
        self.assert_fails(caravan("diff", self.file, self.path / "none.h5"), 66, "none.h5")
        self.assert_fails(caravan("diff", self.file), 2, "two files")
        self.assert_fails(caravan("diff", self.file, SMALL), 2, "small.yaml")
        self.assert_fails(caravan("diff", self.file, self.file, "--tolerance", "-1"), 2, "--tolerance")


class TestDamage(ResultsTest):
    COMMANDS = (("show",), ("rerun", "--replication", "0"))

    def test_what_is_no_file_of_results(self):
        text, foreign, old = (self.path / name for name in ("text.h5", "foreign.h5", "old.h5"))
        text.write_text("title: not HDF5\n")
        with h5py.File(foreign, "w") as file:
            file["x"] = 1
        shutil.copy(self.file, old)
        with h5py.File(old, "a") as file:
            file.attrs["format_version"] = np.array([9, 0], "i4")
        for command, *more in self.COMMANDS:
            self.assert_fails(caravan(command, self.path / "none.h5", *more), 66, "none.h5")
            self.assert_fails(caravan(command, text, *more), 65, "text.h5", "not HDF5")
            self.assert_fails(caravan(command, foreign, *more), 65, "foreign.h5", "no file of results")
            self.assert_fails(caravan(command, old, *more), 65, "old.h5", "version 9")
            self.assert_fails(caravan(command, self.path, *more), 65, "folder")

    def test_a_file_that_was_cut_short(self):
        whole = self.file.read_bytes()
        cut = self.path / "cut.h5"
        for share in (0.1, 0.5, 0.9, 0.999):
            cut.write_bytes(whole[:int(share * len(whole))])
            self.assert_fails(caravan("show", cut), 65, "cut.h5")

    def test_flipped_bytes_never_crash_a_reader(self):
        whole = self.run_small("fuzz.h5", "--detail", "journeys", "-r", "1").read_bytes()
        damaged = self.path / "damaged.h5"
        dice = random.Random(8)
        found = 0
        for k in range(60):
            changed = bytearray(whole)
            # Half of them where HDF5 keeps what describes the rest.
            most = len(whole) if k % 2 else min(len(whole), 6000)
            for _ in range(dice.choice((1, 4, 64))):
                changed[dice.randrange(most)] ^= 1 << dice.randrange(8)
            damaged.write_bytes(changed)
            done = caravan("show", damaged, timeout=60)
            self.assertIn(done.returncode, (0, 65), f"flip {k}: {done.stderr}")
            found += done.returncode == 65
        self.assertGreater(found, 15)


class TestSafety(ResultsTest):
    def mount(self, options):
        place = self.path / "small disk"
        place.mkdir(exist_ok=True)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], capture_output=True)
        if done.returncode != 0:
            self.skipTest("mounting is not allowed here")
        self.addCleanup(subprocess.run, ["umount", place], check=True)
        return place

    def test_a_full_disk(self):
        place = self.mount("size=256k")
        for level in ("series", "events"):
            done = caravan("run", SMALL, "-r", "40", "-o", place / "x.h5", "--detail", level)
            self.assert_fails(done, 73, "x.h5", "No space left on device")
            self.assertEqual(list(place.iterdir()), [])
        done = caravan("export", self.file, "--csv", place)
        self.assert_fails(done, 73, "can't be written")
        self.assertFalse([p for p in place.iterdir() if p.suffix != ".csv"])

    def test_a_folder_that_is_read_only(self):
        place = self.mount("ro,size=256k")
        self.assert_fails(caravan("run", SMALL, "-r", "1", "-o", place / "x.h5"), 73, "x.h5", "Read-only")
        self.assert_fails(caravan("export", self.file, "--geojson", place / "x.geojson"), 73, "Read-only")

    def test_a_run_that_is_killed_leaves_nothing_that_looks_finished(self):
        place = self.path / "killed"
        place.mkdir()
        job = subprocess.Popen([CARAVAN, "run", SMALL, "-r", "100000", "-o", place / "x.h5",
                                "--detail", "events"], stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while not list(place.iterdir()) and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.5)
        job.send_signal(signal.SIGKILL)
        job.wait()
        self.assertEqual([p.name for p in place.iterdir()], ["x.h5.partial"])
        self.assertEqual(caravan("show", place / "x.h5.partial").returncode, 65)
        # The next run takes its place.
        self.assertEqual(caravan("run", SMALL, "-r", "1", "-q", "-o", place / "x.h5").returncode, 0)
        self.assertEqual(sorted(p.name for p in place.iterdir()), ["x.h5", "x.h5.log.json"])


if __name__ == "__main__":
    unittest.main()
