// Gives each distinct leg of a network one id.
#pragma once

#include <unordered_map>
#include <vector>

#include "caravan/models/network.hpp"

namespace caravan {

// Knows legs that nothing has gone by yet as drafts; those that something goes by are entered in
// the network, in the order in which they are.
class LegRegister {
 public:
  explicit LegRegister(Network& network) : network_(network) {}

  // A route cut where cargo changes carriers: indices of drafts.
  std::vector<std::size_t> cut(const std::vector<LinkId>& route, CargoClass cargo);

  const Leg& draft(std::size_t index) const { return drafts_[index].leg; }
  LegId enter(std::size_t draft);

 private:
  struct Draft {
    Leg leg;
    LegId id;  // none until it is entered
  };
  static constexpr std::size_t kNone = SIZE_MAX;

  std::size_t next(std::size_t node, LinkId link);
  std::size_t draft_at(std::size_t node, const LinkId* first, const LinkId* last, CargoClass cargo);

  Network& network_;
  std::vector<Draft> drafts_;
  // A tree of sequences of links: the first nodes are the classes of cargo, without a link.
  std::unordered_map<std::uint64_t, std::size_t> next_;  // by node and link
  std::vector<std::size_t> draft_of_ = std::vector<std::size_t>(kCargoClasses, kNone);  // by node
};

}  // namespace caravan
