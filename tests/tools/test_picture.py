"""tools/python/corridor_picture.py: what it draws is what the file says.

Run by ctest with the command's path in CARAVAN.
"""

import os
import subprocess
import sys
import tempfile
import unittest
import warnings
from pathlib import Path

import netCDF4  # noqa: F401  warns when first imported
import numpy as np
import xarray as xr

HERE = Path(__file__).parent
SCRIPT = HERE.parents[1] / "tools" / "python" / "corridor_picture.py"
sys.path.insert(0, str(SCRIPT.parent))
import corridor_picture as cp  # noqa: E402


class PictureTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = Path(cls.folder.name) / "small.h5"
        subprocess.run([os.environ["CARAVAN"], "run", HERE / "small.yaml", "-o", cls.path, "-q",
                        "-r", "4"], check=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def setUp(self):
        self.data = xr.load_dataset(self.path)

    def test_monthly_flow_is_the_sum_of_the_days_of_whole_months(self):
        flow = cp.monthly_flow(self.data, ["containers"])
        self.assertEqual(flow.sizes["time"], 2)  # January and February; 1 March is cut short
        january = self.data.delivered_mass.sel(time="2023-01", commodity="containers", corridor="sea")
        np.testing.assert_allclose(flow.sel(corridor="sea").isel(time=0),
                                   january.sum("time") / 1000)
        self.assertEqual(list(flow.corridor.values), ["sea"])
        none = self.data.delivered_mass.sel(commodity=["light"]).sum()
        self.assertEqual((float(none), cp.monthly_flow(self.data, ["light"]).sizes["corridor"]), (0, 0))

    def test_oil_through_pipelines_is_the_sum_of_the_days_of_whole_months(self):
        flow = cp.monthly_oil(self.data)
        self.assertEqual(list(flow.link.values), ["alat-ceyhan"])  # other links carry no oil
        february = self.data.line_flow.sel(time="2023-02", link="alat-ceyhan").sum(["time", "commodity"])
        np.testing.assert_allclose(flow.isel(link=0, time=1), february / 1e6)
        # What comes out of the line is in the tank at its end, has been lifted, or was taken.
        ceyhan = self.data.tank_content.sel(tank="ceyhan/blend").sum("commodity")
        gone = self.data.lifted_volume.sum(["lifting", "commodity"]) + self.data.offtake_volume.sum("offtake")
        came = self.data.line_flow.sel(link="alat-ceyhan").sum("commodity")
        np.testing.assert_allclose((came - gone).isel(time=slice(1, None)),
                                   ceyhan.diff("time"), atol=0.01)

    def test_what_is_too_small_for_a_line_of_its_own_is_drawn_together(self):
        lines = len(cp.COLOURS)
        values = np.arange(2 * 3 * (lines + 2), dtype=float).reshape(2, 3, -1)
        flow = xr.DataArray(values, dims=["replication", "time", "link"],
                            coords={"time": [0, 1, 2], "link": [f"l{i}" for i in range(lines + 2)]})
        shown, names = cp.few(flow, "link", flow.link.values)
        self.assertEqual(names, [*[f"l{i}" for i in range(lines - 1)], "3 others together"])
        np.testing.assert_array_equal(shown.values[..., :-1], values[..., :lines - 1])
        np.testing.assert_array_equal(shown.values[..., -1], values[..., lines - 1:].sum(axis=-1))
        all_of_it, names = cp.few(shown, "link", names)
        self.assertIs(all_of_it, shown)

    def test_the_worst_places_come_first(self):
        queues = cp.worst_queues(self.data)
        means = self.data.waiting_mass.mean(["replication", "time"])
        self.assertEqual(queues.place.values[0], means.place.values[np.argmax(means.values)])
        self.assertEqual(queues.sizes["time"], 60 // 7)

    def test_labels_keep_their_order_and_their_distance(self):
        np.testing.assert_allclose(cp.spread_labels([0.0, 10.0], 1), [0, 10])
        np.testing.assert_allclose(cp.spread_labels([5.0, 5.0, 5.0], 2), [3, 5, 7])
        np.testing.assert_allclose(cp.spread_labels([9.0, 1.0, 1.0], 2), [9, 0, 2])
        np.testing.assert_allclose(cp.spread_labels([9.0, 1.0, 1.0], 2, floor=1), [9, 1, 3])

    def assert_drawn(self, data, *titles):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            figure = cp.picture(data)
        self.assertEqual([axes.get_title(loc="left") for axes in figure.axes], list(titles))
        return figure

    def test_it_draws_with_and_without_bands(self):
        for data in (self.data, self.data.isel(replication=[0])):
            figure = self.assert_drawn(
                data, "Freight delivered", "Crude delivered by rail and sea", "Oil through pipelines",
                "Cargo that waits for a carrier, 2 worst places")
            bands = len(figure.axes[0].collections)
            self.assertEqual(bands > 0, data.sizes["replication"] > 1)

    def test_it_draws_freight_without_oil_and_oil_without_freight(self):
        # A file leaves out what its scenario has none of.
        self.assert_drawn(self.data.drop_dims("tank").sel(commodity=["containers"]), "Freight delivered",
                          "Cargo that waits for a carrier, 2 worst places")
        self.assert_drawn(self.data.drop_dims("corridor").assign(waiting_mass=0 * self.data.waiting_mass),
                          "Oil through pipelines")

    def test_the_script_writes_a_picture(self):
        picture = Path(self.folder.name) / "picture.png"
        subprocess.run([sys.executable, SCRIPT, self.path, "-o", picture], check=True)
        self.assertEqual(picture.read_bytes()[:4], b"\x89PNG")


if __name__ == "__main__":
    unittest.main()
