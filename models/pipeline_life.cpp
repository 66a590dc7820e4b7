#include "caravan/models/pipeline_life.hpp"

#include <algorithm>
#include <cmath>

#include "caravan/models/consignment_life.hpp"

namespace caravan {
namespace {

Volume volume_of(const World& world, ConsignmentId id) {
  const Consignment& consignment = world.consignments[id];
  const CommoditySpec& crude = (*world.network)[(*world.network)[consignment.demand].commodity];
  return {in_tonnes(consignment.mass) * crude.barrels_per_tonne};
}

void take_next_lot(World& world, LinkId link) {
  Pipeline& pipeline = world.pipelines[link.index()];
  const LegId leg = world.network->legs_on_link[link.index()].front();
  if (!pipeline.entering.is_none() || world.queues[leg.index()].waiting.empty()) return;
  pipeline.entering = claim(world, leg, 0, link.value);
  hold(world, pipeline.entering, Stage::loading, Cause::loading, (*world.network)[link].from);
  pipeline.still_to_enter = volume_of(world, pipeline.entering);
}

void ask_for_room(World& world, LinkId link) {
  Pipeline& pipeline = world.pipelines[link.index()];
  if (pipeline.outlet_was_asked) return;
  pipeline.outlet_was_asked = true;
  pipeline.still_to_leave = volume_of(world, pipeline.line.front());
  const PlaceId outlet = (*world.network)[link].to;
  pipeline.outlet_has_room = request_storage(world, pipeline.line.front(), outlet);
}

void pump_if_possible(World& world, LinkId link) {
  Pipeline& pipeline = world.pipelines[link.index()];
  if (pipeline.is_pumping) return;
  take_next_lot(world, link);
  ask_for_room(world, link);
  if (pipeline.entering.is_none() || !pipeline.outlet_has_room) return;

  const Volume per_day = (*world.network)[link].pipeline.per_day;
  pipeline.pumped = std::min(pipeline.still_to_enter, pipeline.still_to_leave);
  pipeline.is_pumping = true;
  pipeline.pumping.set(world.now(), 1);
  world.schedule(days(pipeline.pumped / per_day), EventKind::pipeline_pumped, link.value);
}

void on_lot_is_in(World& world, LinkId link) {
  Pipeline& pipeline = world.pipelines[link.index()];
  const ConsignmentId lot = pipeline.entering;
  pipeline.entering = {};
  pipeline.line.push(lot);
  put_aboard(world, lot);
  set_out(world, lot, link);
}

void on_lot_is_out(World& world, LinkId link) {
  Pipeline& pipeline = world.pipelines[link.index()];
  const ConsignmentId lot = pipeline.line.pop();
  pipeline.outlet_was_asked = false;
  pipeline.outlet_has_room = false;
  on_unloaded(world, lot);
}

// Gives a released consignment the itinerary through this pipeline, and the place in it.
void put_into_line(World& world, LinkId link, ConsignmentId id) {
  Consignment& consignment = world.consignments[id];
  const LegId leg = world.network->legs_on_link[link.index()].front();
  for (const ItineraryId itinerary :
       world.network->choices[consignment.demand.index()].itineraries) {
    const std::vector<LegId>& legs = (*world.network)[itinerary].legs;
    const auto found = std::find(legs.begin(), legs.end(), leg);
    if (found == legs.end()) continue;
    consignment.itinerary = itinerary;
    consignment.leg = static_cast<std::uint32_t>(found - legs.begin());
    break;
  }
  consignment.carrier = link.value;
  consignment.stage = Stage::moving;
  consignment.cause = Cause::moving;
  consignment.where = link.value;
  consignment.at = (*world.network)[link].from;
  world.pipelines[link.index()].line.push(id);
}

}  // namespace

void on_cargo_ready_for_pipeline(World& world, LegId leg) {
  pump_if_possible(world, (*world.network)[leg].links.front());
}

void on_outlet_has_room(World& world, LinkId link) {
  world.pipelines[link.index()].outlet_has_room = true;
  pump_if_possible(world, link);
}

void on_pipeline_pumped(World& world, LinkId link) {
  Pipeline& pipeline = world.pipelines[link.index()];
  pipeline.is_pumping = false;
  pipeline.pumping.set(world.now(), 0);
  // The smaller of the two was pumped, so its rest is exactly zero.
  pipeline.still_to_enter -= pipeline.pumped;
  pipeline.still_to_leave -= pipeline.pumped;
  const bool is_in = pipeline.still_to_enter.value <= 0;
  const bool is_out = pipeline.still_to_leave.value <= 0;
  if (is_in) on_lot_is_in(world, link);
  if (is_out) on_lot_is_out(world, link);
  pump_if_possible(world, link);
}

void fill_line(World& world, LinkId link_id) {
  const LinkSpec& link = (*world.network)[link_id];
  const DemandSpec& demand = (*world.network)[link.pipeline.filled_with];
  const double barrels_per_kilogram = (*world.network)[demand.commodity].barrels_per_tonne / 1000.0;
  Amount fill{std::llround(link.pipeline.line_fill.value / barrels_per_kilogram)};
  while (fill > Amount{}) {
    const std::int64_t rest = fill.value % demand.lot.value;
    const Amount amount = rest > 0 ? Amount{rest} : demand.lot;
    fill -= amount;
    const ConsignmentId id = release(world, link.pipeline.filled_with, amount);
    put_into_line(world, link_id, id);
  }
}

}  // namespace caravan
