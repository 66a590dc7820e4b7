"""Flows and levels over time."""

import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes

from .series import is_flow, largest, lines_of, resample, span_of
from .style import COLOURS, HEAT, INK, OTHERS, axes_of, dress, dress_time, label_ends, name_of, number, numbers

PERIODS = {"MS": "month", "7D": "week", "D": "day", "1D": "day"}
BAND = (0.05, 0.95)


def over_time(series: xr.DataArray, by: str | None = None, *, period: str = "MS", title: str | None = None,
              unit: str | None = None, most: int = len(COLOURS), axes: Axes | None = None) -> Axes:
    """One line for each entry of the dimension `by`, others summed up: mean over replications, with a band
    that holds the middle 90 % of them. `by` may be left out where there is only one.

    `period` is "MS" (months), "7D", "D". Flows are summed by period, levels averaged. `title` and `unit` are
    the variable's own where they are not given. More entries than `most` are put together, if they can be.
    """
    series, dimension = lines_of(series, by)
    span = span_of(series)
    flow = is_flow(series)
    title = title or str(series.attrs.get("long_name", series.name))
    unit = unit or str(series.attrs.get("units", ""))
    series = resample(series, period)
    names = [""]
    if dimension is None:
        dimension, series = "line", series.expand_dims("line", axis=-1)
    else:
        series, names = largest(series, dimension, most)
    axes = axes_of(axes, (10, 4.5))
    colours = [OTHERS if name.endswith(" others together") else COLOURS[i] for i, name in enumerate(names)]
    ends = []
    for i, colour in enumerate(colours):
        values = series.isel({dimension: i})
        mean = values.mean("replication")
        if values.sizes["replication"] > 1:
            low, high = values.quantile(BAND, dim="replication")
            axes.fill_between(values.time.values, low, high, color=colour, alpha=0.18, linewidth=0)
        axes.plot(values.time.values, mean, color=colour, linewidth=1.8)
        ends.append(float(mean[-1]) if mean.size else 0.0)
    axes.set_ylim(bottom=0)
    replications = series.sizes["replication"]
    band = f"; mean of {replications} replications, band: middle 90 %" if replications > 1 else ""
    each = f" a {PERIODS.get(period, period)}" if flow else f", means by {PERIODS.get(period, period)}"
    dress(axes, title, f"{unit}{each}{band}")
    dress_time(axes, span)
    label_ends(axes, names, colours, ends)
    return axes


def heat_map(series: xr.DataArray, by: str | None = None, *, period: str = "7D", rows: int = 14,
             title: str | None = None, unit: str | None = None, limits: tuple[float, float] | None = None,
             axes: Axes | None = None) -> Axes:
    """Where and when: one row for each entry of `by` (places, tanks, links), the largest first, time to the
    right, the mean over replications as colour, other dimensions summed up. At the right of each row stands its
    mean over time.

    `limits` are those of the colours, such as (0, 1) for shares; else from 0 to the largest value.
    """
    series, dimension = lines_of(series, by)
    if dimension is None:
        raise ValueError(f"{series.name} is of one thing alone: use over_time")
    span = span_of(series)
    title = title or str(series.attrs.get("long_name", series.name))
    unit = unit or str(series.attrs.get("units", ""))
    flow = is_flow(series)
    series = resample(series, period).mean("replication").transpose(dimension, "time")
    mean = series.mean("time")
    order = np.argsort(-mean.values, kind="stable")[:rows]
    order = order[mean.values[order] > 0]
    series, mean = series.isel({dimension: order}), mean.isel({dimension: order})
    length = np.timedelta64(pd.Timedelta(days=30.4) if period == "MS" else pd.Timedelta(period))
    edges = np.append(series.time.values - length / 2, series.time.values[-1] + length / 2)
    axes = axes_of(axes, (10, 1.3 + 0.32 * len(order)))
    low, high = limits or (0.0, None)
    mesh = axes.pcolormesh(edges, np.arange(len(order) + 1), series.values, cmap=HEAT, vmin=low, vmax=high)
    axes.set_yticks(np.arange(len(order)) + 0.5, name_of(series, dimension))
    axes.hlines(np.arange(1, len(order)), *span, color="white", linewidth=2)
    axes.invert_yaxis()
    for i, words in enumerate(numbers(mean.values)):
        axes.annotate(words, (1, i + 0.5), xycoords=("axes fraction", "data"),
                      xytext=(6, 0), textcoords="offset points", va="center", fontsize=9,
                      color=INK, annotation_clip=False)
    each = PERIODS.get(period, period)
    dress(axes, title, f"{unit}{f' a {each}' if flow else f', means by {each}'}; at the right the mean over time",
          grid=None)
    dress_time(axes, span)
    bar = axes.figure.colorbar(mesh, ax=axes, aspect=30, pad=0.01, fraction=0.03)
    bar.outline.set_visible(False)
    bar.ax.tick_params(length=0, labelsize=8, labelcolor=INK)
    bar.formatter = number
    return axes
