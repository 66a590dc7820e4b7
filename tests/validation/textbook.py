"""What theory gives for the scenarios in scenarios/textbook, worked out anew.

Each expected value there is computed here from the figures of its model by its formula, or by the
stationary distribution of its Markov chain, and must be what the scenario says to six digits.

    textbook.py            # checks them
    textbook.py --print    # prints what they should be
"""

import math
import pathlib
import re
import sys

import numpy as np
import yaml
from scipy import integrate, optimize

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "scenarios" / "textbook"


def erlang_b(servers, load):
    lost = 1.0
    for n in range(1, servers + 1):
        lost = load * lost / (n + load * lost)
    return lost


def erlang_c(servers, load):
    b = erlang_b(servers, load)
    return b / (1 - load / servers * (1 - b))


def mmc_wait(servers, arrivals, work):
    """Mean wait; arrivals an hour, work in hours."""
    return erlang_c(servers, arrivals * work) / (servers / work - arrivals)


def mg1_wait(arrivals, work, cv):
    """Pollaczek and Khinchine."""
    return arrivals * work**2 * (1 + cv**2) / (2 * (1 - arrivals * work))


def gm1_wait(transform, rate):
    """`transform`: Laplace-Stieltjes, of the time between arrivals."""
    s = optimize.brentq(lambda x: transform(rate * (1 - x)) - x, 1e-9, 1 - 1e-6, xtol=1e-15)
    return s / (rate * (1 - s))


def birth_and_death(births, deaths):
    """Stationary probabilities; births[n] from n to n + 1, deaths[n] from n + 1 to n."""
    weights = np.cumprod([1.0] + [b / d for b, d in zip(births, deaths)])
    return weights / weights.sum()


def stationary(rates):
    """Of a Markov chain, with rates[i, j] from i to j."""
    generator = rates - np.diag(rates.sum(axis=1))
    equations = np.vstack([generator.T, np.ones(len(rates))])
    right = np.zeros(len(rates) + 1)
    right[-1] = 1
    return np.linalg.lstsq(equations, right, rcond=None)[0]


def berths():
    waits = {1: mmc_wait(1, 0.5, 1), 2: mmc_wait(2, 0.5, 2.4), 5: mmc_wait(5, 0.5, 7)}
    return {
        "one_busy": 0.5,
        "one_wait": waits[1],
        "one_queue": 0.5 * waits[1],
        "one_stay": waits[1] + 1,
        "one_in_port": 0.5 * (waits[1] + 1),
        "two_busy": 0.6,
        "two_wait": waits[2],
        "two_in_port": 0.5 * (waits[2] + 2.4),
        "five_busy": 0.7,
        "five_stay": waits[5] + 7,
        "five_in_port": 0.5 * (waits[5] + 7),
    }


def border_desks():
    arrivals = 1 / 6
    return {
        "fixed_busy": 0.5,
        "fixed_wait": mg1_wait(arrivals, 3, 0),
        "fixed_queue": arrivals * mg1_wait(arrivals, 3, 0),
        "erlang_wait": mg1_wait(arrivals, 3, 0.5),
        "erlang_whole": (2 + mg1_wait(arrivals, 3, 0.5) + 3) / 24,
        "wide_busy": 0.5,
        "wide_whole": (2 + mg1_wait(arrivals, 3, 0.8) + 3) / 24,
    }


def regular_arrivals():
    even = gm1_wait(lambda z: math.exp(-3 * z), 1 / 1.8)
    uniform = gm1_wait(lambda z: math.exp(-z) * -math.expm1(-4 * z) / (4 * z), 1 / 1.5)
    return {
        "liners_busy": 0.6,
        "liners_wait": even,
        "liners_in_port": (even + 1.8) / 3,
        "tramps_wait": uniform,
        "tramps_queue": uniform / 3,
    }


def full_anchorages():
    hours = 5000 * 24
    b = erlang_b(3, 2)
    small = birth_and_death([1] * 5, [1] * 5)
    twin = birth_and_death([1] * 5, [min(n, 2) / 2.4 for n in range(1, 6)])
    queue = sum(max(n - 2, 0) * p for n, p in enumerate(twin))
    return {
        "random_lost": hours * b,
        "random_busy": 2 * (1 - b) / 3,
        "fixed_lost": hours * b,
        "fixed_in_port": 2 * (1 - b),
        "small_lost": hours * small[5],
        "small_in_port": sum(n * p for n, p in enumerate(small)),
        "twin_lost": hours * twin[5],
        "twin_wait": queue / (1 - twin[5]),
    }


def priority_berths():
    classes = [(0.1, 1, 0), (0.1, 2, 1), (0.05, 5, 0.5)]  # arrivals, mean, cv; most urgent first
    residual = sum(a * m**2 * (1 + cv**2) for a, m, cv in classes) / 2
    loads = np.cumsum([0] + [a * m for a, m, _ in classes])
    waits = [residual / ((1 - loads[i]) * (1 - loads[i + 1])) for i in range(3)]
    mean = sum(w * c[0] for w, c in zip(waits, classes)) / 0.25
    waits[2] += 5  # of these, the whole stay
    names = ("passengers", "coasters", "bulkers")
    return {"busy": loads[-1], "all": mean} | dict(zip(names, waits))


def saturated_line(stations):
    """Throughput of equal stations with exponential times, blocking after service, no room between
    them and always something before the first, in service times: each of the others is idle, busy
    or has done and is blocked."""
    idle, busy, blocked = range(3)

    def settle(state):
        state = list(state)
        for i in range(stations - 2, -1, -1):
            if state[i] == blocked and state[i + 1] == idle:
                state[i], state[i + 1] = idle, busy
                return settle(state)
        if state[0] == idle:
            state[0] = busy
        return tuple(state)

    states, rates, done = {}, [], []
    todo = [settle([busy] + [idle] * (stations - 1))]
    while todo:
        state = todo.pop()
        if state in states:
            continue
        states[state] = len(states)
        for i in (i for i in range(stations) if state[i] == busy):
            after = list(state)
            after[i] = idle if i == stations - 1 else blocked
            rates.append((state, settle(after)))
            todo.append(rates[-1][1])
            done += [state] if i == stations - 1 else []
    chain = np.zeros((len(states), len(states)))
    for a, b in rates:
        chain[states[a], states[b]] += 1
    shares = stationary(chain)
    return sum(shares[states[s]] for s in done)


def stations_in_line():
    two, three = saturated_line(2), saturated_line(3)
    assert math.isclose(two, 2 / 3) and math.isclose(three, 22 / 39)  # Hunt
    loop = birth_and_death([1] * 4, [1] * 4)  # done at the first station and not gone: M/M/1/4
    return {
        "two_stations": 6e6 * two,
        "second_station_busy": two,
        "first_station_occupied": 1.0,
        "room_for_two": 6e6 * (1 - loop[0]),
        "three_stations": 6e6 * three,
        "third_station_busy": three,
    }


def open_line():
    """Before or at the first station, i < most; behind its work, j <= 3, the third of them blocked."""
    arrival, first, second, most, width = 0.4, 1.0, 0.8, 120, 4
    chain = np.zeros((most * width, most * width))
    for i in range(most):
        for j in range(width):
            here = i * width + j
            if i + 1 < most:
                chain[here, here + width] = arrival
            if i > 0 and j + 1 < width:
                chain[here, here - width + 1] = first
            if j > 0:
                chain[here, here - 1] = second
    shares = stationary(chain).reshape(most, width)
    number = np.arange(most)
    # The first siding is held by who is being worked on, or by who has done and is blocked.
    is_taken = (number[:, None] > 0) | (np.arange(width)[None, :] == width - 1)
    present = (shares * (number[:, None] + np.arange(width)[None, :])).sum()
    return {
        "first_occupied": (shares * is_taken).sum(),
        "second_busy": shares[:, 1:].sum(),
        "present": 1000 * present,
        "whole": present / arrival,
    }


def customs_network():
    visits = 1 / (1 - 0.4 * 0.5)  # of the desks, by each lorry
    north, south = 1.6 + mmc_wait(2, 0.7, 1.6), 1 + mmc_wait(1, 0.5, 1)
    gate, desks = mmc_wait(2, 2.4, 0.5), mmc_wait(2, 1.2 * visits, 0.8)
    inspection = mmc_wait(2, 1.2 * visits * 0.4, 1.5)
    inside = visits * (desks + 0.8) + 0.4 * visits * (inspection + 1.5) + gate + 0.5
    hub = gate + 0.5 + inside + 2
    return {
        "north_busy": 0.7 * 1.6 / 2,
        "north_trucks": 0.7 * north,
        "south_trucks": 0.5 * south,
        "gate_busy": 2.4 * 0.5 / 2,
        "gate_wait": gate,
        "desks_busy": 1.2 * visits * 0.8 / 2,
        "desks_wait": desks,
        "inspection_busy": 1.2 * visits * 0.4 * 1.5 / 2,
        "hub_trucks": 1.2 * inside,
        "southern_share": 4500 * 12 * 20,
        "town_whole": (10 + (north + south) / 2 + 8 + hub) / 24,
        "village_whole": (7 + north + 8 + hub) / 24,
    }


def finite_source(ships, docks, away, work):
    shares = birth_and_death(
        [(ships - n) / away for n in range(ships)],
        [min(n, docks) / work for n in range(1, ships + 1)],
    )
    busy = sum(min(n, docks) * p for n, p in enumerate(shares)) / docks
    down = sum(n * p for n, p in enumerate(shares))
    return busy, down, down / (busy * docks / work) - work


def repair_docks():
    tugs, ferries = finite_source(6, 1, 50, 10), finite_source(10, 2, 40, 10)
    keys = ("dock_busy", "down", "wait")
    return {f"tugs_{key}": value for key, value in zip(keys, tugs)} | {
        f"ferries_{key}": value for key, value in zip(keys, ferries)
    }


def ferry_cycle():
    """Exact mean-value analysis, with the marginal probabilities of the port with two berths."""
    work, sea, vessels = 8.0, 30.0, 6
    west_present, east = 0.0, np.array([1.0])  # east[n]: share of time with n there
    for n in range(1, vessels + 1):
        west = work * (1 + west_present)
        east_before = np.append(east, 0)
        east_stay = sum(
            work * (k + 1) / min(k + 1, 2) * east_before[k] for k in range(n)
        )
        cycles = n / (sea + west + east_stay)
        east = np.zeros(n + 1)
        for k in range(1, n + 1):
            east[k] = cycles * work / min(k, 2) * east_before[k - 1]
        east[0] = 1 - east.sum()
        west_present = cycles * west
    return {
        "voyages": 2 * cycles * 6000 * 24,
        "west_busy": cycles * work,
        "east_busy": cycles * work / 2,
        "west_wait": west - work,
        "west_queue": cycles * (west - work),
    }


def storms():
    a, b, mu, arrivals = 1 / 20, 1 / 5, 1 / 4, 1 / 10
    present = arrivals * ((a + b) ** 2 + a * mu) / ((a + b) * (b * (mu - arrivals) - a * arrivals))
    # The same from the chain of ships and of the port, open or closed.
    most = 150
    chain = np.zeros((2 * most, 2 * most))
    for n in range(most):
        for closed in (0, 1):
            here = 2 * n + closed
            chain[here, here + 1 - 2 * closed] = b if closed else a
            if n + 1 < most:
                chain[here, here + 2] = arrivals
            if n > 0 and not closed:
                chain[here, here - 2] = mu
    assert math.isclose(present, stationary(chain) @ (np.arange(2 * most) // 2), rel_tol=1e-6)
    return {"closed": 0.2, "busy": 0.5, "in_port": present, "stay": present / arrivals}


def cables():
    both, one, none = 0.8 * 0.75, 0.8 * 0.25 + 0.2 * 0.75, 0.2 * 0.25
    seconds = 100000 * 86400
    return {
        "first": 0.8,
        "second": 0.75,
        "delivered": seconds * (8 * both + 6 * one),
        "lost": seconds * (2 * one + 8 * none),
    }


def work_at_most(t, load, work):
    """Erlang 1909: the share of time in which the work in M/D/1 is at most t. Alternating sums lose
    digits beyond some 20 service times; what is left there is no more than 10^-5 of it."""
    rate = load / work
    total = 0.0
    for k in range(int(t / work) + 1):
        x = rate * (k * work - t)
        total += math.exp(-x) * x**k / math.factorial(k)
    return (1 - load) * total


def oil_terminal():
    work, rate, hours = 5.0, 1 / 8, 45000 * 24  # hours of production in a parcel; tankers an hour
    load, capacity = rate * work, 1.5 * work
    t = np.arange(0, 26 * work, work / 400)
    beyond = 1 - np.array([work_at_most(x, load, work) for x in t])
    # Far out the tail falls by a constant factor, which the transform of the work gives.
    decay = optimize.brentq(lambda z: rate * (math.exp(z * work) - 1) - z, 1e-6, 1)
    cut = int(np.searchsorted(t, 12 * work))
    beyond[cut:] = beyond[cut] * np.exp(-decay * (t[cut:] - t[cut]))

    def integral_beyond(start):
        chosen = t >= start - 1e-9
        return integrate.simpson(beyond[chosen], x=t[chosen]) + beyond[-1] / decay

    mean_work = integral_beyond(0)
    assert math.isclose(mean_work, mg1_wait(rate, work, 0), rel_tol=1e-5)
    wait = integral_beyond(capacity - work)
    return {
        "shut_in": (1 - load) * 1e5 * hours,
        "lifted": load * 1e5 * hours,
        "wait": wait,
        "waiting": rate * wait,
        "stock": 1e5 * (capacity - mean_work + work * rate * wait),
        "jetty_busy": 0.5,
        "jetty_wait": mg1_wait(1 / 36, 18, 0) + 8,
    }


def full_trains():
    return {"wait": 39 / 40 * 24, "waiting": 19.5, "trains": 500}


def road_times():
    wide = math.log(1 + 0.8**2)
    median = 1 / math.sqrt(1 + 0.8**2)
    return {
        "under_way": 20 * 10 * 2,
        "mean": 2,
        "median": 2 * math.log(2),
        "p95": 2 * math.log(20),
        "parcels_under_way": 20 * 10 * 1,
        "parcels_median": median,
        "parcels_p95": median * math.exp(1.6448536269514722 * math.sqrt(wide)),
    }


def route_shares():
    weights = {"cheap": 1, "middling": math.exp(-0.5), "dear": math.exp(-1)}
    return {way: 1e6 * w / sum(weights.values()) for way, w in weights.items()}


MODELS = (
    berths, border_desks, cables, customs_network, ferry_cycle, full_anchorages, full_trains,
    oil_terminal, open_line, priority_berths, regular_arrivals, repair_docks, road_times,
    route_shares, stations_in_line, storms,
)  # fmt: skip


def written(value):
    """The number of an expected value: '1.5 h', '60 %', '2'."""
    number, unit = re.fullmatch(r"(\S+)\s*(\S*)", str(value)).groups()
    return float(number) / (100 if unit == "%" else 1)


def main():
    wrong = 0
    for model in MODELS:
        path = FOLDER / f"{model.__name__}.yaml"
        said = yaml.safe_load(path.read_text())["expect"]["values"]
        theory = model()
        if sorted(theory) != sorted(said):
            print(f"{path.name}: expects other values than theory gives: {set(theory) ^ set(said)}")
            wrong += 1
        for name in theory.keys() & said.keys():
            if "--print" in sys.argv:
                print(f"{path.name}: {name}: {theory[name]:.7g}, is {said[name]['is']}")
            elif not math.isclose(written(said[name]["is"]), theory[name], rel_tol=2e-6):
                print(f"{path.name}: {name} is {theory[name]:.7g}, not {said[name]['is']}")
                wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
