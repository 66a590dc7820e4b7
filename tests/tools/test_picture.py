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
        self.assertEqual(list(flow.corridor.values), ["sea"])  # no crude corridor

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

    def test_it_draws_with_and_without_bands(self):
        for data in (self.data, self.data.isel(replication=[0])):
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                figure = cp.picture(data)
            self.assertEqual(len(figure.axes), 3)
            titles = [axes.get_title(loc="left") for axes in figure.axes]
            self.assertEqual(titles[:2], ["Freight delivered", "Crude delivered"])
            bands = len(figure.axes[0].collections)
            self.assertEqual(bands > 0, data.sizes["replication"] > 1)

    def test_the_script_writes_a_picture(self):
        picture = Path(self.folder.name) / "picture.png"
        subprocess.run([sys.executable, SCRIPT, self.path, "-o", picture], check=True)
        self.assertEqual(picture.read_bytes()[:4], b"\x89PNG")


if __name__ == "__main__":
    unittest.main()
