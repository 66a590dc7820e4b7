// Journeys with their stages, parcels of oil and events, as tables of an ensemble's file. Internal
// to output/. Their columns are described in output/README.md.
#pragma once

#include <memory>

#include "caravan/models/journal.hpp"
#include "caravan/models/network.hpp"
#include "caravan/output/hdf5.hpp"
#include "caravan/output/journal_spool.hpp"

namespace caravan {

class JournalTables {
 public:
  // Adds the coordinate `way` to the file, which has all others already.
  JournalTables(hid_t file, const Network& network);
  ~JournalTables();

  // Replications come in order.
  void write(std::uint64_t replication, const JournalSpool& journal);
  void finish();

 private:
  class Journeys;
  class Parcels;
  class Events;
  std::unique_ptr<Journeys> journeys_;
  std::unique_ptr<Parcels> parcels_;
  std::unique_ptr<Events> events_;
};

}  // namespace caravan
