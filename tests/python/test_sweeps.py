"""caravan.sweep, and what is asked of a sweep."""

from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from conftest import SMALL

import caravan

DESIGN = {
    "title": "Feeders against days between calls",
    "scenario": SMALL,
    "replications": 2,
    "factors": {
        "feeders": {"path": "fleets.feeders.vessels", "values": [1, 3]},
        "patience": {"path": "fleets.feeders.maximum_wait", "values": {"a day": "1 d", "three days": "3 d"}},
    },
    "outputs": ["corridor_teu", "corridor_transit_mean", "facility_wait_mean", "demand_time"],
}


@pytest.fixture(scope="module")
def feeders() -> xr.Dataset:
    return caravan.sweep(DESIGN)


def test_factors_are_coordinates_and_each_point_is_a_run(feeders: xr.Dataset) -> None:
    assert feeders.corridor_teu.dims == ("point", "replication", "corridor")
    assert list(feeders.feeders) == [1, 1, 3, 3]
    table = feeders.corridor_transit_mean.set_index(point=["feeders", "patience"]).unstack("point")
    run = caravan.run(SMALL, {"fleets.feeders.vessels": 3, "fleets.feeders.maximum_wait": "1 d"}, replications=2)
    np.testing.assert_array_equal(table.sel(feeders=3, patience=1), run.corridor_transit_mean)
    here, there = feeders.isel(point=2).caravan.kpi("corridor_t*"), run.caravan.kpi("corridor_t*")
    assert here.equals(there.loc[here.index])


def test_a_file_of_a_sweep_a_mapping_and_overrides_say_the_same(feeders: xr.Dataset, tmp_path: Path) -> None:
    path = tmp_path / "feeders.yaml"
    path.write_text(f"title: Feeders against days between calls\nscenario: {SMALL}\n"
                    "factors:\n"
                    "  feeders: {path: fleets.feeders.vessels, values: [1, 3]}\n"
                    "  patience: {path: fleets.feeders.maximum_wait, values: {a day: 1 d, three days: 3 d}}\n"
                    f"outputs: [{', '.join(DESIGN['outputs'])}]\n")
    in_memory = caravan.sweep(path, {"replications": 2}, jobs=1)
    xr.testing.assert_identical(in_memory.drop_vars("sweep_yaml"), feeders.drop_vars("sweep_yaml"))


def test_paths_in_a_mapping_are_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("small.yaml").write_text(SMALL.read_text())
    Path("points.csv").write_text("feeders,patience\n2,1 d\n")
    design = {**DESIGN, "scenario": "small.yaml", "design": "list", "points": {"file": "points.csv"},
              "factors": {name: {"path": factor["path"]} for name, factor in DESIGN["factors"].items()}}
    assert float(caravan.sweep(design).feeders) == 2


def test_it_goes_on_with_what_is_finished_and_does_what_is_new(tmp_path: Path) -> None:
    output = tmp_path / "feeders.h5"
    caravan.sweep(DESIGN, output=output).close()
    log = tmp_path / "feeders.h5.parts" / "process-00000.part"
    finished = log.read_bytes()
    caravan.sweep(DESIGN, output=output).close()
    assert log.read_bytes() == finished
    with caravan.sweep(DESIGN, {"replications": 3}, output=output) as grown:
        assert np.isfinite(grown.corridor_teu).all() and grown.sizes["replication"] == 3
    assert log.read_bytes().startswith(finished)
    assert log.stat().st_size < 1.6 * len(finished)  # four runs more, beside eight


def test_errors_are_caravans_own_words(tmp_path: Path) -> None:
    wrong = {**DESIGN, "factors": {"feeders": {"path": "fleets.feeders.vessel", "values": [1]}}}
    with pytest.raises(caravan.RunError, match="vessel") as caught:
        caravan.sweep(wrong)
    assert caught.value.exit_code == 65
    caravan.sweep(DESIGN, output=tmp_path / "x.h5").close()
    with pytest.raises(caravan.RunError, match="has another seed") as caught:
        caravan.sweep({**DESIGN, "seed": 7}, output=tmp_path / "x.h5")
    assert caught.value.exit_code == 73


def test_a_point_that_fails_is_an_error_and_the_others_are_in_the_file(tmp_path: Path) -> None:
    lots = {"lot": {"path": "demands.boxes.lot", "values": ["10 TEU", "2000 TEU"]}}
    with pytest.raises(caravan.RunError, match="1 point failed: 1; the first because") as caught:
        caravan.sweep({**DESIGN, "factors": lots}, output=tmp_path / "lots.h5")
    assert caught.value.exit_code == 1
    with caravan.open(tmp_path / "lots.h5") as data:
        points = data.caravan.points()
        assert list(points["replications"]) == [2, 0]
        assert points["reason"][0] == "" and "lot" in points["reason"][1]
        assert list(data.caravan.kpi("corridor_teu").index.get_level_values("lot")) == [10]


def test_the_accessor_tells_points_apart_by_their_factors(feeders: xr.Dataset) -> None:
    points = feeders.caravan.points()
    assert list(points.columns) == ["feeders", "patience", "replications", "reason"]
    assert list(points["patience"]) == ["a day", "three days"] * 2
    table = feeders.caravan.kpi("corridor_transit_mean")
    assert table.index.names == ["variable", "of", "feeders", "patience"]
    assert len(table) == 4
    value = table.loc[("corridor_transit_mean", "sea", 3, "a day"), "mean"]
    assert value == float(feeders.corridor_transit_mean.isel(point=2).mean())
    of = feeders.caravan.kpi("demand_time").xs(1, level="feeders").index.get_level_values("of")
    assert set(of) == {f"{demand}, {cause}" for demand in ("boxes", "oil") for cause in feeders.cause.values}


def test_points_are_compared_with_one_of_them_in_pairs(feeders: xr.Dataset) -> None:
    table = feeders.caravan.compare(feeders.isel(point=2), "corridor_transit_mean")
    assert table.attrs["paired"]
    itself = table.xs((3, "a day"), level=("feeders", "patience")).iloc[0]
    assert (itself["difference"], itself["half_width"], itself["is_sure"]) == (0, 0, False)
    slower = table.xs((1, "a day"), level=("feeders", "patience")).iloc[0]
    pairs = feeders.corridor_transit_mean.isel(point=0) - feeders.corridor_transit_mean.isel(point=2)
    assert slower["difference"] == pytest.approx(float(pairs.mean()))
    assert slower["other"] == itself["mean"]


def test_what_is_asked_of_one_run_is_refused_to_a_sweep_with_advice(feeders: xr.Dataset) -> None:
    for question in ("corridor_share", "bottlenecks", "time_went"):
        with pytest.raises(ValueError, match=r"data.isel\(point=0\)"):
            getattr(feeders.caravan, question)()
    assert not feeders.isel(point=0).caravan.time_went().empty
    with pytest.raises(ValueError, match="single run"):
        feeders.isel(point=0).caravan.points()
