"""What it costs to write a run down, and how much memory: writes the tables into tests/bench/README.md.

    /usr/bin/python3 tests/bench/run_recording.py [build folder, such as build/release] [part ...]

Parts, all without one: `cost` (minutes), `threads`, `years` (runs of up to 100 years, minutes), `journeys` (10^6 and
10^7 journeys to disk, minutes; takes 3 GB of the temporary folder).
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LEVELS = ("none", "kpi", "series", "journeys", "events")
ROUNDS = 7


def into_readme(name, text):
    """Puts the text between the marks of this name."""
    readme = HERE / "README.md"
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    before, found, rest = readme.read_text().partition(begin)
    assert found and end in rest, name
    readme.write_text(before + begin + text + end + rest.partition(end)[2])
    print(text)


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows]) + "\n"


def cost(binaries):
    """Processor time over that of the same runs that are not written down: the best of runs taken in turns."""
    least, megabytes = {}, {}
    for replications in (1, 8):
        for _ in range(ROUNDS):
            for level in LEVELS:
                out = subprocess.run([binaries / "bench_recording", level, "1", str(replications)], check=True,
                                     capture_output=True, text=True).stdout
                seconds = float(re.search(r"([\d.]+) s,", out)[1])
                key = level, replications
                least[key] = min(seconds, least.get(key, seconds))
                written = re.search(r"([\d.]+) MB written", out)
                megabytes[key] = float(written[1]) if written else 0
    more = {key: f"{100 * (seconds / least['none', key[1]] - 1):.1f} %" for key, seconds in least.items()}
    rows = [[level, more[level, 1], more[level, 8], f"{megabytes[level, 8] / 8:.1f}"] for level in LEVELS[1:]]
    into_readme("cost", table(["B6, written down: processor time more than not at all", "1 replication",
                               "8 replications", "MB a replication"], rows))


def threads(binaries):
    """The same of the command, two replications at a time: of what is not first, the journal has to wait."""
    least = {}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(ROUNDS):
            for level in ("kpi", "series", "journeys"):
                wall, processor, _ = run(binaries / "caravan", ROOT / "scenarios/middle_corridor.yaml", "-r", 8, "-j", 2,
                                         "--detail", level, "-o", Path(folder) / "x.h5")
                before = least.get(level, (wall, processor))
                least[level] = min(wall, before[0]), min(processor, before[1])
    rows = [[level, *(f"{100 * (least[level][i] / least['kpi'][i] - 1):.1f} %" for i in (1, 0))]
            for level in ("series", "journeys")]
    into_readme("threads", table(["`caravan run -r 8 -j 2`, more than with `kpi`", "processor time", "time"], rows))


def run(caravan, *arguments):
    """Seconds, seconds of processor time, and megabytes of memory at most, of one `caravan run`."""
    began = time.monotonic()
    child = subprocess.Popen([caravan, "run", *map(str, arguments), "-q", "--force"])
    _, status, usage = os.wait4(child.pid, 0)
    assert status == 0, arguments
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def years(binaries):
    """The baseline without the fall of the Caspian, which would leave its ports too shallow; and a small corridor."""
    rows = []
    baseline = [ROOT / "scenarios/middle_corridor.yaml", "--set", "seas.caspian.rise=0 m/a"]
    small = [ROOT / "tests/tools/small.yaml"]
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "x.h5"
        for title, scenario, counts in (("a small corridor", small, (1, 10, 100)), ("the baseline", baseline, (1, 10, 30))):
            for count in counts:
                arguments = [binaries / "caravan", *scenario, "--set", f"duration={365 * count} d", "-r", 1, "-o", output]
                without = run(*arguments, "--detail", "kpi")[2]
                _, processor, peak = run(*arguments)
                rows.append([title, count, f"{processor:.1f}", f"{peak:.0f}", f"{without:.0f}",
                             f"{output.stat().st_size / 1e6:.1f}"])
    into_readme("years", table(["series of", "years", "seconds of processor time", "MB of memory at most",
                                "without series", "MB written"], rows))


def journeys(binaries):
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "x.h5"
        for power in (5, 6, 7):
            days = 10 ** (power - 4)
            wall, processor, peak = run(binaries / "caravan", HERE / "trucks.yaml", "--set", f"duration={days} d",
                                        "-r", 1, "--detail", "journeys", "-o", output)
            _, alone, least = run(binaries / "caravan", HERE / "trucks.yaml", "--set", f"duration={days} d", "-r", 1,
                                  "--detail", "kpi", "-o", Path(folder) / "kpi.h5")
            rows.append([f"10^{power}", f"{wall:.0f}", f"{processor:.1f}", f"{alone:.1f}", f"{peak:.0f}",
                         f"{least:.0f}", f"{output.stat().st_size / 1e6:.0f}"])
    into_readme("journeys", table(["journeys", "seconds", "of processor time", "without journeys",
                                   "MB of memory at most", "without journeys", "MB written"], rows))


def main(arguments):
    parts = {"cost": cost, "threads": threads, "years": years, "journeys": journeys}
    chosen = [a for a in arguments if a in parts] or list(parts)
    folders = [a for a in arguments if a not in parts]
    binaries = (Path(folders[0]) if folders else ROOT / "build/release").resolve() / "bin"
    for part in chosen:
        parts[part](binaries)


if __name__ == "__main__":
    main(sys.argv[1:])
