"""How to cut time series into chunks, measured: the choice in output/README.md.

    /usr/bin/python3 tests/bench/chunking.py [build folder] [variable ...]

Takes series of 20 replications of the baseline, writes each variable in several layouts, and times what analysts do: one
entry (a place, or a commodity at it) over all replications, all of one replication, and one month of all. Each
figure is the best of five. Writes the table into tests/bench/README.md.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import h5py
import numpy as np

from run_recording import ROOT, into_readme, table

PACKED = {"shuffle": True, "compression": 1}
REPLICATIONS = 20


def layouts(shape):
    """Titles, chunks, filters, and whether entries that are always zero are left out."""
    _, times, *rest = shape
    one = (1,) * len(rest)
    yield "a replication, plain", (1, times, *rest), {}, False
    yield "a replication", (1, times, *rest), PACKED, False
    yield "a replication and 64 times", (1, min(64, times), *rest), PACKED, False
    yield "a replication and a place", (1, times, 1, *rest[1:]), PACKED, True
    yield "a replication and an entry", (1, times, *one), PACKED, True
    yield "a replication, an entry and 64 times", (1, min(64, times), *one), PACKED, True
    yield "all replications and an entry", (REPLICATIONS, times, *one), PACKED, True


def best_of(action, rounds=5):
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        action()
        times.append(time.perf_counter() - begin)
    return min(times) * 1000


def write(path, data, chunk, options, leaves_out):
    with h5py.File(path, "w") as file:
        x = file.create_dataset("x", data.shape, data.dtype, chunks=chunk, **options)
        for first in range(0, data.shape[0], chunk[0]):
            some = slice(first, first + chunk[0])
            if not leaves_out:
                x[some] = data[some]
                continue
            for entry in np.argwhere(data[some].any(axis=(0, 1))):
                at = (some, slice(None), *entry[:1]) if chunk[-1] > 1 else (some, slice(None), *entry)
                x[at] = data[at]


def read(path, index):
    with h5py.File(path) as file:
        return file["x"][index]


def measured(path, data):
    busiest = np.unravel_index(np.argmax((data != 0).sum(axis=(0, 1))), data.shape[2:])
    reads = ((slice(None), slice(None), *busiest), (data.shape[0] // 2,), (slice(None), slice(90, 120)))
    for title, chunk, options, leaves_out in layouts(data.shape):
        write(path, data, chunk, options, leaves_out)
        for index in reads:
            assert np.array_equal(read(path, index), data[index])
        yield [title, f"{path.stat().st_size / 1e6:.1f}"] + [
            f"{best_of(lambda index=index: read(path, index)):.1f}" for index in reads]


def main(arguments):
    is_folder = arguments and Path(arguments[0]).is_dir()
    build = Path(arguments[0]) if is_folder else ROOT / "build/release"
    variables = arguments[is_folder:] or ["stock_mass", "link_mass", "stock_teu"]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results.h5"
        only = [word for name in variables for word in ("--only", name)]
        subprocess.run([build.resolve() / "bin/caravan", "run", ROOT / "scenarios/middle_corridor.yaml", "-q",
                        "-r", str(REPLICATIONS), "-o", results, *only], check=True)
        for name in variables:
            with h5py.File(results) as file:
                data = file[name][...]
            size = f"{name} {data.shape}, {data.nbytes / 1e6:.0f} MB"
            rows += [[size, *row] for row in measured(Path(folder) / "x.h5", data)]
    into_readme("chunking", table(["variable", "chunk, compressed if not plain", "MB",
                                   "an entry of all replications, ms", "one replication, ms", "a month of all, ms"], rows))


if __name__ == "__main__":
    main(sys.argv[1:])
