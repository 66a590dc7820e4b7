// How fast oil flows everywhere, given what each stream could carry and which tanks are at a limit.
//
// A full tank takes in no more than goes out of it, an empty one lets out no more than comes in; so
// tank tops throttle what is upstream and tank bottoms what is downstream, as far as it takes.
// Where several streams must share, they do in proportion to what they would carry otherwise. A
// junction without a tank is full and empty at once.
#pragma once

#include <vector>

#include "caravan/models/ids.hpp"
#include "caravan/models/oil_units.hpp"

namespace caravan {

struct OilStream {
  TankId from;  // none: a field
  TankId to;    // none: it leaves the system
  OilRate most;
  OilRate rate;             // the answer
  bool has_source = false;  // scratch

  bool operator==(const OilStream&) const = default;
};

struct TankLimit {
  bool is_full = false;
  bool is_empty = false;
  OilRate in_beyond_out;  // if it is full: how much more may come in than streams take out
  OilRate out_beyond_in;  // if it is empty: how much more may go out than streams bring; above
                          // zero only if others bring it

  bool operator==(const TankLimit&) const = default;
};

// Sets the rates of all streams within the limits, so that none could be higher unless another were
// lower: what one branch can't take is offered to its neighbours. What goes round in a circle of
// empty tanks, from no source, is no flow. Ends always: rates are lowered, in a bounded number of
// rounds, after which what still breaks a limit is set to zero; then what can be is raised again.
void find_rates(std::vector<OilStream>& streams, const std::vector<TankLimit>& tanks);

}  // namespace caravan
