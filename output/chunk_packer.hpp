// Chunks of series as HDF5 stores them, packed outside of it. Internal to output/.
#pragma once

#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace caravan {

// Does what HDF5's shuffle and deflate do, with strategies that HDF5 does not offer: of shuffled
// numbers, runs of one byte are nearly all that there is to find, and much the cheapest to find.
class ChunkPacker {
 public:
  // Of chunks of so many numbers.
  explicit ChunkPacker(std::size_t numbers_in_chunk);
  ~ChunkPacker();
  ChunkPacker(const ChunkPacker&) = delete;
  ChunkPacker& operator=(const ChunkPacker&) = delete;

  struct Packed {
    std::span<const std::byte> bytes;  // until the next call
    std::uint32_t filter_mask = 0;     // of H5Dwrite_chunk: which filters were not applied
  };
  // A column of a series; left plain if it is noise.
  Packed pack(const double* numbers);

 private:
  z_stream stream_{};
  std::vector<std::byte> shuffled_, deflated_;
};

}  // namespace caravan
