"""The recipes of tools/README.md, with a real Slurm, MPI, GNU parallel and Snakemake: whoever does a sweep, and however often
it is interrupted, the file is to the byte what one process makes that nobody disturbs.

Run by run.sh, with the command's path in CARAVAN and a Slurm of this machine alone in SLURM_CONF.
"""

import functools
import os
import re
import resource
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

import h5py

CARAVAN = os.environ["CARAVAN"]
ROOT = Path(__file__).resolve().parents[2]
SWEEP = ROOT / "tests/tools/small_sweep.yaml"
SHARDS = 3
SECONDS_OF_A_SHARD = 25  # of a processor: as long as Slurm needs to pre-empt, and more
SECONDS_TO_ITS_LIMIT = 65  # Slurm looks at time limits every half minute
STOPPED = "stopped; the same command goes on"


def recipe(name):
    """The lines below the comment that begins with this name, with fewer shards and processes."""
    text = (ROOT / "tools/README.md").read_text()
    lines = re.search(rf"^    # {re.escape(name)}.*\n((?:    [^#\n].*\n)+)", text, re.MULTILINE)[1]
    return re.sub(r"\b(64|8)\b", lambda count: str(SHARDS if count[1] == "64" else 2), lines)


def wait_until(condition, what, seconds=900):
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise AssertionError(f"{what}: not within {seconds} s\n{queue('--states=all')}")
        time.sleep(0.5)


def queue(*arguments):
    """Those in Slurm's queue: job, state and reason, a line each."""
    command = ["squeue", "--noheader", "--array", "--format=%i %T %r", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def sweep(replications, output, jobs):
    subprocess.run([CARAVAN, "sweep", SWEEP, "-o", output, "-q", "-j", str(jobs), "--set",
                    f"replications={replications}"], check=True)


@functools.cache
def replications_for(seconds):
    """So many that each shard takes a processor for so long."""
    with tempfile.TemporaryDirectory() as folder:
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        sweep(100, Path(folder) / "first.h5", 1)
        of_one = (resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before) / 100
    return round(SHARDS * seconds / of_one)


@functools.cache
def undisturbed(replications):
    """What one process makes of the sweep."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "undisturbed.h5"
        sweep(replications, output, os.cpu_count())
        return output.read_bytes()


class RecipeTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.replications = replications_for(SECONDS_OF_A_SHARD)

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.output = self.folder / "s.h5"
        (self.folder / "tools").symlink_to(ROOT / "tools")
        (self.folder / "bin").mkdir()
        (self.folder / "bin/caravan").symlink_to(CARAVAN)
        self.write_sweep()
        (self.folder / "small.yaml").symlink_to(SWEEP.parent / "small.yaml")
        self.addCleanup(subprocess.run, ["scancel", "--user=root"])
        self.environment = {**os.environ, "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
                            "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}
        del self.environment["CARAVAN"]

    def write_sweep(self):
        text = SWEEP.read_text()
        (self.folder / "S.yaml").write_text(re.sub("replications: .*", f"replications: {self.replications}", text))

    def start(self, script):
        return subprocess.Popen(["bash", "-euc", script], cwd=self.folder, env=self.environment, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)

    def do(self, script):
        process = self.start(script)
        said, _ = process.communicate(timeout=900)
        self.assertEqual(process.returncode, 0, said)
        return said

    def wait_for_work(self):
        """Until two processes have results."""
        def parts():
            return [path for path in self.folder.glob("s.h5.parts/*.part") if path.stat().st_size > 50_000]

        wait_until(lambda: len(parts()) >= 2, "work has begun")

    def wait_for_jobs(self):
        wait_until(lambda: not queue(), "the jobs have ended")

    def reports(self):
        """What each job has written, by the name of its file."""
        return {path.name: path.read_text() for path in sorted(self.folder.glob("slurm-*.out"))}

    def check_same(self):
        self.assertTrue(self.output.exists(), self.reports())
        self.assertTrue(self.output.read_bytes() == undisturbed(self.replications), "the file differs")


class TestSlurmArray(RecipeTest):
    def submit(self, options=""):
        self.do(recipe("a Slurm array").replace("--parsable", f"--parsable {options}"))

    def check_each_shard_was_stopped_and_went_on(self):
        reports = [text for name, text in self.reports().items() if "_" in name]
        self.assertEqual(len(reports), SHARDS)
        for text in reports:
            self.assertIn(STOPPED, text)
            self.assertIn("is finished", text.splitlines()[-1])
        print("", *(f"{name}: {line}" for name, text in self.reports().items() for line in text.splitlines()), sep="\n")

    def test_jobs_that_come_near_their_time_limit_go_on_in_another(self):
        self.replications = replications_for(SECONDS_TO_ITS_LIMIT)
        self.write_sweep()
        self.submit("--time=2")  # the signal comes 60 to 90 s before
        self.wait_for_jobs()
        self.check_each_shard_was_stopped_and_went_on()
        self.check_same()

    def test_jobs_that_are_pre_empted_go_on_afterwards(self):
        self.submit()
        while sum(STOPPED in text for text in self.reports().values()) < SHARDS:
            wait_until(lambda: "RUNNING" in queue(), "a shard runs")
            time.sleep(3)
            self.do("srun --partition=urgent --exclusive sleep 1")
        self.wait_for_jobs()
        self.check_each_shard_was_stopped_and_went_on()
        self.check_same()

    def test_jobs_that_are_cancelled_stay_so_and_the_same_commands_go_on(self):
        self.submit()
        self.wait_for_work()
        subprocess.run(["scancel", "--user=root"], check=True)
        wait_until(lambda: sum(STOPPED in text for text in self.reports().values()) == 2, "both have stopped", 60)
        self.wait_for_jobs()
        time.sleep(5)
        self.assertEqual(queue(), "")
        self.assertFalse(self.output.exists())
        self.submit()
        self.wait_for_jobs()
        self.check_same()


class TestMpi(RecipeTest):
    def test_under_slurm(self):
        self.do(recipe("MPI under Slurm").replace(f"--ntasks={SHARDS}", "--ntasks=2"))
        self.wait_for_jobs()
        self.check_same()
        self.assertEqual(len(list(self.folder.glob("s.h5.parts/*.part"))), 2)

    def test_mpirun_in_a_job(self):
        command = recipe("MPI").replace(f"-n {SHARDS}", "").strip()
        self.do(f"sbatch --ntasks=2 --wrap='{command}'")
        self.wait_for_jobs()
        self.check_same()
        self.assertEqual(len(list(self.folder.glob("s.h5.parts/*.part"))), 2)


class TestWorkflows(RecipeTest):
    def check_stops_and_goes_on(self, name):
        process = self.start(recipe(name))
        self.wait_for_work()
        os.killpg(process.pid, signal.SIGTERM)
        said, _ = process.communicate(timeout=60)
        self.assertNotEqual(process.returncode, 0, said)
        self.assertFalse(self.output.exists())
        self.do(recipe(name))
        self.check_same()

    def test_gnu_parallel(self):
        self.check_stops_and_goes_on("GNU parallel")

    def test_snakemake(self):
        self.check_stops_and_goes_on("Snakemake")
        self.assertIn("Nothing to be done", self.do(recipe("Snakemake")))
        sweep = self.folder / "S.yaml"
        sweep.write_text(sweep.read_text().replace("values: [1, 2, 3]", "values: [1, 2, 3, 4]"))
        self.do(recipe("Snakemake"))
        with h5py.File(self.output) as file:
            self.assertEqual(sorted(set(file["feeders"])), [1, 2, 3, 4])


if __name__ == "__main__":
    unittest.main()
