"""Intervals, pairs and ratios, against tables and by hand."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from scipy import stats

from caravan.statistics import interval, paired, ratio, spell, spell_number, unpaired


def replications(values: object) -> xr.DataArray:
    values = np.asarray(values, dtype=float)
    dims = ("replication", "what")[:values.ndim]
    return xr.DataArray(values, dims=dims, coords={"replication": np.arange(len(values))})


def test_the_interval_is_that_of_the_tables() -> None:
    estimate = interval(replications([1, 2, 3, 4, 5]))
    # t of 0.975 with four degrees is 2.776; the standard error is sqrt(2.5 / 5).
    assert float(estimate["mean"]) == 3
    assert float(estimate["half_width"]) == pytest.approx(2.776445 * np.sqrt(0.5), abs=1e-6)
    narrower = interval(replications([1, 2, 3, 4, 5]), confidence=0.9)
    assert float(narrower["half_width"]) == pytest.approx(2.131847 * np.sqrt(0.5), abs=1e-6)


def test_what_was_not_measured_is_left_out() -> None:
    estimate = interval(replications([[1, np.nan, np.nan], [3, 7, np.nan]]))
    np.testing.assert_allclose(estimate["mean"], [2, 7, np.nan])
    np.testing.assert_allclose(estimate["half_width"], [12.7062, np.nan, np.nan], atol=1e-4)


def test_it_covers_as_often_as_it_says() -> None:
    draws = np.random.default_rng(7).exponential(size=(20, 4000))
    estimate = interval(replications(draws))
    covered = float((abs(estimate["mean"] - 1) < estimate["half_width"]).mean())
    assert 0.90 < covered < 0.96  # a little less than 95 %: exponentials are skewed


def test_pairs_cancel_their_luck() -> None:
    luck = np.array([10, 20, 30, 40.0])
    here, there = replications(luck + [1, 2, 1, 2]), replications(luck)
    estimate = paired(here, there)
    assert float(estimate["mean"]) == 1.5
    assert float(estimate["half_width"]) == pytest.approx(stats.t.ppf(0.975, 3) * np.sqrt(1 / 3 / 4))
    with pytest.raises(ValueError, match="no pairs"):
        paired(here, there[:3])


def test_without_pairs_it_is_welchs() -> None:
    rng = np.random.default_rng(3)
    here, there = rng.normal(5, 1, 12), rng.normal(3, 4, 7)
    estimate = unpaired(replications(here), replications(there))
    # scipy gives the p value: at the confidence 1 - p the interval just touches zero.
    p = stats.ttest_ind(here, there, equal_var=False).pvalue
    touching = unpaired(replications(here), replications(there), confidence=1 - p)
    assert float(estimate["mean"]) == pytest.approx(here.mean() - there.mean())
    assert float(touching["half_width"]) == pytest.approx(abs(here.mean() - there.mean()), rel=1e-6)
    constant = unpaired(replications([2, 2, 2]), replications([1, 1]))
    assert (float(constant["mean"]), float(constant["half_width"])) == (1, 0)


def test_a_ratio_by_the_delta_method() -> None:
    below = replications([9, 10, 11, 10, 9, 11])
    estimate = ratio(3 * below, below)
    assert float(estimate["mean"]) == pytest.approx(3)
    assert float(estimate["half_width"]) == pytest.approx(0, abs=1e-9)
    above = replications([29, 31, 30, 33, 28, 29])
    residuals = (above - 3 * below) / 10
    assert float(ratio(above, below)["half_width"]) == pytest.approx(
        stats.t.ppf(0.975, 5) * float(residuals.std(ddof=1)) / np.sqrt(6))
    assert np.isnan(ratio(above, replications([-9, 10, 1, -10, 9, 1]))["mean"])


@pytest.mark.parametrize("mean, half, text", [
    (15447.4, 1294.8, "15 447 ± 1 295"), (1.4337, 0.0213, "1.434 ± 0.021"), (0.5, 0.094, "0.500 ± 0.094"),
    (12.0, 0.0, "12 ± 0"), (0.123456, np.nan, "0.1235"), (1e6, np.nan, "1 000 000"),
    (-31.26, 4.4, "-31.3 ± 4.4"), (0.0, 0.0, "0 ± 0"), (np.nan, np.nan, "-")])
def test_numbers_are_spelt_with_what_is_known_of_them(mean: float, half: float, text: str) -> None:
    assert spell_number(mean, half) == text


def test_tables_are_spelt_with_their_intervals() -> None:
    table = pd.DataFrame({"share": [0.25], "half_width": [0.012], "wait_h": [3.5], "wait_h_half_width": [0.5],
                          "requests": [120.0], "name": ["Aktau"]})
    spelt = spell(table)
    assert list(spelt.columns) == ["share", "wait_h", "requests", "name"]
    assert list(spelt.iloc[0]) == ["0.250 ± 0.012", "3.50 ± 0.50", "120", "Aktau"]
