"""caravan.open: what is ours opens, what is not is refused and says why."""

import warnings
from pathlib import Path

import h5py
import numpy as np
import pytest

import caravan


def test_a_results_file_opens_without_warnings(small_file: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with caravan.open(small_file) as data:
            assert data.sizes["replication"] == 4
            assert float(data.delivered_teu.sum()) > 0
            assert np.issubdtype(data.time.dtype, np.datetime64)


def test_demands_links_facilities_and_tanks_have_names(small_file: Path) -> None:
    with caravan.open(small_file) as data:
        assert str(data.demand_transit_mean.sel(demand="oil").demand_name.values) == "aktau to alat, crude"
        assert str(data.link_mass.sel(link="almaty-aktau").link_name.values) == "almaty to aktau, rail"
        names = dict(zip(data.facility.values, data.facility_name.values))
        assert names["aktau/berths/oil"] == "aktau, oil berths"
        assert names["aktau/storage/container"] == "aktau, container storage"
        assert names["almaty-aktau/paths"] == "almaty-aktau, paths"
        assert str(data.tank_stock.sel(tank="aktau/depot").tank_name.values) == "aktau, depot"


def test_what_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nothing.h5: there is no such file"):
        caravan.open(tmp_path / "nothing.h5")


def test_what_is_no_hdf5_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.h5"
    path.write_text("not this")
    with pytest.raises(ValueError, match="not a results file of Caravan"):
        caravan.open(path)


def test_the_hdf5_of_others_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.h5"
    with h5py.File(path, "w") as file:
        file.attrs["format"] = "something else"
    with pytest.raises(ValueError, match="its attribute `format` is something else"):
        caravan.open(path)


@pytest.mark.parametrize("version, is_read", [((1, 0), True), ((1, 99), True), ((2, 0), False), ((0, 9), False)])
def test_another_first_number_of_the_format_is_refused(
        small_file: Path, tmp_path: Path, version: tuple[int, int], is_read: bool) -> None:
    path = tmp_path / "other.h5"
    path.write_bytes(small_file.read_bytes())
    with h5py.File(path, "r+") as file:
        file.attrs["format_version"] = np.array(version, dtype="int32")
    if is_read:
        caravan.open(path).close()
        return
    number = rf"{version[0]}\.{version[1]}"
    with pytest.raises(ValueError, match=f"format {number}, which caravan .* this package reads"):
        caravan.open(path)
