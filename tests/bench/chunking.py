"""How to cut time series into chunks, measured: the choice in output/README.md.

    /usr/bin/python3 tests/bench/chunking.py RESULTS.h5 [VARIABLE]

Writes one variable of a file of results (of some dozens of replications) in several layouts and times
what analysts do: one series over all replications, and all series of one replication. Each figure is
the best of five.
"""

import sys
import tempfile
import time
from pathlib import Path

import h5py


def layouts(shape):
    replications, times, *rest = shape
    whole = tuple(rest)
    some = max(1, min(replications, 25))
    yield "one piece, plain", None, {}
    for filters, options in (("plain", {}), ("shuffle, deflate 1", {"shuffle": True, "compression": 1}),
                             ("shuffle, deflate 4", {"shuffle": True, "compression": 4})):
        yield f"a replication, {filters}", (1, times, *whole), options
    yield "a replication and 64 times, shuffle, deflate 1", (1, min(64, times), *whole), \
        {"shuffle": True, "compression": 1}
    if rest:
        yield "a replication and a place, shuffle, deflate 1", (1, times, 1, *rest[1:]), \
            {"shuffle": True, "compression": 1}
        yield f"{some} replications and a place, shuffle, deflate 1", (some, times, 1, *rest[1:]), \
            {"shuffle": True, "compression": 1}


def best_of(action, rounds=5):
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        action()
        times.append(time.perf_counter() - begin)
    return min(times) * 1000


def read(path, index):
    with h5py.File(path) as file:
        return file["x"][index]


def main():
    with h5py.File(sys.argv[1]) as file:
        name = sys.argv[2] if len(sys.argv) > 2 else "stock_mass"
        data = file[name][...]
    print(f"{name}, {data.shape}, {data.nbytes / 1e6:.1f} MB as numbers\n")
    print("| chunk | MB | write, ms | one series, all replications, ms | one replication, ms |")
    print("|---|---|---|---|---|")
    place = data.shape[2] // 2 if data.ndim > 2 else 0
    series = (slice(None), slice(None), place)[:data.ndim]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.h5"
        for title, chunk, options in layouts(data.shape):
            def write():
                with h5py.File(path, "w") as file:
                    x = file.create_dataset("x", data.shape, data.dtype, chunks=chunk, **options)
                    for r in range(data.shape[0]):
                        x[r] = data[r]
            written = best_of(write, 3)
            size = path.stat().st_size / 1e6
            print(f"| {title} | {size:.1f} | {written:.0f} | {best_of(lambda: read(path, series)):.1f} | "
                  f"{best_of(lambda: read(path, data.shape[0] // 2)):.1f} |")


if __name__ == "__main__":
    main()
