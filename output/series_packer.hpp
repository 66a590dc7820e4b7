// Cuts the time series of one replication into chunks, as they come, and compresses them: by the
// thread that simulates, and so that memory does not grow with the length of the run.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "caravan/models/series.hpp"
#include "caravan/output/series_plan.hpp"

namespace caravan {

class ChunkPacker;

// A chunk as it is in the file.
struct SeriesChunk {
  std::uint32_t recorded = 0;     // which of the plan's
  std::uint32_t entry = 0;        // of it
  std::uint32_t block = 0;        // of intervals
  std::uint32_t filter_mask = 0;  // HDF5's: 0 if it is shuffled and deflated, 3 if it is plain
  std::uint64_t bytes = 0;
};
using TakeSeriesChunk = std::function<void(const SeriesChunk& chunk, const void* bytes)>;

class SeriesPacker {
 public:
  // The plan must outlive it.
  explicit SeriesPacker(const SeriesPlan& plan);
  ~SeriesPacker();
  SeriesPacker(const SeriesPacker&) = delete;
  SeriesPacker& operator=(const SeriesPacker&) = delete;

  // What a world has recorded since the last time. Hands over the chunks that this completes: by
  // block, then as in the plan.
  void add(const Series& news, const TakeSeriesChunk& take);

 private:
  // What a variable has in the current block: a column for each entry that has anything in it.
  struct Columns {
    std::vector<std::int32_t> column_of;  // by entry; -1 for none
    std::vector<std::uint32_t> entries;   // by column
    std::vector<double> values;           // by column, a whole chunk each
  };

  double* column(Columns& columns, std::size_t entry);
  void add_rows(const SeriesPlan::Recorded& what, Columns& columns, const double* rows,
                std::size_t count);
  void open_block();
  void close_block(const TakeSeriesChunk& take);

  const SeriesPlan& plan_;
  std::vector<Columns> columns_;  // by the plan's variables
  std::size_t in_block_ = 0;      // intervals
  std::size_t intervals_ = 0;     // so far
  std::unique_ptr<ChunkPacker> packer_;
};

}  // namespace caravan
