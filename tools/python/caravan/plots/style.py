"""How all pictures look: a sentence of a title, a grey line below it with units, few lines, direct labels."""

from collections.abc import Iterable, Sequence

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex, to_rgb
from matplotlib.figure import Figure
from numpy.typing import NDArray

# Okabe and Ito's palette: told apart by colour-blind readers too. The last is for "all others".
COLOURS = ["#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#000000", "#B8A800"]
OTHERS = "#9A9A9A"
INK = "#333333"
MUTED = "#757575"
GRID = "#DDDDDD"
# From nothing to much, in lightness above all, so that it also reads in grey.
HEAT = LinearSegmentedColormap.from_list("caravan", ["#F4F6F8", "#BFD9EA", "#5BA3CF", "#0072B2", "#0B2F4A"])

THIN_SPACE = "\u2009"


def number(value: float, _: object = None) -> str:
    """As ticks and labels spell it: 12 500, 0.25."""
    text = f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
    return text.replace(",", THIN_SPACE).replace("-", "\u2212")


def numbers(values: NDArray[np.float64]) -> list[str]:
    """A column of them, with as many digits after the point as the largest needs to show three."""
    largest = float(np.max(np.abs(values), initial=0.0))
    digits = 2 - int(np.floor(np.log10(largest))) if largest > 0 else 0
    texts = [f"{round(float(value), digits) + 0.0:,.{max(digits, 0)}f}" for value in values]
    return [text.replace(",", THIN_SPACE).replace("-", "\u2212") for text in texts]


def axes_of(axes: Axes | None, size: tuple[float, float]) -> Axes:
    """The given axes, or those of a new figure, in inches."""
    if axes is not None:
        return axes
    return new_figure(size).add_subplot()


def new_figure(size: tuple[float, float]) -> Figure:
    """An empty one, in inches, that leaves room for what stands beside and above its axes."""
    figure = plt.figure(figsize=size, layout="constrained")
    figure.get_layout_engine().set(w_pad=0.12, h_pad=0.12, hspace=0.06, wspace=0.05)
    return figure


def dress(axes: Axes, title: str, subtitle: str, grid: str | None = "y") -> None:
    """Title, subtitle and frame; `grid` is the axis whose values are read off ("x", "y")."""
    axes.set_title(subtitle, loc="left", fontsize=9, color=MUTED, pad=6)
    axes.annotate(title, (0, 1), xytext=(0, 21), xycoords="axes fraction", textcoords="offset points",
                  fontsize=12, fontweight="bold", color=INK, annotation_clip=False)
    axes.tick_params(colors=INK, length=0, labelsize=9)
    axes.tick_params(axis="x", pad=6)
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.set_axisbelow(True)
    if grid is None:
        return
    axes.grid(axis=grid, color=GRID, linewidth=0.7)
    values = axes.yaxis if grid == "y" else axes.xaxis
    values.set_major_formatter(number)
    if grid == "y":
        axes.spines["bottom"].set(visible=True, color="#999999")


def dress_time(axes: Axes, span: tuple[np.datetime64, np.datetime64]) -> None:
    """The time axis, from and to."""
    axes.set_xlim(*span)
    locator = mdates.AutoDateLocator(minticks=4, maxticks=13)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(mdates.ConciseDateFormatter(locator))
    axes.xaxis.get_offset_text().set(color=INK, fontsize=9)


def sign(figure: Figure, data: xr.Dataset) -> Figure:
    """Says at the foot of the figure what made it: scenario, replications and version."""
    many = f"{data.sizes['replication']} replications, seed {int(data.seed)}"
    figure.supxlabel(f"{data.attrs['title']}; {many}; {data.attrs['source']}", x=0.01, ha="left", fontsize=7.5,
                     color=MUTED)
    return figure


def spread_labels(positions: Sequence[float], gap: float, floor: float = -np.inf) -> NDArray[np.float64]:
    """Label positions at least a gap apart, in the same order, none below the floor, else moved as
    little as possible.

    Least squares: with the gaps taken out, an isotonic regression (pooling adjacent violators).
    """
    order = np.argsort(positions, kind="stable")
    pools: list[list[float]] = []  # of neighbours that share a shift: sum and count
    for rank, index in enumerate(order):
        pools.append([positions[index] - rank * gap, 1])
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            last = pools.pop()
            pools[-1] = [pools[-1][0] + last[0], pools[-1][1] + last[1]]
    shifts = np.repeat([total / count for total, count in pools], [int(count) for _, count in pools])
    spread = np.empty(len(positions))
    spread[order] = np.maximum(shifts, floor) + gap * np.arange(len(positions))
    return spread


def colours_of(count: int) -> list[str]:
    """The palette, and again in lighter tints where it is too short."""
    rounds = [(COLOURS[i % len(COLOURS)], min(0.75, 0.45 * (i // len(COLOURS)))) for i in range(count)]
    return [to_hex(white + (1 - white) * np.array(to_rgb(colour))) for colour, white in rounds]


def label_ends(axes: Axes, names: Sequence[str], colours: Sequence[str], ends: Sequence[float]) -> None:
    """Names at the right, beside the ends of lines, without overlap."""
    _, top = axes.get_ylim()
    height = axes.get_window_extent().height * 72 / axes.figure.dpi
    gap = top * 13 / height
    for name, colour, y in zip(names, colours, spread_labels(ends, gap, gap / 3)):
        axes.annotate(name, (1, y), xycoords=("axes fraction", "data"), xytext=(6, 0),
                      textcoords="offset points", color=colour, va="center", fontsize=9,
                      annotation_clip=False)


def named(data: xr.Dataset, dimension: str, ids: Iterable[object]) -> list[str]:
    """Some entries of a dimension by their names, where they have any."""
    names = dict(zip(map(str, data[dimension].values), name_of(data, dimension)))
    return [names[str(id)] for id in ids]


def name_of(series: xr.DataArray | xr.Dataset, dimension: str) -> list[str]:
    """Entries of a dimension by their names, where they have any, else by their ids."""
    names = series.coords.get(f"{dimension}_name", series[dimension])
    return [str(name) for name in names.values]
