#include "caravan/models/flow_network.hpp"

#include <algorithm>
#include <boost/graph/boykov_kolmogorov_max_flow.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <utility>

namespace caravan {
namespace {

using Graph = boost::compressed_sparse_row_graph<boost::directedS>;
using Edge = Graph::edge_descriptor;

// Flows are computed in whole millionths, so that they are exact; capacities are rounded up, so
// that the limit is never too low. A thousand million a day, or more, counts as unlimited.
constexpr double kMillionths = 1e6;
constexpr std::int64_t kInfinite = 1'000'000'000'000'000;

std::int64_t in_millionths(double per_day) {
  const double scaled = std::ceil(per_day * kMillionths);
  return scaled < static_cast<double>(kInfinite) ? static_cast<std::int64_t>(scaled) : kInfinite;
}

// The arcs and their reverses as a graph, with what the flow algorithm knows of each edge.
class Residual {
  auto by_edge(auto& values) const {
    return boost::make_iterator_property_map(values.begin(), boost::get(boost::edge_index, graph_));
  }

 public:
  template <class Arcs>
  Residual(std::size_t nodes, const Arcs& arcs)
      : capacity_(2 * arcs.size()), reverse_(2 * arcs.size()) {
    std::vector<std::size_t> next(nodes + 1);  // of each node's edges
    for (const auto& arc : arcs) ++next[arc.from + 1], ++next[arc.to + 1];
    std::partial_sum(next.begin(), next.end(), next.begin());
    std::vector<std::pair<std::size_t, std::size_t>> ends(2 * arcs.size());
    for (const auto& arc : arcs) {
      const Edge there(arc.from, next[arc.from]++);
      const Edge back(arc.to, next[arc.to]++);
      ends[there.idx] = {arc.from, arc.to};
      ends[back.idx] = {arc.to, arc.from};
      capacity_[there.idx] = in_millionths(arc.per_day);
      reverse_[there.idx] = back;
      reverse_[back.idx] = there;
    }
    room_ = capacity_;
    graph_ = Graph(boost::edges_are_sorted, ends.begin(), ends.end(), nodes);
  }

  std::int64_t push(std::size_t source, std::size_t sink) {
    const std::size_t nodes = boost::num_vertices(graph_);
    std::vector<Edge> before(nodes);
    std::vector<boost::default_color_type> colour(nodes);
    std::vector<std::int64_t> distance(nodes);
    const auto by_node = [&](auto& values) {
      return boost::make_iterator_property_map(values.begin(),
                                               boost::get(boost::vertex_index, graph_));
    };
    return boost::boykov_kolmogorov_max_flow(
        graph_, by_edge(capacity_), by_edge(room_), by_edge(reverse_), by_node(before),
        by_node(colour), by_node(distance), boost::get(boost::vertex_index, graph_), source, sink);
  }

  // To which more could flow: on the source's side of the cut nearest to it.
  std::vector<bool> reached_from(std::size_t source) const {
    std::vector<bool> is_reached(boost::num_vertices(graph_));
    std::vector<std::size_t> open{source};
    is_reached[source] = true;
    while (!open.empty()) {
      const auto [first, last] = boost::out_edges(open.back(), graph_);
      open.pop_back();
      for (auto edge = first; edge != last; ++edge) {
        const std::size_t next = boost::target(*edge, graph_);
        if (room_[(*edge).idx] <= 0 || is_reached[next]) continue;
        is_reached[next] = true;
        open.push_back(next);
      }
    }
    return is_reached;
  }

 private:
  std::vector<std::int64_t> capacity_;
  std::vector<std::int64_t> room_;
  std::vector<Edge> reverse_;
  Graph graph_;
};

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
  Residual residual(nodes_.size(), arcs_);
  const std::int64_t most = residual.push(source, sink);
  if (most >= kInfinite) return {kUnlimited, {}};
  return {static_cast<double>(most) / kMillionths, cut_between(residual.reached_from(source))};
}

}  // namespace caravan
