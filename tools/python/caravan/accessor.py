"""What an analyst asks of one run, at `ds.caravan`."""

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
    """Answers as pandas tables; `half_width` is that of the t interval over replications."""

    def __init__(self, data: xr.Dataset) -> None:
        self._data = data

    @property
    def years(self) -> float:
        """How long the run counts."""
        return float(self.step / pd.Timedelta(days=DAYS_A_YEAR)) * self._data.sizes["time"]

    @property
    def step(self) -> pd.Timedelta:
        """Length of the intervals of time series."""
        times = self._data.indexes["time"]
        return times[1] - times[0] if len(times) > 1 else pd.Timedelta(days=1)

    def kpi(self, names: str = "*", confidence: float = 0.95) -> pd.DataFrame:
        """Figures of the whole run: `mean`, `half_width` and `unit`, by `variable` and `of` what.

        `names` is a pattern of variables: "corridor_*". Where there are two dimensions, `of` has both:
        "xian_poti, weather". What no replication could measure is left out.
        """
        tables = [_table(name, interval(self._data[name], confidence), self._data[name])
                  for name in figures(self._data, names)]
        return _together(tables).dropna(subset="mean")

    def compare(self, other: xr.Dataset, names: str = "*", confidence: float = 0.95) -> pd.DataFrame:
        """This run beside another: `mean`, `other`, and their `difference` with its `half_width`.

        Where both have the same seed and number of replications these are pairs that share their luck,
        and the difference is that of pairs; else it is by Welch's t interval. `.attrs["paired"]` tells.
        `is_sure` is whether the interval of the difference leaves zero out.
        """
        is_paired = share_luck(self._data, other)
        difference = paired if is_paired else unpaired
        tables = []
        for name in figures(self._data, names):
            if name not in other:
                continue
            here, there = xr.align(self._data[name], other[name], join="outer", exclude=["replication"])
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

    def corridor_share(self, quantity: Quantity = "teu", corridors: list[str] | None = None,
                       confidence: float = 0.95) -> pd.DataFrame:
        """Each corridor's `share` of what was delivered by all, or by those of a list, the largest first.

        Of containers (`teu`), of tonnes (`mass`) or of barrels of crude (`volume`); corridors without
        any are left out.
        """
        delivered = self._data[f"corridor_{quantity}"]
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
        data = self._data.isel(facility=[fnmatchcase(name, facilities)
                                         for name in self._data.facility.values])
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
        days = self._data.demand_time.mean("replication")
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


def _table(name: str, estimate: xr.Dataset, values: xr.DataArray) -> pd.DataFrame:
    """One row for each entry of what the variable is of."""
    dimensions = [dimension for dimension in values.dims if dimension != "replication"]
    if dimensions:
        flat = estimate.transpose(*dimensions).to_dataframe(dim_order=dimensions)
        of = [", ".join(map(str, key)) if isinstance(key, tuple) else str(key) for key in flat.index]
    else:
        flat = pd.DataFrame({key: [float(estimate[key])] for key in ("mean", "half_width")})
        of = [""]
    flat.index = pd.MultiIndex.from_product([[name], of], names=["variable", "of"])
    return flat[["mean", "half_width"]].assign(unit=values.attrs.get("units", ""))


def _together(tables: list[pd.DataFrame]) -> pd.DataFrame:
    if not tables:
        raise KeyError("no figure of the run has such a name: see output/README.md")
    return pd.concat(tables)
