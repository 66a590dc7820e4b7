// Chunks of numbers as HDF5 stores them, packed outside of it. Internal to output/.
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
  // Of chunks of so many bytes, of numbers of so many bytes each.
  ChunkPacker(std::size_t chunk_bytes, std::size_t number_bytes);
  ~ChunkPacker();
  ChunkPacker(const ChunkPacker&) = delete;
  ChunkPacker& operator=(const ChunkPacker&) = delete;

  struct Packed {
    std::span<const std::byte> bytes;  // until the next call
    std::uint32_t filter_mask = 0;     // of H5Dwrite_chunk: which filters were not applied
  };
  // A column of a series; left plain if it is noise.
  Packed pack_series(const double* numbers);
  // A column of a table: bytes that vary from row to row are only copied.
  Packed pack_column(const std::byte* numbers);

 private:
  void shuffle(const std::byte* numbers);
  void begin();
  void deflate_part(std::size_t first, std::size_t count, int flush);
  Packed packed() const { return {std::span(deflated_).first(stream_.total_out), 0}; }

  std::size_t number_bytes_;
  z_stream stream_{};
  std::vector<std::byte> shuffled_, deflated_;
};

}  // namespace caravan
