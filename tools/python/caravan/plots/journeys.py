"""Pictures of consignments and vessels one by one; for runs made with `detail="journeys"`."""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import Literal

import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from ..tables import DAY
from ..voyages import CARGO_WORK, IN_PORT, STORM, UNDER_WAY, aboard, calls_at_berths
from .series import span_of
from .style import COLOURS, INK, axes_of, colours_of, dress, dress_time, named, new_figure

BINS = 80
ACTIVITIES = {UNDER_WAY: COLOURS[5], CARGO_WORK: COLOURS[2], IN_PORT: COLOURS[1], STORM: COLOURS[3]}


def transit_times(data: xr.Dataset, groups: str = "*", *, by: Literal["demand", "corridor"] = "demand", most: int = 8,
                  limit: float | None = None, axes: Axes | None = None) -> Axes:
    """How transit times are distributed: a hill for each demand (or corridor), with its median and its 95th
    percentile, by quantity delivered.

    `groups` is a pattern of ids; those with the most are shown, the slowest on top. Beyond `limit`, in days, or
    else half as much again as the largest 95th percentile, all are in one last bin.
    """
    journeys = data.caravan.journeys().dropna(subset="transit_d")
    journeys = journeys[[fnmatchcase(str(name), groups) for name in journeys[by]]]
    if journeys.empty:
        raise ValueError(f"nothing was delivered of {by} like {groups}")
    quantity = journeys.groupby(by, observed=True)["quantity"].sum().nlargest(most)
    marks = pd.DataFrame({name: _quantiles(journeys[journeys[by] == name], [0.5, 0.95]) for name in quantity.index},
                         index=["median", "p95"]).T.sort_values("median")
    limit = limit or 1.5 * float(marks["p95"].max())
    bins = np.linspace(0, limit, BINS + 1)
    axes = axes_of(axes, (10, 1.8 + 0.62 * len(marks)))
    for i, (name, mark) in enumerate(marks.iterrows()):
        one = journeys[journeys[by] == name]
        height, _ = np.histogram(one["transit_d"].clip(upper=limit * (1 - 1e-9)), bins, weights=one["quantity"])
        axes.stairs(i + 0.85 * height / height.max(), bins, baseline=i, fill=True, color=COLOURS[0], alpha=0.75)
        axes.hlines(i, 0, limit, color="#BBBBBB", linewidth=0.7)
        for days, style in ((mark["median"], "-"), (mark["p95"], ":")):
            axes.vlines(days, i, i + 0.85, color=INK, linewidth=1.4, linestyle=style)
        axes.annotate(f"{mark['median']:.1f} d, 95 %: {mark['p95']:.1f} d", (1, i + 0.2),
                      xycoords=("axes fraction", "data"), xytext=(6, 0), textcoords="offset points", fontsize=9,
                      color=INK, annotation_clip=False)
    axes.set_yticks(np.arange(len(marks)) + 0.2, named(data, by, marks.index))
    axes.set(xlim=(0, limit), ylim=(0, len(marks)))
    dress(axes, "How long it takes", f"days from release to delivery, by quantity, {data.sizes['replication']} "
          "replications together; line: median, dotted: 95 % arrive sooner", grid="x")
    return axes


def _quantiles(journeys: pd.DataFrame, shares: Sequence[float]) -> list[float]:
    """Days by which so much of the quantity has arrived."""
    journeys = journeys.sort_values("transit_d")
    arrived = journeys["quantity"].cumsum() / journeys["quantity"].sum()
    return [float(journeys["transit_d"].iloc[int(np.searchsorted(arrived, share))]) for share in shares]


def gantt(data: xr.Dataset, fleets: str = "*", *, replication: int = 0, start: str | None = None,
          days: float = 30) -> Figure:
    """What each vessel of some fleets does with cargo aboard, and which vessels lie at which port's berths.

    `fleets` is a pattern of ids; `start` a date, by default the first of the run. A gap above is a vessel without
    cargo. Below, a line is a berth as far as one is needed: calls that overlap lie side by side.
    """
    stages = aboard(data, replication, fleets)
    begin = pd.Timestamp(start) if start else pd.Timestamp(span_of(data)[0])
    end = begin + days * DAY
    stages = stages[(stages["end"] > begin) & (stages["begin"] < end)]
    if stages.empty:
        raise ValueError(f"no vessel of fleets like {fleets} has cargo aboard in these days")
    vessels = sorted(stages["ship"].unique())
    calls = calls_at_berths(stages)
    berths = list(dict.fromkeys(zip(calls["place"], calls["lane"])))
    figure = new_figure((11, 2.2 + 0.3 * (len(vessels) + len(berths))))
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[len(vessels), max(1, len(berths))])
    for (ship, activity), some in stages.groupby(["ship", "activity"]):
        above.broken_barh(_bars(some), (vessels.index(ship) - 0.36, 0.72), color=ACTIVITIES[activity], linewidth=0)
    colour = dict(zip(vessels, colours_of(len(vessels))))
    for call in calls.itertuples():
        row = berths.index((call.place, call.lane))
        bar = (call.begin, call.end - call.begin)
        below.broken_barh([bar], (row - 0.36, 0.72), color=colour[call.ship], linewidth=0)
        if bar[1] > days * DAY / 80:
            below.annotate(call.ship.rsplit(" ", 1)[1], (call.begin + bar[1] / 2, row), ha="center", va="center",
                           fontsize=7.5, color="white", annotation_clip=True)
    ports = [name if lane == 0 else "" for name, (_, lane) in zip(named(data, "place", [b[0] for b in berths]), berths)]
    for axes, labels in ((above, [ship.replace("_", " ").capitalize() for ship in vessels]), (below, ports)):
        axes.set_yticks(np.arange(len(labels)), labels)
        axes.set_ylim(len(labels) - 0.4, -0.6)
    dress(above, "What vessels do", f"with cargo aboard, replication {replication}", grid=None)
    dress(below, "", "at berths, coloured as vessels above, with their numbers where there is room", grid=None)
    for label, ship in zip(above.get_yticklabels(), vessels):
        label.set(color=colour[ship], fontweight="bold")
    dress_time(below, (begin.to_datetime64(), end.to_datetime64()))
    above.legend([Patch(color=shade) for shade in ACTIVITIES.values()], list(ACTIVITIES), ncols=4, frameon=False,
                 fontsize=8.5, labelcolor=INK, loc="lower right", bbox_to_anchor=(1, 1), borderaxespad=0.2,
                 handlelength=1, handleheight=1)
    return figure


def _bars(stages: pd.DataFrame) -> list[tuple[pd.Timestamp, pd.Timedelta]]:
    return list(zip(stages["begin"], stages["end"] - stages["begin"]))
