"""What people call what files name by ids alone: demands, links, facilities and tanks."""

from collections import Counter

import xarray as xr

KINDS_LAST = ("berths", "storage")  # `aktau/berths/oil` is oil berths, but `aktau/crude/tank` a crude tank


def with_names(data: xr.Dataset) -> xr.Dataset:
    """The dataset with the coordinates `demand_name`, `link_name`, `facility_name` and `tank_name`, as far as it
    knows enough to make them: "Xi'an to Poti, containers", "Beyneu to Aktau, rail", "Alat, ferry berths",
    "Ceyhan, blend"."""
    if "place_name" not in data:
        return data
    places = dict(zip(map(str, data.place.values), map(str, data.place_name.values)))
    names = {f"{dimension}_name": (dimension, [_of_facility(str(id), places) for id in data[dimension].values])
             for dimension in ("facility", "tank") if dimension in data.dims}
    for dimension, what in (("demand", "commodity"), ("link", "mode")):
        if f"{dimension}_from" in data:
            names[f"{dimension}_name"] = (dimension, _from_to(data, dimension, what, places))
    return data.assign_coords(names)


def _of_facility(id: str, places: dict[str, str]) -> str:
    owner, *parts = id.split("/")
    if parts and parts[0] in KINDS_LAST:
        parts = parts[::-1]
    what = " ".join(parts).replace("_", "-")
    return places.get(owner, owner) + (f", {what}" if what else "")


def _from_to(data: xr.Dataset, dimension: str, what: str, places: dict[str, str]) -> list[str]:
    """From where to where, and what; and the id, where that is not enough."""
    ends = zip(*(data[f"{dimension}_{part}"].values for part in ("from", "to", what)))
    names = [f"{places[str(here)]} to {places[str(there)]}, {str(kind).replace('_', ' ')}" for here, there, kind in ends]
    often = Counter(names)
    return [name if often[name] == 1 else f"{name} ({id})" for name, id in zip(names, data[dimension].values)]
