"""Flows on the map."""

import json
from pathlib import Path as FilePath
from typing import Any, Literal

import matplotlib.patheffects as effects
import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Bbox

from .style import COLOURS, INK, MUTED, axes_of, dress, number

LAND = "#ECEBE6"
SEA = "#F7FAFC"
MODES = {"rail": COLOURS[0], "sea": COLOURS[2], "road": COLOURS[1], "pipeline": COLOURS[3]}
CORRIDOR = (25.0, 82.0, 34.0, 53.0)  # west, east, south, north: from the Black Sea to Khorgos
WIDEST = 14.0  # points
LEAST = 0.5  # points; less can't be seen
FAR = 25.0  # degrees; a voyage as long is drawn as a pale arc to the south, for ships don't sail over land
KINDS_NAMED = ("seaport", "oil_terminal", "inland_terminal", "border")
MOST_NAMES = 20

Quantity = Literal["mass", "teu", "wagons", "trucks", "departures"]
UNITS = {"mass": "million t a year", "teu": "thousand TEU a year", "wagons": "thousand wagons a year",
         "trucks": "thousand trucks a year", "departures": "trains and vessels a day"}


def yearly_flows(data: xr.Dataset, quantity: Quantity) -> pd.DataFrame:
    """Mean `flow` between two places, both ways together, by `a`, `b` and `mode`, in UNITS."""
    years = data.caravan.years
    scale = {"mass": 1e6, "departures": 365.25}.get(quantity, 1e3) * years
    flow = _of_link(data[f"link_{quantity}"])
    if quantity == "mass" and "line_flow" in data:
        flow = flow + _of_link(data.line_flow / data.barrels_per_tonne)
    flow = flow / scale
    table = pd.DataFrame({"a": data.link_from.values, "b": data.link_to.values, "mode": data.link_mode.values,
                          "flow": flow.values})
    swap = table.a > table.b
    table.loc[swap, ["a", "b"]] = table.loc[swap, ["b", "a"]].values
    table = table.groupby(["a", "b", "mode"], as_index=False).flow.sum()
    return table[table.flow > 0].sort_values("flow")


def _of_link(flow: xr.DataArray) -> xr.DataArray:
    """In the run, mean over replications."""
    return flow.mean("replication").sum([name for name in flow.dims if name not in ("replication", "link")])


def flow_map(data: xr.Dataset, quantity: Quantity = "mass", *,
             extent: tuple[float, float, float, float] = CORRIDOR, axes: Axes | None = None) -> Axes:
    """Where how much goes: a line between places, both ways together, in the colour of its mode. Its width goes
    by the square root of the flow, so that small ones are seen beside the largest pipeline. `extent` is west,
    east, south and north, in degrees.

    `quantity` is "mass" (oil in pipelines included), "teu", "wagons", "trucks" or "departures".
    Lines are straight, or bent where several modes join the same places; long voyages are pale arcs, not the
    way that ships sail. Coasts are Natural Earth's.
    """
    west, east, south, north = extent
    aspect = 1 / np.cos(np.radians((south + north) / 2))
    axes = axes_of(axes, (11, 11 * (north - south) * aspect / (east - west) + 1.0))
    axes.set(xlim=(west, east), ylim=(south, north), aspect=aspect, facecolor=SEA)
    _draw_land(axes)
    flows = yearly_flows(data, quantity)
    at = {place: (float(x), float(y)) for place, x, y in zip(
        data.place.values, data.longitude.values, data.latitude.values)}
    visible = {place for place, (x, y) in at.items() if west <= x <= east and south <= y <= north}
    flows = flows[flows.a.isin(visible) | flows.b.isin(visible)]
    if flows.empty:
        raise ValueError(f"nothing of {quantity} goes between places on this map")
    most = flows.flow.max()
    for row in flows.itertuples():
        is_far = row.mode == "sea" and np.hypot(*np.subtract(at[row.a], at[row.b])) > FAR
        path = _arc(at[row.a], at[row.b]) if is_far else _bent(at[row.a], at[row.b], _bend(flows, row))
        axes.add_patch(PathPatch(path, fill=False, edgecolor=MODES.get(row.mode, MUTED), capstyle="round",
                                 linewidth=_width(row.flow, most), alpha=0.4 if is_far else 0.85,
                                 zorder=2 if is_far else 3))
    _name_places(axes, data, flows, at, visible)
    dress(axes, f"Where {_WHAT[quantity]} goes", f"{UNITS[quantity]}, both ways together; mean of "
          f"{data.sizes['replication']} replications; width by the square root", grid=None)
    axes.grid(color="#D8DEE3", linewidth=0.5, zorder=1)
    axes.xaxis.set_major_locator(MaxNLocator(8, steps=[1, 2, 5, 10], integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10], integer=True))
    axes.xaxis.set_major_formatter(lambda x, _: f"{x:.0f}° E" if x >= 0 else f"{-x:.0f}° W")
    axes.yaxis.set_major_formatter(lambda y, _: f"{y:.0f}° N")
    axes.tick_params(labelsize=8, colors=MUTED)
    _legend(axes, [mode for mode in MODES if mode in set(flows["mode"])], most, UNITS[quantity])
    return axes


_WHAT = {"mass": "cargo", "teu": "cargo in containers", "wagons": "cargo in wagons", "trucks": "cargo on trucks",
         "departures": "a train or vessel"}


def _draw_land(axes: Axes) -> None:
    for rings in json.loads(FilePath(__file__).with_name("land.json").read_text())["polygons"]:
        corners, codes = [], []
        for ring in rings:
            points = np.reshape(ring, (-1, 2))
            corners.append(points)
            codes += [Path.MOVETO] + [Path.LINETO] * (len(points) - 2) + [Path.CLOSEPOLY]
        axes.add_patch(PathPatch(Path(np.concatenate(corners), codes), facecolor=LAND, edgecolor="#C9C8C2",
                                 linewidth=0.5, zorder=0))


def _bend(flows: pd.DataFrame, row: Any) -> float:
    """As a share of the distance: 0 for the only mode between two places."""
    modes = list(flows[(flows.a == row.a) & (flows.b == row.b)]["mode"])
    return 0.16 * (modes.index(row.mode) - (len(modes) - 1) / 2)


def _bent(start: tuple[float, float], end: tuple[float, float], bend: float) -> Path:
    (x, y), (u, v) = start, end
    middle = ((x + u) / 2 + bend * (v - y), (y + v) / 2 - bend * (u - x))
    return Path([start, middle, end], [Path.MOVETO, Path.CURVE3, Path.CURVE3])


def _arc(start: tuple[float, float], end: tuple[float, float]) -> Path:
    """To the south, deeper the longer it is."""
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 - 0.35 * abs(start[0] - end[0]))
    return Path([start, middle, end], [Path.MOVETO, Path.CURVE3, Path.CURVE3])


def _name_places(axes: Axes, data: xr.Dataset, flows: pd.DataFrame, at: dict[str, tuple[float, float]],
                 visible: set[str]) -> None:
    """Dots for places with flows; names for those with the largest, as far as they don't cover each other."""
    through = pd.concat([flows.groupby("a").flow.sum(), flows.groupby("b").flow.sum()]).groupby(level=0).sum()
    through = through[[place for place in through.index if place in visible]].sort_values(ascending=False)
    axes.scatter(*zip(*(at[place] for place in through.index)), s=14, color="white", edgecolor=INK,
                 linewidth=0.9, zorder=5)
    names = dict(zip(data.place.values, data.place_name.values))
    kinds = dict(zip(data.place.values, data.place_kind.values))
    axes.figure.canvas.draw()
    dots = {place: axes.transData.transform(at[place]) for place in through.index}
    taken: list[Bbox] = []
    for place in [place for place in through.index if kinds[place] in KINDS_NAMED][:MOST_NAMES]:
        for (dx, dy), (across, up) in _SIDES:
            text = axes.annotate(str(names[place]), at[place], xytext=(dx, dy), textcoords="offset points",
                                 ha=across, va=up, fontsize=8.5, color=INK, zorder=6,
                                 path_effects=[effects.withStroke(linewidth=2.5, foreground="white")])
            box = text.get_window_extent()
            inside = axes.get_window_extent().containsx(box.x1) and axes.get_window_extent().containsx(box.x0)
            others = [Bbox.from_extents(*(dot - 4), *(dot + 4)) for name, dot in dots.items() if name != place]
            if inside and not any(box.overlaps(other) for other in taken + others):
                taken.append(box)
                break
            text.remove()


_SIDES = [((6, 5), ("left", "bottom")), ((6, -5), ("left", "top")), ((-6, 5), ("right", "bottom")),
          ((-6, -5), ("right", "top")), ((0, 8), ("center", "bottom")), ((0, -8), ("center", "top"))]


def _width(flow: float, most: float) -> float:
    """Points."""
    return max(LEAST, WIDEST * float(np.sqrt(flow / most)))


def _legend(axes: Axes, modes: list[str], most: float, unit: str) -> None:
    """Modes, and how wide how much is: the largest round number that is there, a tenth and a hundredth."""
    magnitude = 10 ** np.floor(np.log10(most))
    largest = magnitude * max(step for step in (1, 2, 5) if step * magnitude <= most)
    lines = [Line2D([], [], color=MODES[mode], linewidth=4) for mode in modes]
    sizes = [largest, largest / 10, largest / 100]
    widths = [Line2D([], [], color=MUTED, linewidth=_width(flow, most), solid_capstyle="butt") for flow in sizes]
    words = [f"{number(largest)} {unit}", *map(number, sizes[1:])]
    axes.legend(lines + widths, modes + words, loc="lower right", frameon=True,
                framealpha=0.9, edgecolor="none", fontsize=8.5, labelcolor=INK, handlelength=2.4,
                labelspacing=0.9, borderpad=0.9).set_zorder(7)
