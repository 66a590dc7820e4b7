// What one replication tells besides its figures, until it is written.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "caravan/models/journal.hpp"
#include "caravan/models/world.hpp"
#include "caravan/output/byte_spool.hpp"
#include "caravan/output/series_packer.hpp"

namespace caravan {

class Recording {
 public:
  // `folder` is where a file may be for what is too large to wait in memory. The plan must outlive
  // it.
  Recording(const SeriesPlan& plan, std::string folder)
      : series_(plan), waiting_(std::move(folder)) {}

  struct Takers {
    TakeSeriesChunk chunk;
    std::function<void(const Journal& news)> journal;
  };

  // What is new in a world. Throws OutputError if there is no room for it.
  void add(const World& world, const Journal& news);
  void add(const Series& news);

  // Hands over all that waits, in the order in which it came; then nothing waits. Throws
  // OutputError.
  void hand_over(const Takers& takers);
  // And what is new in a world, which need not wait.
  void hand_over(const Takers& takers, const World& world, const Journal& news);

  // A vessel of the world, which entries call by its position.
  struct VesselName {
    FleetId fleet;
    std::uint32_t number = 0;  // in its fleet, from 0
  };
  // All that were there at the last news.
  const std::vector<VesselName>& vessels() const { return vessels_; }

 private:
  void name_vessels(const World& world);

  SeriesPacker series_;
  ByteSpool waiting_;
  std::vector<VesselName> vessels_;
};

}  // namespace caravan
