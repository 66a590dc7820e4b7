#include "caravan/models/itineraries.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "caravan/models/closures.hpp"
#include "caravan/models/corridor_ways.hpp"
#include "caravan/models/leg_register.hpp"
#include "caravan/models/network_checks.hpp"
#include "caravan/models/ways_home.hpp"

namespace caravan {
namespace {

// Demands that share their ways: what fits one's cargo fits the other's.
struct Market {
  CorridorWays::Goal goal;
  Amount lot;
  bool is_of_empties = false;
  PlaceId from;  // of crude, which lies in tanks there; else none

  auto operator<=>(const Market&) const = default;
};

struct MarketWays {
  std::map<PlaceId, std::vector<ItineraryId>> on;  // by where they begin
  std::vector<char> fits;  // by draft of a leg: kUnknown, or whether it does
};
constexpr char kUnknown = 2;

class Builder {
 public:
  explicit Builder(Network& network)
      : network_(network), legs_(network), ways_(network.scenario), line_ways_(network.scenario) {
    may_change_ = opened_or_closed(network);
    const std::vector<bool> closed = closed_links(network.scenario);
    has_closed_ = std::find(closed.begin(), closed.end(), true) != closed.end();
    if (has_closed_) open_ = ways_.leave_out(closed);
    for (std::vector<bool>& closure : closures(network)) {
      round_.push_back(ways_.leave_out(std::move(closure)));
    }
  }

  // By each corridor, rank by rank, so that a way which two corridors offer belongs to the one that
  // it suits best.
  std::vector<ItineraryId> choice_of(DemandId id) {
    Listing listing;
    const std::vector<const RoutesFound*> searches =
        search(&CorridorWays::by_each, id, network_[id].from);
    for (const RoutesFound* found : searches) {
      for (std::size_t rank = 0; rank < per_corridor(); ++rank) {
        for (std::size_t c = 0; c < found->by.size(); ++c) {
          if (rank >= found->by[c].size()) continue;
          // What is wrong with the cheapest is told to the author; of the others, those that can't
          // run are no ways.
          const bool is_told = rank == 0 && found == searches.front();
          add(listing, CorridorId(c), id, found->by[c][rank], is_told);
        }
      }
    }
    return listing.itineraries;
  }

  // Where it may find the rest of its way closed: at the ends of legs, and at the ends of those
  // that lead on from there.
  void add_ways_on(DemandId id) {
    RouteChoice& choice = network_.choices[id.index()];
    Listing from_origin;
    for (const ItineraryId one : choice.itineraries) from_origin.add(one, links_of(one));
    add_ways_round(from_origin, id, network_[id].from);
    // Else some way is open from the beginning, and no cargo sets out on one that is not.
    const bool all_are_closed =
        has_closed_ &&
        std::all_of(from_origin.links.begin(), from_origin.links.end(),
                    [&](const auto& route) { return is_on(route, ways_.left_out(open_)); });
    choice.ways_on.push_back({network_[id].from, std::move(from_origin.itineraries)});
    std::vector<PlaceId> ends{network_[id].from};
    for (std::size_t i = 0; i < ends.size(); ++i) {
      if (i > 0) choice.ways_on.push_back({ends[i], ways_on(id, ends[i])});
      for (const ItineraryId itinerary : choice.ways_on.back().itineraries) {
        add_ends(ends, network_[itinerary].legs, all_are_closed);
      }
    }
  }

  std::vector<ScenarioProblem> take_problems() { return std::move(problems_); }

 private:
  // Itineraries, and the links of each.
  struct Listing {
    std::vector<ItineraryId> itineraries{};
    std::vector<std::vector<LinkId>> links{};

    void add(ItineraryId itinerary, std::vector<LinkId> its_links) {
      itineraries.push_back(itinerary);
      links.push_back(std::move(its_links));
    }
    bool has(const std::vector<LinkId>& route) const {
      return std::find(links.begin(), links.end(), route) != links.end();
    }
  };

  std::size_t per_corridor() const {
    return static_cast<std::size_t>(network_.scenario.routes.per_corridor);
  }

  CorridorWays::Goal goal_of(DemandId id) const {
    return {network_[id].commodity, network_[id].to};
  }

  Market market_of(DemandId id) const {
    const DemandSpec& demand = network_[id];
    const bool is_crude = network_[demand.commodity].cargo == CargoClass::crude;
    return {goal_of(id), demand.lot, !network_.brings_back[id.index()].is_none(),
            is_crude ? demand.from : PlaceId{}};
  }

  using Search = const RoutesFound& (CorridorWays::*)(std::size_t, CorridorWays::Goal, PlaceId);

  // First the ways that are open when the scenario begins, then all. Where none of all is closed,
  // they are the same.
  std::vector<const RoutesFound*> search(Search by, DemandId id, PlaceId from) {
    constexpr std::size_t kAll = 0;
    const RoutesFound& all = (ways_.*by)(kAll, goal_of(id), from);
    note_giving_up(all, id, from);
    if (!has_closed_ || !goes_over(all, ways_.left_out(open_))) return {&all};
    const RoutesFound& open = (ways_.*by)(open_, goal_of(id), from);
    note_giving_up(open, id, from);
    return {&open, &all};
  }

  static bool goes_over(const RoutesFound& found, const std::vector<bool>& links) {
    return std::any_of(found.by.begin(), found.by.end(), [&](const std::vector<Route>& routes) {
      return std::any_of(routes.begin(), routes.end(),
                         [&](const Route& route) { return is_on(route.links, links); });
    });
  }

  static bool is_on(const std::vector<LinkId>& route, const std::vector<bool>& links) {
    return std::any_of(route.begin(), route.end(), [&](LinkId id) { return links[id.index()]; });
  }

  // The cheapest by whatever corridor or none, and the cheapest by each.
  const std::vector<ItineraryId>& ways_on(DemandId id, PlaceId from) {
    const auto [known, is_new] = markets_[market_of(id)].on.try_emplace(from);
    if (!is_new) return known->second;
    Listing listing;
    for (const RoutesFound* found : search(&CorridorWays::by_each_or_none, id, from)) {
      for (const Route& route : found->by.back()) add(listing, {}, id, route, false);
      for (const std::vector<Route>& routes : found->by) {
        for (const Route& route : routes) add(listing, {}, id, route, false);
      }
    }
    add_ways_round(listing, id, from);
    known->second = std::move(listing.itineraries);
    return known->second;
  }

  // Whatever is closed together, there is one that goes round it, if there is such a way: by some
  // corridor if it can be.
  void add_ways_round(Listing& listing, DemandId id, PlaceId from) {
    for (const std::size_t condition : round_) {
      const std::vector<bool>& closed = ways_.left_out(condition);
      const bool is_there = std::any_of(listing.links.begin(), listing.links.end(),
                                        [&](const auto& route) { return !is_on(route, closed); });
      if (is_there) continue;
      std::vector<Route> routes;
      for (const auto& by : ways_.by_each(condition, goal_of(id), from).by) {
        routes.insert(routes.end(), by.begin(), by.end());
      }
      std::stable_sort(routes.begin(), routes.end(),
                       [](const Route& a, const Route& b) { return a.cost < b.cost; });
      const std::vector<Route>& any = ways_.by_each_or_none(condition, goal_of(id), from).by.back();
      routes.insert(routes.end(), any.begin(), any.end());
      for (const Route& route : routes) {
        if (add(listing, {}, id, route, false)) break;
      }
    }
  }

  // Unless it is there already.
  bool add(Listing& listing, CorridorId corridor, DemandId id, const Route& route, bool is_told) {
    if (listing.has(route.links)) return false;
    const std::vector<std::size_t> legs =
        legs_.cut(route.links, network_[network_[id].commodity].cargo);
    MarketWays& market = markets_[market_of(id)];
    const auto is_fit = [&](std::size_t leg) { return fits(market, leg, id); };
    if (!is_told && !std::all_of(legs.begin(), legs.end(), is_fit)) return false;
    Itinerary itinerary{corridor, {}, Money{route.cost}};
    for (const std::size_t leg : legs) itinerary.legs.push_back(legs_.enter(leg));
    listing.add(ItineraryId(network_.itineraries.size()), route.links);
    network_.itineraries.push_back(std::move(itinerary));
    return true;
  }

  bool fits(MarketWays& market, std::size_t draft, DemandId id) {
    if (market.fits.size() <= draft) market.fits.resize(draft + 1, kUnknown);
    char& known = market.fits[draft];
    if (known == kUnknown) {
      const Leg& leg = legs_.draft(draft);
      known = can_run(network_, leg, id) && wagons_come_home(leg) ? 1 : 0;
    }
    return known == 1;
  }

  bool wagons_come_home(const Leg& leg) {
    const RollingStockId pool = network_[leg.links.front()].rail.wagon_sets[leg.cargo];
    if (leg.mode != Mode::rail || pool.is_none()) return true;
    return line_ways_.comes_home(pool, leg.from) && line_ways_.comes_home(pool, leg.to);
  }

  std::vector<LinkId> links_of(ItineraryId itinerary) const {
    std::vector<LinkId> links;
    for (const LegId leg : network_[itinerary].legs) {
      links.insert(links.end(), network_[leg].links.begin(), network_[leg].links.end());
    }
    return links;
  }

  // Those before what may be closed.
  void add_ends(std::vector<PlaceId>& ends, const std::vector<LegId>& legs, bool counts_closed) {
    const auto may_be_closed = [&](LegId leg) {
      const std::vector<LinkId>& links = network_[leg].links;
      return is_on(links, may_change_) || (counts_closed && is_on(links, ways_.left_out(open_)));
    };
    auto last = std::find_if(legs.rbegin(), legs.rend(), may_be_closed);
    if (last == legs.rend()) return;
    for (++last; last != legs.rend(); ++last) {
      const PlaceId end = network_[*last].to;
      if (std::find(ends.begin(), ends.end(), end) == ends.end()) ends.push_back(end);
    }
  }

  void note_giving_up(const RoutesFound& found, DemandId id, PlaceId from) {
    if (!found.gave_up) return;
    problems_.push_back(
        {"demands." + network_[id].id,
         "from '" + network_[from].id + "' to '" + network_[network_[id].to].id +
             "' there are more ways than can be searched that call at a corridor's places, and "
             "too many of them lead back over themselves; say more places in its `via`"});
  }

  Network& network_;
  LegRegister legs_;
  CorridorWays ways_;
  WaysHome line_ways_;
  std::vector<bool> may_change_;  // by link: interventions open or close it
  bool has_closed_ = false;
  std::size_t open_ = 0;            // without what is closed when the scenario begins
  std::vector<std::size_t> round_;  // without what may be closed together
  std::map<Market, MarketWays> markets_;
  std::vector<ScenarioProblem> problems_;
};

}  // namespace

std::vector<ScenarioProblem> find_itineraries(Network& network) {
  Builder builder(network);
  const std::size_t demands = network.scenario.demands.size();
  for (std::size_t d = 0; d < demands; ++d) {
    network.choices.push_back({builder.choice_of(DemandId(d)), {}});
  }
  for (Leg& leg : network.legs) leg.is_usual = true;
  for (std::size_t d = 0; d < demands; ++d) builder.add_ways_on(DemandId(d));
  return builder.take_problems();
}

}  // namespace caravan
