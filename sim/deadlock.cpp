#include "caravan/sim/deadlock.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <map>
#include <set>

namespace caravan {
namespace {

std::set<std::uint32_t> everybody(const WaitGraph& graph) {
  std::set<std::uint32_t> all;
  for (const Stake& stake : graph.holds) all.insert(stake.who);
  for (const Stake& stake : graph.wants) all.insert(stake.who);
  return all;
}

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;
using Vertex = boost::graph_traits<Graph>::vertex_descriptor;

// The way from `start` back to itself, breadth first, as a list of vertices; empty if there is
// none.
std::vector<Vertex> shortest_circle(const Graph& graph, Vertex start) {
  std::vector<Vertex> came_from(num_vertices(graph), start);
  std::vector<std::size_t> distance(num_vertices(graph), 0);
  const auto remember = boost::make_bfs_visitor(
      std::make_pair(boost::record_predecessors(came_from.data(), boost::on_tree_edge()),
                     boost::record_distances(distance.data(), boost::on_tree_edge())));
  boost::breadth_first_search(graph, start, boost::visitor(remember));
  std::vector<Vertex> circle;
  for (Vertex v = 0; v < num_vertices(graph); ++v) {
    const bool is_reached = v == start || distance[v] > 0;
    if (!is_reached || !edge(v, start, graph).second) continue;
    if (!circle.empty() && distance[v] + 1 >= circle.size()) continue;
    circle.clear();
    for (Vertex back = v; back != start; back = came_from[back]) circle.push_back(back);
    circle.push_back(start);
    std::reverse(circle.begin(), circle.end());
  }
  return circle;
}

}  // namespace

std::vector<std::uint32_t> locked_up(const WaitGraph& graph) {
  std::vector<std::int64_t> free = graph.free;
  std::set<std::uint32_t> stuck = everybody(graph);
  for (bool has_changed = true; has_changed;) {
    std::set<std::uint32_t> blocked;
    for (const Stake& want : graph.wants) {
      if (want.amount > free[want.what]) blocked.insert(want.who);
    }
    has_changed = false;
    for (auto who = stuck.begin(); who != stuck.end();) {
      if (blocked.contains(*who)) {
        ++who;
        continue;
      }
      for (const Stake& held : graph.holds) {
        if (held.who == *who) free[held.what] += held.amount;
      }
      who = stuck.erase(who);
      has_changed = true;
    }
  }
  return {stuck.begin(), stuck.end()};
}

std::vector<WaitStep> find_deadlock(const WaitGraph& graph) {
  const std::vector<std::uint32_t> stuck = locked_up(graph);
  std::map<std::uint32_t, Vertex> vertex_of;
  for (const std::uint32_t who : stuck) vertex_of.emplace(who, vertex_of.size());

  // From whoever wants something to whoever holds some of it.
  Graph waits(stuck.size());
  std::map<std::pair<Vertex, Vertex>, std::uint32_t> what;
  for (const Stake& want : graph.wants) {
    if (!vertex_of.contains(want.who)) continue;
    for (const Stake& held : graph.holds) {
      if (held.what != want.what || !vertex_of.contains(held.who)) continue;
      const auto ends = std::make_pair(vertex_of[want.who], vertex_of[held.who]);
      if (what.emplace(ends, want.what).second) add_edge(ends.first, ends.second, waits);
    }
  }
  std::vector<Vertex> shortest;
  for (Vertex v = 0; v < stuck.size(); ++v) {
    const std::vector<Vertex> circle = shortest_circle(waits, v);
    if (circle.empty() || (!shortest.empty() && circle.size() >= shortest.size())) continue;
    shortest = circle;
  }
  std::vector<WaitStep> steps;
  for (std::size_t i = 0; i < shortest.size(); ++i) {
    const Vertex next = shortest[(i + 1) % shortest.size()];
    steps.push_back({stuck[shortest[i]], what[{shortest[i], next}]});
  }
  return steps;
}

}  // namespace caravan
