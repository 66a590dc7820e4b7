// The journal of one replication, until it is its turn to be written.
//
// Replications end in any order, and their journals may be larger than memory: what exceeds a few
// megabytes goes to a file that has no name, so that nothing is left of it however the run ends.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "caravan/models/journal.hpp"
#include "caravan/models/world.hpp"

namespace caravan {

class JournalSpool {
 public:
  // `folder` is where such a file may be.
  explicit JournalSpool(std::string folder) : folder_(std::move(folder)) {}
  ~JournalSpool();
  JournalSpool(const JournalSpool&) = delete;
  JournalSpool& operator=(const JournalSpool&) = delete;

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
  void append(const void* bytes, std::size_t count);
  void move_to_file();
  void read(std::uint64_t from, void* bytes, std::size_t count) const;
  template <class Row>
  void append_rows(const std::vector<Row>& rows);
  template <class Row>
  void read_rows(std::uint64_t& from, std::vector<Row>& rows) const;

  std::string folder_;
  std::vector<std::byte> recent_;  // after what is in the file
  int file_ = -1;
  std::uint64_t in_file_ = 0;  // bytes
  std::vector<VesselName> vessels_;
};

}  // namespace caravan
