#include "caravan/output/chunk_packer.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <new>
#include <stdexcept>
#include <type_traits>

namespace caravan {
namespace {

constexpr std::uint32_t kPlain = 3;  // neither shuffled nor deflated

// Mostly fractions that differ from one to the next: nothing to gain, at ten times the cost of all
// else.
bool is_noise(std::span<const double> numbers) {
  std::size_t unlike = 0;
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    if (numbers[i] != numbers[i - 1] && numbers[i] != std::trunc(numbers[i])) ++unlike;
  }
  return 2 * unlike > numbers.size();
}

// The first bytes of some numbers to the beginning of `to`, the second ones `plane` after it...:
// half of a number and half of those, for compilers know how to halve many at a time.
constexpr std::size_t kAtOnce = 256;  // so that they stay in the nearest cache
static_assert(std::endian::native == std::endian::little);

void split(const std::array<std::uint8_t, kAtOnce>& bytes, std::size_t count, std::byte* to,
           std::size_t) {
  std::memcpy(to, bytes.data(), count);
}

template <class Number>
void split(const std::array<Number, kAtOnce>& numbers, std::size_t count, std::byte* to,
           std::size_t plane) {
  constexpr int kHalf = sizeof(Number) / 2;
  using Half = std::conditional_t<kHalf == 4, std::uint32_t,
                                  std::conditional_t<kHalf == 2, std::uint16_t, std::uint8_t>>;
  std::array<Half, kAtOnce> low{}, high{};
  for (std::size_t i = 0; i < kAtOnce; ++i) {
    low[i] = static_cast<Half>(numbers[i]);
    high[i] = static_cast<Half>(numbers[i] >> 8 * kHalf);
  }
  split(low, count, to, plane);
  split(high, count, to + kHalf * plane, plane);
}

// What HDF5 calls to shuffle.
void split(std::span<const double> numbers, std::byte* to) {
  std::array<std::uint64_t, kAtOnce> some{};
  for (std::size_t i = 0; i < numbers.size(); i += kAtOnce) {
    const std::size_t count = std::min(kAtOnce, numbers.size() - i);
    std::memcpy(some.data(), numbers.data() + i, count * sizeof(double));
    split(some, count, to + i, numbers.size());
  }
}

}  // namespace

ChunkPacker::ChunkPacker(std::size_t numbers_in_chunk)
    : shuffled_(numbers_in_chunk * sizeof(double)) {
  constexpr int kFast = 1, kWindowBits = 15, kMemory = 8;
  if (deflateInit2(&stream_, kFast, Z_DEFLATED, kWindowBits, kMemory, Z_RLE) != Z_OK) {
    throw std::bad_alloc();
  }
  deflated_.resize(deflateBound(&stream_, static_cast<uLong>(shuffled_.size())));
}

ChunkPacker::~ChunkPacker() { deflateEnd(&stream_); }

ChunkPacker::Packed ChunkPacker::pack(const double* numbers) {
  const std::span<const double> all(numbers, shuffled_.size() / sizeof(double));
  if (is_noise(all)) return {std::as_bytes(all), kPlain};
  split(all, shuffled_.data());
  deflateReset(&stream_);
  stream_.next_in = reinterpret_cast<Bytef*>(shuffled_.data());
  stream_.avail_in = static_cast<uInt>(shuffled_.size());
  stream_.next_out = reinterpret_cast<Bytef*>(deflated_.data());
  stream_.avail_out = static_cast<uInt>(deflated_.size());
  if (deflate(&stream_, Z_FINISH) != Z_STREAM_END) throw std::logic_error("a chunk was not packed");
  return {std::span(deflated_).first(stream_.total_out), 0};
}

}  // namespace caravan
