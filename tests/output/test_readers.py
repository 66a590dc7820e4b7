"""The file opens in what analysts use, without glue or warnings, with the values that were written.

Arguments: the program write_small_ensemble.
"""

import subprocess
import sys
import tempfile
import unittest
import warnings
from pathlib import Path

import h5py
import netCDF4
import numpy as np
import pandas as pd
import xarray as xr

WRITER = sys.argv.pop()
ENGINES = (None, "h5netcdf", "netcdf4")


def expected(variable_number, replication, shape):
    count = int(np.prod(shape))
    return (replication * 1e6 + variable_number * 1e4 + np.arange(count)).reshape(shape)


class ReadersTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = Path(cls.folder.name) / "small.h5"
        subprocess.run([WRITER, cls.path], check=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def open(self, engine):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            data = xr.open_dataset(self.path, engine=engine).load()
        data.close()
        return data

    def test_every_value_in_every_engine(self):
        with h5py.File(self.path) as file:
            # In the order of their creation: the order of kVariables.
            order = list(netCDF4.Dataset(self.path).variables)
            names = [n for n in order if "long_name" in file[n].attrs and file[n].dtype == "f8"]
            self.assertGreater(len(names), 25)
            for engine in ENGINES:
                data = self.open(engine)
                for number, name in enumerate(names):
                    for r in range(3):
                        want = expected(number, r, data[name].shape[1:])
                        if name == "corridor_transit_mean":
                            want[1] = np.nan
                        np.testing.assert_array_equal(data[name].values[r], want, err_msg=name)
                        np.testing.assert_array_equal(file[name][r], want, err_msg=name)

    def test_names_and_dates_select(self):
        for engine in ENGINES:
            data = self.open(engine)
            value = data.stock_mass.sel(place="alat", commodity="crude", time="2023-01-03",
                                        replication=2)
            self.assertEqual(float(value), 2e6 + 2 * 6 + 1 * 2 + 1)  # day 2, place 1, commodity 1
            self.assertEqual(data.time.dtype, "datetime64[ns]")
            self.assertEqual(pd.Timestamp(data.time.values[-1]), pd.Timestamp("2023-03-31"))
            self.assertEqual(list(data.link.values), ["aktau-alat", "alat-ceyhan"])
            monthly = data.delivered_mass.resample(time="MS").sum()
            self.assertEqual(monthly.sizes["time"], 3)

    def test_places_know_where_they_are(self):
        for engine in ENGINES:
            places = self.open(engine).stock_teu.sel(place="alat")
            self.assertEqual(float(places.latitude), 39.98)
            self.assertEqual(str(places.country.values), "AZ")
            self.assertEqual(str(places.place_name.values), "Baku (\u018flaat)")
            self.assertEqual(str(places.place_kind.values), "seaport")
            self.assertEqual(places.latitude.attrs["units"], "degrees_north")

    def test_variables_say_what_they_are(self):
        for engine in ENGINES:
            data = self.open(engine)
            self.assertEqual(data.stock_mass.dims, ("replication", "time", "place", "commodity"))
            self.assertEqual(data.stock_mass.attrs["units"], "t")
            self.assertEqual(data.stock_mass.attrs["cell_methods"], "time: mean")
            self.assertTrue(all("long_name" in data[name].attrs for name in data.data_vars
                                if name not in ("scenario_yaml", "seed")))
            # Durations stay numbers: no plural units that xarray would decode.
            self.assertEqual(data.corridor_transit_mean.dtype, "f8")
            self.assertEqual(data.facility_wait_mean.dtype, "f8")

    def test_provenance(self):
        for engine in ENGINES:
            data = self.open(engine)
            self.assertEqual(str(data.scenario_yaml.values), "title: Three places\n")
            self.assertEqual(int(data.seed), 2**64 - 1)
            self.assertEqual([int(f) for f in data.fingerprint], [0xCAFE << 48 | r for r in range(3)])
            self.assertEqual(data.attrs["Conventions"], "CF-1.10")
            self.assertEqual(data.attrs["source"], "caravan 0.1.0 (0123abc)")
            self.assertEqual(list(data.attrs["format_version"]), [1, 1])

    def test_pandas(self):
        frame = self.open(None).delivered_teu.to_dataframe()
        self.assertEqual(len(frame), 3 * 90 * 2)
        self.assertIn("sea", frame.index.get_level_values("corridor"))


if __name__ == "__main__":
    unittest.main()
