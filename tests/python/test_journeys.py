"""Journeys, stages and calls of vessels: by hand, and on a run."""

import warnings
from collections.abc import Iterator

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import xarray as xr
from conftest import SMALL

import caravan
from caravan import plots
from caravan.plots.journeys import _quantiles
from caravan.voyages import CARGO_WORK, UNDER_WAY, aboard, calls_at_berths


@pytest.fixture(autouse=True)
def drawn_without_warnings() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
    plt.close("all")


def dates(days: list[float]) -> np.ndarray:
    return (pd.Timestamp("2023-01-01") + pd.to_timedelta(days, unit="D")).values


def by_hand() -> xr.Dataset:
    """Five consignments of two demands in two worlds, the last still under way; two vessels work at Aktau."""
    column = ("journey",)
    index = {"index_of": "demand"}
    flags = {"flag_values": np.array([0, 3, 8], dtype="int8"), "flag_meanings": "waiting moving delivered"}
    return xr.Dataset({
        "seed": 1,
        "journey_replication": (column, np.array([0, 0, 1, 1, 1], dtype="int32"), {"index_of": "replication"}),
        "journey_demand": (column, np.array([0, 0, 0, 1, 0], dtype="int16"), index),
        "journey_corridor": (column, np.array([0, 0, 0, -1, 0], dtype="int16"), {"index_of": "corridor"}),
        "journey_state": (column, np.array([8, 8, 8, 8, 3], dtype="int8"), flags),
        "journey_quantity": (column, [10.0, 30.0, 20.0, 5.0, 10.0]),
        "journey_released": (column, dates([0, 0, 1, 2, 3])),
        "journey_ended": (column, dates([10, 40, 33, 4, 59])),
        "journey_time": (("journey", "cause"), np.zeros((5, 3))),
        "stage_journey": ("stage", np.array([0, 0, 0, 0, 1, 1, 2], dtype="int32"), {"instance_dimension": "journey"}),
        "stage_kind": ("stage", np.array([0, 1, 1, 2, 1, 2, 1], dtype="int8"), {
            "flag_values": np.arange(3, dtype="int8"), "flag_meanings": "waiting_for_carrier loading moving"}),
        "stage_cause": ("stage", np.array([0, 1, 2, 0, 1, 0, 1], dtype="int8"), {"index_of": "cause"}),
        "stage_place": ("stage", np.array([0, 0, 0, -1, 0, -1, 0], dtype="int16"), {"index_of": "place"}),
        "stage_fleet": ("stage", np.array([-1, 0, 0, 0, 0, 0, 0], dtype="int16"), {"index_of": "fleet"}),
        "stage_vessel": ("stage", np.array([-1, 0, 0, 0, 1, 1, 0], dtype="int16")),
        "stage_begin": ("stage", dates([0, 1, 1.5, 2, 1.25, 2.5, 1])),
        "stage_duration": ("stage", np.array([1, 0.5, 0.5, 2, 1.25, 2, 1], dtype="float32")),
    }, coords={
        "replication": [0, 1], "demand": ["boxes", "oil"], "corridor": ["sea"], "place": ["aktau"],
        "place_name": ("place", ["Aktau"]), "fleet": ["feeders"], "cause": ["moving", "loading", "crane"],
        "time": pd.date_range("2023-01-01", periods=60, freq="D")})


def test_numbers_become_what_they_stand_for() -> None:
    journeys = by_hand().caravan.journeys()
    assert list(journeys["demand"]) == ["boxes", "boxes", "boxes", "oil", "boxes"]
    assert list(journeys["replication"]) == [0, 0, 1, 1, 1]
    assert list(journeys["state"]) == ["delivered"] * 4 + ["moving"]
    assert journeys["corridor"].isna().tolist() == [False, False, False, True, False]
    assert "time" not in journeys.columns
    np.testing.assert_allclose(journeys["transit_d"], [10, 40, 32, 2, np.nan])


def test_how_likely_it_is_late_by_hand() -> None:
    table = by_hand().caravan.later_than(30)
    # 30 of 40 boxes in the first world, 20 of 20 in the second; oil arrives in the second only.
    assert table.loc["boxes", "share"] == pytest.approx(0.875)
    assert table.loc["boxes", "half_width"] == pytest.approx(12.7062 * 0.125, abs=1e-4)
    assert table.loc["boxes", "delivered"] == 60
    assert table.loc["oil", "share"] == 0
    assert np.isnan(table.loc["oil", "half_width"])
    assert by_hand().caravan.later_than(30, by="corridor").loc["sea", "share"] == pytest.approx(0.875)


def test_what_was_not_told_is_asked_for(small: xr.Dataset) -> None:
    with pytest.raises(ValueError, match='run it with detail="journeys"'):
        small.caravan.journeys()
    with pytest.raises(ValueError, match='run it with detail="events"'):
        by_hand().caravan.table("event")
    with pytest.raises(ValueError, match="there are journey, stage, parcel, event"):
        small.caravan.table("fish")


def test_quantiles_are_by_quantity() -> None:
    journeys = pd.DataFrame({"transit_d": [9.0, 1, 5], "quantity": [10.0, 80, 10]})
    assert _quantiles(journeys, [0.5, 0.85, 0.95]) == [1, 5, 9]


def test_hills_of_transit_times() -> None:
    axes = plots.transit_times(by_hand(), limit=30)
    assert [label.get_text() for label in axes.get_yticklabels()] == ["oil", "boxes"]  # the slowest on top
    assert "32.0 d, 95 %: 40.0 d" in [text.get_text() for text in axes.texts]
    with pytest.raises(ValueError, match="nothing was delivered of demand like cars"):
        plots.transit_times(by_hand(), "cars")


def test_stages_aboard_make_calls_and_voyages() -> None:
    stages = aboard(by_hand(), replication=0, fleets="*")
    assert sorted(stages["ship"].unique()) == ["feeders 01", "feeders 02"]
    assert list(stages.loc[stages["ship"] == "feeders 01", "activity"]) == [CARGO_WORK, CARGO_WORK, UNDER_WAY]
    calls = calls_at_berths(stages)
    # The first loads from 1 to 2, in two pieces; the second from 1.25 to 2.5, at a berth of its own.
    assert list(calls["ship"]) == ["feeders 01", "feeders 02"]
    assert list(calls["lane"]) == [0, 1]
    assert calls.iloc[0]["end"] == pd.Timestamp("2023-01-03")
    assert len(aboard(by_hand(), replication=1, fleets="*")) == 1
    assert aboard(by_hand(), replication=0, fleets="tank*").empty


def test_the_use_of_berths_by_hand() -> None:
    work = by_hand().caravan.work_at_berths()
    # One works all of the second day, another three quarters of it and half of the third.
    np.testing.assert_allclose(work.sel(replication=0, place="aktau")[:4], [0, 1.75, 0.5, 0])
    np.testing.assert_allclose(work.sel(replication=1, place="aktau")[:4], [0, 1, 0, 0])
    axes = plots.heat_map(work, period="1D")
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Aktau"]


def test_vessels_and_berths_are_drawn() -> None:
    above, below = plots.gantt(by_hand()).axes
    assert [label.get_text() for label in above.get_yticklabels()] == ["Feeders 01", "Feeders 02"]
    assert [label.get_text() for label in below.get_yticklabels()] == ["Aktau", ""]
    with pytest.raises(ValueError, match="no vessel of fleets like"):
        plots.gantt(by_hand(), start="2024-01-01")


def test_a_run_tells_its_journeys() -> None:
    data = caravan.run(SMALL, replications=3, detail="journeys")
    journeys = data.caravan.journeys()
    delivered = journeys[journeys["state"] == "delivered"]
    mass = delivered.groupby(["replication", "demand"], observed=True)["mass"].sum().to_xarray()
    np.testing.assert_allclose(mass.sel(demand="boxes"), data.demand_mass.sel(demand="boxes"))
    mean = delivered.groupby(["replication", "demand"], observed=True)["transit_d"].mean().to_xarray()
    np.testing.assert_allclose(mean.sel(demand="boxes"), data.demand_transit_mean.sel(demand="boxes"), rtol=1e-6)
    late = data.caravan.later_than(float(data.demand_transit_p50.sel(demand="boxes").mean()))
    assert late.loc["boxes", "share"] == pytest.approx(0.5, abs=0.05)
    held = data.caravan.table("stage").groupby("journey")["duration"].sum()
    np.testing.assert_allclose(held, (journeys["ended"] - journeys["released"]) / pd.Timedelta(days=1), rtol=1e-4,
                               atol=1e-4)
    plots.transit_times(data)
    plots.gantt(data)
