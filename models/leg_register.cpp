#include "caravan/models/leg_register.hpp"

#include <algorithm>

#include "caravan/models/ways_home.hpp"

namespace caravan {
namespace {

Leg make_leg(const Network& network, const LinkId* begin, const LinkId* end, CargoClass cargo) {
  const LinkSpec& first = network[*begin];
  Leg leg{.mode = first.mode,
          .cargo = cargo,
          .links = {begin, end},
          .from = first.from,
          .to = network[*(end - 1)].to,
          .run = {},
          .payload = first.rail.train[cargo],
          .fill = first.rail.fill,
          .name = {}};
  for (const LinkId link : leg.links) {
    leg.payload = std::min(leg.payload, network[link].rail.train[cargo]);
    leg.name += network[link].id + "/";
  }
  leg.name += kCargoClassNames[static_cast<std::size_t>(cargo)];
  return leg;
}

}  // namespace

std::vector<std::size_t> LegRegister::cut(const std::vector<LinkId>& route, CargoClass cargo) {
  const auto root = static_cast<std::size_t>(cargo);
  std::vector<std::size_t> legs;
  std::size_t node = root;
  const LinkId* first = route.data();
  const LinkId* const end = route.data() + route.size();
  for (const LinkId* link = first; link != end; ++link) {
    const bool goes_on =
        link == first || runs_through(network_.scenario, network_[*(link - 1)], network_[*link]);
    if (!goes_on) {
      legs.push_back(draft_at(node, first, link, cargo));
      first = link;
      node = root;
    }
    node = next(node, *link);
  }
  legs.push_back(draft_at(node, first, end, cargo));
  return legs;
}

std::size_t LegRegister::next(std::size_t node, LinkId link) {
  const std::uint64_t key = static_cast<std::uint64_t>(node) << 32 | link.value;
  const auto [known, is_new] = next_.try_emplace(key, draft_of_.size());
  if (is_new) draft_of_.push_back(kNone);
  return known->second;
}

std::size_t LegRegister::draft_at(std::size_t node, const LinkId* first, const LinkId* last,
                                  CargoClass cargo) {
  std::size_t& draft = draft_of_[node];
  if (draft == kNone) {
    draft = drafts_.size();
    drafts_.push_back({make_leg(network_, first, last, cargo), {}});
  }
  return draft;
}

LegId LegRegister::enter(std::size_t index) {
  Draft& draft = drafts_[index];
  if (!draft.id.is_none()) return draft.id;
  draft.id = LegId(network_.legs.size());
  network_.legs.push_back(draft.leg);
  if (draft.leg.mode == Mode::rail) {
    network_.legs.back().run = RunId(network_.runs.size());
    network_.runs.push_back({draft.leg.links});
  }
  return draft.id;
}

}  // namespace caravan
