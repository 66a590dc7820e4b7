"""caravan.run: the command's results and its errors, and experiments driven by it."""

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from conftest import ROOT, SMALL
from scipy.stats import qmc

import caravan
from caravan.running import command


def test_it_gives_what_the_file_says(small: xr.Dataset, tmp_path: Path) -> None:
    in_memory = caravan.run(SMALL, replications=4)
    xr.testing.assert_identical(in_memory, small)
    with caravan.run(os.fspath(SMALL), replications=4, jobs=1, output=tmp_path / "kept.h5") as kept:
        xr.testing.assert_identical(kept.load(), small)
    assert (tmp_path / "kept.h5").exists()


def test_overrides_seed_and_replications_arrive(small: xr.Dataset, one_feeder: xr.Dataset) -> None:
    assert float(one_feeder.fleet_voyages.sel(fleet="feeders").mean()) < float(
        small.fleet_voyages.sel(fleet="feeders").mean())
    other = caravan.run(SMALL, {"duration": "30 d", "demands.boxes.lot": "5 TEU"}, replications=2, seed=9)
    assert (other.sizes["replication"], other.sizes["time"], int(other.seed)) == (2, 30, 9)


def test_a_bad_scenario_is_an_error_with_caravans_own_words() -> None:
    with pytest.raises(caravan.RunError, match=r"places.aktau.berths.containers.*\n?.*container") as caught:
        caravan.run(SMALL, {"places.aktau.berths.containers": 4}, replications=1)
    assert caught.value.exit_code in (2, 65)
    with pytest.raises(caravan.RunError, match="nowhere.yaml") as caught:
        caravan.run("nowhere.yaml")
    assert caught.value.exit_code == 66


def test_an_output_that_cannot_be_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(caravan.RunError) as caught:
        caravan.run(SMALL, replications=1, output=tmp_path / "no such folder" / "x.h5")
    assert caught.value.exit_code == 73


def test_where_caravan_is_looked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CARAVAN", "/opt/caravan")
    assert command() == "/opt/caravan"
    monkeypatch.delenv("CARAVAN")
    program = tmp_path / "caravan"
    program.write_text("#!/bin/sh\nexit 7\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert command() == str(program)
    with pytest.raises(caravan.RunError, match="ended with exit code 7") as caught:
        caravan.run(SMALL)
    assert caught.value.exit_code == 7


def test_without_any_caravan_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CARAVAN", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("caravan.running.__file__", str(tmp_path / "site-packages" / "caravan" / "running.py"))
    with pytest.raises(FileNotFoundError, match="CARAVAN"):
        command()


def test_a_design_of_experiments_drives_it() -> None:
    # As SALib, the EMA workbench or Dakota do: a function of numbers, called at the points of a design.
    def teu(berths: float, lot: float) -> float:
        overrides = {"places.aktau.berths.container": round(berths), "demands.boxes.lot": f"{round(lot)} TEU"}
        with caravan.run(SMALL, overrides, replications=2) as data:
            return float(data.corridor_teu.sum("corridor").mean())

    points = qmc.scale(qmc.LatinHypercube(d=2, seed=1).random(6), [0.51, 4.51], [3.49, 20.49])
    answers = np.array([teu(*point) for point in points])
    offered = 20_000 / 365.25 * 60
    assert np.all(abs(answers / offered - 1) < 0.25)
    assert len(set(answers)) > 1
    # The same point again is the same answer, to the bit.
    assert teu(*points[0]) == answers[0]


def test_the_version_is_that_of_the_command() -> None:
    line = next(line for line in (ROOT / "CMakeLists.txt").read_text().splitlines() if "VERSION 0." in line)
    assert caravan.__version__ == line.split()[-1]
    assert pd.Series(caravan.__all__).is_unique
