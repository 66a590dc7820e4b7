// The time series of one replication, until it is their turn to be written: compressed as they
// come, so that memory does not grow with the length of the run, and by the thread that simulates.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "caravan/models/series.hpp"
#include "caravan/output/byte_spool.hpp"
#include "caravan/output/series_plan.hpp"

namespace caravan {

class ChunkPacker;

class SeriesSpool {
 public:
  // The plan must outlive it. `folder` is where a file may be for what is too large for memory.
  SeriesSpool(const SeriesPlan& plan, std::string folder);
  ~SeriesSpool();
  SeriesSpool(const SeriesSpool&) = delete;
  SeriesSpool& operator=(const SeriesSpool&) = delete;

  // What a world has recorded since the last time. Throws OutputError if there is no room for it.
  void add(const Series& news);

  // A chunk as it is in the file.
  struct Chunk {
    std::uint32_t recorded = 0;     // which of the plan's
    std::uint32_t entry = 0;        // of it
    std::uint32_t block = 0;        // of intervals
    std::uint32_t filter_mask = 0;  // HDF5's: 0 if it is shuffled and deflated, 3 if it is plain
    std::uint64_t bytes = 0;
  };
  // All, by block, then as in the plan. Throws OutputError.
  void for_each(const std::function<void(const Chunk&, const void* bytes)>& visit) const;

 private:
  // What a variable has in the current block: a column for each entry that has anything in it.
  struct Columns {
    std::vector<std::int32_t> column_of;  // by entry; -1 for none
    std::vector<std::uint32_t> entries;   // by column
    std::vector<double> values;           // by column, a whole chunk each
  };

  double* column(Columns& columns, std::size_t entry);
  void add_row(const SeriesPlan::Recorded& what, Columns& columns, const double* row);
  void open_block();
  void close_block();

  const SeriesPlan& plan_;
  std::vector<Columns> columns_;  // by the plan's variables
  std::size_t in_block_ = 0;      // intervals
  std::size_t intervals_ = 0;     // so far
  std::unique_ptr<ChunkPacker> packer_;
  ByteSpool bytes_;
};

}  // namespace caravan
