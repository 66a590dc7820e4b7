"""The resilience curve."""

import matplotlib.patheffects as effects
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..resilience import Resilience
from ..statistics import interval, spell_interval
from .over_time import BAND
from .style import COLOURS, INK, MUTED, dress, dress_time, new_figure, number


def resilience_curve(measured: Resilience, *, title: str, unit: str, smoothed_over: int = 7) -> Figure:
    """Performance with and without the disturbance, and the backlog that it leaves.

    Above: the flow by day, running means over `smoothed_over` intervals; the area between both is what is lost.
    Below: that area up to each day, with the band of the middle 90 % of replications. Lines mark the onset, and
    when the flow is back to what it was.
    """
    figure = new_figure((10, 6.4))
    flow, backlog = figure.subplots(2, 1, sharex=True, height_ratios=[1.1, 1])
    times = measured.backlog.time.values
    step = times[1] - times[0]
    span = (times[0], times[-1] + step)
    a_day = float(np.timedelta64(1, "D") / step)
    with_it, without = ((values.mean("replication") * a_day).rolling(time=smoothed_over, center=True,
                                                                     min_periods=1).mean()
                        for values in (measured.disturbed, measured.undisturbed))
    for is_shown, colour in ((without > with_it, COLOURS[3]), (without < with_it, COLOURS[2])):
        flow.fill_between(times, with_it, without, where=is_shown, color=colour, alpha=0.25, linewidth=0,
                          interpolate=True)
    flow.plot(times, without, color=MUTED, linewidth=1.6)
    flow.plot(times, with_it, color=COLOURS[0], linewidth=2)
    flow.set_ylim(bottom=0)
    replications = measured.backlog.sizes["replication"]
    dress(flow, title, f"{unit} a day, mean of {replications} replications, running over {smoothed_over} "
          "intervals: grey without the disturbance, blue with it")
    low, high = measured.backlog.quantile(BAND, dim="replication")
    ends = times + step
    backlog.fill_between(ends, low, high, color=COLOURS[3], alpha=0.18, linewidth=0)
    backlog.plot(ends, measured.backlog.mean("replication"), color=COLOURS[3], linewidth=2)
    backlog.axhline(0, color=INK, linewidth=0.8)
    dress(backlog, "", f"{unit} behind the same world without it; band: middle 90 % of replications")
    dress_time(backlog, span)
    for axes in (flow, backlog):
        axes.axvline(measured.onset, color=MUTED, linewidth=1, linestyle=":")
        if measured.back is not None:
            axes.axvline(measured.back, color=MUTED, linewidth=1, linestyle="--")
    _tell(flow, _how_long(measured), measured.back or measured.onset, 0.05)
    _tell(backlog, _how_much(measured, unit), measured.back or measured.onset, 0.14)
    return figure


def _tell(axes: Axes, words: str, at: pd.Timestamp, y: float) -> None:
    """Beside the line, at so much of the height."""
    axes.annotate(words, (at, y), xycoords=("data", "axes fraction"), xytext=(6, 0), textcoords="offset points",
                  va="bottom", fontsize=9, color=INK,
                  path_effects=[effects.withStroke(linewidth=3, foreground="white")])


def _how_long(measured: Resilience) -> str:
    if measured.back is None:
        return "not back to the usual flow in this run"
    return f"back to the usual flow after {number(round(measured.felt_days))} days"


def _how_much(measured: Resilience, unit: str) -> str:
    when = "at the end" if measured.back is None else "by then"
    words = f"behind {when}: {spell_interval(interval(measured.lost))} {unit}"
    known = int(measured.made_good_days.notnull().sum())
    total = measured.made_good_days.size
    if known == total:
        return words + f"\nmade good after {spell_interval(interval(measured.made_good_days))} days"
    return words + (f"\nmade good in {known} of {total} replications" if known else "\nnot made good in this run")
