"""Runs the benchmarks and writes their table into tests/bench/README.md.

    /usr/bin/python3 tests/bench/run_benchmarks.py [build folder, such as build/release]

Each figure is the best of several runs, taken in turns, so that a slow minute of the machine hits all
alike (B2: the median of five batches of one run): compare figures of one table only. Takes five minutes. SimPy's rows need Debian's python3-simpy3.
"""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROUNDS = 3


def run(command):
    out = subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True)
    return float(re.match(r"[0-9.]+", out.stdout).group()), out.stdout.strip()


def best(rows, is_better, rounds=ROUNDS):
    """The best figure of each row, all rows run once a round."""
    results = {}
    for _ in range(rounds):
        for name, command in rows:
            value = run(command)[0]
            results[name] = value if name not in results else is_better(results[name], value)
    return results


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def throughput(binaries, has_simpy):
    rows = [("B1, M/M/1, million customers/s", [binaries / "bench_mm1"]),
            ("B4, six-node chain, million shipments/s", [binaries / "bench_chain"]),
            ("B5, corridor-year, million events/s", [binaries / "bench_corridor"])]
    if has_simpy:
        rows += [("B1 in SimPy", [sys.executable, HERE / "mm1_simpy.py"]),
                 ("B4 in SimPy", [sys.executable, HERE / "chain_simpy.py"])]
    figures = best(rows, max)
    # What the events of a customer or shipment cost at least: a hold with its draw, of as many pending
    # events as there are servers and sources.
    bare = best([("B1", [binaries / "bench_hold", "caravan", 2]),
                 ("B4", [binaries / "bench_hold", "caravan", 13])], min)
    floors = {"B1": 1e9 / (2 * bare["B1"]), "B4": 1e9 / (7 * bare["B4"])}
    lines = []
    for short in ("B1", "B4", "B5"):
        name = next(n for n, _ in rows if n.startswith(short + ","))
        simpy = figures.get(short + " in SimPy")
        ratio = f"{figures[name] / simpy:.0f} x SimPy's {simpy / 1e6:.3f}" if simpy else ""
        floor = f"{floors[short] / 1e6:.2f}" if short in floors else ""
        lines.append([name, f"{figures[name] / 1e6:.2f}", floor, ratio])
    return table(["throughput", "Caravan", "bare events and draws", "beside SimPy"], lines)


def holds(binaries):
    queues = [("caravan", "Caravan"), ("std", "std::priority_queue"), ("boost4", "Boost.Heap d-ary"),
              ("pairing", "Boost.Heap pairing")]
    columns = [(n, p) for p in ("exponential", "midnights", "bimodal", "moving") for n in (100, 10_000, 1_000_000)]
    rows = [((q, c), [binaries / "bench_hold", q, *c]) for c in columns for q, _ in queues]
    figures = best(rows, min, rounds=1)
    header = ["B2, ns a hold"] + [f"{pattern}, {pending}" for pending, pattern in columns]
    return table(header, [[label] + [f"{figures[(q, c)]:.0f}" for c in columns] for q, label in queues])


def parallel(binaries):
    rows = [(t, [binaries / "bench_replications", t, 20]) for t in (1, 2)]
    figures = best(rows, max)
    return f"B3, replications: two threads do {figures[2] / figures[1]:.2f} times what one does.\n"


def growth(binaries):
    """The baseline with so many times its traffic, on so many times its capacity."""
    lines = []
    for factor in (1, 3, 10, 30, 100):
        text = run([binaries / "bench_corridor", factor])[1]
        events, consignments, seconds, itself, record, alive, megabytes = re.match(
            r"(\d+) events/s, (\d+) consignments/s, ([\d.]+) s, (\d+) \+ (\d+) bytes .*?, (\d+) alive of "
            r"\d+, (\d+) MB", text).groups()
        lines.append([str(factor), seconds, f"{int(events) / 1e6:.2f}",
                      f"{1e6 / int(consignments):.1f}", alive, f"{itself} + {record}", megabytes])
    return table(["times the traffic", "seconds", "million events/s", "microseconds a consignment",
                  "alive at the end", "bytes of each and its record", "MB in all"], lines)


def loading(binaries):
    rows = [("the baseline", [binaries / "bench_load"]),
            ("a mesh of 10,000 places", [binaries / "bench_load", 100])]
    lines = []
    for name, command in rows:
        texts = [run(command) for _ in range(ROUNDS)]
        read, build, places, links = re.search(
            r": ([\d.]+) to read, ([\d.]+) to build (\d+) places, (\d+) links", min(texts)[1]).groups()
        lines.append([name, places, links, f"{min(texts)[0]:.0f}", read, build])
    return table(["B7, milliseconds to load", "places", "links", "in all", "to read", "to build"], lines)


def main():
    build = Path(sys.argv[1] if len(sys.argv) > 1 else "build/release").resolve()
    binaries = build / "bin"
    has_simpy = importlib.util.find_spec("simpy") is not None
    text = "\n".join([throughput(binaries, has_simpy), holds(binaries), parallel(binaries),
                      "B5 grown, warm-up included:\n", growth(binaries), loading(binaries)])
    print(text)
    readme = HERE / "README.md"
    before, _, rest = readme.read_text().partition("<!-- written by run_benchmarks.py -->\n")
    _, _, after = rest.partition("<!-- end -->")
    readme.write_text(before + "<!-- written by run_benchmarks.py -->\n" + text + "<!-- end -->" + after)


if __name__ == "__main__":
    main()
