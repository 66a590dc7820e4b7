#include "caravan/output/recording.hpp"

#include <type_traits>

namespace caravan {
namespace {

// What comes next in the spool: a chunk and its bytes, or rows of a journal.
struct Head {
  bool is_chunk = false;
  SeriesChunk chunk{};
  std::uint64_t journeys = 0;
  std::uint64_t entries = 0;
  std::uint64_t parcels = 0;
  std::uint64_t events = 0;
};

template <class T>
void append(ByteSpool& spool, const T* items, std::size_t count) {
  static_assert(std::is_trivially_copyable_v<T>);
  spool.append(items, count * sizeof(T));
}

template <class T>
void read(const ByteSpool& spool, std::uint64_t& from, std::vector<T>& items, std::size_t count) {
  items.resize(count);
  spool.read(from, items.data(), count * sizeof(T));
  from += count * sizeof(T);
}

}  // namespace

void Recording::add(const World& world, const Journal& news) {
  add(world.series);
  if (!world.journal.has_journeys()) return;
  name_vessels(world);
  const Head head{.journeys = news.journeys.size(),
                  .entries = news.entries.size(),
                  .parcels = news.parcels.size(),
                  .events = news.events.size()};
  append(waiting_, &head, 1);
  append(waiting_, news.journeys.data(), head.journeys);
  append(waiting_, news.entries.data(), head.entries);
  append(waiting_, news.parcels.data(), head.parcels);
  append(waiting_, news.events.data(), head.events);
}

void Recording::add(const Series& news) {
  series_.add(news, [&](const SeriesChunk& chunk, const void* bytes) {
    const Head head{.is_chunk = true, .chunk = chunk};
    append(waiting_, &head, 1);
    waiting_.append(bytes, chunk.bytes);
  });
}

void Recording::name_vessels(const World& world) {
  std::vector<std::uint32_t> counts(world.scenario().fleets.size());
  vessels_.clear();
  for (const Vessel& vessel : world.vessels) {
    vessels_.push_back({vessel.fleet, counts[vessel.fleet.index()]++});
  }
}

void Recording::hand_over(const Takers& takers) {
  Head head;
  std::vector<std::byte> bytes;
  Journal news;
  for (std::uint64_t from = 0; from < waiting_.size();) {
    waiting_.read(from, &head, sizeof head);
    from += sizeof head;
    if (head.is_chunk) {
      read(waiting_, from, bytes, head.chunk.bytes);
      takers.chunk(head.chunk, bytes.data());
      continue;
    }
    read(waiting_, from, news.journeys, head.journeys);
    read(waiting_, from, news.entries, head.entries);
    read(waiting_, from, news.parcels, head.parcels);
    read(waiting_, from, news.events, head.events);
    takers.journal(news);
  }
  waiting_.clear();
}

void Recording::hand_over(const Takers& takers, const World& world, const Journal& news) {
  hand_over(takers);
  series_.add(world.series, takers.chunk);
  if (!world.journal.has_journeys()) return;
  name_vessels(world);
  takers.journal(news);
}

}  // namespace caravan
