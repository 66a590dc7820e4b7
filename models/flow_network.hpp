// How much can flow from a source to a sink, and what stops more: Ford and Fulkerson's theorem.
//
// The most that flows through a network of arcs with capacities equals the least that any cut lets
// through (Ford, Fulkerson: Maximal flow through a network, Canadian Journal of Mathematics 8,
// 1956). So one computation, Boost.Graph's, gives both the limit and its reason.
#pragma once

#include <cstddef>
#include <limits>
#include <map>
#include <string>
#include <vector>

namespace caravan {

inline constexpr double kUnlimited = std::numeric_limits<double>::infinity();

// What a cut goes through: all arcs of one name.
struct Bottleneck {
  std::string name;
  double per_day = 0;
};

struct FlowLimit {
  double per_day = 0;           // kUnlimited if there is a way that nothing limits
  std::vector<Bottleneck> cut;  // the least one, nearest to the source; the widest arcs first

  bool operator<(const FlowLimit& other) const { return per_day < other.per_day; }
};

// Both limits hold beside each other, for flows that share nothing.
FlowLimit operator+(const FlowLimit& one, const FlowLimit& other);

class FlowNetwork {
 public:
  using Node = std::size_t;

  // The node of that name, made when it is first named.
  Node node(const std::string& name);

  bool has_arc(Node from, Node to) const { return arc_at_.contains({from, to}); }

  // Capacities are per day and not negative. Between two nodes there is one arc: later ones are
  // not added.
  void arc(Node from, Node to, double per_day, const std::string& name);

  // What an arc lets through is no longer limited.
  void lift_limit(Node from, Node to) { arcs_[arc_at_.at({from, to})].per_day = kUnlimited; }

  FlowLimit most(Node source, Node sink) const;

 private:
  struct Arc {
    Node from = 0;
    Node to = 0;
    double per_day = 0;
    std::string name;
  };

  std::vector<Bottleneck> cut_between(const std::vector<bool>& is_reached) const;

  std::map<std::string, Node> nodes_;
  std::map<std::pair<Node, Node>, std::size_t> arc_at_;
  std::vector<Arc> arcs_;
};

}  // namespace caravan
