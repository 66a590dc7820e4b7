"""What vessels do with cargo aboard, and their calls at berths, from the stages of consignments."""

from fnmatch import fnmatchcase

import numpy as np
import pandas as pd
import xarray as xr

from .tables import DAY, rows

UNDER_WAY, CARGO_WORK, IN_PORT, STORM = "under way", "loads or unloads", "waits in port", "waits for weather"
ABOARD = ("loading", "moving", "unloading")  # kinds of stages
SAME_CALL = pd.Timedelta(hours=12)  # cargo work with shorter breaks is one call at a berth


def aboard(data: xr.Dataset, replication: int, fleets: str = "*") -> pd.DataFrame:
    """Stages of cargo aboard vessels of some fleets: `ship`, `activity`, `place`, `begin`, `end`."""
    stages = rows(data, "stage")
    world = data.journey_replication.values[stages["journey"]]
    is_shown = {fleet: fnmatchcase(fleet, fleets) for fleet in map(str, data.fleet.values)}
    stages = stages[(data.replication.values[world] == replication) & (stages["vessel"] >= 0)
                    & stages["kind"].isin(ABOARD) & stages["fleet"].astype(str).map(is_shown).fillna(False)].copy()
    stages["ship"] = stages["fleet"].astype(str) + " " + (stages["vessel"] + 1).astype(str).str.zfill(2)
    stages["end"] = stages["begin"] + stages["duration"] * DAY
    stages["activity"] = np.select(
        [stages["place"].isna(), stages["cause"].isin(["loading", "unloading", "crane"]),
         stages["cause"] == "weather"],
        [UNDER_WAY, CARGO_WORK, STORM], IN_PORT)
    return stages[["ship", "activity", "place", "begin", "end"]].sort_values("begin")


def calls_at_berths(stages: pd.DataFrame) -> pd.DataFrame:
    """Calls at berths: `ship`, `place`, `begin`, `end`, and `lane`, the first that is free of those of the port.
    `stages` are those that `aboard` gives."""
    calls: list[dict[str, object]] = []
    work = stages[stages["activity"] == CARGO_WORK]
    for (ship, place), some in work.astype({"place": str}).groupby(["ship", "place"]):
        latest = some["end"].cummax().shift()
        for _, call in some.groupby((some["begin"] > latest + SAME_CALL).cumsum()):
            calls.append({"ship": ship, "place": place, "begin": call["begin"].min(), "end": call["end"].max()})
    table = pd.DataFrame(calls, columns=["ship", "place", "begin", "end"]).sort_values(["place", "begin"])
    table["lane"] = 0
    free: dict[str, list[pd.Timestamp]] = {}
    for index, call in table.iterrows():
        lanes = free.setdefault(call["place"], [])
        lane = next((i for i, until in enumerate(lanes) if until <= call["begin"]), len(lanes))
        lanes[lane:lane + 1] = [call["end"]]
        table.loc[index, "lane"] = lane
    return table.sort_values(["place", "lane", "begin"])


def work_at_berths(data: xr.Dataset) -> xr.DataArray:
    """How many vessels' cargo is worked on, mean over each interval, by replication, time and place."""
    times = data.indexes["time"]
    edges = np.append(times, times[-1] + data.caravan.step).astype("datetime64[ns]")
    worked = np.zeros((data.sizes["replication"], len(times), data.sizes["place"]))
    for i, replication in enumerate(data.replication.values):
        for call in calls_at_berths(aboard(data, replication)).itertuples():
            begin, end = np.datetime64(call.begin), np.datetime64(call.end)
            inside = np.diff(np.clip(edges, begin, end)) / np.diff(edges)
            worked[i, :, data.indexes["place"].get_loc(call.place)] += inside
    return xr.DataArray(worked, dims=("replication", "time", "place"), name="work_at_berths",
                        coords=data[["replication", "time", "place", "place_name"]].coords,
                        attrs={"long_name": "Vessels that load or unload", "units": "1",
                               "cell_methods": "time: mean"})
