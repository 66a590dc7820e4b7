#include "caravan/models/gridlock.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "caravan/models/harbour.hpp"
#include "caravan/models/tank_requests.hpp"
#include "caravan/sim/deadlock.hpp"

namespace caravan {
namespace {

// Numbers for names, in the order in which they are first met.
class Names {
 public:
  std::uint32_t number(const std::string& name) {
    const auto [found, is_new] = numbers_.emplace(name, static_cast<std::uint32_t>(names_.size()));
    if (is_new) names_.push_back(name);
    return found->second;
  }
  const std::string& operator[](std::uint32_t number) const { return names_[number]; }
  std::size_t size() const { return names_.size(); }

 private:
  std::map<std::string, std::uint32_t> numbers_;
  std::vector<std::string> names_;
};

// Who holds what and who wants what, in a world that stands still for the time being.
class Picture {
 public:
  explicit Picture(const World& world) : world_(world), network_(*world.network) {
    for (std::size_t p = 0; p < world.places.size(); ++p) draw_place(PlaceId(p));
    for (const Consignment& consignment : world.consignments.slots()) {
      if (consignment.is_live && !consignment.room.is_none()) draw_stored(consignment);
    }
    for (const Vessel& vessel : world.vessels) {
      // Cargo waits for any vessel of its link: all of them must be stuck for it to be.
      for (const LinkId link : network_.services[vessel.fleet.index()]) {
        if (link <= network_[link].back) hold(vessel_name(vessel), carriers_of(link), 1);
      }
    }
  }

  std::vector<std::string> circle() const {
    WaitGraph graph = graph_;
    graph.free.resize(whats_.size(), 0);
    const std::vector<WaitStep> steps = find_deadlock(graph);
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const WaitStep& next = steps[(i + 1) % steps.size()];
      lines.push_back(whos_[steps[i].who] + " waits for " + whats_[steps[i].what] + ", held by " +
                      whos_[next.who]);
    }
    return lines;
  }

 private:
  void hold(const std::string& who, const std::string& what, std::int64_t amount) {
    graph_.holds.push_back({whos_.number(who), whats_.number(what), amount});
  }
  void want(const std::string& who, const std::string& what, std::int64_t amount) {
    graph_.wants.push_back({whos_.number(who), whats_.number(what), amount});
  }
  void set_free(const std::string& what, std::int64_t amount) {
    const std::uint32_t number = whats_.number(what);
    graph_.free.resize(std::max<std::size_t>(graph_.free.size(), number + 1), 0);
    graph_.free[number] = amount;
  }

  std::string vessel_name(const Vessel& vessel) const {
    const auto index = static_cast<std::size_t>(&vessel - world_.vessels.data());
    std::size_t first = index;  // vessels of a fleet stand in a row
    while (first > 0 && world_.vessels[first - 1].fleet == vessel.fleet) --first;
    return "vessel " + std::to_string(index - first + 1) + " of " + network_[vessel.fleet].id;
  }
  std::string ship_name(std::uint32_t who, std::uint32_t purpose) const {
    if (purpose == static_cast<std::uint32_t>(BerthFor::vessel)) {
      return vessel_name(world_.vessels[who]);
    }
    if (purpose == static_cast<std::uint32_t>(BerthFor::visitor)) {
      const Visitor& ship = world_.calls.ships[VisitorId(who)];
      return "ship " + std::to_string(ship.number + 1) + " of " + network_[CallId(ship.call)].id;
    }
    const Tanker& tanker = world_.oil.tankers[TankerId(who)];
    return "tanker " + std::to_string(tanker.number + 1) + " of " +
           network_.scenario.liftings[tanker.lifting].id;
  }
  std::string train_name(std::uint32_t id) const {
    const Train& train = world_.trains[TrainId(id)];
    if (train.leg.is_none()) return "empty train " + std::to_string(train.number + 1);
    return "train " + std::to_string(train.number + 1) + " of " + network_[train.leg].name;
  }
  std::string carrier_name(const Consignment& c) const {
    switch (world_.leg_of(c).mode) {
      case Mode::rail: return train_name(c.carrier);
      case Mode::sea: return vessel_name(world_.vessels[c.carrier]);
      case Mode::road: return network_[c.demand].id + " on the road";
      case Mode::pipeline: break;
    }
    return {};
  }
  std::string storage_name(PlaceId place, CargoClass cargo) const {
    return "room in " + network_[place].id + "/storage/" +
           std::string(kCargoClassNames[static_cast<std::size_t>(cargo)]);
  }
  // Vessels go back and forth: both directions of a link share them.
  std::string carriers_of(LinkId link) const {
    const LinkSpec& spec = network_[link];
    return "a vessel on " + network_[std::min(link, spec.back)].id;
  }

  template <class NameOf>
  void draw_servers(const std::string& what, const Resource& servers, NameOf name_of) {
    // What wind and waves have closed opens again.
    set_free(what, servers.capacity() - servers.in_use());
    for (const Holding& h : servers.holdings()) hold(name_of(h), what, h.amount);
    servers.line().for_each([&](const Request& r) { want(name_of(r), what, r.amount); });
  }

  void draw_place(PlaceId id) {
    const Place& place = world_.places[id.index()];
    const PlaceSpec& spec = network_[id];
    for (std::size_t i = 0; i < place.port.berths.size(); ++i) {
      draw_servers(spec.id + "/berths/" + spec.berths[i].type, place.port.berths[i],
                   [&](const auto& one) { return ship_name(one.who, one.purpose); });
    }
    const auto train = [&](const auto& one) { return train_name(one.who); };
    draw_servers(spec.id + "/sidings", place.sidings, train);
    draw_servers(spec.id + "/tracks", place.tracks, train);
    for (std::size_t k = 0; k < kCargoClasses; ++k) {
      const auto cargo = static_cast<CargoClass>(k);
      draw_wanted_room(storage_name(id, cargo), place.storage[cargo]);
    }
  }

  // A carrier that has a lot to unload goes on; of one that has none, the first lot counts.
  void draw_wanted_room(const std::string& what, const Store& store) {
    set_free(what, store.capacity() - store.content());
    std::set<std::string> seen;
    store.puts().for_each([&](const Request& request) {
      const Consignment& lot = world_.consignments[ConsignmentId(request.who)];
      if (lot.stage == Stage::waiting_for_storage || has_more_to_unload(lot)) return;
      const std::string who = carrier_name(lot);
      if (seen.insert(who).second) want(who, what, request.amount);
    });
  }

  bool has_more_to_unload(const Consignment& lot) const {
    switch (world_.leg_of(lot).mode) {
      case Mode::rail: return !world_.trains[TrainId(lot.carrier)].unloadable.empty();
      case Mode::sea: return has_more_to_discharge(world_.vessels[lot.carrier]);
      case Mode::road:
      case Mode::pipeline: return false;
    }
    return false;
  }

  static bool has_more_to_discharge(const Vessel& vessel) {
    return !vessel.ready.empty() || !vessel.in_work.empty();
  }

  // All that waits at a place for one leg counts as one: it is moved by the same carriers.
  void draw_stored(const Consignment& c) {
    if (!tank_of(world_, c, c.room).is_none()) return;  // tanks empty by themselves
    const std::string room = storage_name(c.room, world_.cargo_of(c));
    const bool is_with_carrier = c.stage != Stage::formalities &&
                                 c.stage != Stage::waiting_for_carrier &&
                                 c.stage != Stage::waiting_for_consignee;
    if (is_with_carrier) return hold(carrier_name(c), room, c.amount.value);
    const bool has_arrived = c.leg == network_[c.itinerary].legs.size();
    if (has_arrived)
      return hold("cargo about to leave " + network_[c.room].id, room, c.amount.value);
    const Leg& leg = world_.leg_of(c);
    const std::string who = "cargo at " + network_[c.room].id + " for " + leg.name;
    hold(who, room, c.amount.value);
    if (leg.mode == Mode::rail || !groups_.insert(who).second) return;
    want(who, carriers_of(leg.links.front()), 1);
  }

  const World& world_;
  const Network& network_;
  Names whos_, whats_;
  std::set<std::string> groups_;
  WaitGraph graph_;
};

}  // namespace

std::vector<std::string> describe_gridlock(const World& world) { return Picture(world).circle(); }

}  // namespace caravan
