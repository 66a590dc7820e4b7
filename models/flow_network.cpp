#include "caravan/models/flow_network.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/push_relabel_max_flow.hpp>
#include <cmath>
#include <cstdint>

namespace caravan {
namespace {

using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
using EdgeProperties = boost::property<
    boost::edge_capacity_t, std::int64_t,
    boost::property<boost::edge_residual_capacity_t, std::int64_t,
                    boost::property<boost::edge_reverse_t, Traits::edge_descriptor>>>;
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property,
                                    EdgeProperties>;

// Flows are computed in whole millionths, so that they are exact; capacities are rounded up, so
// that the limit is never too low. A thousand million a day, or more, counts as unlimited.
constexpr double kMillionths = 1e6;
constexpr std::int64_t kInfinite = 1'000'000'000'000'000;

std::int64_t in_millionths(double per_day) {
  const double scaled = std::ceil(per_day * kMillionths);
  return scaled < static_cast<double>(kInfinite) ? static_cast<std::int64_t>(scaled) : kInfinite;
}

void add_edge(Graph& graph, std::size_t from, std::size_t to, std::int64_t capacity) {
  const auto there = boost::add_edge(from, to, graph).first;
  const auto back = boost::add_edge(to, from, graph).first;
  boost::put(boost::edge_capacity, graph, there, capacity);
  boost::put(boost::edge_capacity, graph, back, 0);
  boost::put(boost::edge_reverse, graph, there, back);
  boost::put(boost::edge_reverse, graph, back, there);
}

// To which more could flow: on the source's side of the cut nearest to it.
std::vector<bool> reached_in_residual(const Graph& graph, std::size_t source) {
  std::vector<bool> is_reached(boost::num_vertices(graph));
  std::vector<std::size_t> open{source};
  is_reached[source] = true;
  while (!open.empty()) {
    const std::size_t at = open.back();
    open.pop_back();
    const auto [first, last] = boost::out_edges(at, graph);
    for (auto edge = first; edge != last; ++edge) {
      const std::size_t next = boost::target(*edge, graph);
      const bool has_room = boost::get(boost::edge_residual_capacity, graph, *edge) > 0;
      if (!has_room || is_reached[next]) continue;
      is_reached[next] = true;
      open.push_back(next);
    }
  }
  return is_reached;
}

void add_to(std::vector<Bottleneck>& cut, const Bottleneck& one) {
  const auto same = std::find_if(cut.begin(), cut.end(),
                                 [&](const Bottleneck& other) { return other.name == one.name; });
  if (same == cut.end()) {
    cut.push_back(one);
  } else {
    same->per_day += one.per_day;
  }
}

void sort_widest_first(std::vector<Bottleneck>& cut) {
  std::stable_sort(cut.begin(), cut.end(),
                   [](const Bottleneck& a, const Bottleneck& b) { return a.per_day > b.per_day; });
}

}  // namespace

FlowLimit operator+(const FlowLimit& one, const FlowLimit& other) {
  FlowLimit sum = one;
  sum.per_day += other.per_day;
  for (const Bottleneck& bottleneck : other.cut) add_to(sum.cut, bottleneck);
  sort_widest_first(sum.cut);
  return sum;
}

FlowNetwork::Node FlowNetwork::node(const std::string& name) {
  return nodes_.try_emplace(name, nodes_.size()).first->second;
}

void FlowNetwork::arc(Node from, Node to, double per_day, const std::string& name) {
  const bool is_new = arc_at_.try_emplace({from, to}, arcs_.size()).second;
  if (is_new) arcs_.push_back({from, to, per_day, name});
}

std::vector<Bottleneck> FlowNetwork::cut_between(const std::vector<bool>& is_reached) const {
  std::vector<Bottleneck> cut;
  for (const Arc& arc : arcs_) {
    if (is_reached[arc.from] && !is_reached[arc.to]) add_to(cut, {arc.name, arc.per_day});
  }
  sort_widest_first(cut);
  return cut;
}

FlowLimit FlowNetwork::most(Node source, Node sink) const {
  Graph graph(nodes_.size());
  for (const Arc& arc : arcs_) add_edge(graph, arc.from, arc.to, in_millionths(arc.per_day));
  const std::int64_t most = boost::push_relabel_max_flow(graph, source, sink);
  if (most >= kInfinite) return {kUnlimited, {}};
  return {static_cast<double>(most) / kMillionths, cut_between(reached_in_residual(graph, source))};
}

}  // namespace caravan
