"""One picture of a whole run."""

import xarray as xr
from matplotlib.figure import Figure

from .over_time import over_time
from .style import new_figure, sign

WORST_PLACES = 5


def panels(data: xr.Dataset) -> list[tuple[str, str, str, str, xr.DataArray]]:
    """Title, unit, dimension, period and series of each panel that there is anything to show of."""
    found = []
    with xr.set_options(keep_attrs=True):
        if "corridor" in data.dims:
            crude = (data.commodity_class == "crude").values
            for title, is_shown in (("Freight delivered", ~crude), ("Crude delivered by rail and sea", crude)):
                mass = data.delivered_mass.isel(commodity=is_shown) / 1000
                found.append((title, "thousand t", "corridor", "MS", mass))
        if "tank" in data.dims:
            found.append(("Oil through pipelines", "million bbl", "link", "MS", data.line_flow / 1e6))
        found.append(("Cargo that waits for a carrier, where most waits", "thousand t", "place", "7D",
                      data.waiting_mass / 1000))
    return [panel for panel in found if float(panel[-1].sum()) > 0]


def picture(data: xr.Dataset) -> Figure:
    """What corridors and pipelines deliver by month, and where most cargo waits by week."""
    shown = panels(data)
    if not shown:
        raise ValueError("nothing was delivered in this run, and nothing waited")
    heights = [1.0] + [0.7] * (len(shown) - 1)
    figure = new_figure((11, 0.5 + 3.9 * sum(heights)))
    all_axes = figure.subplots(len(shown), 1, height_ratios=heights, squeeze=False)[:, 0]
    for axes, (title, unit, by, period, series) in zip(all_axes, shown):
        over_time(series, by, period=period, title=title, unit=unit, axes=axes,
                  most=WORST_PLACES if period == "7D" else 8)
    return sign(figure, data)
