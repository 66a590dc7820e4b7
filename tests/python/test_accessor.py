"""ds.caravan: what its tables say is what the file says."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

import caravan


def test_kpis_have_their_means_intervals_and_units(small: xr.Dataset) -> None:
    table = small.caravan.kpi("corridor_t*")
    assert set(table.index.get_level_values("variable")) == {
        "corridor_teu", "corridor_transit_mean", "corridor_transit_p50", "corridor_transit_p95"}
    row = table.loc[("corridor_teu", "sea")]
    assert row["mean"] == pytest.approx(float(small.corridor_teu.sel(corridor="sea").mean()))
    assert row["half_width"] == pytest.approx(float(caravan.interval(small.corridor_teu)["half_width"].sel(
        corridor="sea")))
    assert row["unit"] == "TEU"


def test_kpis_of_two_dimensions_and_of_none(small: xr.Dataset) -> None:
    held = small.caravan.kpi("demand_time").loc["demand_time"]
    assert held.loc["boxes, moving", "mean"] == pytest.approx(
        float(small.demand_time.sel(demand="boxes", cause="moving").mean()))
    assert small.caravan.kpi("events").loc[("events", ""), "mean"] == float(small.events.mean())
    assert len(small.caravan.kpi()) > 100
    assert not small.caravan.kpi()["mean"].isna().any()
    with pytest.raises(KeyError, match="no figure of the run"):
        small.caravan.kpi("no_such_*")


def test_runs_that_share_luck_are_compared_in_pairs(small: xr.Dataset, one_feeder: xr.Dataset) -> None:
    table = one_feeder.caravan.compare(small, "fleet_voyages")
    assert table.attrs["paired"]
    row = table.loc[("fleet_voyages", "feeders")]
    gap = (one_feeder.fleet_voyages - small.fleet_voyages).sel(fleet="feeders")
    assert row["difference"] == pytest.approx(float(gap.mean()))
    assert row["difference"] == pytest.approx(row["mean"] - row["other"])
    assert row["half_width"] == pytest.approx(float(caravan.interval(gap)["half_width"]))
    assert row["is_sure"]
    # A run beside itself differs in nothing.
    itself = small.caravan.compare(small)
    assert not itself["is_sure"].any()
    assert (itself["difference"] == 0).all()


def test_pairs_are_sharper_than_strangers(small: xr.Dataset, one_feeder: xr.Dataset) -> None:
    strangers = one_feeder.assign(seed=2).caravan.compare(small, "demand_transit_mean")
    pairs = one_feeder.caravan.compare(small, "demand_transit_mean")
    assert not strangers.attrs["paired"]
    boxes = ("demand_transit_mean", "boxes")
    assert strangers.loc[boxes, "difference"] == pytest.approx(pairs.loc[boxes, "difference"])
    oil = ("demand_transit_mean", "oil")  # feeders don't touch it: its luck is all that differs
    assert strangers.loc[oil, "half_width"] > 5 * pairs.loc[oil, "half_width"]
    fewer = one_feeder.isel(replication=slice(3)).caravan.compare(small, "demand_transit_mean")
    assert not fewer.attrs["paired"]


def test_what_only_one_run_has_is_compared_with_nothing(small: xr.Dataset, one_feeder: xr.Dataset) -> None:
    table = one_feeder.sel(fleet=["feeders"]).caravan.compare(small, "fleet_voyages")
    assert np.isnan(table.loc[("fleet_voyages", "tankers"), "mean"])
    assert not table.loc[("fleet_voyages", "tankers"), "is_sure"]


def test_shares_of_corridors_make_one(small: xr.Dataset) -> None:
    table = small.caravan.corridor_share("mass")
    assert table["share"].sum() == pytest.approx(1)
    mass = small.corridor_mass.sel(corridor="sea") / small.corridor_mass.sum("corridor")
    assert table.loc["sea", "share"] == pytest.approx(float(mass.mean()))
    assert table.loc["sea", "name"] == "Over the sea"
    assert list(small.caravan.corridor_share(corridors=["sea"])["share"]) == [1.0]


def test_bottlenecks_are_facilities_by_all_that_waited(small: xr.Dataset) -> None:
    table = small.caravan.bottlenecks()
    assert table["waited_d"].is_monotonic_decreasing
    berth = small.sel(facility="aktau/berths/container")
    row = small.caravan.bottlenecks("*/berths/container").loc["aktau/berths/container"]
    assert row["utilisation"] == pytest.approx(float(berth.facility_utilisation.mean()))
    assert row["waited_d"] == pytest.approx(
        float((berth.facility_wait_mean * berth.facility_requests).mean()) / 24)
    assert all("/berths/" in name for name in small.caravan.bottlenecks("*/berths/*").index)


def test_causes_make_up_the_time(small: xr.Dataset) -> None:
    table = small.caravan.time_went()
    transit = small.demand_transit_mean.mean("replication").to_series()
    pd.testing.assert_series_equal(table.sum(axis=1).sort_index(), transit.dropna().sort_index(),
                                   check_names=False)
    assert table.sum(axis=1).is_monotonic_decreasing
    assert list(small.caravan.time_went("box*").index) == ["boxes"]
    assert "under way" in table.columns


def test_years_and_steps(small: xr.Dataset) -> None:
    assert small.caravan.step == pd.Timedelta(days=1)
    assert small.caravan.years == pytest.approx(60 / 365.25)
