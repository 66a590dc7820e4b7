"""Draws every kind of picture, from short runs of the scenarios.

    /usr/bin/python3 tools/python/gallery.py figures/

It takes some minutes; more replications make smoother pictures.
"""

import argparse
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import xarray as xr
from scipy.stats import qmc

import caravan
from caravan import plots

SCENARIOS = Path(__file__).parents[2] / "scenarios"
FEEDERS = ["aktau-alat-feeder", "alat-aktau-feeder"]
KURYK = "whatif/kuryk_queue_2025.yaml"
# Of the queue at Kuryk: paths, and the ranges that stand beside them in the scenario.
FACTORS = {
    "ferries": ("fleets.ferries.vessels", 3, 6, "{:.0f}"),
    "depth at Kuryk, m": ("places.kuryk.depth", 4, 5, "{:.2f} m"),
    "minimum fill of a ferry, %": ("fleets.ferries.minimum_fill", 30, 90, "{:.0f} %"),
    "cranes at Kuryk, wagons an hour": ("places.kuryk.handling.wagon", 7, 14, "{:.1f} wagon/h"),
    "days between breakdowns": ("fleets.ferries.breakdowns.every", 10, 100, "exponential(mean {:.0f} d)"),
}


def pictures_of_a_year(replications):
    """By name: of the baseline, alone and with Aktau closed in January."""
    usual = caravan.run(SCENARIOS / "middle_corridor.yaml", replications=replications, detail="journeys")
    closed = caravan.run(SCENARIOS / "whatif/aktau_winter_closure.yaml", replications=replications)

    def feeders(data):
        return data.link_teu.sel(link=FEEDERS).sum("link")

    yield "overview", usual, plots.picture(usual)
    yield "containers", usual, plots.over_time(usual.delivered_teu).figure
    yield "queues", usual, plots.heat_map(usual.waiting_mass, "place").figure
    with xr.set_options(keep_attrs=True):
        shut = usual.port_closed * 100
        full = usual.tank_stock / usual.tank_capacity.where(usual.tank_capacity > 0) * 100
    yield "storms", usual, plots.heat_map(shut, unit="% of the time", title="Ports closed by storms").figure
    yield "tanks", usual, plots.heat_map(full, unit="% full", title="Oil in tanks", limits=(0, 100)).figure
    yield "map_of_cargo", usual, plots.flow_map(usual).figure
    yield "map_of_containers", usual, plots.flow_map(usual, "teu", extent=(-5, 125, 5, 60)).figure
    yield "where_time_went", usual, plots.time_went(usual, "*_poti*").figure
    yield "bottlenecks", usual, plots.bottlenecks(usual)
    yield "transit_times", usual, plots.transit_times(usual, "*_poti*").figure
    work = usual.caravan.work_at_berths()
    yield "work_at_berths", usual, plots.heat_map(work, unit="vessels", title="Vessels at work at berths").figure
    yield "vessels_and_berths", usual, plots.gantt(usual, "*deck_ferries")
    try:
        curve = caravan.resilience(feeders(closed), feeders(usual))
    except ValueError as reason:  # of too few replications
        print(f"no picture of resilience: {reason}", file=sys.stderr)
        return
    yield "resilience", closed, plots.resilience_curve(
        curve, unit="TEU", title="Containers between Aktau and Alat, Aktau closed for three weeks")


def wagons_a_day(values, replications):
    """That leave Kuryk, mean over replications, with some factors at these values."""
    overrides = {FACTORS[name][0]: FACTORS[name][3].format(value) for name, value in values.items()}
    run = caravan.run(SCENARIOS / KURYK, overrides, replications=replications)
    return float(run.link_wagons.sel(link="kuryk-alat").mean())


def one_at_a_time(replications):
    rows = {}
    for name, (_, low, high, _) in FACTORS.items():
        rows[name] = {"low": wagons_a_day({name: low}, replications), "low_at": low,
                      "high": wagons_a_day({name: high}, replications), "high_at": high}
    return pd.DataFrame(rows).T, wagons_a_day({}, replications)


def sobol_indices(points):
    """First-order and total indices by Saltelli's and Jansen's estimators, with half-widths by bootstrap.

    A. Saltelli et al. (2010), Computer Physics Communications 181, 259-270, table 2 (b) and (f).
    """
    count = len(FACTORS)
    low, high = zip(*[(low, high) for _, low, high, _ in FACTORS.values()])
    sample = qmc.scale(qmc.Sobol(d=2 * count, seed=1).random(points), low * 2, high * 2)
    a, b = sample[:, :count], sample[:, count:]

    def answers(rows):
        return np.array([wagons_a_day(dict(zip(FACTORS, row)), 1) for row in rows])

    of_a, of_b = answers(a), answers(b)
    of_ab = np.array([answers(np.where(np.arange(count) == i, b, a)) for i in range(count)])
    mean = np.mean([of_a, of_b])  # what they have in common would be noise
    of_a, of_b, of_ab = of_a - mean, of_b - mean, of_ab - mean
    rng = np.random.default_rng(1)

    def indices(rows):
        variance = np.var(np.concatenate([of_a[rows], of_b[rows]]))
        first = np.mean(of_b[rows] * (of_ab[:, rows] - of_a[rows]), axis=1) / variance
        total = np.mean((of_a[rows] - of_ab[:, rows]) ** 2, axis=1) / 2 / variance
        return first, total

    first, total = indices(np.arange(points))
    spread = 1.96 * np.std([indices(rng.integers(points, size=points)) for _ in range(500)], axis=0)
    return pd.DataFrame({"S1": first, "ST": total, "S1_conf": spread[0], "ST_conf": spread[1]},
                        index=list(FACTORS))


def pictures_of_a_queue(replications, points):
    """By name: what the queue at Kuryk depends on."""
    table, base = one_at_a_time(replications)
    yield "tornado", None, plots.tornado(table, base=base, title="What the wagons that leave Kuryk depend on",
                                         unit="wagons a day").figure
    yield "sobol", None, plots.sobol(sobol_indices(points), title="Why wagons that leave Kuryk vary").figure


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("-r", "--replications", type=int, default=5, metavar="N", help="of each run (5)")
    parser.add_argument("--points", type=int, default=32, metavar="N",
                        help="for Sobol indices, a power of two: 7 N runs (32)")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for pictures in (pictures_of_a_year(arguments.replications),
                     pictures_of_a_queue(arguments.replications, arguments.points)):
        for name, data, figure in pictures:
            if data is not None:
                plots.sign(figure, data)
            figure.savefig(arguments.folder / f"{name}.png", dpi=150)
            plt.close(figure)
            print(arguments.folder / f"{name}.png")


if __name__ == "__main__":
    main()
