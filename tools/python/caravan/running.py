"""Runs scenarios with the `caravan` command."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import xarray as xr

from .reading import open

PRESETS = ["release", "dev", "asan", "tsan"]  # build folders, the fastest first


class RunError(RuntimeError):
    """A run failed. The message is what `caravan` said, file, line and column included."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # as tools/README.md lists them: 65 for a bad scenario


def command() -> str:
    """The `caravan` program: what CARAVAN names, else the one on the PATH, else the one built here."""
    if named := os.environ.get("CARAVAN"):
        return named
    if on_the_path := shutil.which("caravan"):
        return on_the_path
    for folder in Path(__file__).parents:
        for preset in PRESETS:
            built = folder / "build" / preset / "bin" / "caravan"
            if built.exists():
                return str(built)
    raise FileNotFoundError("no caravan: name the program in the environment variable CARAVAN, put it "
                            "on the PATH, or build it by tools/setup.sh")


def run(scenario: str | os.PathLike[str], overrides: Mapping[str, object] | None = None, *,
        replications: int = 10, seed: int = 1, jobs: int | None = None, detail: str | None = None,
        output: str | os.PathLike[str] | None = None) -> xr.Dataset:
    """Simulates a scenario and gives its results.

    `overrides` are values by path, as `--set` takes them: `{"fleets.kmtf_feeders.vessels": 6,
    "duration": "90 d"}`. `jobs` is the number of replications at a time, by default one a processor.
    `detail` is "kpi", "series", "journeys" or "events": what is told, see output/README.md.
    With `output` the file stays there, and an older one is replaced; without it the results are in
    memory alone. Two runs with the same seed share their luck, so that their differences are sharp:
    see `CaravanAccessor.compare`.

    Raises RunError with Caravan's own message if the scenario or the run fails, FileNotFoundError if
    there is no `caravan` to be found.
    """
    words = [command(), "run", os.fspath(scenario), "--quiet", "--force", "--replications",
             str(replications), "--seed", str(seed)]
    words += [word for path, value in (overrides or {}).items() for word in ("--set", f"{path}={value}")]
    if jobs is not None:
        words += ["--jobs", str(jobs)]
    if detail is not None:
        words += ["--detail", detail]
    if output is not None:
        return open(_run(words, Path(output)))
    with tempfile.TemporaryDirectory(prefix="caravan-") as folder:
        with open(_run(words, Path(folder) / "results.h5")) as data:
            return data.load()


def _run(words: list[str], output: Path) -> Path:
    done = subprocess.run([*words, "--output", os.fspath(output)], capture_output=True, text=True)
    if done.returncode != 0:
        said = done.stderr.strip() or f"{words[0]} ended with exit code {done.returncode}"
        raise RunError(said, done.returncode)
    return output
