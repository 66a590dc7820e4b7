"""Opens results files."""

import os
from pathlib import Path

import xarray as xr

from .names import with_names

# The first number of each format's version: changes when readers must.
FORMATS = {"caravan-ensemble": 1, "caravan-sweep": 1}


def open(path: str | os.PathLike[str]) -> xr.Dataset:
    """The results that `caravan run` or `caravan sweep` has written to `path`; what is not used is not read.

    Beside what is in the file there are names of demands, links, facilities and tanks, made of those of places:
    `demand_name`, `link_name`, `facility_name`, `tank_name`.

    Raises FileNotFoundError where there is none, and ValueError where it is no results file of
    Caravan, or one of a format that this package does not know.
    """
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"{path}: there is no such file")
    try:
        data = xr.open_dataset(path, engine="h5netcdf")
    except (OSError, ValueError, KeyError) as error:
        raise ValueError(f"{path}: not a results file of Caravan ({error})") from error
    try:
        check_format(data, path)
    except ValueError:
        data.close()
        raise
    return with_names(data)


def check_format(data: xr.Dataset, path: Path) -> None:
    """Raises ValueError if the file says that it is something else, or of another time."""
    known = FORMATS.get(data.attrs.get("format", ""))
    if known is None:
        raise ValueError(f"{path}: not a results file of Caravan: its attribute `format` is "
                         f"{data.attrs.get('format', 'missing')}, not {' or '.join(FORMATS)}")
    version = ".".join(str(number) for number in data.attrs["format_version"])
    if data.attrs["format_version"][0] != known:
        raise ValueError(f"{path}: format {version}, which {data.attrs['source']} has written; this "
                         f"package reads {known}.x: use the one that came with that Caravan")
