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
        cls.path = Path(cls.folder.name) / "small.h5"  # without fleets and oil
        cls.oil_path = Path(cls.folder.name) / "oil.h5"  # with all that there can be
        subprocess.run([WRITER, cls.path, cls.oil_path], check=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def open(self, engine, path=None):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            data = xr.open_dataset(path or self.path, engine=engine).load()
        data.close()
        return data

    def recorded(self, path):
        """The names of the variables that were recorded, in the order of their creation."""
        with netCDF4.Dataset(path) as file:
            return [name for name, v in file.variables.items()
                    if v.dimensions[:1] == ("replication",) and v.dtype == "f8"]

    def test_every_value_in_every_engine(self):
        everything = self.recorded(self.oil_path)  # all of kVariables, in their order
        self.assertGreater(len(everything), 60)
        for path in (self.path, self.oil_path):
            names = self.recorded(path)
            self.assertGreater(len(names), 45)
            with h5py.File(path) as file:
                for engine in ENGINES:
                    data = self.open(engine, path)
                    for name in names:
                        for r in range(3):
                            want = expected(everything.index(name), r, data[name].shape[1:])
                            if name == "corridor_transit_mean":
                                want[1] = np.nan
                            np.testing.assert_array_equal(data[name].values[r], want, err_msg=name)
                            np.testing.assert_array_equal(file[name][r], want, err_msg=name)

    def test_interventions_and_what_they_change_are_named(self):
        data = self.open("netcdf4", self.oil_path)
        self.assertEqual(list(data.intervention.values), ["hub", "closure"])
        self.assertEqual(data.intervention_kind.sel(intervention="closure").item(), "disruption")
        self.assertEqual(list(data.attribute.values), [f"places.{data.place.values[0]}.open"])
        self.assertEqual(list(data.attribute_unit.values), ["1"])

    def test_plants_and_trades_are_named(self):
        for engine in ENGINES:
            data = self.open(engine, self.oil_path)
            made = data.plant_made.sel(plant="works")
            self.assertEqual(str(made.plant_name.values), "Car works")
            self.assertEqual(str(made.plant_place.values), "alat")
            self.assertEqual(list(data.trade.values), ["kz_az", "kz_tr"])
            self.assertEqual(list(data.trade_country.values), ["KZ", "KZ"])
            self.assertEqual(list(data.trade_partner.values), ["AZ", "TR"])
            self.assertEqual(str(data.trade_exports.trade_name.values[0]), "Kazakhstan and AZ")
            np.testing.assert_array_equal(data.trade_target.values, [1e9, np.nan])
            np.testing.assert_array_equal(data.trade_observed.values, [5e8, 5e8])
            self.assertEqual(data.trade_target.attrs["units"], "USD year-1")

    def test_oil_is_named(self):
        for engine in ENGINES:
            data = self.open(engine, self.oil_path)
            self.assertEqual(list(data.tank.values), ["alat", "ceyhan/blend"])  # a junction, a tank
            self.assertEqual(list(data.tank_place.values), ["alat", "ceyhan"])
            self.assertEqual(list(data.tank_capacity.values), [0, 7e6])
            self.assertEqual(data.tank_capacity.attrs["units"], "bbl")
            np.testing.assert_array_equal(data.barrels_per_tonne.values, [np.nan, 7.5])
            field = data.field_production.sel(field="acg")
            self.assertEqual(str(field.field_name.values),
                             "Azeri\u2013Chirag\u2013G\u00fcn\u0259\u015fli")
            self.assertEqual(str(field.field_place.values), "alat")
            self.assertEqual(str(field.field_grade.values), "crude")
            offtake = data.offtake_volume.sel(offtake="kirikkale")
            self.assertEqual(str(offtake.offtake_name.values), "K\u0131r\u0131kkale refinery")
            self.assertEqual(str(offtake.offtake_place.values), "ceyhan")
            lifted = data.lifted_volume.sel(lifting="btc_cargoes", commodity="crude")
            self.assertEqual(str(lifted.lifting_name.values), "BTC blend")
            self.assertEqual(str(lifted.lifting_place.values), "ceyhan")
            self.assertEqual(list(data.outlet.values), ["aioc/btc", "aioc/supsa"])
            by_way = data.nominated_volume.groupby("outlet_way").sum()
            self.assertEqual(list(by_way.outlet_way.values), ["btc", "supsa"])
            self.assertEqual(set(data.outlet_shipper.values), {"aioc"})

    def test_oil_says_its_units_and_what_became_of_the_interval(self):
        for engine in ENGINES:
            data = self.open(engine, self.oil_path)
            for name, dimensions, units, method in (
                    ("tank_stock", ("tank",), "bbl", "time: mean"),
                    ("tank_content", ("tank", "commodity"), "bbl", "time: point"),
                    ("line_content", ("link", "commodity"), "bbl", "time: point"),
                    ("line_flow", ("link", "commodity"), "bbl", "time: sum"),
                    ("field_shut_in", ("field",), "bbl", "time: sum"),
                    ("lifted_volume", ("lifting", "commodity"), "bbl", "time: sum"),
                    ("lifting_demurrage", ("lifting",), "USD", "time: sum"),
                    ("nominated_volume", ("outlet",), "bbl", "time: sum")):
                self.assertEqual(data[name].dims, ("replication", "time", *dimensions))
                self.assertEqual(data[name].attrs["units"], units)
                self.assertEqual(data[name].attrs["cell_methods"].split(" (")[0], method)
            self.assertEqual(data.lifting_wait_mean.dtype, "f8")

    def test_cables_are_named_and_say_their_units(self):
        for engine in ENGINES:
            data = self.open(engine, self.oil_path)
            cable = data.cable_energy.sel(cable="hvdc")
            self.assertEqual(str(cable.cable_name.values), "Under the Caspian")
            self.assertEqual(str(cable.cable_from.values), "aktau")
            self.assertEqual(str(cable.cable_to.values), "alat")
            self.assertEqual(list(data.cable_carries.values), ["power", "data"])
            supply = data.energy_supplied.sel(power_supply="wind")
            self.assertEqual(str(supply.power_supply_name.values), "Mang\u0131stau")
            self.assertEqual(str(supply.power_supply_place.values), "aktau")
            demand = data.energy_unserved.sel(cable_demand="europe")
            self.assertEqual(str(demand.cable_demand_name.values), "Europe")
            self.assertEqual(str(demand.cable_demand_place.values), "alat")
            for name, units in (("cable_energy", "MW h"), ("cable_data", "Tbit"),
                                ("energy_unserved", "MW h"), ("data_lost", "Tbit")):
                self.assertEqual(data[name].attrs["units"], units)
                self.assertEqual(data[name].attrs["cell_methods"], "time: sum")
            self.assertEqual(data.data_delay_mean.dtype, "f8")

    def test_what_a_scenario_does_not_have_is_left_out(self):
        # netCDF took a dimension of length zero for unlimited, and xarray could not write it back.
        with netCDF4.Dataset(self.path) as file:
            self.assertFalse({"fleet", "tank", "field", "offtake", "lifting", "outlet",
                              "cable", "power_supply", "cable_demand"}
                             & set(file.dimensions))
            self.assertFalse(any(d.isunlimited() for d in file.dimensions.values()))
        for engine in ENGINES:
            data = self.open(engine)
            self.assertNotIn("tank_stock", data)
            self.assertNotIn("lifting_name", data.coords)
        for path in (self.path, self.oil_path):
            data = self.open(None, path)
            again = Path(self.folder.name) / "again.nc"
            for engine in ENGINES[1:]:
                data.to_netcdf(again, engine=engine)
                xr.testing.assert_identical(xr.load_dataset(again, engine=engine), data)

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
            self.assertEqual(list(data.attrs["format_version"]), [1, 6])

    def test_pandas(self):
        frame = self.open(None).delivered_teu.to_dataframe()
        self.assertEqual(len(frame), 3 * 90 * 2)
        self.assertIn("sea", frame.index.get_level_values("corridor"))


if __name__ == "__main__":
    unittest.main()
