"""Runs scenarios and sweeps with the `caravan` command."""

import json
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
    words = [command(), "run", os.fspath(scenario), "--force", "--replications", str(replications),
             "--seed", str(seed), *_settings(overrides, jobs)]
    if detail is not None:
        words += ["--detail", detail]
    return _results_of(words, output)


def sweep(design: str | os.PathLike[str] | Mapping[str, object], overrides: Mapping[str, object] | None = None, *,
          jobs: int | None = None, output: str | os.PathLike[str] | None = None) -> xr.Dataset:
    """Simulates all points of a design and gives their results, along the dimension `point`, whose coordinates
    are the factors.

    `design` is a sweep's file, or what one would say (see "Sweeps" in scenarios/README.md), with paths from the
    current folder: `{"title": "Feeders", "scenario": "scenarios/middle_corridor.yaml", "replications": 4,
    "factors": {"feeders": {"path": "fleets.kmtf_feeders.vessels", "values": [1, 2, 3]}}}`. `overrides` are
    values of the sweep by path: `{"replications": 20}`. `jobs` is the number of runs at a time, by default one a
    processor.

    With `output` the file stays there, and beside it, in `<output>.parts`, what is finished: the same call goes on
    after a kill, does what is new in a design that has grown, and returns at once if there is nothing to do.
    Without it the results are in memory alone.

    Raises RunError with Caravan's own message if the design is wrong, if any point failed (the exit code is 1;
    `open` shows the others), or if `output` is of another sweep; FileNotFoundError if there is no `caravan` to be
    found.
    """
    with tempfile.TemporaryDirectory(prefix="caravan-") as folder:
        path = _written(design, Path(folder) / "sweep.yaml") if isinstance(design, Mapping) else os.fspath(design)
        return _results_of([command(), "sweep", path, *_settings(overrides, jobs)], output)


def _written(design: Mapping[str, object], path: Path) -> str:
    """The design as a file; paths in it are then from the file's folder, or whole. JSON is YAML."""
    whole = dict(design)
    if isinstance(scenario := design.get("scenario"), (str, os.PathLike)):
        whole["scenario"] = os.path.abspath(scenario)
    points = design.get("points")
    if isinstance(points, Mapping) and isinstance(file := points.get("file"), (str, os.PathLike)):
        whole["points"] = {**points, "file": os.path.abspath(file)}
    path.write_text(json.dumps(whole, indent=1, ensure_ascii=False, default=str), encoding="utf-8")
    return os.fspath(path)


def _settings(overrides: Mapping[str, object] | None, jobs: int | None) -> list[str]:
    words = [word for path, value in (overrides or {}).items() for word in ("--set", f"{path}={value}")]
    return words if jobs is None else [*words, "--jobs", str(jobs)]


def _results_of(words: list[str], output: str | os.PathLike[str] | None) -> xr.Dataset:
    """Of the file that stays, or in memory."""
    if output is not None:
        return open(_run(words, Path(output)))
    with tempfile.TemporaryDirectory(prefix="caravan-") as folder:
        with open(_run(words, Path(folder) / "results.h5")) as data:
            return data.load()


def _run(words: list[str], output: Path) -> Path:
    done = subprocess.run([*words, "--quiet", "--output", os.fspath(output)], capture_output=True, text=True)
    if done.returncode != 0:
        said = done.stderr.strip() or f"{words[0]} ended with exit code {done.returncode}"
        raise RunError(said, done.returncode)
    return output
