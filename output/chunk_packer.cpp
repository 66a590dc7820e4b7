#include "caravan/output/chunk_packer.hpp"

#include <cmath>
#include <new>
#include <stdexcept>

namespace caravan {
namespace {

constexpr std::uint32_t kPlain = 3;  // neither shuffled nor deflated
constexpr int kFast = 1, kStored = 0;

// Mostly fractions that differ from one to the next: nothing to gain, at ten times the cost of all
// else.
bool is_noise(std::span<const double> numbers) {
  std::size_t unlike = 0;
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    if (numbers[i] != numbers[i - 1] && numbers[i] != std::trunc(numbers[i])) ++unlike;
  }
  return 2 * unlike > numbers.size();
}

bool has_runs(std::span<const std::byte> bytes) {
  std::size_t unlike = 0;
  for (std::size_t i = 1; i < bytes.size(); ++i) unlike += bytes[i] != bytes[i - 1] ? 1u : 0u;
  return 8 * unlike < bytes.size();
}

}  // namespace

ChunkPacker::ChunkPacker(std::size_t chunk_bytes, std::size_t number_bytes)
    : number_bytes_(number_bytes), shuffled_(chunk_bytes) {
  constexpr int kWindowBits = 15, kMemory = 8;
  if (deflateInit2(&stream_, kFast, Z_DEFLATED, kWindowBits, kMemory, Z_RLE) != Z_OK) {
    throw std::bad_alloc();
  }
  constexpr std::size_t kOfEachPart = 64;
  deflated_.resize(deflateBound(&stream_, static_cast<uLong>(chunk_bytes)) +
                   number_bytes * kOfEachPart);
}

ChunkPacker::~ChunkPacker() { deflateEnd(&stream_); }

ChunkPacker::Packed ChunkPacker::pack_series(const double* numbers) {
  const std::span<const double> all(numbers, shuffled_.size() / sizeof(double));
  if (is_noise(all)) return {std::as_bytes(all), kPlain};
  shuffle(std::as_bytes(all).data());
  begin();
  deflate_part(0, shuffled_.size(), Z_FINISH);
  return packed();
}

ChunkPacker::Packed ChunkPacker::pack_column(const std::byte* numbers) {
  shuffle(numbers);
  begin();
  const std::size_t count = shuffled_.size() / number_bytes_;
  for (std::size_t b = 0; b < number_bytes_; ++b) {
    const auto bytes = std::span(shuffled_).subspan(b * count, count);
    deflateParams(&stream_, has_runs(bytes) ? kFast : kStored, Z_RLE);
    deflate_part(b * count, count, b + 1 == number_bytes_ ? Z_FINISH : Z_BLOCK);
  }
  return packed();
}

// The first bytes of all numbers, then the second ones...
void ChunkPacker::shuffle(const std::byte* numbers) {
  const std::size_t count = shuffled_.size() / number_bytes_;
  for (std::size_t b = 0; b < number_bytes_; ++b) {
    std::byte* to = shuffled_.data() + b * count;
    for (std::size_t i = 0; i < count; ++i) to[i] = numbers[i * number_bytes_ + b];
  }
}

void ChunkPacker::begin() {
  deflateReset(&stream_);
  stream_.next_out = reinterpret_cast<Bytef*>(deflated_.data());
  stream_.avail_out = static_cast<uInt>(deflated_.size());
}

void ChunkPacker::deflate_part(std::size_t first, std::size_t count, int flush) {
  stream_.next_in = reinterpret_cast<Bytef*>(shuffled_.data() + first);
  stream_.avail_in = static_cast<uInt>(count);
  const int status = deflate(&stream_, flush);
  const bool is_done = flush == Z_FINISH ? status == Z_STREAM_END : status == Z_OK;
  if (!is_done || stream_.avail_in > 0) throw std::logic_error("a chunk was not packed");
}

}  // namespace caravan
