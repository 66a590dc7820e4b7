"""Bars and dots: where time went, what is a bottleneck, what the answer depends on."""

import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .style import COLOURS, INK, MUTED, OTHERS, axes_of, dress, named, new_figure, number

# Causes keep their colour from picture to picture.
CAUSES = {
    "under way": "#56B4E9", "train stops on its way": "#9AD0F2", "being loaded": "#009E73",
    "being unloaded": "#7CC7AF", "customs, border, papers": "#E69F00",
    "carrier not full enough to leave": "#CC79A7", "departure not due yet": "#E5B9D2",
    "port closed by weather": "#0072B2", "no vessel in port": "#D55E00",
    "vessel not at work at a berth yet": "#F0A070", "line closed": "#000000",
    "the railway accepts no cargo": "#5D4037", "no empty box or wagon": "#B8A800"}


def time_went(data: xr.Dataset, demands: str = "*", *, most: int = 9, rows: int = 15,
              title: str = "Where the time went", axes: Axes | None = None) -> Axes:
    """Where time went from release to delivery: one bar a demand, a piece for each cause.

    `demands` is a pattern of ids; the `rows` longest are shown. Causes beyond the `most` largest are one piece.
    """
    table = data.caravan.time_went(demands).iloc[:rows]
    if table.empty:
        raise ValueError(f"nothing was delivered of demands like {demands}")
    table = table[table.sum().sort_values(ascending=False).index]
    shown = table.iloc[:, :most].copy()
    if table.shape[1] > most:
        shown["all else"] = table.iloc[:, most:].sum(axis=1)
    axes = axes_of(axes, (10, 2.2 + 0.36 * len(shown)))
    spare = iter(["#6D6DB5", "#8D6E63", "#B2DFDB"])
    left = np.zeros(len(shown))
    y = np.arange(len(shown))
    for cause, days in shown.items():
        colour = OTHERS if cause == "all else" else CAUSES.get(cause) or next(spare, OTHERS)
        axes.barh(y, days, left=left, height=0.72, color=colour, label=cause, edgecolor="white", linewidth=0.6)
        left += days.values
    for i, total in enumerate(left):
        axes.annotate(f"{total:.1f}", (total, i), xytext=(4, 0), textcoords="offset points", va="center",
                      fontsize=9, color=INK)
    axes.set_yticks(y, named(data, "demand", shown.index))
    axes.invert_yaxis()
    axes.margins(x=0.09)
    dress(axes, title, f"days from release to delivery, mean of {data.sizes['replication']} "
          "replications", grid="x")
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False, fontsize=8.5, labelcolor=INK,
                handlelength=1, handleheight=1, borderaxespad=0)
    return axes


def bottlenecks(data: xr.Dataset, facilities: str = "*/berths/*", *, rows: int = 12,
                title: str = "Where requests wait") -> Figure:
    """Facilities where most time is spent waiting: how much of them is in use, how long each waits, and how
    long all waited together, with 95 % intervals."""
    table = data.caravan.bottlenecks(facilities).iloc[:rows]
    if table.empty:
        raise ValueError(f"no facility like {facilities} had a request")
    figure = new_figure((10, 1.5 + 0.34 * len(table)))
    panels = figure.subplots(1, 3, sharey=True, width_ratios=[1, 1, 0.8])
    y = np.arange(len(table))
    for axes, column, scale, colour in ((panels[0], "utilisation", 100, COLOURS[0]),
                                        (panels[1], "wait_h", 1, COLOURS[3])):
        axes.errorbar(table[column] * scale, y, xerr=table[f"{column}_half_width"] * scale, fmt="o", color=colour,
                      markersize=6, elinewidth=2, alpha=0.95)
        axes.set_xlim(left=0)
        axes.hlines(y, 0, table[column] * scale, color=colour, linewidth=1, alpha=0.35)
    panels[2].barh(y, table["waited_d"], height=0.6, color=MUTED)
    for i, days in enumerate(table["waited_d"]):
        panels[2].annotate(number(float(f'{days:.2g}') if days < 10 else round(days)), (days, i), xytext=(4, 0),
                           textcoords="offset points", va="center", fontsize=9, color=INK)
    panels[2].margins(x=0.2)
    panels[0].set_yticks(y, named(data, "facility", table.index))
    panels[0].invert_yaxis()
    dress(panels[0], title, "% of capacity in use; bar: 95 % interval", grid="x")
    dress(panels[1], "", "hours that each waits", grid="x")
    dress(panels[2], "", "days that all waited together", grid="x")
    return figure


def tornado(table: pd.DataFrame, *, base: float, title: str, unit: str, axes: Axes | None = None) -> Axes:
    """What the answer depends on: one bar a factor, from the answer at its low value to that at its high one,
    the longest first.

    `table` has a row a factor (its index names them) and columns `low` and `high`: the answer when the factor
    alone is low or high; and may have `low_at` and `high_at`, the values, in words. `base` is the answer with
    all factors as they are. Plain tables do: from a sweep, or from runs of one's own.
    """
    answers = table[["low", "high"]].assign(base=base).astype(float)
    span = answers.max(axis=1) - answers.min(axis=1)
    table = table.loc[span.sort_values(ascending=False, kind="stable").index]
    axes = axes_of(axes, (9, 1.5 + 0.45 * len(table)))
    y = np.arange(len(table))
    for column, colour in (("low", COLOURS[5]), ("high", COLOURS[0])):
        axes.barh(y, table[column] - base, left=base, height=0.6, color=colour, label=f"factor {column}")
        if f"{column}_at" not in table:
            continue
        other = table["high" if column == "low" else "low"]
        for i, (answer, beside, words) in enumerate(zip(table[column], other, table[f"{column}_at"])):
            right = answer > base
            if (answer - base) * (beside - base) >= 0 and abs(answer - base) < abs(beside - base):
                right, answer = beside < base, base  # both on one side: the nearer one's words go to the other
            axes.annotate(words if isinstance(words, str) else number(words), (answer, i), xytext=(4 if right else -4, 0), textcoords="offset points",
                          ha="left" if right else "right", va="center", fontsize=8.5, color=MUTED)
    axes.axvline(base, color=INK, linewidth=1)
    axes.set_yticks(y, table.index)
    axes.invert_yaxis()
    axes.margins(x=0.18)
    as_it_is = number(float(f"{base:.4g}"))
    dress(axes, title, f"{unit}, when one factor at a time is low or high; {as_it_is} as it is", grid="x")
    axes.legend(loc="lower right", frameon=False, fontsize=8.5, labelcolor=INK)
    return axes


def sobol(table: pd.DataFrame, *, title: str, axes: Axes | None = None) -> Axes:
    """Whose variation the answer's variance comes from: first-order and total Sobol indices, with intervals.

    `table` has a row a factor and the columns that SALib gives: `S1`, `ST`, and, if known, `S1_conf`, `ST_conf`
    (half-widths). The gap between both is what the factor does together with others.
    """
    table = table.sort_values("ST", ascending=False)
    axes = axes_of(axes, (9, 1.5 + 0.55 * len(table)))
    y = np.arange(len(table))
    for column, colour, offset, label in (("ST", COLOURS[5], -0.18, "with all that it interacts with (total)"),
                                          ("S1", COLOURS[0], 0.18, "by itself (first order)")):
        half = table.get(f"{column}_conf")
        axes.barh(y + offset, table[column], height=0.34, color=colour, label=label,
                  xerr=half, error_kw={"ecolor": INK, "elinewidth": 1.2, "capsize": 0})
    axes.set_yticks(y, table.index)
    axes.invert_yaxis()
    left, right = axes.get_xlim()  # intervals of a small sample go anywhere
    axes.set_xlim(left=max(min(0.0, left), -0.5), right=min(max(1.0, right), 1.5))
    dress(axes, title, "share of the variance; thin line: 95 % interval", grid="x")
    axes.legend(loc="lower right", frameon=False, fontsize=8.5, labelcolor=INK)
    return axes
