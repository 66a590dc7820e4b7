"""What sweeping costs beside simulating: writes its table into tests/bench/README.md.

    /usr/bin/python3 tests/bench/run_sweeps.py [build folder, such as build/release] [--large]

Whole processes, taken in turns, the best of three; compare figures of one table only. --large adds 100,000 points of ten
replications of a tiny scenario, for memory and files: about half an hour.
"""

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SMALL = ROOT / "tests/tools/small.yaml"
ROUNDS = 3
AS_ROOT = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}


def seconds(command, clean):
    clean()
    began = time.monotonic()
    subprocess.run([str(c) for c in command], check=True, capture_output=True, env={**os.environ, **AS_ROOT})
    return time.monotonic() - began


def best(rows, clean):
    found = {}
    for _ in range(ROUNDS):
        for name, command in rows:
            found[name] = min(found.get(name, float("inf")), seconds(command, clean))
    return found


def sweep_file(folder, days, points, replications):
    """As many points as wanted that all cost the same: a name of no consequence is varied."""
    path = folder / f"points_{points}.yaml"
    values = ", ".join(f"point {i}" for i in range(points))
    path.write_text(f"title: cost\nscenario: {folder}/scenario.yaml\nreplications: {replications}\n"
                    f"outputs: [corridor_teu]\nfactors: {{label: {{path: title, values: [{values}]}}}}\n")
    text = SMALL.read_text()
    (folder / "scenario.yaml").write_text(re.sub(r"duration: .*", f"duration: {days} d", text, count=1))
    return path


def days_for(caravan, folder, milliseconds):
    """How long a scenario must be for a run to take so long."""
    days = 1000
    sweep_file(folder, days, 1, 1)
    run = [caravan, "run", folder / "scenario.yaml", "-o", folder / "run.h5", "--force", "-q", "-j", "1", "-r"]
    one, many = (seconds([*run, n], lambda: None) for n in (1, 41))
    return max(60, round(days * milliseconds / ((many - one) / 40 * 1000)))


def main(arguments):
    is_large = "--large" in arguments
    folders = [a for a in arguments if not a.startswith("--")]
    caravan = (Path(folders[0]) if folders else ROOT / "build/release").resolve() / "bin/caravan"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = costs(caravan, folder)
        if is_large:
            lines += large(caravan, folder)
    table = "\n".join(["| sweeps | |", "|---|---|", *lines]) + "\n"
    print(table)
    readme = HERE / "README.md"
    text = re.sub(r"(<!-- written by run_sweeps.py -->\n).*?(<!-- end of sweeps -->)",
                  lambda m: m[1] + table + m[2], readme.read_text(), flags=re.S)
    readme.write_text(text)


def costs(caravan, folder):
    output = folder / "sweep.h5"

    def clean():
        shutil.rmtree(f"{output}.parts", ignore_errors=True)
        output.unlink(missing_ok=True)

    days = days_for(caravan, folder, 50)
    points, replications = 20, 10
    sweep = sweep_file(folder, days, points, replications)
    runs = points * replications
    base = [caravan, "sweep", sweep, "-o", output, "-q"]
    found = best([
        ("run", [caravan, "run", folder / "scenario.yaml", "-o", folder / "run.h5", "--force", "-q", "-j", "1", "-r", runs]),
        ("one", [*base, "-j", "1"]),
        ("two", [*base, "-j", "2"]),
        ("ranks", ["mpirun", "-n", "2", "--oversubscribe", *base, "-j", "1"]),
    ], clean)
    simulating = found["run"]
    return [f"| a run, ms | {1000 * simulating / runs:.0f} |",
            f"| {runs} runs as {points} points, beside as many replications of one (its series written) | "
            f"{found['one'] / simulating:.3f} |",
            f"| two threads beside one: times as fast | {found['one'] / found['two']:.2f} |",
            f"| two MPI ranks beside two threads: times as long | {found['ranks'] / found['two']:.2f} |"]


def large(caravan, folder):
    points, replications = 100_000, 10
    sweep = sweep_file(folder, 1, points, replications)
    output = folder / "large.h5"
    began = time.monotonic()
    subprocess.run([caravan, "sweep", sweep, "-o", output, "-q"], check=True)
    took = time.monotonic() - began
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    files = len(list(Path(f"{output}.parts").iterdir()))
    return [f"| {points:,} points of {replications} replications: seconds | {took:.0f} |",
            f"| its peak of memory, MB | {peak:.0f} |", f"| its files beside the results | {files} |"]


if __name__ == "__main__":
    main(sys.argv[1:])
