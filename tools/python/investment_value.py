"""What money buys: two runs with the same seeds, one without it and one with it, side by side.

    caravan run scenarios/whatif/eu_money.yaml --set investment.level=none -o none.h5
    caravan run scenarios/whatif/eu_money.yaml --set investment.level=full -o full.h5
    /usr/bin/python3 tools/python/investment_value.py none.h5 full.h5

Prints differences between paired replications with 95 % t intervals, by the year of the run. How they are
computed stands in caravan/worth.py. "-" where nothing more is delivered for sure.
"""

import argparse
import sys

import caravan
from caravan.statistics import spell_number


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", help="the run without the money")
    parser.add_argument("other", help="the run with it")
    parser.add_argument("--horizon", type=float, default=25, metavar="YEARS",
                        help="how long the benefits last (25)")
    arguments = parser.parse_args()
    try:
        with caravan.open(arguments.base) as base, caravan.open(arguments.other) as other:
            table = caravan.worth(base, other, arguments.horizon)
    except (FileNotFoundError, ValueError) as error:
        sys.exit(f"investment_value.py: {error}")
    names = [f"{name}, {unit}" for name, unit in table["unit"].items()]
    width = max(map(len, names))
    for name, mean, half in zip(names, table["mean"], table["half_width"]):
        print(f"{name:{width}}  {spell_number(mean, half):>22}")


if __name__ == "__main__":
    main()
