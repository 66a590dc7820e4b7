"""Draws a run: the monthly flow of each corridor, and the queues at the five worst places.

    /usr/bin/python3 tools/python/corridor_picture.py corridor.h5 -o corridor.png

Lines are means over replications; bands hold the middle 90 % of them.
"""

import argparse

import matplotlib

matplotlib.use("Agg")
import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import numpy as np
import xarray as xr

# Okabe and Ito's palette: told apart by colour-blind readers too.
COLOURS = ["#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#000000", "#B8A800"]
INK = "#333333"
WORST_PLACES = 5


def monthly_flow(data, commodities):
    """Delivered mass in kt a month, by replication, month and corridor; months cut short are left out."""
    mass = data.delivered_mass.sel(commodity=commodities).sum("commodity") / 1000
    monthly = mass.resample(time="MS").sum()
    days = xr.ones_like(mass.time, dtype=float).resample(time="MS").count()
    return monthly.where(days >= days.time.dt.days_in_month, drop=True)


def worst_queues(data):
    """Cargo waiting for a carrier, in kt by replication and week, at the places where most waits."""
    mean = data.waiting_mass.mean(["replication", "time"])
    order = np.argsort(-mean.values)[:WORST_PLACES]
    worst = data.waiting_mass.isel(place=order[mean.values[order] > 0])
    return worst.resample(time="7D").mean() / 1000


def spread_labels(positions, least_gap):
    """Moves label positions apart, as little as needed, keeping their order."""
    order = np.argsort(positions)
    placed = np.array(positions, dtype=float)
    for before, after in zip(order, order[1:]):
        placed[after] = max(placed[after], placed[before] + least_gap)
    return placed - (placed.mean() - np.mean(positions)) / 2


def draw(axes, series, dimension, names, title, unit):
    """One line, band and label at its end for each entry of the dimension."""
    times = series.time.values
    ends = []
    for i, entry in enumerate(series[dimension].values):
        values = series.sel({dimension: entry})
        colour = COLOURS[i % len(COLOURS)]
        mean = values.mean("replication")
        if values.sizes["replication"] > 1:
            low, high = values.quantile([0.05, 0.95], dim="replication")
            axes.fill_between(times, low, high, color=colour, alpha=0.18, linewidth=0)
        axes.plot(times, mean, color=colour, linewidth=1.8)
        ends.append(float(mean[-1]))
    axes.set_ylim(bottom=0)
    axes.margins(x=0)
    gap = (axes.get_ylim()[1] - axes.get_ylim()[0]) * 0.075
    for i, y in enumerate(spread_labels(ends, gap)):
        axes.annotate(names[i], (times[-1], y), xytext=(8, 0), textcoords="offset points",
                      color=COLOURS[i % len(COLOURS)], va="center", fontsize=9,
                      annotation_clip=False)
    axes.set_title(title, loc="left", fontsize=11, color=INK, fontweight="bold")
    axes.set_ylabel(unit, color=INK)
    axes.grid(axis="y", color="#DDDDDD", linewidth=0.7)
    axes.tick_params(colors=INK, length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.xaxis.set_major_locator(mdates.AutoDateLocator(minticks=4, maxticks=13))
    axes.xaxis.set_major_formatter(mdates.ConciseDateFormatter(axes.xaxis.get_major_locator()))


def corridors_with_flow(flow):
    total = flow.sum(["replication", "time"])
    return flow.isel(corridor=np.flatnonzero(total.values > 0))


def picture(data):
    """The figure, of an open results file."""
    crude = data.commodity_class == "crude"
    flows = [("Freight delivered", monthly_flow(data, data.commodity[~crude])),
             ("Crude delivered", monthly_flow(data, data.commodity[crude]))]
    flows = [(title, corridors_with_flow(flow)) for title, flow in flows]
    flows = [(title, flow) for title, flow in flows if flow.sizes["corridor"] and flow.sizes["time"]]
    queues = worst_queues(data)

    figure, all_axes = plt.subplots(len(flows) + 1, 1, figsize=(11, 3.5 * (len(flows) + 1)),
                                    squeeze=False)
    for axes, (title, flow) in zip(all_axes[:, 0], flows):
        draw(axes, flow, "corridor", list(flow.corridor_name.values), title, "thousand t a month")
    draw(all_axes[-1, 0], queues, "place", list(queues.place_name.values),
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
