"""Loss and recovery, by hand and on a run."""

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from conftest import SMALL

import caravan


def flow(values: list[list[float]]) -> xr.DataArray:
    array = np.array(values)
    return xr.DataArray(array, dims=("replication", "time"), coords={
        "replication": np.arange(len(array)),
        "time": pd.date_range("2023-01-01", periods=array.shape[1], freq="D")})


def test_by_hand() -> None:
    usual = flow([[10.0] * 30] * 2)
    # For three days nothing; the first makes it good by five a day, the second never does.
    disturbed = usual.copy()
    disturbed[:, 7:10] = 0
    disturbed[0, 20:26] = 15
    measured = caravan.resilience(disturbed, usual)
    assert measured.onset == pd.Timestamp("2023-01-08")
    np.testing.assert_array_equal(measured.backlog[0, 6:11], [0, 10, 20, 30, 30])
    assert measured.back == pd.Timestamp("2023-01-11")
    assert measured.felt_days == 3
    np.testing.assert_array_equal(measured.lost, [30, 30])
    np.testing.assert_array_equal(measured.left, [0, 30])
    # From the beginning of the 8th to the end of the 26th.
    np.testing.assert_array_equal(measured.made_good_days, [19, np.nan])
    half = caravan.resilience(disturbed, usual, made_good=0.5)
    np.testing.assert_array_equal(half.made_good_days, [16, np.nan])


def test_what_is_not_over_is_not_said_to_be() -> None:
    usual = flow([[10.0] * 20] * 2)
    disturbed = usual.copy()
    disturbed[:, 12:] = 4
    measured = caravan.resilience(disturbed, usual)
    assert measured.back is None
    assert np.isnan(measured.felt_days)
    np.testing.assert_array_equal(measured.lost, [48, 48])
    assert measured.made_good_days.isnull().all()


def test_noise_in_pairs_counts_as_usual() -> None:
    rng = np.random.default_rng(5)
    usual = flow(rng.poisson(20, (8, 200)).astype(float).tolist())
    disturbed = usual.copy()
    disturbed[:, 60:80] = 0
    disturbed[:, 80:] = rng.poisson(20, (8, 120))
    measured = caravan.resilience(disturbed, usual)
    assert 18 <= measured.felt_days <= 24
    assert float(measured.lost.mean()) == pytest.approx(400, rel=0.15)


def test_what_differs_from_the_start_or_not_at_all_is_refused() -> None:
    usual = flow([[10.0] * 4])
    with pytest.raises(ValueError, match="did the same"):
        caravan.resilience(usual, usual)
    with pytest.raises(ValueError, match="from the first interval on"):
        caravan.resilience(usual - 1, usual)
    with pytest.raises(ValueError, match="not the same time"):
        caravan.resilience(usual[:, :3], usual)


def test_what_is_not_sure_is_not_measured() -> None:
    usual = flow([[10.0] * 20] * 3)
    disturbed = usual.copy()
    disturbed[0, 8], disturbed[1, 9] = 9, 11
    with pytest.raises(ValueError, match="take more replications"):
        caravan.resilience(disturbed, usual)


def test_a_closure_of_a_port_is_found_where_it_is(tmp_path: Path) -> None:
    # The onset comes from the pairs alone.
    scenario = tmp_path / "closed.yaml"
    scenario.write_text(f"""extends: {os.path.relpath(SMALL, tmp_path)}
interventions:
  closed: {{from: 2023-01-16, lasts: 5 d, effects: [{{places: aktau, open: = 0}}]}}
""")
    closed = caravan.run(scenario, replications=12)
    usual = caravan.run(SMALL, replications=12)
    measured = caravan.resilience(closed.link_teu.sel(link="aktau-alat"), usual.link_teu.sel(link="aktau-alat"))
    assert pd.Timestamp("2023-01-16") <= measured.onset <= pd.Timestamp("2023-01-18")
    assert 100 < float(measured.lost.mean()) < 500  # of 55 TEU a day
    assert measured.felt_days < 15
    assert float(measured.made_good_days.max()) < 30
