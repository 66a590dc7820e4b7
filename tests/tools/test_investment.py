"""caravan.worth and tools/python/investment_value.py, on made-up runs worked out by hand and on real ones;
and what `caravan run` tells of investment.

Run by ctest with the command's path in CARAVAN.
"""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import netCDF4  # noqa: F401  warns when first imported
import numpy as np
import pandas as pd
import xarray as xr

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "tools" / "python" / "investment_value.py"
sys.path.insert(0, str(SCRIPT.parent))
import caravan  # noqa: E402
from caravan.worth import annuity, present_value_of_spend, worth  # noqa: E402


def made_up(teu, tonnes, cost, spent, begun=-365.25, completed=0.0, rate=0.0):
    """Two replications of four years."""
    n = 2
    pair = np.array(teu, dtype=float)
    mass = np.array(tonnes, dtype=float).reshape(n, 1)
    per_tonne = np.array(cost, dtype=float)  # tariff, time
    return xr.Dataset(
        {
            "delivered_teu": (("replication", "time", "corridor"),
                              np.repeat(pair / 4, 4).reshape(n, 4, 1)),
            "delivered_mass": (("replication", "time", "corridor", "commodity"),
                               np.stack([np.repeat(mass / 4, 4, 1), np.full((n, 4), 1e9)], -1)
                               .reshape(n, 4, 1, 2)),
            "commodity_class": ("commodity", ["container", "crude"]),
            "demand_mass": (("replication", "demand"), mass),
            "demand_cost": (("replication", "demand", "charge"),
                            (mass * per_tonne).reshape(n, 1, 2)),
            "demand_emission": (("replication", "demand"), mass / 100),
            "project_spent": (("replication", "time", "project"), np.full((n, 4, 1), float(spent))),
            "project_begun": (("replication", "project"), np.full((n, 1), begun)),
            "project_completed": (("replication", "project"), np.full((n, 1), completed)),
            "seed": 1,
        },
        coords={"replication": np.arange(n), "time": pd.date_range("2023-01-01", periods=4, freq="8766h"),
                "charge": ["tariff", "time"]},
        attrs={"discount_rate": rate, "source": "made up"})


class ArithmeticTest(unittest.TestCase):
    def setUp(self):
        self.base = made_up([100, 100], [1000, 1000], [10, 20], 0)
        self.other = made_up([180, 220], [2000, 2000], [8, 15], 12e6)

    def test_by_hand(self):
        table = worth(self.base, self.other, 20)
        mean = table["mean"]
        # 80 and 120 TEU in four years: 20 and 30 a year; t of 0.975 with one degree: 12.706.
        self.assertAlmostEqual(mean["containers delivered more"], 25)
        self.assertAlmostEqual(table["half_width"]["containers delivered more"], 12.706 * 5, places=2)
        self.assertAlmostEqual(mean["dry cargo delivered more"], 0.25)
        # A tonne saves 5 USD of time and 2 of tariff; on 1500 tonnes, in four years.
        self.assertAlmostEqual(mean["time saved"] * 1e6, 5 * 1500 / 4)
        self.assertAlmostEqual(mean["other costs saved"] * 1e6, 2 * 1500 / 4)
        self.assertAlmostEqual(mean["present value of the money spent"], 12)
        self.assertAlmostEqual(mean["net present value"] * 1e6, 7 * 1500 / 4 * 20 - 12e6)
        # 0.6 million a year for 250 tonnes a year; TEU are not surely more.
        self.assertAlmostEqual(mean["cost per additional tonne"], 0.6e6 / 250)
        self.assertTrue(np.isnan(mean["cost per additional TEU"]))
        self.assertEqual(table["unit"]["net present value"], "million USD")

    def test_discounting(self):
        self.other.attrs["discount_rate"] = 0.05
        # Spent in the year before the run: between one and 1.05 times as much.
        value = float(present_value_of_spend(self.other, 0.05)[0])
        self.assertAlmostEqual(value, 12e6 * 0.05 / np.log(1.05), delta=1)
        self.assertAlmostEqual(annuity(0.05, 2), 1 / 1.05 + 1 / 1.05**2)

    def test_runs_that_are_no_pairs_are_refused(self):
        for stranger in (self.other.isel(replication=[0]), self.other.assign(seed=2),
                         self.other.assign_attrs(source="another version"), self.other.isel(time=slice(3))):
            with self.assertRaises(ValueError):
                worth(self.base, stranger, 20)


class RunTest(unittest.TestCase):
    """The EU's money in 2027, at its four levels."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.summary = {}
        for level in ("none", "committed", "pledged", "full"):
            printed = subprocess.run(
                [os.environ["CARAVAN"], "run", ROOT / "scenarios/whatif/eu_money.yaml", "-r", "3",
                 "-o", cls.path(level), "--json", "--set", f"investment.level={level}"],
                check=True, capture_output=True, text=True).stdout
            cls.summary[level] = json.loads(printed)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def path(cls, level):
        return Path(cls.folder.name) / f"{level}.h5"

    def test_more_money_builds_more(self):
        spent = [s["investment"]["funds"][0]["spent_usd"]["mean"] for s in self.summary.values()]
        self.assertEqual(spent[0], 0)
        self.assertEqual(spent, sorted(spent))
        self.assertGreater(spent[3], 2 * spent[1])
        done = [sum(p["completed_share"] for p in s["investment"]["projects"])
                for s in self.summary.values()]
        self.assertEqual(done, sorted(done))

    def test_never_overspent_and_capacity_not_before_completion(self):
        data = xr.load_dataset(self.path("full"))
        self.assertTrue(bool((data.fund_spent <= data.fund_amount + 0.01).all()))
        self.assertTrue(bool((data.fund_spent <= data.fund_committed + 0.01).all()))
        self.assertTrue(bool((data.fund_spent.diff("time") >= 0).all()))
        start = data.time.values[0]
        for replication in data.replication.values:
            completed = float(data.project_completed.sel(project="alat_phase_2",
                                                         replication=replication))
            berths = data.attribute_value.sel(attribute="places.alat.berths.container",
                                              replication=replication)
            day = (data.time.values - start) / np.timedelta64(1, "D")
            before = berths.values[day + 1 <= (completed if completed == completed else np.inf)]
            after = berths.values[day >= (completed if completed == completed else np.inf)]
            self.assertTrue((before == 3).all())
            self.assertTrue((after == 6).all())

    def test_what_it_buys_is_printed(self):
        printed = subprocess.run(
            [sys.executable, SCRIPT, self.path("none"), self.path("pledged")],
            check=True, capture_output=True, text=True).stdout
        self.assertIn("net present value, million USD", printed)
        self.assertNotIn("nan", printed)
        with caravan.open(self.path("none")) as base, caravan.open(self.path("pledged")) as other:
            mean = worth(base, other, 25)["mean"]
        self.assertGreater(mean["containers delivered more"], 3000)
        self.assertGreater(mean["time saved"], 0)
        spent = self.summary["pledged"]["investment"]["funds"][0]["spent_usd"]["mean"] / 1e6
        self.assertAlmostEqual(mean["present value of the money spent"], spent, delta=0.15 * spent)


if __name__ == "__main__":
    unittest.main()
