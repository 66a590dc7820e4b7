"""Pictures. Each function draws on given axes or a figure of its own, and gives the axes or figure back.

Functions that draw one variable take it (`over_time(ds.delivered_teu)`), others the whole dataset. All use
colours that colour-blind readers can tell apart, and say units, means and bands below the title. `sign` adds
at the foot of a figure what run it is of.
"""

from .bars import bottlenecks, sobol, time_went, tornado
from .disturbance import resilience_curve
from .journeys import gantt, transit_times
from .network_map import flow_map
from .over_time import heat_map, over_time
from .overview import picture
from .style import sign

__all__ = ["bottlenecks", "flow_map", "gantt", "heat_map", "over_time", "picture", "resilience_curve", "sign",
           "sobol", "time_went", "tornado", "transit_times"]
