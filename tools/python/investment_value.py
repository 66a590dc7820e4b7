"""What money buys: two runs with the same seeds, one without it and one with it, side by side.

    caravan run scenarios/whatif/eu_money.yaml --set investment.level=none -o none.h5
    caravan run scenarios/whatif/eu_money.yaml --set investment.level=full -o full.h5
    /usr/bin/python3 tools/python/investment_value.py none.h5 full.h5

Prints differences between paired replications with 95 % t intervals, by the year of the run:

- The benefit to users is by the rule of a half: for each demand, what a tonne costs less (tariffs, fees, demurrage
  and its owner's time), times the mean of the tonnes delivered in both runs. What is not delivered when
  the run ends has no cost yet, so that long queues make benefits look smaller than they are.
- Money is spent evenly from a project's beginning until it is done. It is discounted to the beginning of the run,
  and so are benefits, which are taken to stay the same for the horizon. What is promised but not spent is not counted.
- Cost per additional TEU and tonne is the spend as an annuity over the horizon, divided by what is delivered more in a
  year: a ratio of means, its interval by the delta method. "-" where nothing more is delivered for sure.
"""

import argparse
import sys

import numpy as np
import xarray as xr
from scipy.stats import t

DAYS_A_YEAR = 365.25
MILLION = 1e6


def years(data):
    """How long the run counts."""
    step = float((data.time[1] - data.time[0]) / np.timedelta64(1, "s")) / 86400
    return step * len(data.time) / DAYS_A_YEAR


def delivered_teu(data):
    return data.delivered_teu.sum(["time", "corridor"]).values


def delivered_tonnes(data):
    """Without crude, which has projects of its own."""
    dry = data.delivered_mass.isel(commodity=(data.commodity_class != "crude").values)
    return dry.sum(["time", "corridor", "commodity"]).values


def cost_per_tonne(data, charges):
    cost = data.demand_cost.sel(charge=charges).sum("charge")
    return cost / data.demand_mass.where(data.demand_mass > 0)


def benefit(base, other, charges):
    """US dollars by replication: rule of a half."""
    saved = cost_per_tonne(base, charges) - cost_per_tonne(other, charges)
    return (saved * (base.demand_mass + other.demand_mass) / 2).sum("demand").values


def present_value_of_spend(data, rate):
    """US dollars by replication, at the beginning of the run."""
    if "project_spent" not in data:
        return np.zeros(data.sizes["replication"])
    spent = data.project_spent.isel(time=-1).fillna(0)
    end = years(data)
    begun = (data.project_begun / DAYS_A_YEAR).fillna(0)
    until = np.maximum((data.project_completed / DAYS_A_YEAR).fillna(end), begun + 1e-6)
    force = np.log1p(rate)
    if force == 0:
        return spent.sum("project").values
    mean_factor = (np.exp(-force * begun) - np.exp(-force * until)) / (force * (until - begun))
    return (spent * mean_factor).sum("project").values


def annuity(rate, horizon):
    """Present value of one a year for so many years."""
    return horizon if rate == 0 else (1 - (1 + rate) ** -horizon) / rate


def interval(values):
    """Mean and half-width of the 95 % t interval."""
    n = len(values)
    half = t.ppf(0.975, n - 1) * np.std(values, ddof=1) / np.sqrt(n) if n > 1 else np.nan
    return float(np.mean(values)), float(half)


def ratio_interval(above, below):
    """Of the means, by the delta method; nothing if the denominator is not surely positive."""
    mean, half = interval(below)
    if not mean - (0 if np.isnan(half) else half) > 0:
        return None
    ratio = np.mean(above) / mean
    _, half = interval((above - ratio * below) / mean)
    return float(ratio), half


def compare(base, other, horizon):
    """By name: (mean, half-width) or None."""
    if base.sizes["replication"] != other.sizes["replication"] or int(base.seed) != int(other.seed):
        raise ValueError("the runs have other seeds or numbers of replications: they are no pairs")
    if years(base) != years(other):
        raise ValueError("the runs are not equally long")
    rate = float(other.attrs.get("discount_rate", 0.04))
    length = years(other)
    spend = present_value_of_spend(other, rate) - present_value_of_spend(base, rate)
    time_value = benefit(base, other, ["time"]) / length
    money = benefit(base, other, [c for c in base.charge.values if c != "time"]) / length
    factor = annuity(rate, horizon)
    teu = (delivered_teu(other) - delivered_teu(base)) / length
    tonnes = (delivered_tonnes(other) - delivered_tonnes(base)) / length
    emissions = (other.demand_emission - base.demand_emission).sum("demand").values / length
    return {
        "containers delivered more, TEU a year": interval(teu),
        "dry cargo delivered more, thousand t a year": interval(tonnes / 1000),
        "time saved, million USD a year": interval(time_value / MILLION),
        "other costs saved, million USD a year": interval(money / MILLION),
        "CO2 equivalent emitted more, thousand t a year": interval(emissions / 1000),
        "present value of the money spent, million USD": interval(spend / MILLION),
        "present value of the benefits, million USD": interval((time_value + money) * factor / MILLION),
        "net present value, million USD": interval(((time_value + money) * factor - spend) / MILLION),
        "cost per additional TEU, USD": ratio_interval(spend / factor, teu),
        "cost per additional tonne, USD": ratio_interval(spend / factor, tonnes),
    }


def spell(value):
    if value is None:
        return "-"
    mean, half = value
    digits = 0 if abs(mean) >= 100 else 1
    text = f"{mean:,.{digits}f}" if np.isnan(half) else f"{mean:,.{digits}f} ± {half:,.{digits}f}"
    return text.replace(",", " ")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", help="the run without the money")
    parser.add_argument("other", help="the run with it")
    parser.add_argument("--horizon", type=float, default=25, metavar="YEARS",
                        help="how long the benefits last (25)")
    arguments = parser.parse_args()
    with xr.open_dataset(arguments.base) as base, xr.open_dataset(arguments.other) as other:
        try:
            rows = compare(base, other, arguments.horizon)
        except ValueError as error:
            sys.exit(f"investment_value.py: {error}")
    width = max(len(name) for name in rows)
    for name, value in rows.items():
        print(f"{name:{width}}  {spell(value):>22}")


if __name__ == "__main__":
    main()
