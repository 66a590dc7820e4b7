// What a world's journal tells of consignments and events, and travel times in bounded memory.
#include "caravan/models/journal.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "caravan/models/simulate.hpp"
#include "caravan/models/travel_times.hpp"
#include "random_network.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

// All that simulate() hands over, in one piece.
Journal journal_of(const Network& network, std::uint64_t seed, Detail detail, Results& results) {
  Journal all{.detail = detail};
  results = simulate(network, seed, 0, {}, detail, [&](const World&, const Journal& news) {
    all.journeys.insert(all.journeys.end(), news.journeys.begin(), news.journeys.end());
    all.entries.insert(all.entries.end(), news.entries.begin(), news.entries.end());
    all.events.insert(all.events.end(), news.events.begin(), news.events.end());
  });
  return all;
}

}  // namespace

TEST_CASE("journeys have the whole life of all that was delivered and of all that was not") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    CAPTURE(seed);
    const Network network = RandomNetwork(seed).build();
    Results results;
    const Journal journal = journal_of(network, seed, Detail::journeys, results);
    CHECK(journal.events.empty());
    double delivered = 0, wanted = 0;
    std::size_t entries = 0;
    bool are_whole = true;
    for (const Journey& journey : journal.journeys) {
      Time now = journey.released;
      for (std::size_t i = entries; i < entries + journey.entries; ++i) {
        if (journal.entries[i].kind == Entry::Kind::time) now += journal.entries[i].time();
      }
      entries += journey.entries;
      if (journey.is_delivered) delivered += in_tonnes(journey.mass);
      are_whole = are_whole && (journey.is_delivered ? now <= network.scenario.end()
                                                     : now == network.scenario.end());
    }
    CHECK(are_whole);
    CHECK(entries == journal.entries.size());
    for (const double tonnes : results[Variable::demand_mass]) wanted += tonnes;
    CHECK(delivered == doctest::Approx(wanted));
  }
}

TEST_CASE("what is told does not change what happens, and nothing is told unasked") {
  const Network network = RandomNetwork(3).build();
  Results plain, told;
  CHECK(journal_of(network, 3, Detail::series, plain).journeys.empty());
  const Journal journal = journal_of(network, 3, Detail::events, told);
  CHECK(plain.fingerprint == told.fingerprint);
  CHECK(plain.values[0] == told.values[0]);
  CHECK(journal.events.size() > 1000);
  CHECK(std::is_sorted(journal.events.begin(), journal.events.end(),
                       [](const EventNote& a, const EventNote& b) { return a.at < b.at; }));
}

TEST_CASE("travel times are exact up to a number, and then within 1 %") {
  TravelTimes few, many;
  for (std::size_t i = 0; i < 100; ++i) few.add(static_cast<double>((i * 37) % 100));
  CHECK(few.summary().mean == doctest::Approx(49.5));
  CHECK(few.summary().p50 == 49.5);
  CHECK(few.summary().p95 == doctest::Approx(94.05));
  const std::size_t count = 4 * TravelTimes::kMostExact;
  for (std::size_t i = 0; i < count; ++i) {
    many.add(1 + 99 * static_cast<double>((i * 7919) % count) / static_cast<double>(count));
  }
  CHECK(many.summary().mean == doctest::Approx(50.5).epsilon(1e-4));
  CHECK(many.summary().p50 == doctest::Approx(50.5).epsilon(0.01));
  CHECK(many.summary().p95 == doctest::Approx(95.05).epsilon(0.01));
  CHECK(std::isnan(TravelTimes{}.summary().p50));
}
