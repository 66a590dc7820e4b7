"""Means over replications and what is known of them: Student's t intervals, paired differences.

A replication is one random world; those of two runs with the same seed are pairs that share their luck.
What is not a number was not measured in that replication, and is left out.
"""

import numpy as np
import pandas as pd
import xarray as xr
from scipy.stats import t


def quantile_of_t(degrees: xr.DataArray, confidence: float) -> xr.DataArray:
    """Of so many degrees of freedom; not a number where there are none."""
    return xr.apply_ufunc(lambda n: t.ppf((1 + confidence) / 2, np.where(n > 0, n, np.nan)), degrees)


def moments(values: xr.DataArray) -> tuple[xr.DataArray, xr.DataArray, xr.DataArray]:
    """Number, mean and variance (with n - 1) over replications."""
    number = values.count("replication")
    mean = values.sum("replication") / number.where(number > 0)
    variance = ((values - mean) ** 2).sum("replication") / (number - 1).where(number > 1)
    return number, mean, variance


def interval(values: xr.DataArray, confidence: float = 0.95) -> xr.Dataset:
    """`mean` over replications and the `half_width` of its t interval, in the unit of `values`.

    The half-width is not a number where fewer than two replications were measured. Of coordinates the ids alone
    are left, so that `.to_dataframe()` is a plain table.
    """
    values = values.reset_coords(drop=True)
    number, mean, variance = moments(values)
    half = quantile_of_t(number - 1, confidence) * np.sqrt(variance / number)
    return xr.Dataset({"mean": mean, "half_width": half}, attrs=values.attrs)


def paired(here: xr.DataArray, there: xr.DataArray, confidence: float = 0.95) -> xr.Dataset:
    """`mean` and `half_width` of here - there, replication by replication.

    For runs that share their seed; their luck cancels out. Raises ValueError if they have not the same
    replications.
    """
    if not np.array_equal(here.replication, there.replication):
        raise ValueError("the runs have other numbers of replications: they are no pairs")
    return interval(here - there, confidence)


def unpaired(here: xr.DataArray, there: xr.DataArray, confidence: float = 0.95) -> xr.Dataset:
    """`mean` and `half_width` of here - there for runs with luck of their own, by Welch's t interval."""
    here, there = here.reset_coords(drop=True), there.reset_coords(drop=True)
    (n, mean, variance), (m, other_mean, other_variance) = moments(here), moments(there)
    a, b = variance / n, other_variance / m
    sum_of_squares = a**2 / (n - 1) + b**2 / (m - 1)
    degrees = (a + b) ** 2 / sum_of_squares.where(sum_of_squares > 0)
    half = (quantile_of_t(degrees, confidence) * np.sqrt(a + b)).where(a + b > 0, (a + b).where(a + b == 0))
    return xr.Dataset({"mean": mean - other_mean, "half_width": half})


def ratio(above: xr.DataArray, below: xr.DataArray, confidence: float = 0.95) -> xr.Dataset:
    """`mean` and `half_width` of the ratio of means over replications, by the delta method.

    Not a number where the denominator is not surely positive: then the ratio can be anything.
    """
    denominator = interval(below, confidence)
    sure = denominator["mean"] - denominator["half_width"].fillna(0) > 0
    mean = above.mean("replication") / denominator["mean"].where(sure)
    half = interval((above - mean * below) / denominator["mean"], confidence)["half_width"]
    return xr.Dataset({"mean": mean, "half_width": half.where(sure)})


def spell_number(mean: float, half_width: float = np.nan) -> str:
    """As text: "15 447 ± 1 295", "1.434 ± 0.021". Two digits of the half-width are shown; of a number without
    one, or with none, four digits; "-" is what is not known."""
    if np.isnan(mean):
        return "-"
    leading = half_width if half_width > 0 else mean
    shown = 2 if half_width > 0 else 4
    digits = shown - 1 - int(np.floor(np.log10(abs(leading)))) if leading else 0
    if not half_width > 0 and mean == round(mean):
        digits = 0
    digits = min(max(digits, 0), 9)
    text = f"{mean:,.{digits}f}"
    if not np.isnan(half_width):
        text += f" ± {half_width:,.{digits}f}"
    return text.replace(",", " ")


def spell_interval(estimate: xr.Dataset) -> str:
    """A single interval as text."""
    return spell_number(float(estimate["mean"]), float(estimate["half_width"]))


def spell(table: pd.DataFrame) -> pd.DataFrame:
    """A table for people: each number together with its half-width as one text, "15 447 ± 1 295".

    A column `half_width` belongs to the one before it, `x_half_width` to `x`. Other numbers are spelt alone, and
    what is not a number stays as it is.
    """
    spelt = pd.DataFrame(index=table.index)
    for i, name in enumerate(table.columns):
        if str(name).endswith("half_width"):
            continue
        column = table[name]
        if not pd.api.types.is_float_dtype(column):
            spelt[name] = column
            continue
        following = table.columns[i + 1] if i + 1 < table.shape[1] else ""
        own = f"{name}_half_width" if f"{name}_half_width" in table else following
        half = table[own] if str(own).endswith("half_width") else [np.nan] * len(table)
        spelt[name] = [spell_number(mean, width) for mean, width in zip(column, half)]
    return spelt
