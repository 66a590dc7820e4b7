// Journeys with their stages, parcels of oil and events, as tables of an ensemble's file. Internal
// to output/. Their columns are described in output/README.md.
#pragma once

#include <memory>
#include <vector>

#include "caravan/models/journal.hpp"
#include "caravan/models/network.hpp"
#include "caravan/output/hdf5.hpp"
#include "caravan/output/recording.hpp"

namespace caravan {

class JournalTables {
 public:
  // Adds the coordinate `way` to the file, which has all others already.
  JournalTables(hid_t file, const Network& network);
  ~JournalTables();

  // Replications come in order.
  void write(std::uint64_t replication, const Journal& news,
             const std::vector<Recording::VesselName>& vessels);
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
