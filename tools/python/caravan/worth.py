"""What money buys: two runs with the same seeds, one without it and one with it.

- The benefit to users is by the rule of a half: for each demand, what a tonne costs less (tariffs, fees,
  demurrage and its owner's time), times the mean of the tonnes delivered in both runs. What is not
  delivered when the run ends has no cost yet, so that long queues make benefits look smaller than they are.
- Money is spent evenly from a project's beginning until it is done. It is discounted to the beginning of
  the run, and so are benefits, which are taken to stay the same for the horizon. What is promised but not
  spent is not counted.
- Cost per additional TEU and tonne is the spend as an annuity over the horizon, divided by what is
  delivered more in a year: a ratio of means.
"""

import numpy as np
import pandas as pd
import xarray as xr

from .accessor import DAYS_A_YEAR, share_luck
from .statistics import interval, ratio

MILLION = 1e6


def delivered_tonnes(data: xr.Dataset) -> xr.DataArray:
    """By replication; without crude, which has projects of its own."""
    dry = data.delivered_mass.isel(commodity=(data.commodity_class != "crude").values)
    return dry.sum(["time", "corridor", "commodity"])


def benefit(base: xr.Dataset, other: xr.Dataset, charges: list[str]) -> xr.DataArray:
    """US dollars in the run by replication: rule of a half."""
    def cost_per_tonne(data: xr.Dataset) -> xr.DataArray:
        return data.demand_cost.sel(charge=charges).sum("charge") / data.demand_mass.where(data.demand_mass > 0)

    saved = cost_per_tonne(base) - cost_per_tonne(other)
    return (saved * (base.demand_mass + other.demand_mass) / 2).sum("demand")


def present_value_of_spend(data: xr.Dataset, rate: float) -> xr.DataArray:
    """US dollars by replication, at the beginning of the run."""
    if "project_spent" not in data:
        return xr.zeros_like(data.replication, dtype=float)
    spent = data.project_spent.isel(time=-1, drop=True).fillna(0)
    begun = (data.project_begun / DAYS_A_YEAR).fillna(0)
    until = np.maximum((data.project_completed / DAYS_A_YEAR).fillna(data.caravan.years), begun + 1e-6)
    force = np.log1p(rate)
    if force == 0:
        return spent.sum("project")
    mean_factor = (np.exp(-force * begun) - np.exp(-force * until)) / (force * (until - begun))
    return (spent * mean_factor).sum("project")


def annuity(rate: float, horizon: float) -> float:
    """Present value of one a year for so many years."""
    return horizon if rate == 0 else (1 - (1 + rate) ** -horizon) / rate


def worth(base: xr.Dataset, other: xr.Dataset, horizon: float = 25) -> pd.DataFrame:
    """What `other`, with the money, gives more than `base`, without it: `mean`, `half_width`, `unit`.

    `horizon` is how many years the benefits last. Raises ValueError if the runs are no pairs. Costs per
    additional TEU and tonne are not numbers where nothing more is delivered for sure.
    """
    if not share_luck(base, other):
        raise ValueError("the runs have other seeds, numbers of replications or versions of Caravan: they "
                         "are no pairs")
    length = other.caravan.years
    if base.caravan.years != length:
        raise ValueError("the runs are not equally long")
    rate = float(other.attrs.get("discount_rate", 0.04))
    spend = present_value_of_spend(other, rate) - present_value_of_spend(base, rate)
    time = benefit(base, other, ["time"]) / length
    money = benefit(base, other, [charge for charge in base.charge.values if charge != "time"]) / length
    factor = annuity(rate, horizon)
    teu = (other.delivered_teu - base.delivered_teu).sum(["time", "corridor"]) / length
    tonnes = (delivered_tonnes(other) - delivered_tonnes(base)) / length
    emissions = (other.demand_emission - base.demand_emission).sum("demand") / length
    rows = {
        "containers delivered more": ("TEU a year", interval(teu)),
        "dry cargo delivered more": ("thousand t a year", interval(tonnes / 1000)),
        "time saved": ("million USD a year", interval(time / MILLION)),
        "other costs saved": ("million USD a year", interval(money / MILLION)),
        "CO2 equivalent emitted more": ("thousand t a year", interval(emissions / 1000)),
        "present value of the money spent": ("million USD", interval(spend / MILLION)),
        "present value of the benefits": ("million USD", interval((time + money) * factor / MILLION)),
        "net present value": ("million USD", interval(((time + money) * factor - spend) / MILLION)),
        "cost per additional TEU": ("USD", ratio(spend / factor, teu)),
        "cost per additional tonne": ("USD", ratio(spend / factor, tonnes)),
    }
    return pd.DataFrame({name: {"mean": float(estimate["mean"]), "half_width": float(estimate["half_width"]),
                                "unit": unit} for name, (unit, estimate) in rows.items()}).T.astype(
                                    {"mean": float, "half_width": float})
