"""What an analyst asks of one run, or of the points of a sweep, at `ds.caravan`."""

from fnmatch import fnmatchcase
from typing import Literal

import numpy as np
import pandas as pd
import xarray as xr

from .statistics import interval, paired, unpaired
from .tables import DAY, rows
from .voyages import work_at_berths

HOURS_A_DAY = 24.0
DAYS_A_YEAR = 365.25

Quantity = Literal["teu", "mass", "volume"]


@xr.register_dataset_accessor("caravan")
class CaravanAccessor:
    """Answers as pandas tables; `half_width` is that of the t interval over replications.

    A point of a sweep is a run: `ds.isel(point=3).caravan`. Of a sweep as a whole, `kpi`, `compare` and `points` can be
    asked; the rest raises ValueError.
    """

    def __init__(self, data: xr.Dataset) -> None:
        self._data = data

    @property
    def years(self) -> float:
        """How long the run counts."""
        return float(self.step / pd.Timedelta(days=DAYS_A_YEAR)) * self._data.sizes["time"]

    @property
    def _one_run(self) -> xr.Dataset:
        if "point" in self._data.dims:
            raise ValueError("a sweep has a run at each point: take one, such as data.isel(point=0)")
        return self._data

    @property
    def step(self) -> pd.Timedelta:
        """Length of the intervals of time series."""
        times = self._data.indexes["time"]
        return times[1] - times[0] if len(times) > 1 else pd.Timedelta(days=1)

    def kpi(self, names: str = "*", confidence: float = 0.95) -> pd.DataFrame:
        """Figures of the whole run: `mean`, `half_width` and `unit`, by `variable` and `of` what.

        `names` is a pattern of variables: "corridor_*". Where there are two dimensions, `of` has both:
        "xian_poti, weather". Of a sweep, the index has its factors as further levels, `.xs(3, level="feeders")`
        takes one value. What no replication could measure is left out.
        """
        tables = [_table(name, interval(self._data[name], confidence), self._data[name])
                  for name in figures(self._data, names)]
        return _together(tables).dropna(subset="mean")

    def compare(self, other: xr.Dataset, names: str = "*", confidence: float = 0.95) -> pd.DataFrame:
        """This run beside another: `mean`, `other`, and their `difference` with its `half_width`.

        Where both have the same seed and number of replications these are pairs that share their luck,
        and the difference is that of pairs; else it is by Welch's t interval. `.attrs["paired"]` tells.
        `is_sure` is whether the interval of the difference leaves zero out.

        Each point of a sweep is held against `other`, which may be one of them: `ds.caravan.compare(ds.isel(point=0))`.
        """
        is_paired = share_luck(self._data, other)
        difference = paired if is_paired else unpaired
        tables = []
        for name in figures(self._data, names):
            if name not in other:
                continue
            there = other[name].reset_coords(drop=True)
            here, there = xr.align(self._data[name], there, join="outer", exclude=["replication", "point"])
            if "point" in here.dims and "point" not in there.dims:
                there = there.expand_dims(point=here.point)
            table = _table(name, interval(here), self._data[name])[["mean", "unit"]]
            table.insert(1, "other", _table(name, interval(there), here)["mean"])
            gap = _table(name, difference(here, there, confidence), here)
            table.insert(2, "difference", gap["mean"])
            table.insert(3, "half_width", gap["half_width"])
            tables.append(table)
        table = _together(tables).dropna(subset=["mean", "other"], how="all")
        table["is_sure"] = table["difference"].abs() > table["half_width"]
        table.attrs["paired"] = is_paired
        return table

    def points(self) -> pd.DataFrame:
        """The points of a sweep, one a row: its factors (by their labels, where they have any), `replications` that
        ended well, and the `reason` if it failed. Raises ValueError if it is a single run."""
        if "point_id" not in self._data or "point" not in self._data.dims:
            raise ValueError("this is a single run, and has no points")
        table = _factors(self._data)
        return table.assign(replications=self._data.point_replications.values, reason=self._data.point_reason.values)

    def corridor_share(self, quantity: Quantity = "teu", corridors: list[str] | None = None,
                       confidence: float = 0.95) -> pd.DataFrame:
        """Each corridor's `share` of what was delivered by all, or by those of a list, the largest first.

        Of containers (`teu`), of tonnes (`mass`) or of barrels of crude (`volume`); corridors without
        any are left out.
        """
        delivered = self._one_run[f"corridor_{quantity}"]
        if corridors is not None:
            delivered = delivered.sel(corridor=corridors)
        total = delivered.sum("corridor")
        table = interval(delivered / total.where(total > 0), confidence).to_dataframe()
        table = table.rename(columns={"mean": "share"})[["share", "half_width"]]
        table["name"] = delivered.corridor_name.to_series()
        return table[table["share"] > 0].sort_values("share", ascending=False)

    def bottlenecks(self, facilities: str = "*", confidence: float = 0.95) -> pd.DataFrame:
        """Facilities by how long all that came to them waited together, the worst first.

        `facilities` is a pattern: "*/berths/*". Columns: `utilisation` (a share) and `wait_h` (the mean of
        a request), each with its half-width; `requests`; `waited_d`, mean wait times requests.
        """
        data = self._one_run
        data = data.isel(facility=[fnmatchcase(name, facilities) for name in data.facility.values])
        columns = {"utilisation": data.facility_utilisation, "wait_h": data.facility_wait_mean,
                   "requests": data.facility_requests,
                   "waited_d": data.facility_wait_mean.fillna(0) * data.facility_requests / HOURS_A_DAY}
        table = pd.DataFrame(index=data.indexes["facility"])
        for name, values in columns.items():
            estimate = interval(values, confidence)
            table[name] = estimate["mean"].values
            if name in ("utilisation", "wait_h"):
                table[f"{name}_half_width"] = estimate["half_width"].values
        return table[table["requests"] > 0].sort_values("waited_d", ascending=False)

    def table(self, name: Literal["journey", "stage", "parcel", "event"]) -> pd.DataFrame:
        """What the run has told one by one, with ids and words for numbers: see "Levels of detail" in
        output/README.md. Raises ValueError if it has not been told to."""
        return rows(self._data, name)

    def journeys(self) -> pd.DataFrame:
        """One row a consignment, with `transit_d`: days from release to delivery, not a number if it has not
        arrived. Raises ValueError if the run was not made with `detail="journeys"`."""
        journeys = rows(self._data, "journey")
        days = (journeys["ended"] - journeys["released"]) / DAY
        journeys["transit_d"] = days.where(journeys["state"] == "delivered")
        return journeys

    def later_than(self, days: float, by: Literal["demand", "corridor"] = "demand",
                   confidence: float = 0.95) -> pd.DataFrame:
        """How likely a transit is longer: `share` of what was delivered, by quantity, with its half-width, the
        likeliest first; and `delivered`, the quantity in all replications. Needs journeys."""
        journeys = self.journeys().dropna(subset="transit_d")
        journeys["late"] = journeys["quantity"].where(journeys["transit_d"] > days, 0.0)
        sums = journeys.groupby(["replication", by], observed=True)[["late", "quantity"]].sum()
        shares = (sums["late"] / sums["quantity"]).to_xarray()
        table = interval(shares, confidence).to_dataframe().rename(columns={"mean": "share"})
        table["delivered"] = sums["quantity"].groupby(by).sum()
        return table.sort_values("share", ascending=False)

    def work_at_berths(self) -> xr.DataArray:
        """How many vessels load or unload at each port, mean over each interval: how berths are used over time, by
        replication, time and place. Raises ValueError if the run was not made with `detail="journeys"`."""
        return work_at_berths(self._data)

    def time_went(self, demands: str = "*") -> pd.DataFrame:
        """Days from release to delivery by demand (rows, the longest first) and by what held cargo.

        Columns are what causes mean in words, the largest first; those that held nothing are left out.
        """
        days = self._one_run.demand_time.mean("replication")
        table = days.assign_coords(cause=self._data.cause_meaning.values).to_pandas()
        table = table[[fnmatchcase(name, demands) for name in table.index] & (table.sum(axis=1) > 0)]
        table = table.loc[:, table.sum() > 0]
        return table.loc[table.sum(axis=1).sort_values(ascending=False).index,
                         table.sum().sort_values(ascending=False).index]


def figures(data: xr.Dataset, names: str) -> list[str]:
    """Variables that have one value a replication, or one for each of something."""
    return [str(name) for name, values in data.data_vars.items()
            if "replication" in values.dims and "time" not in values.dims
            and np.issubdtype(values.dtype, np.floating) and fnmatchcase(str(name), names)]


def share_luck(here: xr.Dataset, there: xr.Dataset) -> bool:
    """Whether replications with the same number are the same random world, but for what was changed."""
    return (int(here.seed) == int(there.seed)
            and np.array_equal(here.replication, there.replication)
            and here.attrs["source"] == there.attrs["source"])


def _factors(data: xr.Dataset | xr.DataArray) -> pd.DataFrame:
    """What is varied in a sweep, by point: labels where values have any, whole numbers without a point."""
    table = pd.DataFrame(index=data.indexes["point"])
    along = {str(name): values for name, values in data.coords.items() if values.dims == ("point",)}
    for name, values in along.items():
        if name == "point" or name.removesuffix("_label") in along.keys() - {name}:
            continue
        column = along.get(f"{name}_label", values).values
        is_whole = np.issubdtype(column.dtype, np.floating) and np.array_equal(column, np.round(column))
        table[name] = column.astype(int) if is_whole else column
    return table


def _table(name: str, estimate: xr.Dataset, values: xr.DataArray) -> pd.DataFrame:
    """One row for each entry of what the variable is of, at each point if there are any."""
    of_what = [str(dimension) for dimension in values.dims if dimension not in ("replication", "point")]
    points = ["point"] if "point" in values.dims else []
    keys = pd.MultiIndex.from_product([estimate.indexes[dimension] for dimension in of_what + points] or [[""]])
    table = pd.DataFrame({key: estimate[key].transpose(*of_what, *points).values.reshape(-1)
                          for key in ("mean", "half_width")})
    of = [", ".join(map(str, key[:len(of_what)])) for key in keys]
    levels = pd.DataFrame({"variable": name, "of": of})
    if points:
        levels = levels.join(_factors(values).loc[keys.get_level_values(-1)].reset_index(drop=True))
    table.index = pd.MultiIndex.from_frame(levels)
    return table.assign(unit=values.attrs.get("units", ""))


def _together(tables: list[pd.DataFrame]) -> pd.DataFrame:
    if not tables:
        raise KeyError("no figure of the run has such a name: see output/README.md")
    return pd.concat(tables)
