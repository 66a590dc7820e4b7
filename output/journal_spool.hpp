// The journal of one replication, until it is its turn to be written.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "caravan/models/journal.hpp"
#include "caravan/models/world.hpp"
#include "caravan/output/byte_spool.hpp"

namespace caravan {

class JournalSpool {
 public:
  explicit JournalSpool(std::string folder) : bytes_(std::move(folder)) {}

  // What a world has noted since the last time. Throws OutputError if there is no room for it.
  void add(const World& world, const Journal& news);

  // In the order in which it was added. Throws OutputError.
  void for_each(const std::function<void(const Journal& news)>& visit) const;

  // A vessel of the world at its end, which entries call by its position.
  struct VesselName {
    FleetId fleet;
    std::uint32_t number = 0;  // in its fleet, from 0
  };
  const std::vector<VesselName>& vessels() const { return vessels_; }

 private:
  template <class Row>
  void append_rows(const std::vector<Row>& rows);
  template <class Row>
  void read_rows(std::uint64_t& from, std::vector<Row>& rows) const;

  ByteSpool bytes_;
  std::vector<VesselName> vessels_;
};

}  // namespace caravan
