"""Draws a run: the monthly flow of each corridor and pipeline, and the queues at the five worst places.

    /usr/bin/python3 tools/python/corridor_picture.py corridor.h5 -o corridor.png

Lines are means over replications; bands hold the middle 90 % of them.
"""

import argparse

import matplotlib

matplotlib.use("Agg")
import caravan
from caravan import plots


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("results", help="an HDF5 file that caravan run has written")
    parser.add_argument("-o", "--output", default="corridor.png", help="the picture (PNG, SVG or PDF)")
    arguments = parser.parse_args()
    with caravan.open(arguments.results) as data:
        plots.picture(data).savefig(arguments.output, dpi=150)


if __name__ == "__main__":
    main()
