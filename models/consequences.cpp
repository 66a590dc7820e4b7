#include "caravan/models/consequences.hpp"

#include <algorithm>

#include "caravan/models/cables.hpp"
#include "caravan/models/consignment_life.hpp"
#include "caravan/models/fleet_changes.hpp"
#include "caravan/models/formalities_life.hpp"
#include "caravan/models/harbour.hpp"
#include "caravan/models/lines.hpp"
#include "caravan/models/nominations.hpp"
#include "caravan/models/oil_flow.hpp"
#include "caravan/models/plant_life.hpp"
#include "caravan/models/road_life.hpp"
#include "caravan/models/rolling_stock.hpp"
#include "caravan/models/route_choice.hpp"
#include "caravan/models/shippers.hpp"

namespace caravan {
namespace {

void grant(World& world, Resource& resource, EventKind kind) {
  while (const auto next = resource.grant_next(world.now())) {
    world.schedule(Duration{}, kind, next->who);
  }
}

void resize_yard(World& world, PlaceId id) {
  for (std::size_t k = 0; k < kCargoClasses; ++k) {
    const auto cargo = static_cast<CargoClass>(k);
    const PlaceSpec& spec = world[id];
    if (!spec.storage[cargo]) continue;
    Store& storage = world.places[id.index()].storage[cargo];
    storage.set_capacity(world.now(), spec.storage[cargo]->value);
    storage.keep_for_urgent(kept_for_ships(spec, cargo).value);
    while (const auto next = storage.put_next(world.now())) {
      world.schedule(Duration{}, EventKind::storage_granted, next->who);
    }
  }
}

void resize_station(World& world, PlaceId id) {
  const PlaceSpec& before = (*world.network)[id];
  const PlaceSpec& now = world[id];
  Place& place = world.places[id.index()];
  place.tracks.set_in_service(world.now(), before.tracks, now.tracks);
  grant(world, place.tracks, EventKind::track_granted);
  if (now.sidings) {
    place.sidings.set_in_service(world.now(), *before.sidings, *now.sidings);
    grant(world, place.sidings, EventKind::siding_granted);
  }
  if (now.bogie_exchange) {
    place.bogie_lines.set_in_service(world.now(), before.bogie_exchange->lines,
                                     now.bogie_exchange->lines);
    grant(world, place.bogie_lines, EventKind::bogie_line_granted);
  }
}

void resize_desks(World& world, PlaceId id) {
  Place& place = world.places[id.index()];
  place.desks.set_in_service(world.now(), (*world.network)[id].formalities->desks,
                             world[id].formalities->desks);
  grant_desks(world, id);
  if (!world[id].inspection) return;
  place.inspection.set_in_service(world.now(), (*world.network)[id].inspection->desks,
                                  world[id].inspection->desks);
  grant(world, place.inspection, EventKind::inspection_granted);
}

void resize_gate(World& world, PlaceId id) {
  Resource& gate = world.places[id.index()].gate;
  gate.set_in_service(world.now(), (*world.network)[id].gate->lanes, world[id].gate->lanes);
  grant(world, gate, EventKind::gate_granted);
}

void open_or_close(World& world, LinkId id) {
  switch (world[id].mode) {
    case Mode::rail: return on_line_opened_or_closed(world, id);
    case Mode::sea: return on_sea_link_opened_or_closed(world, id);
    case Mode::road: return on_road_opened_or_closed(world, id);
    case Mode::pipeline: return oil_specs_changed(world);
  }
}

void tell_one(World& world, Concern concern, std::size_t target) {
  switch (concern) {
    case Concern::nobody:
    case Concern::ways: return;
    case Concern::port: return harbour_changed(world, PlaceId(target));
    case Concern::weather: return plan_closure(world, PlaceId(target));
    case Concern::yard: return resize_yard(world, PlaceId(target));
    case Concern::station: return resize_station(world, PlaceId(target));
    case Concern::desks: return resize_desks(world, PlaceId(target));
    case Concern::gate: return resize_gate(world, PlaceId(target));
    case Concern::line: return on_headway_changed(world, LinkId(target));
    case Concern::link_open: return open_or_close(world, LinkId(target));
    case Concern::fleet: return on_fleet_size_changed(world, FleetId(target));
    case Concern::stock: return on_stock_changed(world, RollingStockId(target));
    case Concern::releases: return on_demand_changed(world, DemandId(target));
    case Concern::oil: return oil_specs_changed(world);
    case Concern::outlets: return renominate_later(world);
    case Concern::conduits: return on_cables_changed(world);
    case Concern::plant: return on_plant_capacity_changed(world, PlantId(target));
  }
}

// All pipelines, fields and refineries look at once, and so do all cables.
std::size_t whom(Concern concern, std::size_t target) {
  const bool is_for_all =
      concern == Concern::oil || concern == Concern::outlets || concern == Concern::conduits;
  return is_for_all ? 0 : target;
}

double share_in_use(const Resource& resource) {
  const auto in_service = static_cast<double>(resource.capacity() - resource.out_of_service());
  return in_service > 0 ? static_cast<double>(resource.in_use()) / in_service : 1;
}

}  // namespace

void Consequences::add(Concern concern, std::size_t target) {
  const std::pair one{concern, whom(concern, target)};
  if (std::find(told_.begin(), told_.end(), one) == told_.end()) told_.push_back(one);
}

void Consequences::tell(World& world) const {
  bool concerns_ways = false;
  for (const auto& [concern, target] : told_) {
    tell_one(world, concern, target);
    concerns_ways |=
        concern == Concern::ways || concern == Concern::link_open || concern == Concern::port;
  }
  if (concerns_ways) on_ways_changed(world);
}

double occupancy(const World& world, const Facility& facility) {
  using Kind = Facility::Kind;
  const auto cargo = static_cast<CargoClass>(facility.index);
  if (facility.kind == Kind::tank) {
    const OilVolume content = world.oil.tanks[facility.index].oil.volume;
    return in_barrels(content) / in_barrels(world.network->oil.tanks[facility.index].capacity);
  }
  if (facility.place.is_none()) return 0;
  const Place& place = world.places[facility.place.index()];
  switch (facility.kind) {
    case Kind::berths: return share_in_use(place.port.berths[facility.index]);
    case Kind::cranes: return share_in_use(place.port.cranes[cargo]);
    case Kind::tracks: return share_in_use(place.tracks);
    case Kind::sidings: return share_in_use(place.sidings);
    case Kind::bogie_exchange: return share_in_use(place.bogie_lines);
    case Kind::formalities: return share_in_use(place.desks);
    case Kind::inspection: return share_in_use(place.inspection);
    case Kind::gate: return share_in_use(place.gate);
    case Kind::storage: {
      const Store& storage = place.storage[cargo];
      return static_cast<double>(storage.content()) / static_cast<double>(storage.capacity());
    }
    default: return 0;
  }
}

}  // namespace caravan
