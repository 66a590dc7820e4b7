"""Prints what a run of the baseline gives beside what was observed in 2023.

    /usr/bin/python3 tools/python/beside_history.py corridor.h5

Simulated values are means over replications with 95 % intervals. The keys of the observations are
those of the baseline's `sources`, and of the project's collection of flows.
"""

import argparse

import caravan
from caravan.statistics import spell_interval

FEEDERS = ["aktau-alat-feeder", "alat-aktau-feeder"]
KURYK = ["kuryk-alat-ferry", "alat-kuryk-ferry"]
TURKMENBASHI = ["turkmenbashi-alat-ferry", "alat-turkmenbashi-ferry"]
TURKMEN_BOXES = ["turkmenbashi-alat-feeder", "alat-turkmenbashi-feeder"]
TANKERS = ["aktau-sangachal-tanker"]
NORTHERN = ["moiynty-brest", "brest-moiynty"]

TONNES_PER_WAGON = 66  # of cargo, as the association and the ports count it
MILLION = 1e6

# A year of results: name, simulated value by replication, observation, its source and scope.
ROWS = [
    ("Corridor over Aktau and Kuryk, Mt, crude included, trucks not", lambda d: (
        d.link_mass.sel(link=FEEDERS + TANKERS).sum(["time", "link", "commodity"])
        + TONNES_PER_WAGON * loaded_wagons(d, KURYK)) / MILLION, "2.764",
     "T1: TITR association, 2023"),
    ("Containers Aktau-Alat, both ways, TEU", lambda d: total(d.link_teu, FEEDERS), "20 470",
     "T3: TITR association, 2023, without the Turkmen branch"),
    ("Containers Turkmenbashi-Alat, both ways, TEU", lambda d: total(d.link_teu, TURKMEN_BOXES),
     "4 724", "F20: twice the first half of 2023"),
    ("Wagons over Kuryk, both ways", lambda d: total(d.link_wagons, KURYK), "19 740",
     "K2: ten months of 2023, to a year"),
    ("Wagons Turkmenbashi-Alat, both ways", lambda d: total(d.link_wagons, TURKMENBASHI),
     "18 600", "B5: Port of Baku, 2023"),
    ("Trucks on ferries, both ways", lambda d: total(d.link_trucks, KURYK + TURKMENBASHI), "54 200",
     "B5: Port of Baku, 2023"),
    ("Ferry calls at Kuryk, a day", lambda d: a_day(d, "kuryk-alat-ferry"), "1.97",
     "K2: ten months of 2023"),
    ("Ferry calls at Turkmenbashi, a day", lambda d: a_day(d, "turkmenbashi-alat-ferry"), "1.41",
     "TM2: January to May 2023, from Baku"),
    ("Container ship at its berth at Alat, h", lambda d: at_berth(d, "alat/berths/container"),
     "20.1", "B8: Port of Baku, 2024"),
    ("Rail ferry at its berth at Kuryk, h", lambda d: at_berth(d, "kuryk/berths/ferry"), "6-12",
     "K1: single and double deck"),
    ("Wagons on a rail ferry that sails with cargo", lambda d: wagons_on_a_ferry(d), "28-54",
     "K1, F2: payloads; 42 in the project's parameters"),
    ("Altynkol to Poti, days", lambda d: d.demand_transit_mean.sel(demand="khorgos_poti"), "19-23",
     "T11: China to the Black Sea, first quarter of 2023; 12 by the timetable of 2024 (T13)"),
    ("Containers over Russia to and from Brest, TEU", lambda d: total(d.link_teu, NORTHERN), "211 100",
     "N3: China-EU-China over Russia, 2023; here with Kazakh and Uzbek trade with the EU"),
    ("Xi'an to Duisburg, days", lambda d: d.demand_transit_mean.sel(demand="xian_duisburg"), "14-25",
     "T21: over Russia, January 2024"),
    ("Tanker cargoes Aktau-Baku, a month", lambda d: total(d.link_departures, TANKERS) / 12,
     "12-14", "O8: 2023"),
    ("Kazakh crude into BTC, Mt", lambda d:
     d.link_mass.sel(link=TANKERS).sum(["time", "link", "commodity"]) / MILLION, "1.392",
     "O13: Aktau-Baku, 2023"),
    ("Crude over Dubendi, Mt", lambda d:
     d.link_mass.sel(link="turkmenbashi-dubendi-tanker").sum(["time", "commodity"]) / MILLION, "2.1",
     "B5: Port of Baku, 2023"),
    ("Loaded at Ceyhan from BTC, million bbl",
     lambda d: loaded_at(d, "ceyhan").sum("commodity") / MILLION, "227", "O5: 2023"),
    ("Loaded at Ceyhan from BTC, Mt",
     lambda d: (loaded_at(d, "ceyhan") / d.barrels_per_tonne).sum("commodity") / MILLION, "30.0",
     "O5: 2023"),
    ("Loaded at the CPC terminal, Mt",
     lambda d: (loaded_at(d, "cpc_terminal") / d.barrels_per_tonne).sum("commodity") / MILLION,
     "63.5", "GK: 2023, from memory"),
]


def total(series, links):
    return series.sel(link=links).sum(["time", "link"])


def loaded_at(data, port):
    """Barrels by replication and grade."""
    here = data.lifting_place == port
    return data.lifted_volume.isel(lifting=here.values).sum(["time", "lifting"])


def loaded_wagons(data, links):
    mass = data.link_mass.sel(link=links, commodity="wagons").sum(["time", "link"])
    return mass / 89  # t with the wagon itself, see the scenario


def a_day(data, link):
    return data.link_departures.sel(link=link).mean("time")


def at_berth(data, facility):
    return data.facility_use_mean.sel(facility=facility)


def wagons_on_a_ferry(data):
    payload = {"single_deck_ferries": 28, "double_deck_ferries": 54}
    voyages = data.fleet_loaded_voyages
    wagons = sum(voyages.sel(fleet=fleet) * data.fleet_fill.sel(fleet=fleet) * most
                 for fleet, most in payload.items())
    return wagons / voyages.sel(fleet=list(payload)).sum("fleet")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("results", help="an HDF5 file of scenarios/middle_corridor.yaml")
    with caravan.open(parser.parse_args().results) as data:
        rows = [(name, spell_interval(caravan.interval(value(data))), observed, source)
                for name, value, observed, source in ROWS]
    header = ("2023", "simulated", "observed", "source")
    widths = [max(len(row[i]) for row in [header, *rows]) for i in range(3)]
    for name, simulated, observed, source in [header, *rows]:
        print(f"{name:{widths[0]}}  {simulated:>{widths[1]}}  {observed:>{widths[2]}}  {source}")


if __name__ == "__main__":
    main()
