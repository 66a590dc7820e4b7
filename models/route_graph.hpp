// Links as one commodity may use them, and what it costs to come from anywhere to a place.
#pragma once

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <map>
#include <vector>

#include "caravan/models/scenario.hpp"

namespace caravan {

// What a link costs depends on the one before it only in how cargo comes from there: on a train
// that may run on, by its gauge, or ashore. That, with the place, is a state. Sums of costs are
// exact, for each is rounded to a millionth of a dollar, more or less.
struct RouteGraph {
  struct Hop {
    LinkId link;
    PlaceId from, to;
    double cost = 0;         // of the link, with handling at `from`
    std::size_t aboard = 0;  // how cargo comes from it: 0 ashore, else 1 + index of the gauge
    bool runs_on = false;    // from `from`, where bogies are exchanged: from any gauge
  };
  struct Cost {
    double value = 0;
  };
  // Edges lead backwards, from what comes after to what comes before.
  using Backwards = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, Cost>;

  RouteGraph(const Scenario& scenario, CommodityId commodity, const std::vector<bool>& left_out);

  std::size_t state_after(const Hop& hop) const { return hop.to.index() * kinds + hop.aboard; }
  bool stays_aboard(std::size_t aboard_before, const Hop& hop) const {
    const bool are_trains = aboard_before > 0 && hop.aboard > 0;
    return are_trains && (aboard_before == hop.aboard || hop.runs_on);
  }
  // Of a hop after another.
  double cost_after(const Hop& first, const Hop& hop) const {
    const double handling_here = handling[hop.from.index()];
    return stays_aboard(first.aboard, hop) ? hop.cost - handling_here : handling_here + hop.cost;
  }

  // What it costs, from each state, to come to this one; found when it is first asked for.
  const std::vector<double>& cost_to(std::size_t state);

  // By place: the next place through which all ways from there to `to` lead; itself if there is no
  // way, and at `to`. Found when it is first asked for.
  const std::vector<std::size_t>& gates_to(PlaceId to);

  std::vector<Hop> hops;               // by their beginnings
  std::vector<std::size_t> first_hop;  // by place, and one more
  std::vector<double> handling;        // by place
  std::size_t kinds = 1;               // of states of a place
  std::vector<bool> is_reached;        // by state: some hop leads there

 private:
  void add_hops(const Scenario& scenario, CommodityId commodity, const std::vector<bool>& left_out);
  void add_edges();

  using Places = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS>;

  Backwards backwards_;
  Places places_backwards_;
  std::map<std::size_t, std::vector<double>> cost_to_;
  std::map<PlaceId, std::vector<std::size_t>> gates_to_;
};

}  // namespace caravan
