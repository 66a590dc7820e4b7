"""Fixtures: runs of a small corridor, by the `caravan` that ctest names in CARAVAN."""

import os
import sys
from pathlib import Path

import matplotlib
import pytest
import xarray as xr

matplotlib.use("Agg")
ROOT = Path(__file__).parents[2]
sys.path.insert(0, os.environ.get("CARAVAN_PYTHON", str(ROOT / "tools" / "python")))

import caravan  # noqa: E402

SMALL = ROOT / "tests" / "tools" / "small.yaml"


@pytest.fixture(scope="session")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four replications."""
    path = tmp_path_factory.mktemp("small") / "small.h5"
    caravan.run(SMALL, replications=4, output=path).close()
    return path


@pytest.fixture
def small(small_file: Path) -> xr.Dataset:
    with caravan.open(small_file) as data:
        return data.load()


@pytest.fixture(scope="session")
def one_feeder() -> xr.Dataset:
    """The same four worlds with one feeder instead of two, and slower formalities from February on."""
    return caravan.run(SMALL, {"fleets.feeders.vessels": 1}, replications=4)
