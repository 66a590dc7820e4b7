// The search for the cheapest ways, best first.

#include <algorithm>
#include <limits>
#include <set>

#include "caravan/models/route_graph.hpp"
#include "caravan/models/routes.hpp"

namespace caravan {
namespace {

constexpr double kOutOfReach = std::numeric_limits<double>::infinity();
constexpr double kFarTooDear = 4;  // times as much as the cheapest: nobody would take it
// Bounds time and memory: to find a way that calls at places and nowhere twice may take for ever.
constexpr std::size_t kMostSearches = 20'000;

bool is_among(const std::vector<PlaceId>& places, PlaceId place) {
  return std::find(places.begin(), places.end(), place) != places.end();
}

}  // namespace

WaysTo RouteFinder::ways_by(std::vector<PlaceId> stops) const {
  stops.erase(std::unique(stops.begin(), stops.end()), stops.end());
  RouteGraph& graph = *graph_;
  WaysTo ways;
  ways.graph_ = graph_;
  ways.stops_ = stops;
  ways.arrivals_.resize(stops.size());
  const bool calls_twice = std::set(stops.begin(), stops.end()).size() < stops.size();
  if (calls_twice) return ways;
  for (std::size_t i = stops.size(); i-- > 0;) {
    const std::size_t place = stops[i].index();
    for (std::size_t state = place * graph.kinds; state < (place + 1) * graph.kinds; ++state) {
      if (!graph.is_reached[state]) continue;
      const bool is_last = i + 1 == stops.size();
      const double after = is_last ? graph.handling[place] : ways.cost_left(i + 1, state);
      if (after < kOutOfReach) ways.arrivals_[i].push_back({after, &graph.cost_to(state)});
    }
  }
  return ways;
}

// At least: on the way it may call at the other stops, and where it has been.
double WaysTo::cost_left(std::size_t called, std::size_t state) const {
  double least = kOutOfReach;
  for (const Arrival& arrival : arrivals_[called]) {
    least = std::min(least, (*arrival.cost_before)[state] + arrival.cost_after);
  }
  return least;
}

// Ways that begin with some hops and then go on as cheaply as they can. Between two stops that is
// the shortest way (A*, with what is left to pay as its estimate); but what leads to one stop may
// call where another stretch does. Such a place is then forbidden to the one, or to the other: one
// of the two holds for every way that calls there once. The cheapest that calls nowhere twice is a
// way; the next cheapest are those that leave it somewhere (Lawler, A procedure for computing the K
// best solutions, Management Science 18, 1972).
class RouteSearch {
 public:
  RouteSearch(const std::vector<RouteFamily>& families, PlaceId from, std::size_t count,
              const IsAllowed& is_allowed)
      : from_(from), count_(count), is_allowed_(is_allowed), families_(families.size()) {
    for (std::size_t family = 0; family < families.size(); ++family) {
      for (const WaysTo* ways : families[family]) begin(family, *ways);
    }
  }

  // Of all families together, until there is a way: the cheapest of all. Then it is known what is
  // far too dear, and they are searched one by one.
  RoutesFound run() {
    const auto is_worse = [](const Family& a, const Family& b) {
      if (a.open.empty() || b.open.empty()) return a.open.empty() && !b.open.empty();
      return IsLater()(a.open.front(), b.open.front());
    };
    while (most_ == kOutOfReach && !has_too_many()) {
      const auto best = std::max_element(families_.begin(), families_.end(), is_worse);
      if (best == families_.end() || best->open.empty()) break;
      take_next(*best);
    }
    RoutesFound found;
    for (Family& family : families_) {
      while (!family.open.empty() && !has_too_many()) take_next(family);
      found.by.push_back(std::move(family.found));
    }
    found.gave_up = has_too_many();
    return found;
  }

 private:
  // What a way costs at least; its plan.
  using Candidate = std::pair<double, std::size_t>;
  // Of those that may cost the same, the latest.
  struct IsLater {
    bool operator()(const Candidate& a, const Candidate& b) const {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    }
  };
  // Where most of what is put in costs as much as what was taken last, and so comes next: that is
  // kept beside the heap.
  class Open {
   public:
    bool empty() const { return heap_.empty() && next_.empty(); }
    void clear() { heap_.clear(), next_.clear(), cost_ = kOutOfReach; }
    void push(const Candidate& one) {
      if (one.first == cost_) return next_.push_back(one);
      heap_.push_back(one);
      std::push_heap(heap_.begin(), heap_.end(), IsLater());
    }
    Candidate pop() {
      const bool is_next =
          heap_.empty() || (!next_.empty() && IsLater()(heap_.front(), next_.back()));
      if (!is_next) std::pop_heap(heap_.begin(), heap_.end(), IsLater());
      std::vector<Candidate>& from = is_next ? next_ : heap_;
      const Candidate taken = from.back();
      from.pop_back();
      if (next_.empty()) cost_ = taken.first;
      return taken;
    }

   private:
    std::vector<Candidate> heap_;
    std::vector<Candidate> next_;  // all of `cost_`, the latest last
    double cost_ = kOutOfReach;
  };
  struct Family {
    std::vector<Candidate> open{};  // a heap
    std::vector<Route> found{};
  };
  using Hops = std::vector<std::size_t>;
  struct Forbidden {
    std::size_t called;  // after so many stops
    PlaceId place;
    bool operator==(const Forbidden&) const = default;
  };
  struct Plan {
    const WaysTo* ways;
    std::size_t family;
    Hops fixed{};   // it begins with these,
    Hops barred{};  // and goes on by none of these
    std::vector<Forbidden> forbidden{};
    Hops way{};  // the cheapest, once it has been looked for
  };
  // On the way from what is fixed.
  struct Step {
    double cost;
    std::size_t hop;
    std::size_t before;  // kNone: what is fixed
    std::size_t called;
  };
  // What it takes at least to come to a state.
  struct Least {
    double cost = 0;
    std::size_t search = 0;  // by which that was found
  };
  static constexpr std::size_t kNone = SIZE_MAX;

  void begin(std::size_t family, const WaysTo& ways) {
    const std::vector<PlaceId>& stops = ways.stops_;
    if (ways.arrivals_.empty() || stops.back() == from_) return;
    if (is_among(stops, from_) && stops.front() != from_) return;
    if (!is_hopeless(ways)) propose({&ways, family});
  }

  // Whether all ways to a stop lead through a place by which all ways to another lead too.
  bool is_hopeless(const WaysTo& ways) {
    been_.assign(ways.graph_->handling.size(), false);
    std::size_t at = from_.index();
    for (const PlaceId stop : ways.stops_) {
      const std::vector<std::size_t>& gates = ways.graph_->gates_to(stop);
      for (; at != stop.index(); at = gates[at]) {
        if (gates[at] == at || been_[at]) return true;
        been_[at] = true;
      }
    }
    return been_[at];
  }

  std::size_t called_at_origin(const WaysTo& ways) const {
    return ways.stops_.front() == from_ ? 1 : 0;
  }

  // By what it costs at least, if it can be at all.
  void propose(Plan plan) {
    mark_fixed(plan);
    double least = kOutOfReach;
    for_each_next(plan, fixed_end_, [&](const Step& step) {
      least = std::min(least, step.cost + cost_left(*plan.ways, step));
    });
    if (least <= most_ && least < kOutOfReach) push(std::move(plan), least);
  }

  void push(Plan plan, double cost) {
    std::vector<Candidate>& open = families_[plan.family].open;
    open.emplace_back(cost, plans_.size());
    std::push_heap(open.begin(), open.end(), IsLater());
    plans_.push_back(std::move(plan));
  }

  void take_next(Family& family) {
    std::pop_heap(family.open.begin(), family.open.end(), IsLater());
    const auto [cost, index] = family.open.back();
    family.open.pop_back();
    if (cost > most_) return family.open.clear();
    Plan plan = std::move(plans_[index]);
    if (!plan.way.empty()) return settle(family, std::move(plan), cost);
    ++searches_;
    const double found_at = find_way(plan);
    if (found_at > most_ || found_at == kOutOfReach) return;
    // Others may be cheaper now.
    const bool is_still_best = family.open.empty() || found_at <= family.open.front().first;
    if (is_still_best && most_ < kOutOfReach) return settle(family, std::move(plan), found_at);
    push(std::move(plan), found_at);
  }

  // The plan's way is the cheapest of the family, if it calls nowhere twice.
  void settle(Family& family, Plan plan, double cost) {
    const RouteGraph& graph = *plan.ways->graph_;
    std::size_t called = called_at_origin(*plan.ways);
    std::vector<Forbidden> calls;
    for (std::size_t i = 0; i < plan.way.size(); ++i) {
      const PlaceId place = graph.hops[plan.way[i]].to;
      const auto before = std::find_if(calls.begin(), calls.end(),
                                       [&](const Forbidden& one) { return one.place == place; });
      if (before != calls.end()) return part(std::move(plan), *before, {called, place}, i);
      calls.push_back({called, place});
      if (called < plan.ways->stops_.size() && place == plan.ways->stops_[called]) ++called;
    }
    add_way(family, plan, cost);
    if (family.found.size() == count_) return family.open.clear();
    leave_way(plan, plan.way.size());
  }

  // Where the same place is called at between two pairs of stops, one of them has to do without;
  // between the same two, the way can't begin so.
  void part(Plan plan, Forbidden first, Forbidden second, std::size_t second_call) {
    if (first.called == second.called) return leave_way(plan, second_call + 1);
    plan.way.clear();
    for (const Forbidden& one : {first, second}) {
      if (must_call(plan, one)) continue;
      Plan other = plan;
      other.forbidden.push_back(one);
      propose(std::move(other));
    }
  }

  // Whether all ways between two stops lead through the place.
  bool must_call(const Plan& plan, const Forbidden& call) {
    const std::vector<PlaceId>& stops = plan.ways->stops_;
    const std::vector<std::size_t>& gates = plan.ways->graph_->gates_to(stops[call.called]);
    const bool is_first = call.called == called_at_origin(*plan.ways);
    std::size_t at = is_first ? from_.index() : stops[call.called - 1].index();
    while (at != call.place.index() && at != gates[at]) at = gates[at];
    return at == call.place.index();
  }

  // All that begin as the plan, but not with so many hops of its way.
  void leave_way(const Plan& plan, std::size_t hops) {
    for (std::size_t i = plan.fixed.size(); i < hops; ++i) {
      Plan other{plan.ways, plan.family};
      other.fixed.assign(plan.way.begin(), plan.way.begin() + static_cast<std::ptrdiff_t>(i));
      if (i == plan.fixed.size()) other.barred = plan.barred;
      other.barred.push_back(plan.way[i]);
      other.forbidden = plan.forbidden;
      propose(std::move(other));
    }
  }

  void add_way(Family& family, const Plan& plan, double cost) {
    Route route{{}, cost};
    for (const std::size_t hop : plan.way) route.links.push_back(plan.ways->graph_->hops[hop].link);
    const bool is_known = std::any_of(family.found.begin(), family.found.end(),
                                      [&](const Route& one) { return one.links == route.links; });
    if (is_known || !is_allowed_(route.links)) return;
    family.found.push_back(std::move(route));
    // Beside what is free nothing is left out.
    if (cost > 0) most_ = std::min(most_, kFarTooDear * cost);
  }

  // Notes where the fixed part has been, and where it ends.
  void mark_fixed(const Plan& plan) {
    const RouteGraph& graph = *plan.ways->graph_;
    been_.assign(graph.handling.size(), false);
    been_[from_.index()] = true;
    fixed_end_ = {0, kNone, kNone, called_at_origin(*plan.ways)};
    for (const std::size_t hop : plan.fixed) {
      fixed_end_ = step_after(*plan.ways, fixed_end_, hop, kNone);
      been_[graph.hops[hop].to.index()] = true;
    }
  }

  Step step_after(const WaysTo& ways, const Step& last, std::size_t hop, std::size_t before) const {
    const RouteGraph& graph = *ways.graph_;
    const double cost = last.hop == kNone ? graph.hops[hop].cost
                                          : graph.cost_after(graph.hops[last.hop], graph.hops[hop]);
    const bool calls = graph.hops[hop].to == ways.stops_[last.called];
    return {last.cost + cost, hop, before, last.called + (calls ? 1 : 0)};
  }

  // All steps that may follow, those over links that stand first in the scenario last.
  template <class Visit>
  void for_each_next(const Plan& plan, const Step& last, Visit visit, std::size_t index = kNone) {
    const RouteGraph& graph = *plan.ways->graph_;
    const PlaceId place = last.hop == kNone ? from_ : graph.hops[last.hop].to;
    const std::size_t first = graph.first_hop[place.index()];
    for (std::size_t hop = graph.first_hop[place.index() + 1]; hop-- > first;) {
      const PlaceId to = graph.hops[hop].to;
      const bool follows_fixed = index == kNone;
      const bool is_barred = follows_fixed && std::find(plan.barred.begin(), plan.barred.end(),
                                                        hop) != plan.barred.end();
      if (is_barred || been_[to.index()]) continue;
      const Step step = step_after(*plan.ways, last, hop, index);
      const bool calls = step.called > last.called;
      if (!calls && is_closed(plan, {last.called, to})) continue;
      visit(step);
    }
  }

  static bool is_closed(const Plan& plan, const Forbidden& call) {
    return is_among(plan.ways->stops_, call.place) ||
           std::find(plan.forbidden.begin(), plan.forbidden.end(), call) != plan.forbidden.end();
  }

  static double cost_left(const WaysTo& ways, const Step& step) {
    const RouteGraph::Hop& hop = ways.graph_->hops[step.hop];
    if (step.called == ways.stops_.size()) return ways.graph_->handling[hop.to.index()];
    return ways.cost_left(step.called, ways.graph_->state_after(hop));
  }

  // The plan's cheapest way, and what it costs.
  double find_way(Plan& plan) {
    const WaysTo& ways = *plan.ways;
    mark_fixed(plan);
    steps_.clear();
    open_.clear();
    const std::size_t states = ways.graph_->is_reached.size();
    least_.resize(std::max(least_.size(), (ways.stops_.size() + 1) * states));
    const auto add = [&](const Step& step) {
      const double cost = step.cost + cost_left(ways, step);
      if (cost > most_ || cost == kOutOfReach) return;
      const std::size_t state = ways.graph_->state_after(ways.graph_->hops[step.hop]);
      Least& least = least_[step.called * states + state];
      if (least.search == searches_ && least.cost <= step.cost) return;
      least = {step.cost, searches_};
      open_.push({cost, steps_.size()});
      steps_.push_back(step);
    };
    for_each_next(plan, fixed_end_, add);
    while (!open_.empty()) {
      const auto [cost, index] = open_.pop();
      const Step step = steps_[index];
      if (step.called == ways.stops_.size()) return plan.way = way_to(plan, index), cost;
      for_each_next(plan, step, add, index);
    }
    return kOutOfReach;
  }

  Hops way_to(const Plan& plan, std::size_t last) const {
    Hops way;
    for (std::size_t i = last; i != kNone; i = steps_[i].before) way.push_back(steps_[i].hop);
    way.insert(way.end(), plan.fixed.rbegin(), plan.fixed.rend());
    std::reverse(way.begin(), way.end());
    return way;
  }

  bool has_too_many() const { return searches_ >= kMostSearches; }

  PlaceId from_;
  std::size_t count_;
  const IsAllowed& is_allowed_;
  std::vector<Family> families_;
  std::vector<Plan> plans_;
  double most_ = kOutOfReach;
  std::size_t searches_ = 0;
  // Of the plan that is looked at.
  std::vector<bool> been_;
  Step fixed_end_{};
  std::vector<Step> steps_;
  Open open_;
  std::vector<Least> least_;  // by stops called at, and state
};

RoutesFound cheapest_by_each(const std::vector<RouteFamily>& families, PlaceId from,
                             std::size_t count, const IsAllowed& is_allowed) {
  return RouteSearch(families, from, count, is_allowed).run();
}

}  // namespace caravan
