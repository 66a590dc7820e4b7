"""The caravan command as its users meet it: answers, exit codes, files, signals.

Run by ctest with the command's path in CARAVAN.
"""

import json
import os
import resource
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
ROOT = HERE.parents[1]
SMALL = HERE / "small.yaml"


def caravan(*arguments, cwd=None):
    return subprocess.run([CARAVAN, *map(str, arguments)], capture_output=True, text=True, cwd=cwd)


class CommandTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = Path(self.folder.name)
        self.output = self.path / "out.h5"

    def files(self):
        return sorted(p.name for p in self.path.iterdir())

    def run_small(self, *arguments):
        done = caravan("run", SMALL, "-o", self.output, *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done


class TestAnswers(CommandTest):
    def test_run_prints_a_summary_on_stdout_and_leaves_the_file_and_its_log(self):
        done = self.run_small("-r", "3")
        for words in ("A small corridor", "Over the sea", "Oil through pipelines", "Longest waits",
                      "million events", "95 % confidence"):
            self.assertIn(words, done.stdout)
        self.assertEqual(done.stderr, "")
        self.assertEqual(self.files(), ["out.h5", "out.h5.log.json"])
        log = json.loads((self.path / "out.h5.log.json").read_text())
        self.assertEqual(log["command"][:2], ["caravan", "run"])

    def test_the_output_is_named_after_the_scenario_if_nothing_else_is_said(self):
        done = caravan("run", SMALL, "-r", "1", cwd=self.path)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("small.h5", self.files())

    def test_quiet_prints_nothing(self):
        done = self.run_small("-r", "1", "--quiet")
        self.assertEqual(done.stdout + done.stderr, "")

    def test_json_has_the_numbers_that_are_in_the_file(self):
        answer = json.loads(self.run_small("-r", "4", "--json").stdout)
        for engine in ("h5netcdf", "netcdf4"):
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                data = xr.open_dataset(self.output, engine=engine)
            self.assertEqual(answer["replications"], data.sizes["replication"])
            for corridor in answer["corridors"]:
                here = data.sel(corridor=corridor["id"])
                for key, name in (("mass_t", "corridor_mass"), ("teu", "corridor_teu"),
                                  ("transit_mean_d", "corridor_transit_mean"),
                                  ("transit_p95_d", "corridor_transit_p95")):
                    self.assertAlmostEqual(corridor[key]["mean"], float(here[name].mean()), places=6)
            for commodity in answer["balance"]:
                here = data.sel(commodity=commodity["commodity"])
                self.assertAlmostEqual(commodity["released_t"],
                                       float(here.total_released_mass.mean()), places=6)
            data.close()

    def test_series_add_up_to_the_summary(self):
        self.run_small("-r", "2", "-q")
        with h5py.File(self.output) as file:
            delivered = file["delivered_mass"][...].sum(axis=(1, 3))  # time and commodity
            np.testing.assert_allclose(delivered, file["corridor_mass"][...])
            np.testing.assert_allclose(file["delivered_teu"][...].sum(axis=1), file["corridor_teu"][...])
            released = file["total_released_mass"][...]
            np.testing.assert_allclose(
                released, file["total_delivered_mass"][...] + file["total_in_system_mass"][...]
                + file["total_lost_mass"][...], rtol=1e-12)
            self.assertTrue((released > 0).all())

    def test_validate_says_that_a_scenario_is_fine(self):
        done = caravan("validate", SMALL)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("4 places", done.stdout)

    def test_bound_tells_the_most_and_what_limits_it(self):
        done = caravan("bound", SMALL)
        self.assertEqual(done.returncode, 0, done.stderr)
        for words in ("A small corridor", "container, TEU/d", "aktau-alat/vessels", "alat-ceyhan/pipeline"):
            self.assertIn(words, done.stdout)
        by_month = caravan("bound", SMALL, "--by", "month").stdout
        self.assertEqual(by_month.count("2023-02-01"), 1)
        self.assertEqual(by_month.count("2023-03-01"), 1)

    def test_bound_as_json_has_every_month_and_year(self):
        answer = json.loads(caravan("bound", SMALL, "--json").stdout)
        self.assertEqual([m["from"] for m in answer["months"]], ["2023-01-01", "2023-02-01", "2023-03-01"])
        self.assertEqual(len(answer["years"]), 1)
        crude = {b["name"]: b for b in answer["run"]["bounds"] if b["of"] == "commodity"}["light"]
        self.assertEqual(crude["unit"], "bbl")
        self.assertEqual(crude["at_most"]["cut"], [{"name": "alat-ceyhan/pipeline", "per_day": 60000}])
        self.assertEqual([one["name"] for one in crude["with_demand"]["cut"]], ["demand"])

    def test_bound_knows_what_set_changes(self):
        line = "links.alat-ceyhan.capacity=80 kbbl/d"
        answer = json.loads(caravan("bound", SMALL, "--json", "--set", line).stdout)
        light = {b["name"]: b for b in answer["run"]["bounds"]}["light"]
        self.assertAlmostEqual(light["at_most"]["per_day"], 80000, places=3)

    def test_a_run_says_how_much_of_the_bound_it_has_delivered(self):
        done = json.loads(self.run_small("-r", "3", "--json").stdout)
        bounds = json.loads(caravan("bound", SMALL, "--json").stdout)["run"]["bounds"]
        classes = [b for b in bounds if b["of"] == "class"]
        self.assertEqual([b["name"] for b in done["bounds"]], ["container", "crude"])
        for run, bound in zip(done["bounds"], classes):
            self.assertEqual(run["at_most"], bound["at_most"])
            self.assertLess(0, run["delivered_per_day"]["mean"])
            self.assertLess(run["delivered_per_day"]["mean"], run["at_most"]["per_day"])
        with h5py.File(self.output) as file:
            boxes = file["corridor_teu"][...].sum(axis=1).mean() / file["time"].size
        self.assertAlmostEqual(done["bounds"][0]["delivered_per_day"]["mean"], float(boxes), places=6)

    def test_help_and_version(self):
        for arguments in (["--help"], ["run", "--help"], ["validate", "--help"], ["bound", "--help"],
                          ["--version"]):
            done = caravan(*arguments)
            self.assertEqual(done.returncode, 0)
            self.assertIn("caravan", done.stdout)
            self.assertEqual(done.stderr, "")

    def test_set_changes_the_scenario(self):
        few = json.loads(self.run_small("-r", "2", "--json").stdout)
        more = json.loads(self.run_small("-r", "2", "--json", "--force", "--set",
                                         "demands.boxes.volume=40 kTEU/a", "--set",
                                         "fleets.feeders.vessels=4").stdout)
        self.assertGreater(more["corridors"][0]["teu"]["mean"], 1.5 * few["corridors"][0]["teu"]["mean"])
        with h5py.File(self.output) as file:
            self.assertIn("40 kTEU/a", file["scenario_yaml"][()].decode())


class TestValidate(CommandTest):
    """Mistakes and warnings, for people and for editors."""

    LINT = ROOT / "tests" / "scenarios" / "lint"
    BAD = ROOT / "tests" / "scenarios" / "bad"

    def test_warnings_leave_a_scenario_fine(self):
        done = caravan("validate", self.LINT / "unused_place.yaml")
        self.assertEqual(done.returncode, 0)
        self.assertIn("unused_place.yaml: fine but for 1 warning: 4 places", done.stdout)
        self.assertRegex(done.stderr, r"unused_place.yaml:\d+:3: warning: places.poti: is not used")

    def test_strict_makes_them_mistakes(self):
        done = caravan("validate", self.LINT / "unused_place.yaml", "--strict")
        self.assertEqual(done.returncode, 65)
        self.assertEqual(done.stdout, "")
        self.assertRegex(done.stderr, r"unused_place.yaml:\d+:3: error: places.poti: is not used")
        self.assertEqual(caravan("validate", SMALL, "--strict").returncode, 0)

    def test_json_has_all_that_an_editor_needs(self):
        bad, suspicious = self.BAD / "duplicate_key.yaml", self.LINT / "unused_place.yaml"
        done = caravan("validate", bad, suspicious, SMALL, self.path / "nowhere.yaml", "--json")
        self.assertEqual(done.returncode, 66)
        self.assertEqual(done.stderr, "")
        conflict, warning, missing = json.loads(done.stdout)
        self.assertEqual({k: conflict[k] for k in ("file", "line", "column", "end_column", "severity", "message")},
                         {"file": str(bad), "line": 27, "column": 5, "end_column": 9, "severity": "error",
                          "message": "duplicate key 'kind'"})
        self.assertEqual((conflict["related"]["line"], conflict["related"]["message"]),
                         (26, "it was given here first"))
        self.assertEqual((warning["severity"], warning["file"]), ("warning", str(suspicious)))
        self.assertEqual(missing["file"], str(self.path / "nowhere.yaml"))
        self.assertEqual(json.loads(caravan("validate", SMALL, "--json").stdout), [])

    def test_both_places_of_what_contradicts_each_other(self):
        bad = self.BAD / "berth_of_another_type.yaml"
        lines = bad.read_text().splitlines()
        fleet = next(n for n, line in enumerate(lines, 1) if line.startswith("  feeders:"))
        where = f"{bad}:{fleet}:{lines[fleet - 1].index('berth:') + 1}"
        self.assertIn(f"\n{where}: note: fleets.feeders.berth is said here\n  {fleet} | {lines[fleet - 1]}\n",
                      caravan("validate", bad).stderr)
        berths = json.loads(caravan("validate", bad, "--json").stdout)[0]
        self.assertTrue(berths["message"].startswith("places.aktau.berths: has no berth of type 'quay'"))
        self.assertEqual((berths["related"]["file"], berths["related"]["line"], berths["related"]["message"]),
                         (str(bad), fleet, "fleets.feeders.berth is said here"))

    def test_json_is_json_whatever_is_in_the_file(self):
        for name in ("not_utf8", "nul_byte", "huge_word", "utf16", "unclosed_quotes"):
            done = caravan("validate", self.BAD / f"{name}.yaml", "--json")
            self.assertEqual(json.loads(done.stdout)[0]["severity"], "error")


class TestOil(CommandTest):
    """What the summary says of oil is what is in the file."""

    def setUp(self):
        super().setUp()
        self.oil = json.loads(self.run_small("-r", "4", "--json").stdout)["oil"]
        self.data = xr.load_dataset(self.output).drop_vars("scenario_yaml").mean("replication")
        self.days = self.data.sizes["time"]

    def assert_estimates(self, summary, wanted):
        for key, value in wanted.items():
            np.testing.assert_allclose(summary[key]["mean"], float(value), rtol=1e-9, err_msg=key)
            self.assertGreaterEqual(summary[key]["half_width"], 0)

    def test_flows_by_day(self):
        data, days = self.data, self.days
        self.assertEqual([f["name"] for f in self.oil["fields"]], ["Fields of the steppe", "Fields offshore"])
        for field in self.oil["fields"]:
            here = data.sel(field=field["id"]).sum("time")
            self.assert_estimates(field, {"production_bbl_per_d": here.field_production / days,
                                          "shut_in_bbl_per_d": here.field_shut_in / days})
        self.assertEqual([p["link"] for p in self.oil["pipelines"]], ["alat-ceyhan"])
        here = data.sel(link="alat-ceyhan").sum(["time", "commodity"])
        in_use = data.facility_utilisation.sel(facility="alat-ceyhan/pipeline")
        self.assert_estimates(self.oil["pipelines"][0], {
            "flow_bbl_per_d": here.line_flow / days, "lost_bbl_per_d": here.line_loss / days,
            "utilisation": in_use})
        self.assertGreater(float(here.line_loss), 0)
        self.assertEqual([o["id"] for o in self.oil["offtakes"]], ["refinery"])
        self.assert_estimates(self.oil["offtakes"][0], {
            "taken_bbl_per_d": data.offtake_volume.sel(offtake="refinery").sum("time") / days})
        self.assertEqual([o["name"] for o in self.oil["outlets"]], ["producers/tankers"])
        self.assert_estimates(self.oil["outlets"][0], {
            "nominated_bbl_per_d": data.nominated_volume.sel(outlet="producers/tankers").sum("time") / days})

    def test_tanks_and_what_is_lifted_from_them(self):
        each = xr.load_dataset(self.output)
        self.assertEqual([t["name"] for t in self.oil["tanks"]], list(each.tank.values))
        for tank in self.oil["tanks"]:
            stock = each.tank_stock.sel(tank=tank["name"])
            self.assert_estimates(tank, {"stock_mean_bbl": stock.mean(),
                                         "stock_lowest_bbl": stock.min("time").mean(),
                                         "stock_highest_bbl": stock.max("time").mean()})
            self.assertEqual(tank["capacity_bbl"], float(stock.tank_capacity))
        self.assertEqual([o["id"] for o in self.oil["liftings"]], ["cargoes"])
        here = self.data.sel(lifting="cargoes")
        self.assert_estimates(self.oil["liftings"][0], {
            "lifted_bbl": here.lifted_volume.sum(), "parcels": here.liftings.sum(),
            "demurrage_usd": here.lifting_demurrage.sum(), "wait_mean_h": here.lifting_wait_mean,
            "laytime_mean_h": here.lifting_laytime_mean})
        self.assertGreater(float(here.liftings.sum()), 3)

    def test_the_table_has_it_in_the_units_of_the_trade(self):
        printed = self.run_small("-r", "4", "--force").stdout
        self.assertLessEqual(max(map(len, printed.splitlines())), 110)
        for part, name, cells in (
                ("Oil produced, kbbl/d", "Fields offshore", [25.0, 0.0]),
                ("Oil through pipelines", "alat-ceyhan",
                 [self.oil["pipelines"][0]["flow_bbl_per_d"]["mean"] / 1e3,
                  self.oil["pipelines"][0]["utilisation"]["mean"] * 100]),
                ("Oil lifted", "Cargoes of blend",
                 [self.oil["liftings"][0]["lifted_bbl"]["mean"] / 1e6,
                  self.oil["liftings"][0]["parcels"]["mean"]]),
                ("Oil taken by", "A refinery", [self.oil["offtakes"][0]["taken_bbl_per_d"]["mean"] / 1e3]),
                ("Oil nominated", "producers/tankers",
                 [self.oil["outlets"][0]["nominated_bbl_per_d"]["mean"] / 1e3])):
            table = printed[printed.index(part):].split("\n\n")[0]
            row = next(line for line in table.splitlines() if line.strip().startswith(name))
            means = [float(cell.split(" \u00b1 ")[0]) for cell in row.strip()[len(name):].split("   ") if cell]
            np.testing.assert_allclose(means[:len(cells)], cells, atol=0.051)
        tanks = printed[printed.index("Oil in tanks, million bbl"):].split("\n\n")[0]
        self.assertRegex(tanks, r"ceyhan/blend .*1\.000")
        balance = printed[printed.index("All cargo accounted for"):]
        self.assertRegex(balance, r"lost\n +containers .* -\n")

    def test_where_nothing_is_lost_there_is_no_column_for_it(self):
        printed = self.run_small("-r", "1", "--force", "--set", "links.alat-ceyhan.interface_loss=0 bbl").stdout
        self.assertNotIn("lost\n", printed)

    def test_oil_alone_is_told_without_corridors_and_without_junctions(self):
        alone = ROOT / "tests" / "scenarios" / "oil_alone.yaml"
        printed = caravan("run", alone, "-r", "1", "-o", self.output, "--force").stdout
        self.assertIn("Oil through pipelines", printed)
        self.assertNotIn("Delivered by corridor", printed)
        self.assertNotIn("Oil in tanks", printed)
        answer = json.loads(caravan("run", alone, "-r", "1", "-o", self.output, "--force", "--json").stdout)
        self.assertEqual((answer["corridors"], answer["oil"]["tanks"]), ([], []))

    def test_plants_and_trades_are_told_and_written(self):
        works = ROOT / "tests" / "scenarios" / "industry.yaml"
        arguments = ["run", works, "-r", "2", "-o", self.output, "--force"]
        printed = caravan(*arguments).stdout
        self.assertRegex(printed, r"Plants +vehicles a year +% without parts +% blocked")
        self.assertRegex(printed, r"Uzbekistan and Azerbaijan .* 250 in 2023 +1 000 +\d+")
        answer = json.loads(caravan(*arguments, "--json").stdout)
        with xr.open_dataset(self.output) as data:
            self.assertEqual(str(data.plant_place.sel(plant="works").item()), "hajigabul")
            self.assertAlmostEqual(data.trade_target.sel(trade="uz_az").item(), 1e9, 3)
            self.assertTrue(np.isnan(data.trade_target.sel(trade="az_ge").item()))
            years = 60 / 365.25
            made = data.plant_made.sum("time").mean("replication").item() / years
            self.assertAlmostEqual(answer["plants"][0]["made_per_year"]["mean"], made, 6)
            value = (data.trade_exports + data.trade_imports).sum("time").mean("replication") / years
            trade = answer["trades"][0]
            self.assertAlmostEqual(trade["usd_per_year"]["mean"] / value.sel(trade="uz_az").item(), 1)
            share = 100 * trade["usd_per_year"]["mean"] / trade["target_usd_per_year"]
            self.assertIn(f" {share:.1f}", printed)

    def test_without_plants_and_trades_nothing_is_said_of_them(self):
        done = self.run_small("-r", "1", "--force")
        self.assertNotIn("Plants", done.stdout)
        self.assertNotIn("Trade", done.stdout)
        with xr.open_dataset(self.output) as data:
            self.assertNotIn("plant_made", data)
            self.assertNotIn("trade_exports", data)

    def test_without_oil_nothing_is_said_of_it(self):
        freight = ROOT / "scenarios" / "whatif" / "kuryk_queue_2025.yaml"
        printed = caravan("run", freight, "-r", "1", "-o", self.output, "--force").stdout
        self.assertIn("All cargo accounted for", printed)
        self.assertNotIn("Oil ", printed)
        self.assertNotIn("lost\n", printed)
        answer = json.loads(caravan("run", freight, "-r", "1", "-o", self.output, "--force", "--json").stdout)
        self.assertNotIn("oil", answer)
        self.assertNotIn("cables", answer)


class TestCables(CommandTest):
    def test_a_cut_cable_is_told_with_what_it_left_unserved(self):
        cut = ROOT / "scenarios" / "whatif" / "power_cable_cut.yaml"
        printed = caravan("run", cut, "-r", "1", "-o", self.output, "--force").stdout
        # 45 of 120 days; 554 GWh, worked out by hand in tests/scenarios.
        self.assertRegex(printed, r"Caspian power cable +1 746.0 +54.0 +62.5\n")
        self.assertRegex(printed, r"T\u00fcrkiye and Europe beyond +1 317.6 +554.4 ")
        self.assertNotIn("Data through cables", printed)
        self.assertNotIn("All cargo accounted for", printed)
        answer = json.loads(caravan("run", cut, "-r", "1", "-o", self.output, "--force", "--json").stdout)["cables"]
        self.assertEqual(answer["cables"][0]["availability"]["mean"], 0.625)
        self.assertAlmostEqual(answer["demands"][1]["unserved_mwh"]["mean"], 554390, delta=1)
        self.assertAlmostEqual(sum(s["supplied_mwh"]["mean"] for s in answer["supplies"]),
                               sum(d["delivered_mwh"]["mean"] for d in answer["demands"])
                               + sum(c["lost_mwh"]["mean"] for c in answer["cables"]), places=3)

    def test_data_is_told_as_rates_and_delays(self):
        cables = ROOT / "tests" / "scenarios" / "cables.yaml"
        printed = caravan("run", cables, "-r", "1", "-o", self.output, "--force").stdout
        self.assertRegex(printed, r"fibre +1 000.0 +100.0\n")
        self.assertRegex(printed, r"Kazakh traffic +1 000.0 +0.0 +1.9\n")


class TestInterventions(CommandTest):
    def test_those_that_happened_are_named_with_when_and_how_long(self):
        done = self.run_small("-r", "3", "--set", "interventions={rumour: {from: 2023-01-05, probability: 0 %, lasts: 1 d, "
                              "effects: [{links: aktau-alat, tariff: {container: x 2}}]}, "
                              "closed: {name: Aktau dear, from: 2023-01-10, lasts: 4 d, recovers: 2 d, "
                              "effects: [{links: aktau-alat, tariff: {container: x 2}}]}, "
                              "sometime: {name: Some time, between: [2023-01-10, 2023-02-20], lasts: 2 d, "
                              "effects: [{links: aktau-alat, tariff: {container: x 2}}]}}", "--json")
        answer = json.loads(done.stdout)
        self.assertEqual([i["id"] for i in answer["interventions"]], ["closed", "sometime"])
        closed, sometime = answer["interventions"]
        self.assertEqual(closed["onsets"], {"mean": 1.0, "half_width": 0.0})
        # Four days and half of two.
        self.assertAlmostEqual(closed["days_whole"]["mean"], 5, delta=0.03)
        self.assertEqual(closed["first_in_effect"], ["2023-01-10", "2023-01-10"])
        self.assertLess(*sometime["first_in_effect"])
        self.assertAlmostEqual(sometime["days_whole"]["mean"], 2, delta=0.001)
        self.assertEqual(answer["rerouted"], [])

    def test_what_left_a_closed_way_is_told(self):
        closed = ROOT / "scenarios" / "whatif" / "northern_closed.yaml"
        printed = caravan("run", closed, "-r", "1", "-o", self.output, "--force",
                          "--set", "duration=120 d", "--set", "warm_up=30 d").stdout
        self.assertRegex(printed, r"The border between Belarus and Poland is closed to freight +1.0 +61.0 +2023-03-01\n")
        self.assertRegex(printed, r"Left a way that was closed .*\n  containers +[\d.]+ +[\d.]+\n")
        with xr.open_dataset(self.output) as data:
            total = data.rerouted_mass.sum().item() / 1000
            rows = printed[printed.index("Left a way"):].split("\n\n")[0].splitlines()[1:]
            self.assertAlmostEqual(sum(float(row.split()[1]) for row in rows), total, delta=0.05 * len(rows))


class TestStandstill(CommandTest):
    def test_what_is_overloaded_is_named(self):
        # The line takes less than the tankers bring: they wait for room, and crude waits for them.
        done = self.run_small("-r", "1", "--set", "links.alat-ceyhan.capacity=1 kbbl/d")
        self.assertIn("Overloaded or locked up", done.stdout)
        self.assertRegex(done.stdout, r"aktau-alat-oil/vessels +\d\d\n")
        answer = json.loads(self.run_small("-r", "1", "--set", "links.alat-ceyhan.capacity=1 kbbl/d",
                                           "--json", "--force").stdout)
        self.assertEqual(answer["standstills"][0]["name"], "aktau-alat-oil/vessels")
        self.assertGreater(answer["standstills"][0]["waited_d"], 30)

    def test_a_port_that_locks_up_is_named(self):
        # Two vessels with full holds lie at the only berth and off it; the yard is full of cargo
        # that waits for them.
        done = self.run_small("-r", "1", "--set", "places.alat.yard={container: 20 TEU}", "--set",
                              "demands.back={commodity: containers, from: alat, to: aktau, "
                              "volume: 20 kTEU/a, lot: 10 TEU}")
        self.assertRegex(done.stdout, r"alat/storage/container +\d+\n")
        self.assertIn("Locked up at the end of 1 replication", done.stdout)
        self.assertRegex(done.stdout, r"vessel \d of feeders waits for room in alat/storage/container, held by")

    def test_a_run_that_flows_names_nothing(self):
        self.assertNotIn("Overloaded", self.run_small("-r", "1").stdout)


class TestReadme(CommandTest):
    BEGIN = "renews it -->\n```\n"
    END = "```\n<!-- end -->"

    def test_readme_shows_what_the_baseline_prints(self):
        done = caravan("run", ROOT / "scenarios" / "middle_corridor.yaml", "-o", self.output)
        self.assertEqual(done.returncode, 0, done.stderr)
        # The last two lines tell how fast this machine is and where the file went.
        prints = "".join(done.stdout.splitlines(keepends=True)[:-3])
        readme = (ROOT / "README.md").read_text()
        begin, end = readme.index(self.BEGIN) + len(self.BEGIN), readme.index(self.END)
        if os.environ.get("CARAVAN_ACCEPT"):
            (ROOT / "README.md").write_text(readme[:begin] + prints + readme[end:])
        else:
            self.assertEqual(readme[begin:end], prints)


class TestDeterminism(CommandTest):
    def bytes_of(self, *arguments):
        self.run_small("--force", *arguments)
        return self.output.read_bytes()

    def test_same_scenario_and_seed_same_bytes_on_any_number_of_threads(self):
        one = self.bytes_of("-r", "5", "-j", "1")
        self.assertEqual(one, self.bytes_of("-r", "5", "-j", "2"))
        self.assertEqual(one, self.bytes_of("-r", "5", "-j", "7"))

    def test_another_seed_other_results(self):
        self.run_small("-r", "1", "--seed", "1", "--force")
        with h5py.File(self.output) as file:
            first = file["fingerprint"][0]
        self.run_small("-r", "1", "--seed", "2", "--force")
        with h5py.File(self.output) as file:
            self.assertNotEqual(first, file["fingerprint"][0])

    def test_replication_k_does_not_depend_on_how_many_there_are(self):
        self.run_small("-r", "2", "--force")
        few = xr.load_dataset(self.output)
        self.run_small("-r", "6", "--force")
        many = xr.load_dataset(self.output).isel(replication=slice(0, 2))
        xr.testing.assert_identical(few, many)


class TestMistakes(CommandTest):
    def assert_fails(self, done, code, *words):
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertEqual(done.stdout, "")
        for word in words:
            self.assertIn(word, done.stderr)

    def test_usage(self):
        self.assert_fails(caravan(), 2, "usage")
        self.assert_fails(caravan("fly"), 2, "fly")
        self.assert_fails(caravan("run"), 2, "which scenario")
        self.assert_fails(caravan("run", SMALL, "--frce"), 2, "frce")
        self.assert_fails(caravan("run", SMALL, "-r", "0"), 2, "--replications")
        self.assert_fails(caravan("run", SMALL, "-r", "three"), 2, "three")
        self.assert_fails(caravan("run", SMALL, "--seed", "-1"), 2, "--seed")
        self.assert_fails(caravan("run", SMALL, SMALL), 2)
        self.assert_fails(caravan("bound"), 2, "which scenario")
        self.assert_fails(caravan("bound", SMALL, "--by", "week"), 2, "month", "week")

    def test_a_missing_scenario(self):
        self.assert_fails(caravan("run", self.path / "none.yaml", cwd=self.path), 66, "none.yaml")
        self.assert_fails(caravan("validate", self.path / "none.yaml"), 66, "none.yaml")
        self.assert_fails(caravan("bound", self.path / "none.yaml"), 66, "none.yaml")
        self.assertEqual(self.files(), [])

    def test_a_bad_scenario_is_located_and_leaves_nothing(self):
        bad = self.path / "bad.yaml"
        bad.write_text(SMALL.read_text().replace("minimum_fill: 60 %", "minimum_fil: 60 %")
                       .replace("distance: 1768 km", "distance: 1768 t"))
        for command in ("run", "validate", "bound"):
            done = caravan(command, bad, cwd=self.path)
            self.assert_fails(done, 65, "bad.yaml:", "minimum_fil", "minimum_fill", "1768 t", "^")
        self.assertEqual(self.files(), ["bad.yaml"])

    def test_what_cannot_run_is_located_too(self):
        bad = self.path / "bad.yaml"
        bad.write_text(SMALL.read_text().replace("from: almaty, to: alat", "from: almaty, to: ceyhan"))
        self.assert_fails(caravan("validate", bad), 65, "bad.yaml:", "no corridor", "boxes")

    def test_an_override_that_names_nothing(self):
        done = caravan("run", SMALL, "--set", "places.aktaw.tracks=2", cwd=self.path)
        self.assert_fails(done, 65, "--set", "aktau")
        self.assertEqual(self.files(), [])

    def test_an_output_that_exists_is_kept(self):
        self.output.write_text("precious")
        self.assert_fails(caravan("run", SMALL, "-o", self.output), 73, "--force")
        self.assertEqual(self.output.read_text(), "precious")

    def test_an_output_that_cannot_be_created(self):
        self.assert_fails(caravan("run", SMALL, "-o", self.path / "no" / "folder.h5"), 73, "folder")

    def test_a_disk_that_fills_up_is_a_clear_error_and_leaves_nothing(self):
        def limit():  # stands for a full disk: what is larger can't be written
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

        done = subprocess.run([CARAVAN, "run", SMALL, "-r", "50", "-o", self.output],
                              capture_output=True, text=True, preexec_fn=limit)
        self.assert_fails(done, 73, "out.h5: can't be written", "File too large")
        self.assertEqual(self.files(), [])

    def test_an_interrupted_run_leaves_nothing_and_says_by_what(self):
        for sent in (signal.SIGINT, signal.SIGTERM):
            job = subprocess.Popen([CARAVAN, "run", SMALL, "-r", "100000", "-o", self.output],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            deadline = time.monotonic() + 30
            while not self.files() and time.monotonic() < deadline:
                time.sleep(0.01)
            time.sleep(0.3)
            job.send_signal(sent)
            out, err = job.communicate(timeout=60)
            self.assertEqual(job.returncode, 128 + sent, err)
            self.assertEqual(self.files(), [])
            self.assertIn(b"stopped", err)


if __name__ == "__main__":
    unittest.main()
