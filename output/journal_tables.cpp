#include "caravan/output/journal_tables.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <vector>

#include "caravan/models/results.hpp"
#include "caravan/output/ensemble_writer.hpp"
#include "caravan/output/growing_table.hpp"
#include "caravan/output/layout.hpp"

namespace caravan {
namespace {

// Large for tables with many rows; small ones should not be much larger than their rows.
constexpr std::size_t kJourneysInChunk = 4096;
constexpr std::size_t kStagesInChunk = 16'384;
constexpr std::size_t kParcelsInChunk = 1024;
constexpr std::size_t kEventsInChunk = 16'384;

constexpr std::string_view kDelivered = "delivered";
constexpr auto kDeliveredState = static_cast<std::int8_t>(kStageNames.size());
constexpr std::string_view kParcelStates =
    "expected awaiting_cargo awaiting_berth mooring loading loaded";

using Index = std::int16_t;

// As a position among the names of a coordinate; -1 for none.
template <class Tag>
Index index_of(Id<Tag> id) {
  return id.is_none() ? Index{-1} : static_cast<Index>(id.value);
}

std::string joined(const std::array<std::string_view, kStageNames.size()>& names) {
  std::string text;
  for (const std::string_view name : names) text += (text.empty() ? "" : " ") + std::string(name);
  return text;
}

std::string names_of_event_kinds() {
  std::string text;
  for (std::size_t i = 0; i < kEventKinds; ++i) {
    text += (i == 0 ? "" : " ") + std::string(name_of(static_cast<EventKind>(i)));
  }
  return text;
}

// Seconds after the start of the scenario; what has not come by the end of the run has the time of
// that, as xarray warns of times that are not numbers.
class Clock {
 public:
  explicit Clock(const Scenario& scenario)
      : start_(scenario.start), end_(scenario.end()), units_(seconds_since(scenario.start)) {}
  double operator()(Time time) const { return in_seconds(std::min(time, end_) - start_); }
  const std::string& units() const { return units_; }

 private:
  Time start_, end_;
  std::string units_;
};

// The links of each itinerary, and one name for all that have the same.
std::vector<std::int32_t> write_ways(hid_t file, const Network& network) {
  std::vector<std::int32_t> way_of;
  std::vector<std::string> names;
  std::map<std::string, std::int32_t> known;
  for (const Itinerary& itinerary : network.itineraries) {
    std::string name;
    for (const LegId leg : itinerary.legs) {
      for (const LinkId link : network[leg].links) {
        name += (name.empty() ? "" : " ") + network[link].id;
      }
    }
    const auto [way, is_new] = known.try_emplace(name, static_cast<std::int32_t>(names.size()));
    if (is_new) names.push_back(name);
    way_of.push_back(way->second);
  }
  if (!names.empty()) write_names(file, "way", names);
  return way_of;
}

// A kind of things, each with a row of its own.
class SingleTable {
 public:
  void finish() { table_.finish(); }

 protected:
  template <class T>
  using Column = GrowingTable::Column<T>;

  SingleTable(hid_t file, const Scenario& scenario, std::string dimension,
              std::size_t rows_in_chunk)
      : clock_(scenario), table_(file, std::move(dimension), rows_in_chunk) {}

  Clock clock_;
  GrowingTable table_;
};

// Positions are written with two bytes.
void check_sizes(const Scenario& scenario) {
  for (const std::size_t count : {scenario.places.size(), scenario.links.size(),
                                  scenario.demands.size(), scenario.corridors.size()}) {
    if (count <= std::numeric_limits<Index>::max()) continue;
    throw OutputError("journeys of more than 32767 places, links or demands can't be written");
  }
}

}  // namespace

class JournalTables::Journeys {
 public:
  Journeys(hid_t file, const Network& network)
      : network_(network),
        clock_(network.scenario),
        way_of_(write_ways(file, network)),
        journeys_(file, "journey", kJourneysInChunk),
        stages_(file, "stage", kStagesInChunk) {}

  void write(std::uint64_t replication, const Journal& news,
             const std::vector<Recording::VesselName>& vessels) {
    const Entry* entry = news.entries.data();
    for (const Journey& journey : news.journeys) {
      put_identity(replication, journey);
      put_life(journey, entry, vessels);
      entry += journey.entries;
      journeys_.end_row();
    }
  }

  void finish() {
    journeys_.finish();
    stages_.finish();
  }

 private:
  void put_identity(std::uint64_t replication, const Journey& journey) {
    const CommoditySpec& commodity = network_[network_[journey.demand].commodity];
    replication_.put(static_cast<std::int32_t>(replication));
    demand_.put(index_of(journey.demand));
    number_.put(static_cast<std::int64_t>(journey.number));
    corridor_.put(index_of(journey.corridor));
    way_.put(way_of_[journey.itinerary.index()]);
    state_.put(journey.is_delivered ? kDeliveredState : static_cast<std::int8_t>(journey.stage));
    quantity_.put(in_tariff_units(journey.amount, commodity.cargo));
    mass_.put(in_tonnes(journey.mass));
  }

  // Adds a row of `stages_` for each stretch of one stage, cause and place.
  void put_life(const Journey& journey, const Entry* entry,
                const std::vector<Recording::VesselName>& vessels) {
    std::array<Duration, kCauses> times{};
    std::array<std::int64_t, kCharges> cost{};
    std::int64_t emission = 0;
    Time now = journey.released;
    Time accepted = journey.released;
    Entry stretch;  // not yet put; of no time if there is none
    for (const Entry* end = entry + journey.entries; entry != end; ++entry) {
      if (entry->kind == Entry::Kind::cost) cost[entry->what] += entry->amount;
      if (entry->kind == Entry::Kind::emission) emission += entry->amount;
      if (entry->kind != Entry::Kind::time) continue;
      if (stretch.amount > 0 && goes_on(stretch, *entry)) {
        stretch.amount += entry->amount;
      } else {
        if (stretch.amount > 0) put_stage(stretch, now, vessels);
        stretch = *entry;
      }
      times[entry->what] += entry->time();
      now += entry->time();
      if (entry->stage == Stage::waiting_for_acceptance) accepted = now;
    }
    if (stretch.amount > 0) put_stage(stretch, now, vessels);
    const bool is_refused = !journey.is_delivered && journey.stage == Stage::waiting_for_acceptance;
    released_.put(clock_(journey.released));
    accepted_.put(clock_(is_refused ? kNever : accepted));
    ended_.put(clock_(now));
    put_sums(times, cost);
    emission_.put(static_cast<double>(emission) / kMilligramsPerTonne);
  }

  void put_sums(const std::array<Duration, kCauses>& times,
                const std::array<std::int64_t, kCharges>& cost) {
    std::array<float, kCauses> time_in_days{};
    for (std::size_t i = 0; i < kCauses; ++i) {
      time_in_days[i] = static_cast<float>(in_days(times[i]));
    }
    time_.put(time_in_days);
    std::array<double, kCharges> cost_in_dollars{};
    for (std::size_t i = 0; i < kCharges; ++i) {
      cost_in_dollars[i] = static_cast<double>(cost[i]) / kMicroDollars;
    }
    cost_.put(cost_in_dollars);
  }

  void put_stage(const Entry& stretch, Time end,
                 const std::vector<Recording::VesselName>& vessels) {
    const bool is_on_link = stretch.is_at_link();
    const auto where = static_cast<Index>(stretch.where);
    const bool has_vessel = stretch.vessel != kNoVessel;
    stage_journey_.put(static_cast<std::int32_t>(journeys_.rows()));
    stage_kind_.put(static_cast<std::int8_t>(stretch.stage));
    stage_cause_.put(static_cast<std::int8_t>(stretch.what));
    stage_place_.put(is_on_link ? Index{-1} : where);
    stage_link_.put(is_on_link ? where : Index{-1});
    stage_fleet_.put(has_vessel ? index_of(vessels[stretch.vessel].fleet) : Index{-1});
    stage_vessel_.put(has_vessel ? static_cast<Index>(vessels[stretch.vessel].number) : Index{-1});
    stage_begin_.put(clock_(end - stretch.time()));
    stage_duration_.put(static_cast<float>(in_days(stretch.time())));
    stages_.end_row();
  }

  const Network& network_;
  Clock clock_;
  std::vector<std::int32_t> way_of_;
  GrowingTable journeys_, stages_;

  template <class T>
  using Column = GrowingTable::Column<T>;
  // clang-format off
  Column<std::int32_t> replication_ = journeys_.add<std::int32_t>({.name = "journey_replication", .long_name = "Random world in which it happened", .index_of = "replication"});
  Column<Index> demand_ = journeys_.add<Index>({.name = "journey_demand", .long_name = "Whose consignment it is", .index_of = "demand"});
  Column<std::int64_t> number_ = journeys_.add<std::int64_t>({.name = "journey_number", .long_name = "Number of the consignment in its demand, from 0"});
  Column<Index> corridor_ = journeys_.add<Index>({.name = "journey_corridor", .long_name = "Corridor of which it counts as cargo", .index_of = "corridor"});
  Column<std::int32_t> way_ = journeys_.add<std::int32_t>({.name = "journey_way", .long_name = "Links of its way; after a turn, from there on", .index_of = "way"});
  Column<std::int8_t> state_ = journeys_.add<std::int8_t>({.name = "journey_state", .long_name = "Delivered, or where it is in its life when the run ends", .flags = joined(kStageNames) + " " + std::string(kDelivered)});
  Column<double> quantity_ = journeys_.add<double>({.name = "journey_quantity", .long_name = "TEU, wagons or trucks; tonnes of what is not counted", .units = "1"});
  Column<double> mass_ = journeys_.add<double>({.name = "journey_mass", .long_name = "Mass of the cargo", .units = "t"});
  Column<double> released_ = journeys_.add<double>({.name = "journey_released", .long_name = "When its shipper offered it", .units = clock_.units()});
  Column<double> accepted_ = journeys_.add<double>({.name = "journey_accepted", .long_name = "When the railway had taken it and it had its box or wagon; else the end of the run", .units = clock_.units()});
  Column<double> ended_ = journeys_.add<double>({.name = "journey_ended", .long_name = "When it was delivered; else the end of the run", .units = clock_.units()});
  Column<float> time_ = journeys_.add<float>({.name = "journey_time", .long_name = "Time since its release, by what held it", .units = "d", .across = "cause", .width = kCauses});
  Column<double> cost_ = journeys_.add<double>({.name = "journey_cost", .long_name = "What fell due so far", .units = "USD", .across = "charge", .width = kCharges});
  Column<double> emission_ = journeys_.add<double>({.name = "journey_emission", .long_name = "CO2 equivalent so far", .units = "t"});

  Column<std::int32_t> stage_journey_ = stages_.add<std::int32_t>({.name = "stage_journey", .long_name = "Row of the journey", .rows_of = "journey"});
  Column<std::int8_t> stage_kind_ = stages_.add<std::int8_t>({.name = "stage_kind", .long_name = "Where the consignment was in its life", .flags = joined(kStageNames)});
  Column<std::int8_t> stage_cause_ = stages_.add<std::int8_t>({.name = "stage_cause", .long_name = "What held it", .index_of = "cause"});
  Column<Index> stage_place_ = stages_.add<Index>({.name = "stage_place", .long_name = "Place where it was; none on a link", .index_of = "place"});
  Column<Index> stage_link_ = stages_.add<Index>({.name = "stage_link", .long_name = "Link on which it was, or before which it waited; none at a place", .index_of = "link"});
  Column<Index> stage_fleet_ = stages_.add<Index>({.name = "stage_fleet", .long_name = "Fleet of the vessel that it was aboard of", .index_of = "fleet"});
  Column<Index> stage_vessel_ = stages_.add<Index>({.name = "stage_vessel", .long_name = "Number of that vessel in its fleet, from 0; -1 for none"});
  Column<double> stage_begin_ = stages_.add<double>({.name = "stage_begin", .long_name = "When the stage began", .units = clock_.units()});
  Column<float> stage_duration_ = stages_.add<float>({.name = "stage_duration", .long_name = "How long the stage lasted", .units = "d"});
  // clang-format on
};

class JournalTables::Parcels : public SingleTable {
 public:
  Parcels(hid_t file, const Scenario& scenario)
      : SingleTable(file, scenario, "parcel", kParcelsInChunk) {}

  void write(std::uint64_t replication, const Journal& news) {
    for (const Parcel& parcel : news.parcels) {
      replication_.put(static_cast<std::int32_t>(replication));
      lifting_.put(index_of(parcel.lifting));
      number_.put(static_cast<std::int64_t>(parcel.number));
      state_.put(static_cast<std::int8_t>(parcel.step));
      volume_.put(parcel.barrels);
      laycan_.put(clock_(parcel.laycan));
      ready_.put(clock_(parcel.ready));
      moored_.put(clock_(parcel.moored));
      loaded_.put(clock_(parcel.loaded));
      demurrage_.put(parcel.demurrage_usd);
      table_.end_row();
    }
  }

 private:
  // clang-format off
  Column<std::int32_t> replication_ = table_.add<std::int32_t>({.name = "parcel_replication", .long_name = "Random world in which it happened", .index_of = "replication"});
  Column<Index> lifting_ = table_.add<Index>({.name = "parcel_lifting", .long_name = "Programme of liftings", .index_of = "lifting"});
  Column<std::int64_t> number_ = table_.add<std::int64_t>({.name = "parcel_number", .long_name = "Number in its programme, from 0"});
  Column<std::int8_t> state_ = table_.add<std::int8_t>({.name = "parcel_state", .long_name = "Loaded, or what its tanker does when the run ends", .flags = std::string(kParcelStates)});
  Column<double> volume_ = table_.add<double>({.name = "parcel_volume", .long_name = "Volume nominated", .units = "bbl"});
  Column<double> laycan_ = table_.add<double>({.name = "parcel_laycan", .long_name = "Beginning of the laycan", .units = clock_.units()});
  Column<double> ready_ = table_.add<double>({.name = "parcel_ready", .long_name = "Notice of readiness: laytime counts from here; else the end of the run", .units = clock_.units()});
  Column<double> moored_ = table_.add<double>({.name = "parcel_moored", .long_name = "When loading could begin; else the end of the run", .units = clock_.units()});
  Column<double> loaded_ = table_.add<double>({.name = "parcel_loaded", .long_name = "When loading ended; else the end of the run", .units = clock_.units()});
  Column<double> demurrage_ = table_.add<double>({.name = "parcel_demurrage", .long_name = "Demurrage", .units = "USD"});
  // clang-format on
};

class JournalTables::Events : public SingleTable {
 public:
  Events(hid_t file, const Scenario& scenario)
      : SingleTable(file, scenario, "event", kEventsInChunk) {}

  void write(std::uint64_t replication, const Journal& news) {
    for (const EventNote& event : news.events) {
      replication_.put(static_cast<std::int32_t>(replication));
      time_.put(clock_(event.at));
      kind_.put(static_cast<std::int8_t>(event.kind));
      number_.put(static_cast<std::int64_t>(event.number));
      demand_.put(index_of(event.demand));
      place_.put(index_of(event.place));
      link_.put(index_of(event.link));
      table_.end_row();
    }
  }

 private:
  // clang-format off
  Column<std::int32_t> replication_ = table_.add<std::int32_t>({.name = "event_replication", .long_name = "Random world in which it happened", .index_of = "replication"});
  Column<double> time_ = table_.add<double>({.name = "event_time", .long_name = "When it happened", .units = clock_.units()});
  Column<std::int8_t> kind_ = table_.add<std::int8_t>({.name = "event_kind", .long_name = "What happened", .flags = names_of_event_kinds()});
  Column<std::int64_t> number_ = table_.add<std::int64_t>({.name = "event_number", .long_name = "Number of the consignment, train, vessel or tanker that it is about"});
  Column<Index> demand_ = table_.add<Index>({.name = "event_demand", .long_name = "Demand of the consignment", .index_of = "demand"});
  Column<Index> place_ = table_.add<Index>({.name = "event_place", .long_name = "Place where it was, or that it set out from", .index_of = "place"});
  Column<Index> link_ = table_.add<Index>({.name = "event_link", .long_name = "Link of the train or vessel", .index_of = "link"});
  // clang-format on
};

JournalTables::JournalTables(hid_t file, const Network& network) {
  check_sizes(network.scenario);
  journeys_ = std::make_unique<Journeys>(file, network);
  parcels_ = std::make_unique<Parcels>(file, network.scenario);
  events_ = std::make_unique<Events>(file, network.scenario);
}

JournalTables::~JournalTables() = default;

void JournalTables::write(std::uint64_t replication, const Journal& news,
                          const std::vector<Recording::VesselName>& vessels) {
  journeys_->write(replication, news, vessels);
  parcels_->write(replication, news);
  events_->write(replication, news);
}

void JournalTables::finish() {
  journeys_->finish();
  parcels_->finish();
  events_->finish();
}

}  // namespace caravan
