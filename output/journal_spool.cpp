#include "caravan/output/journal_spool.hpp"

#include <type_traits>

namespace caravan {

void JournalSpool::add(const World& world, const Journal& news) {
  append_rows(news.journeys);
  append_rows(news.entries);
  append_rows(news.parcels);
  append_rows(news.events);
  std::vector<std::uint32_t> counts(world.scenario().fleets.size());
  vessels_.clear();
  for (const Vessel& vessel : world.vessels) {
    vessels_.push_back({vessel.fleet, counts[vessel.fleet.index()]++});
  }
}

void JournalSpool::for_each(const std::function<void(const Journal&)>& visit) const {
  Journal news;
  std::uint64_t from = 0;
  while (from < bytes_.size()) {
    read_rows(from, news.journeys);
    read_rows(from, news.entries);
    read_rows(from, news.parcels);
    read_rows(from, news.events);
    visit(news);
  }
}

template <class Row>
void JournalSpool::append_rows(const std::vector<Row>& rows) {
  static_assert(std::is_trivially_copyable_v<Row>);
  const std::uint64_t count = rows.size();
  bytes_.append(&count, sizeof count);
  bytes_.append(rows.data(), rows.size() * sizeof(Row));
}

template <class Row>
void JournalSpool::read_rows(std::uint64_t& from, std::vector<Row>& rows) const {
  std::uint64_t count = 0;
  bytes_.read(from, &count, sizeof count);
  rows.resize(count);
  bytes_.read(from + sizeof count, rows.data(), count * sizeof(Row));
  from += sizeof count + count * sizeof(Row);
}

}  // namespace caravan
