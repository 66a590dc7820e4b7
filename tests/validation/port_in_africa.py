"""The port of scenarios/textbook/port_in_africa.yaml, simulated another way.

It shares nothing with Caravan but the rules of the port, which are written out here by themselves:
a plain list of coming events, and queues. No formula gives its values; what the scenario expects are
the means of a long run of this:

    port_in_africa.py --replications 40 --hours 1500000 --seed 1

With --check, a short run, whose 99.9 % intervals must cover what the scenario expects.
"""

import argparse
import heapq
import itertools
import math
import pathlib
import random
import sys
from collections import deque

import yaml
from scipy import stats

SCENARIO = pathlib.Path(__file__).resolve().parents[2] / "scenarios/textbook/port_in_africa.yaml"
BERTHS = 4
MOVE = 1.0  # hours of the tug, in or out
EVERY = {"small": 44, "middle": 20, "large": 55}  # mean hours, at random
LOADS = {"small": (16, 20), "middle": (21, 27), "large": (32, 40), "shuttles": (18, 24)}
SHUTTLES, AWAY = 5, (216, 264)
CALM, STORM = 48, (2, 6)


class Port:
    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.now, self.events, self.order = 0.0, [], itertools.count()
        self.line, self.free = deque(), BERTHS  # of ships for berths: (kind, arrival)
        self.tug_line, self.tug_is_free = deque(), True  # of (ship, comes in)
        self.held, self.storm = [], False  # ships that have loaded while a storm lasts
        self.shuttles_here = 0
        self.begin(0.0)
        for kind, mean in EVERY.items():
            self.at(self.dice.expovariate(1 / mean), self.arrive, kind)
        for _ in range(SHUTTLES):
            self.at(self.dice.uniform(*AWAY), self.arrive, "shuttles")
        self.at(self.dice.expovariate(1 / CALM), self.close)

    def begin(self, now):
        """Counts from here on."""
        self.began = self.since = now
        self.areas = {"berths": 0.0, "tug": 0.0, "closed": 0.0, "shuttles": 0.0}
        self.stays = {kind: [0, 0.0] for kind in LOADS}

    def at(self, delay, what, *about):
        heapq.heappush(self.events, (self.now + delay, next(self.order), what, about))

    def run(self, until):
        while self.events[0][0] <= until:
            time, _, what, about = heapq.heappop(self.events)
            self.tally(time)
            self.now = time
            what(*about)
        self.tally(until)
        self.now = until

    def tally(self, time):
        past, self.since = time - self.since, time
        self.areas["berths"] += past * (BERTHS - self.free)
        self.areas["tug"] += past * (not self.tug_is_free)
        self.areas["closed"] += past * self.storm
        self.areas["shuttles"] += past * self.shuttles_here

    def arrive(self, kind):
        if kind in EVERY:
            self.at(self.dice.expovariate(1 / EVERY[kind]), self.arrive, kind)
        else:
            self.shuttles_here += 1
        self.line.append((kind, self.now))
        self.give_berths()

    def give_berths(self):
        while self.line and self.free and not self.storm:
            ship = self.line.popleft()
            self.free -= 1
            self.call_tug(ship, True)

    def call_tug(self, ship, comes_in):
        self.tug_line.append((ship, comes_in))
        self.send_tug()

    def send_tug(self):
        if self.tug_line and self.tug_is_free and not self.storm:
            self.tug_is_free = False
            self.at(MOVE, self.moved, *self.tug_line.popleft())

    def moved(self, ship, comes_in):
        self.tug_is_free = True
        if comes_in:
            self.at(self.dice.uniform(*LOADS[ship[0]]), self.loaded, ship)
        else:
            self.leave(*ship)
        self.send_tug()

    def loaded(self, ship):
        if self.storm:
            self.held.append(ship)
        else:
            self.call_tug(ship, False)

    def leave(self, kind, arrived):
        self.stays[kind][0] += 1
        self.stays[kind][1] += self.now - arrived
        if kind == "shuttles":
            self.shuttles_here -= 1
            self.at(self.dice.uniform(*AWAY), self.arrive, kind)
        self.free += 1
        self.give_berths()

    def close(self):
        self.storm = True
        self.at(self.dice.uniform(*STORM), self.open)

    def open(self):
        self.storm = False
        self.at(self.dice.expovariate(1 / CALM), self.close)
        held, self.held = self.held, []
        for ship in held:
            self.call_tug(ship, False)
        self.send_tug()
        self.give_berths()

    def figures(self):
        time = self.now - self.began
        return {
            "closed": self.areas["closed"] / time,
            "berths": self.areas["berths"] / time / BERTHS,
            "tug": self.areas["tug"] / time,
            "shuttles_in_port": self.areas["shuttles"] / time,
        } | {kind: total / count for kind, (count, total) in self.stays.items()}


def simulate(replications, hours, seed):
    """Means and deviations of the means, by name."""
    runs = []
    for replication in range(replications):
        port = Port(f"{seed}/{replication}")
        port.run(5000)
        port.begin(5000)
        port.run(5000 + hours)
        runs.append(port.figures())
    result = {}
    for name in runs[0]:
        values = [run[name] for run in runs]
        mean = sum(values) / replications
        variance = sum((v - mean) ** 2 for v in values) / (replications - 1)
        result[name] = (mean, math.sqrt(variance / replications))
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--replications", type=int, default=10)
    parser.add_argument("--hours", type=float, default=20000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    found = simulate(options.replications, options.hours, options.seed)
    said = yaml.safe_load(SCENARIO.read_text())["expect"]["values"]
    quantile = stats.t.ppf(0.9995 if options.check else 0.995, options.replications - 1)
    wrong = sorted(set(found) ^ set(said))
    for name, (mean, deviation) in found.items():
        half = quantile * deviation
        expected = float(str(said[name]["is"]).split()[0]) if name in said else math.nan
        print(f"{name:18} {mean:.7g} +- {half:.2g} ({half / mean:.2%}), expected {expected:g}")
        if not abs(mean - expected) <= half:
            wrong.append(name)
    if options.check and wrong:
        print("not as the scenario expects:", ", ".join(wrong))
    return 1 if options.check and wrong else 0


if __name__ == "__main__":
    sys.exit(main())
