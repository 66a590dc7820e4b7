"""tools/python/beside_history.py prints what the baseline's file says, in a row an observation.

Run by ctest with the command's path in CARAVAN.
"""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import h5py

ROOT = Path(__file__).parents[2]


class HistoryTest(unittest.TestCase):
    def test_rows_hold_the_file_s_values(self):
        with tempfile.TemporaryDirectory() as folder:
            results = Path(folder) / "corridor.h5"
            subprocess.run([os.environ["CARAVAN"], "run", ROOT / "scenarios" / "middle_corridor.yaml",
                            "-o", results, "-r", "3", "-q"], check=True)
            printed = subprocess.run(
                [sys.executable, ROOT / "tools" / "python" / "beside_history.py", results],
                check=True, capture_output=True, text=True).stdout.splitlines()
            with h5py.File(results) as file:
                corridors = list(file["corridor"].asstr())
                demands = list(file["demand"].asstr())
                btc = file["corridor_mass"][:, corridors.index("btc")].mean() / 1e6
                days = file["demand_transit_mean"][:, demands.index("khorgos_poti")].mean()
        self.assertEqual(len(printed), 9)
        self.assertIn(f" {btc:.2f} ± ", printed[8])
        self.assertIn(f" {days:.2f} ± ", printed[5])
        for line in printed[1:]:
            self.assertNotIn("nan", line)


if __name__ == "__main__":
    unittest.main()
