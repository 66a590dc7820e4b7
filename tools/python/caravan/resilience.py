"""What a disturbance costs and how long it is felt: a run beside the same worlds without it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray as xr
from numpy.typing import NDArray

from .statistics import interval

WEEK = pd.Timedelta(days=7)


@dataclass(frozen=True)
class Resilience:
    """A flow beside the same without the disturbance. The backlog is what has been done less until then: the
    area between both curves of performance.

    The flow is `back` as soon as it is not sure any more that the backlog will still grow: when the 95 % interval
    of what is still lost until it is at its largest, on average, covers zero.
    """

    onset: pd.Timestamp  # beginning of the first interval in which any replication differs
    back: pd.Timestamp | None  # when the flow is as usual again; none: not in the run
    disturbed: xr.DataArray  # what was done, by replication and interval of time
    undisturbed: xr.DataArray
    backlog: xr.DataArray  # by replication, at the end of each interval
    lost: xr.DataArray  # backlog when the flow is back, by replication: the area of loss
    left: xr.DataArray  # backlog at the end of the run, by replication
    made_good_days: xr.DataArray  # from onset until the backlog is made good, by replication; nan: not in the run

    @property
    def felt_days(self) -> float:
        """From the onset until the flow is back; not a number if it is not in the run."""
        return np.nan if self.back is None else (self.back - self.onset) / pd.Timedelta(days=1)


def resilience(disturbed: xr.DataArray, undisturbed: xr.DataArray, made_good: float = 0.05) -> Resilience:
    """Holds one flow, by replication and time, against the same of the undisturbed run.

    Both must have the same seed: then they are equal up to the onset, which is found by that. A backlog counts
    as made good when it is first down to the share `made_good` of what was lost. Raises ValueError if the runs
    are no pairs, or do not differ, or if no backlog is sure: then replications are too few, or nothing is lost.
    """
    for axis in ("replication", "time"):
        if not np.array_equal(disturbed[axis], undisturbed[axis]):
            raise ValueError(f"the runs have not the same {axis}: they are no pairs")
    disturbed = disturbed.transpose("replication", "time")
    undisturbed = undisturbed.transpose("replication", "time")
    gap = undisturbed - disturbed
    differs = (gap != 0).any("replication").values
    if not differs.any():
        raise ValueError("both runs did the same: there is no disturbance to be seen")
    first = int(np.argmax(differs))
    if first == 0:
        raise ValueError("the runs differ from the first interval on: they are no pairs, or the disturbance "
                         "began before")
    times = disturbed.indexes["time"]
    step = times[1] - times[0]
    backlog = gap.cumsum("time")
    back = _grown_until(backlog, round(WEEK / step))
    lost = backlog.isel(time=-1 if back is None else back - 1, drop=True)
    is_small = (backlog <= made_good * lost).values
    is_small[:, :len(times) if back is None else back] = False
    until = np.where(is_small.any(axis=1) & (lost.values > 0), np.argmax(is_small, axis=1) + 1, np.nan)
    return Resilience(onset=times[first], back=None if back is None else times[0] + back * step,
                      disturbed=disturbed, undisturbed=undisturbed, backlog=backlog, lost=lost,
                      left=backlog.isel(time=-1, drop=True),
                      made_good_days=lost.copy(data=(until - first) * (step / pd.Timedelta(days=1))))


def _grown_until(backlog: xr.DataArray, week: int) -> int | None:
    """Number of intervals from the start of the run; none if hardly a week of it is left then."""
    largest = backlog.isel(time=int(backlog.mean("replication").values.argmax()), drop=True)
    if not _is_positive(largest):
        raise ValueError("there is no backlog for sure: take more replications")
    back = int(np.argmax(~_is_positive(largest - backlog))) + 1
    return back if back + week <= backlog.sizes["time"] else None


def _is_positive(values: xr.DataArray) -> NDArray[np.bool_]:
    """For sure, as far as an interval can tell."""
    estimate = interval(values)
    return (estimate["mean"] - estimate["half_width"].fillna(0) > 0).values
