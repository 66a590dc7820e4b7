"""Draws a run: the monthly flow of each corridor and pipeline, and the queues at the five worst places.

    /usr/bin/python3 tools/python/corridor_picture.py corridor.h5 -o corridor.png

Lines are means over replications; bands hold the middle 90 % of them.
"""

import argparse

import matplotlib

matplotlib.use("Agg")
import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import xarray as xr

# Okabe and Ito's palette: told apart by colour-blind readers too.
COLOURS = ["#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#000000", "#B8A800"]
INK = "#333333"
WORST_PLACES = 5


def resample(series, period):
    """The series by whole periods, each named by its middle; those that the run cuts short are left out."""
    groups = series.resample(time=period)
    days = xr.ones_like(series.time, dtype=float).resample(time=period).count()
    whole = days.time.dt.days_in_month if period == "MS" else pd.Timedelta(period).days
    return groups, days >= whole, (days.time + (days / 2 * 86400e9).astype("timedelta64[ns]")).values


def monthly(flow, dimension):
    """Sums by replication, whole month and entry of the dimension, the largest first; those without
    any flow are left out."""
    groups, is_whole, middles = resample(flow, "MS")
    flow = groups.sum().assign_coords(time=middles)[:, is_whole.values]
    total = flow.sum(["replication", "time"]).values
    order = np.argsort(-total)
    return flow.isel({dimension: order[total[order] > 0]})


def monthly_flow(data, commodities):
    """Delivered mass in thousand t a month, by replication, month and corridor."""
    mass = data.delivered_mass.sel(commodity=commodities).sum("commodity") / 1000
    return monthly(mass, "corridor")


def monthly_oil(data):
    """What came out of pipelines in million bbl a month, by replication, month and link."""
    return monthly(data.line_flow.sum("commodity") / 1e6, "link")


def few(flow, dimension, names):
    """No more entries than there are colours, the smallest together as the last one; and their names."""
    names = list(names)
    if len(names) <= len(COLOURS):
        return flow, names
    shown = len(COLOURS) - 1
    small = flow.isel({dimension: slice(shown, None)}).sum(dimension)
    together = f"{len(names) - shown} others together"
    values = np.concatenate([flow.values[..., :shown], small.values[..., np.newaxis]], axis=-1)
    coords = {"time": flow.time, dimension: [*flow[dimension].values[:shown], together]}
    return xr.DataArray(values, dims=flow.dims, coords=coords), [*names[:shown], together]


def flows_of(data):
    """Title, unit, dimension, names and series of each picture of flows that there is anything to show
    of."""
    flows = []
    if "corridor" in data.dims:
        crude = data.commodity_class == "crude"
        for title, commodities in (("Freight delivered", data.commodity[~crude]),
                                   ("Crude delivered by rail and sea", data.commodity[crude])):
            flow = monthly_flow(data, commodities)
            flow, names = few(flow, "corridor", flow.corridor_name.values)
            flows.append((title, "thousand t a month", "corridor", names, flow))
    if "tank" in data.dims:
        flow = monthly_oil(data)
        flow, names = few(flow, "link", flow.link.values)
        flows.append(("Oil through pipelines", "million bbl a month", "link", names, flow))
    return [flow for flow in flows if flow[-1].sizes[flow[2]] and flow[-1].sizes["time"]]


def worst_queues(data):
    """Cargo waiting for a carrier, in thousand t by replication and week, at the places where most waits."""
    mean = data.waiting_mass.mean(["replication", "time"]).values
    order = np.argsort(-mean)[:WORST_PLACES]
    groups, is_whole, middles = resample(data.waiting_mass.isel(place=order[mean[order] > 0]), "7D")
    return groups.mean().assign_coords(time=middles)[:, is_whole.values] / 1000


def spread_labels(positions, gap, floor=-np.inf):
    """Label positions at least a gap apart, in the same order, none below the floor, else moved as
    little as possible.

    Least squares: with the gaps taken out, an isotonic regression (pooling adjacent violators).
    """
    order = np.argsort(positions, kind="stable")
    pools = []  # of neighbours that share a shift: sum and count
    for rank, index in enumerate(order):
        pools.append([positions[index] - rank * gap, 1])
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            last = pools.pop()
            pools[-1] = [pools[-1][0] + last[0], pools[-1][1] + last[1]]
    shifts = np.repeat([total / count for total, count in pools], [count for _, count in pools])
    spread = np.empty(len(positions))
    spread[order] = np.maximum(shifts, floor) + gap * np.arange(len(positions))
    return spread


def draw(axes, span, series, dimension, names, title, unit):
    """One line, band and label at its end for each entry of the dimension."""
    times = series.time.values
    ends, colours = [], []
    for i, entry in enumerate(series[dimension].values):
        values = series.sel({dimension: entry})
        colours.append(COLOURS[i % len(COLOURS)])
        mean = values.mean("replication")
        if values.sizes["replication"] > 1:
            low, high = values.quantile([0.05, 0.95], dim="replication")
            axes.fill_between(times, low, high, color=colours[i], alpha=0.18, linewidth=0)
        style = "-" if i < len(COLOURS) else "--"
        axes.plot(times, mean, color=colours[i], linewidth=1.8, linestyle=style)
        ends.append(float(mean[-1]))
    axes.set_ylim(bottom=0)
    axes.set_xlim(*span)
    gap = axes.get_ylim()[1] * 0.075
    for name, colour, y in zip(names, colours, spread_labels(ends, gap, gap / 3)):
        axes.annotate(name, (span[1], y), xytext=(6, 0), textcoords="offset points", color=colour,
                      va="center", fontsize=9, annotation_clip=False)
    axes.set_title(title, loc="left", fontsize=11, color=INK, fontweight="bold")
    axes.set_ylabel(unit, color=INK)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.10g}".replace(",", "\u2009"))
    axes.grid(axis="y", color="#DDDDDD", linewidth=0.7)
    axes.tick_params(colors=INK, length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.xaxis.set_major_locator(mdates.AutoDateLocator(minticks=4, maxticks=13))
    axes.xaxis.set_major_formatter(mdates.ConciseDateFormatter(axes.xaxis.get_major_locator()))


def picture(data):
    """The figure, of an open results file."""
    flows = flows_of(data)
    queues = worst_queues(data)

    heights = [1] + [0.6] * (len(flows) - 1) if flows else []
    if queues.sizes["place"] or not flows:
        heights.append(0.9)
    figure, all_axes = plt.subplots(len(heights), 1, figsize=(11, 4 * sum(heights)), squeeze=False,
                                    gridspec_kw={"height_ratios": heights})
    # The time axis names intervals by their beginnings: the last one ends a step later.
    times = data.time.values
    span = (times[0], times[-1] + (times[1] - times[0] if len(times) > 1 else 0))
    for axes, (title, unit, dimension, names, flow) in zip(all_axes[:, 0], flows):
        draw(axes, span, flow, dimension, list(names), title, unit)
    if len(heights) > len(flows):
        draw(all_axes[-1, 0], span, queues, "place", list(queues.place_name.values),
             f"Cargo that waits for a carrier, {queues.sizes['place']} worst places", "thousand t")

    replications = data.sizes["replication"]
    band = f"; lines are means of {replications} replications, bands their middle 90 %"
    figure.suptitle(data.attrs["title"], x=0.02, ha="left", fontsize=15, color=INK)
    figure.text(0.02, 0.005, data.attrs["source"] + (band if replications > 1 else ""),
                fontsize=8, color="#777777")
    figure.tight_layout(rect=(0, 0.02, 0.84, 0.99), h_pad=2)
    return figure


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("results", help="an HDF5 file that caravan run has written")
    parser.add_argument("-o", "--output", default="corridor.png", help="the picture (PNG, SVG or PDF)")
    arguments = parser.parse_args()
    with xr.open_dataset(arguments.results) as data:
        picture(data).savefig(arguments.output, dpi=150)


if __name__ == "__main__":
    main()
