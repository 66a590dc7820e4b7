"""Caravan's results in Python: from a file, or a scenario, to an answer with its interval.

    import caravan
    ds = caravan.open("corridor.h5")            # an xarray.Dataset
    ds.caravan.kpi("corridor_teu")              # means over replications and their intervals
    ds = caravan.run("scenarios/middle_corridor.yaml", {"fleets.kmtf_feeders.vessels": 6})
    ds = caravan.sweep("scenarios/sweeps/eu_money_x_closure.yaml")      # many variants at once

`open`, `run` and `sweep` give datasets; what is asked of one run stands at `ds.caravan` (see `accessor`), what
is asked of two at `resilience` and `worth`, and pictures are in `caravan.plots`.
"""

from .accessor import CaravanAccessor
from .reading import open
from .resilience import Resilience, resilience
from .running import RunError, run, sweep
from .statistics import interval, paired, ratio, spell, spell_interval
from .version import VERSION
from .worth import worth

__version__ = VERSION

__all__ = ["CaravanAccessor", "Resilience", "RunError", "interval", "open", "paired", "ratio",
           "resilience", "run", "spell", "spell_interval", "sweep", "worth"]
