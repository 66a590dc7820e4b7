// Which way a consignment takes: chosen when it is released, and anew where its way on is closed.
//
// Shippers know the charges that hold now. How long a leg takes they expect to be as without any
// queue, until they learn: at each review, what cargo has met with since the last takes its share
// in what they think. Shares hold until the next review, or until something opens, closes or
// changes its price.
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

void begin_routes(World& world);

// By the shares that hold.
ItineraryId choose_itinerary(const World& world, DemandId demand, std::uint64_t number);

// A consignment is through at the end of a leg.
void note_experience(World& world, const Consignment& consignment);
void on_routes_reviewed(World& world);

// To be called when a link or a place has been opened or closed, or what a way costs has changed.
void on_ways_changed(World& world);
// Something has been closed for so long that cargo which waits looks for another way.
void on_closure_lasted(World& world);
// Where its way on has been closed for long, a consignment that is not aboard takes another, if
// there is one that is open.
void leave_closed_way(World& world, Consignment& consignment);

// What one TEU, wagon, truck or tonne of the demand is thought to cost by an itinerary: charges and
// risk, and the value of the time that it is thought to take and of how far that may be missed.
Money perceived_cost(const World& world, DemandId demand, ItineraryId itinerary);

// Mean over its itineraries, in days.
double perceived_days(const World& world, DemandId demand);

// How much of each way is its own, 0 .. 1: the share of its length that no other uses, and of what
// several use, each one's part. Ben-Akiva, M., and Bierlaire, M. (1999), "Discrete choice methods
// and their applications to short term travel decisions", in: Handbook of Transportation Science.
std::vector<double> path_sizes(const Network& network, const std::vector<ItineraryId>& itineraries);

}  // namespace caravan
