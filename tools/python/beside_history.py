"""Prints what a run of the baseline gives beside what was observed in 2023.

    /usr/bin/python3 tools/python/beside_history.py corridor.h5

Simulated values are means over replications with 95 % intervals. The keys of the observations are
those of the baseline's `sources`, and of the project's collection of flows.
"""

import argparse

import numpy as np
import xarray as xr
from scipy.stats import t

KAZAKH_CROSSINGS = ["aktau-alat-feeder", "alat-aktau-feeder", "kuryk-alat-ferry", "alat-kuryk-ferry"]
TURKMEN_BOXES = ["turkmenbashi-alat-feeder", "alat-turkmenbashi-feeder"]

# A year of results: name, simulated value by replication, observation, its source and scope.
ROWS = [
    ("Corridor over Aktau and Kuryk, Mt, crude included",
     lambda d: carried(d, KAZAKH_CROSSINGS + ["aktau-sangachal-tanker"]), "2.764",
     "T1: TITR association, 2023"),
    ("Containers Aktau-Alat, both ways, TEU", lambda d: boxes(d, KAZAKH_CROSSINGS), "20 470",
     "T3: TITR association, 2023, without the Turkmen branch"),
    ("Containers Turkmenbashi-Alat, both ways, TEU", lambda d: boxes(d, TURKMEN_BOXES), "4 724",
     "F20: twice the first half of 2023"),
    ("Rail cargo over Kuryk, both ways, Mt", lambda d: carried(d, KAZAKH_CROSSINGS[2:]), "1.49",
     "K2: ten months of 2023, to a year"),
    ("Altynkol to Poti, days", lambda d: d.demand_transit_mean.sel(demand="khorgos_poti"), "19-23",
     "T11: China to the Black Sea, first quarter of 2023; 12 by the timetable of 2024 (T13)"),
    ("Kazakh crude into BTC, Mt", lambda d: carried(d, ["aktau-sangachal-tanker"]), "1.392",
     "O13: Aktau-Baku, 2023"),
    ("Loaded at Ceyhan from BTC, million bbl",
     lambda d: d.corridor_volume.sel(corridor="btc") / 1e6, "227", "O5: 2023"),
    ("Loaded at Ceyhan from BTC, Mt", lambda d: d.corridor_mass.sel(corridor="btc") / 1e6, "30.0",
     "O5: 2023"),
]


def carried(data, links):
    return data.link_mass.sel(link=links).sum(["time", "link", "commodity"]) / 1e6


def boxes(data, links):
    return data.link_teu.sel(link=links).sum(["time", "link"])


def interval(values):
    """Mean and half-width of the 95 % t interval, as text."""
    mean = values.mean()
    digits = 0 if mean > 1000 else 2
    text = f"{mean:,.{digits}f}".replace(",", " ")
    if len(values) < 2:
        return text
    half = t.ppf(0.975, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values))
    return f"{text} ± {half:.{digits}f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("results", help="an HDF5 file of scenarios/middle_corridor.yaml")
    with xr.open_dataset(parser.parse_args().results) as data:
        rows = [(name, interval(value(data).values), observed, source)
                for name, value, observed, source in ROWS]
    header = ("2023", "simulated", "observed", "source")
    widths = [max(len(row[i]) for row in [header, *rows]) for i in range(3)]
    for name, simulated, observed, source in [header, *rows]:
        print(f"{name:{widths[0]}}  {simulated:>{widths[1]}}  {observed:>{widths[2]}}  {source}")


if __name__ == "__main__":
    main()
