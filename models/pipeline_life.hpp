// A full pipeline's life. The line holds lots in order; as a lot is pumped in at one
// end, as much comes out at the other:
//
//   a lot waits at the inlet, and there is room for the whole first lot at the outlet
//     -> pumps until the one is in or the other is out, whichever comes first
//     -> a lot that is in has left the inlet's tanks; one that is out is in the outlet's
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

void on_cargo_ready_for_pipeline(World& world, LegId leg);
void on_outlet_has_room(World& world, LinkId link);
void on_pipeline_pumped(World& world, LinkId link);

// Fills the line, at the beginning, with whole lots and a smaller first one.
void fill_line(World& world, LinkId link);

}  // namespace caravan
