"""Time series brought into a shape for pictures."""

import numpy as np
import pandas as pd
import xarray as xr

from .style import COLOURS, name_of


def is_flow(series: xr.DataArray) -> bool:
    """Whether it is counted over intervals (and summed up), not a level. Raises ValueError if unknown."""
    if "cell_methods" not in series.attrs:
        raise ValueError(f"{series.name or 'the series'} has lost its attributes, so that nobody knows whether "
                         "it is summed up or averaged: compute with keep_attrs=True, or under "
                         "xarray.set_options(keep_attrs=True)")
    return series.attrs["cell_methods"] == "time: sum"


def lines_of(series: xr.DataArray, by: str | None) -> tuple[xr.DataArray, str | None]:
    """By replication, time and `by`, and what that is, all else summed up. Without `by` it is the only other
    dimension; if there are several, that is a ValueError."""
    others = [str(name) for name in series.dims if name not in ("replication", "time")]
    if by is None and len(others) > 1:
        raise ValueError(f"{series.name} is by {' and '.join(others)}: say by which one, as by=\"{others[0]}\"")
    if by is not None and by not in others:
        raise ValueError(f"{series.name} is not by {by}, but by {' and '.join(others) or 'nothing'}")
    by = by or (others[0] if others else None)
    return series.sum([name for name in others if name != by], keep_attrs=True), by


def resample(series: xr.DataArray, period: str) -> xr.DataArray:
    """By whole periods ("MS" for months, "7D"), each named by its middle: sums of flows, means of levels.

    Those that the run cuts short are left out. Attributes stay.
    """
    groups = series.resample(time=period)
    days = xr.ones_like(series.time, dtype=float).resample(time=period).count()
    step = (series.indexes["time"][1] - series.indexes["time"][0]) / pd.Timedelta(days=1)
    whole = days.time.dt.days_in_month if period == "MS" else pd.Timedelta(period).days
    middles = days.time + (days * step / 2 * 86400e9).astype("timedelta64[ns]")
    values = groups.sum() if is_flow(series) else groups.mean()
    return values.assign_coords(time=middles.values).isel(time=(days * step >= whole).values).assign_attrs(
        series.attrs)


def largest(series: xr.DataArray, dimension: str, most: int = len(COLOURS)) -> tuple[xr.DataArray, list[str]]:
    """Entries that have any, the largest first, and their names; of flows, those that are too many are put
    together as the last one, of levels left out."""
    total = series.sum(["replication", "time"]).values
    order = np.argsort(-total, kind="stable")
    series = series.isel({dimension: order[total[order] > 0]})
    names = name_of(series, dimension)
    if len(names) <= most:
        return series, names
    if not is_flow(series):
        return series.isel({dimension: slice(most)}), names[:most]
    shown = series.isel({dimension: slice(most - 1)}).reset_coords(drop=True)
    together = f"{len(names) - most + 1} others together"
    rest = series.isel({dimension: slice(most - 1, None)}).sum(dimension)
    rest = rest.expand_dims({dimension: [together]}).reset_coords(drop=True)
    both = xr.concat([shown, rest], dimension).transpose(*series.dims).assign_attrs(series.attrs)
    return both, [*names[:most - 1], together]


def span_of(data: xr.DataArray | xr.Dataset) -> tuple[np.datetime64, np.datetime64]:
    """From the beginning of the run to its end: time names intervals by their beginnings."""
    times = data.time.values
    return times[0], times[-1] + (times[1] - times[0] if len(times) > 1 else 0)
