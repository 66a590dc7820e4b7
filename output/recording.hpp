// What one replication tells besides its figures, until it is its turn to be written.
#pragma once

#include "caravan/output/journal_spool.hpp"
#include "caravan/output/series_spool.hpp"

namespace caravan {

struct Recording {
  // `folder` is where files may be for what is too large to wait in memory.
  Recording(const SeriesPlan& plan, const std::string& folder)
      : series(plan, folder), journal(folder) {}

  // What is new in a world. Throws OutputError if there is no room for it.
  void add(const World& world, const Journal& news) {
    series.add(world.series);
    if (world.journal.has_journeys()) journal.add(world, news);
  }

  SeriesSpool series;
  JournalSpool journal;
};

}  // namespace caravan
