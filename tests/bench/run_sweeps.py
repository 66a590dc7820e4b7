"""What sweeping costs beside simulating: writes its table into tests/bench/README.md.

    /usr/bin/python3 tests/bench/run_sweeps.py [build folder, such as build/release] [--large] [--quick]

Whole processes, taken in turns, the best of five; compare figures of one table only. --large adds 100,000 points of ten
replications of a tiny scenario, for memory and files. --quick does little, says whether all of this works, and
writes nothing.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SMALL = ROOT / "tests/tools/small.yaml"
AS_ROOT = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}
LATE = "interventions: {closed: {from: 2023-10-01, lasts: 9 d, effects: [{places: aktau, open: = 0}]}}\n"


@dataclass
class Cost:
    wall: float  # seconds
    cpu: float  # seconds, of all processes that it started too
    peak: float  # MB, of the largest process
    said: str


@dataclass
class Sizes:
    rounds: int
    milliseconds: int  # of a run
    points: int
    replications: int
    large: int  # points


FULL = Sizes(rounds=5, milliseconds=50, points=20, replications=10, large=100_000)
QUICK = Sizes(rounds=1, milliseconds=10, points=4, replications=4, large=500)


def measure(command):
    began = time.monotonic()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen([str(c) for c in command], stdout=said, stderr=said, env={**os.environ, **AS_ROOT})
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read()
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit code {process.returncode}\n{text}")
    return Cost(time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000, text)


class Bench:
    def __init__(self, caravan, folder, sizes):
        self.caravan, self.folder, self.sizes = caravan, folder, sizes
        self.output = folder / "sweep.h5"

    def clean(self):
        shutil.rmtree(f"{self.output}.parts", ignore_errors=True)
        self.output.unlink(missing_ok=True)

    def best(self, rows):
        """Of each row the least wall time and the least processor time."""
        found = {}
        for _ in range(self.sizes.rounds):
            for name, commands in rows.items():
                self.clean()
                costs = [measure(command) for command in commands]
                wall, cpu = sum(c.wall for c in costs), sum(c.cpu for c in costs)
                known = found.get(name, Cost(wall, cpu, 0, ""))
                found[name] = Cost(min(wall, known.wall), min(cpu, known.cpu), 0, costs[-1].said)
        return found

    def scenario(self, days, warm_up=20, more=""):
        path = self.folder / f"scenario_{days}_{warm_up}{'_late' if more else ''}.yaml"
        text = re.sub(r"duration: .*", f"duration: {days} d", SMALL.read_text(), count=1)
        path.write_text(re.sub(r"warm_up: .*", f"warm_up: {warm_up} d", text, count=1) + more)
        return path

    def sweep(self, scenario, factor, points, replications):
        path = self.folder / f"sweep_{points}_{replications}_{scenario.stem}.yaml"
        path.write_text(f"title: cost\nscenario: {scenario}\nreplications: {replications}\n"
                        f"outputs: [corridor_teu]\nfactors: {{varied: {factor}}}\n")
        return path

    def labels(self, scenario, points, replications):
        """Points that all cost the same and share nothing: a name of no consequence is varied."""
        names = ",\n  ".join(f"point {i}" for i in range(points))
        return self.sweep(scenario, f"{{path: title, values: [{names}]}}", points, replications)

    def days_for(self, milliseconds):
        """How long a scenario must be for a run to take so long."""
        days = 1000
        run = self.run_command(self.scenario(days))
        one, many = (measure([*run, n]).cpu for n in (1, 21))
        return max(60, round(days * milliseconds / ((many - one) / 20 * 1000)))

    def run_command(self, scenario):
        return [self.caravan, "run", scenario, "-o", self.folder / "run.h5", "--force", "-q", "-j", "1",
                "--detail", "kpi", "--only", "corridor_teu", "-r"]

    def overheads(self, days):
        scenario = self.scenario(days)
        points, replications = self.sizes.points, self.sizes.replications
        runs = points * replications
        sweep = self.labels(scenario, points, replications)
        base = [self.caravan, "sweep", sweep, "-o", self.output, "-q"]
        found = self.best({
            "run": [[*self.run_command(scenario), runs]],
            "one": [[*base, "-j", "1"]],
            "two": [[*base, "-j", "2"]],
        })
        # Long enough for the time that mpirun itself takes to begin not to count.
        longer = [self.caravan, "sweep", self.labels(scenario, points, 5 * replications), "-o", self.output, "-q"]
        found |= self.best({
            "two for longer": [[*longer, "-j", "2"]],
            "ranks for longer": [["mpirun", "-n", "2", "--oversubscribe", *longer, "-j", "1"]],
        })
        simulating = found["run"]
        return [f"| a run, ms of a processor | {1000 * simulating.cpu / runs:.0f} |",
                f"| {runs} runs as {points} points, beside as many replications of one: processor time | {found['one'].cpu / simulating.cpu:.3f} |",
                f"| the same: wall time | {found['one'].wall / simulating.wall:.3f} |",
                f"| two threads beside one: times as fast | {found['one'].wall / found['two'].wall:.2f} |",
                f"| two MPI ranks beside two threads, {5 * runs} runs: times as long | "
                f"{found['ranks for longer'].wall / found['two for longer'].wall:.2f} |"]

    def warm_start(self):
        """Closures of several lengths that begin after three quarters of a year, beside the same one by one, as shards."""
        scenario = self.scenario(365, more=LATE)
        points, replications = 8, max(2, self.sizes.replications // 2)
        sweep = self.sweep(scenario, "{path: interventions.closed.lasts, from: 1 d, to: 29 d, steps: %d}" % points,
                           points, replications)
        base = [self.caravan, "sweep", sweep, "-o", self.output]
        found = self.best({
            "together": [[*base, "-j", "1"]],
            "apart": [*([*base, "-j", "1", "--shard", f"{k}/4"] for k in range(1, 5)),
                      [self.caravan, "merge", sweep, "-o", self.output]],
        })
        told = re.search(r"warm start: (.*)", found["together"].said)[1]
        return [f"| {points} closures of October, warmed up and simulated until then once ({told.split(' times the work')[0]} "
                f"times the work): times as fast as one by one, by processor time | "
                f"{found['apart'].cpu / found['together'].cpu:.2f} |"]

    def large(self):
        """Memory and files, of a tenth of the points too, to show what grows with them."""
        scenario = self.scenario(1, warm_up=1)
        lines = []
        for points in (self.sizes.large // 10, self.sizes.large):
            self.clean()
            cost = measure([self.caravan, "sweep", self.labels(scenario, points, 10), "-o", self.output, "-q"])
            files = len(list(Path(f"{self.output}.parts").iterdir()))
            lines.append(f"| {points:,} points of 10 replications of a tiny scenario: seconds; peak of memory, MB; "
                         f"files beside the results | {cost.wall:.0f}; {cost.peak:.0f}; {files} |")
        return lines


def main(arguments):
    is_quick = "--quick" in arguments
    folders = [a for a in arguments if not a.startswith("--")]
    caravan = (Path(folders[0]) if folders else ROOT / "build/release").resolve() / "bin/caravan"
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(caravan, Path(name), QUICK if is_quick else FULL)
        days = bench.days_for(bench.sizes.milliseconds)
        lines = bench.overheads(days) + bench.warm_start()
        if "--large" in arguments:
            lines += bench.large()
    table = "\n".join(["| sweeps | |", "|---|---|", *lines]) + "\n"
    print(table)
    if is_quick:
        return
    readme = HERE / "README.md"
    text = re.sub(r"(<!-- written by run_sweeps.py -->\n).*?(<!-- end of sweeps -->)",
                  lambda m: m[1] + table + m[2], readme.read_text(), flags=re.S)
    readme.write_text(text)


if __name__ == "__main__":
    main(sys.argv[1:])
