"""Tables in results files: journeys, their stages, parcels of oil, events, one row each."""

from typing import Any

import numpy as np
import pandas as pd
import xarray as xr
from numpy.typing import NDArray

LEVELS = {"journey": "journeys", "stage": "journeys", "parcel": "journeys", "event": "events"}
DAY = pd.Timedelta(days=1)


def rows(data: xr.Dataset, table: str) -> pd.DataFrame:
    """One row each, columns without the name of the table before them, ids and words instead of numbers.

    Columns of two dimensions (`journey_time`, by cause) are left out: they are arrays for xarray. Raises
    ValueError if the run has told no such rows.
    """
    columns = {name: values for name, values in data.data_vars.items() if values.dims == (table,)}
    if not columns:
        level = LEVELS.get(table)
        hint = f": run it with detail=\"{level}\"" if level else f", for there are {', '.join(LEVELS)}"
        raise ValueError(f"there are no rows of {table} in this run{hint}")
    return pd.DataFrame({str(name).removeprefix(f"{table}_"): _column(data, values)
                         for name, values in columns.items()})


def _column(data: xr.Dataset, values: xr.DataArray) -> object:
    """What the numbers stand for, where they stand for something."""
    if (dimension := values.attrs.get("index_of")) is not None:
        return _named(values.values, data[dimension].values)
    if (words := values.attrs.get("flag_meanings")) is not None:
        position = {flag: i for i, flag in enumerate(np.atleast_1d(values.attrs["flag_values"]))}
        return _named(pd.Series(values.values).map(position).values, words.split())
    return values.values


def _named(codes: NDArray[Any], names: object) -> object:
    """-1 stands for none. Numbers of replications stay numbers."""
    names = np.asarray(names)
    if np.issubdtype(names.dtype, np.number):
        return names[codes]
    return pd.Categorical.from_codes(codes, names)
