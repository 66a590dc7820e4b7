#include "caravan/output/series_packer.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>

#include "caravan/output/chunk_packer.hpp"

namespace caravan {
namespace {

constexpr std::size_t kInCacheLine = 8;  // numbers

}  // namespace

SeriesPacker::SeriesPacker(const SeriesPlan& plan) : plan_(plan), columns_(plan.recorded.size()) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    columns_[i].column_of.resize(plan.recorded[i].entries);
  }
}

SeriesPacker::~SeriesPacker() = default;

void SeriesPacker::add(const Series& news, const TakeSeriesChunk& take) {
  if (plan_.recorded.empty()) return;
  for (std::size_t done = 0; done < news.pending;) {
    if (in_block_ == 0) open_block();
    const std::size_t room =
        std::min(plan_.intervals_in_chunk - in_block_, plan_.intervals - intervals_);
    assert(room > 0);
    const std::size_t count = std::min(room, news.pending - done);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const SeriesPlan::Recorded& what = plan_.recorded[i];
      const std::vector<double>& rows = news.rows[static_cast<std::size_t>(what.variable)];
      assert(rows.size() == news.pending * what.entries);
      add_rows(what, columns_[i], rows.data() + done * what.entries, count);
    }
    in_block_ += count;
    intervals_ += count;
    done += count;
    if (count == room) close_block(take);
  }
}

// What was not chosen is left out, and not a number in the file; so of a variable of which not all
// was, zeros must be told.
void SeriesPacker::open_block() {
  if (!packer_) packer_ = std::make_unique<ChunkPacker>(plan_.intervals_in_chunk);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    Columns& columns = columns_[i];
    std::fill(columns.column_of.begin(), columns.column_of.end(), -1);
    columns.entries.clear();
    columns.values.clear();
    const std::vector<bool>& is_chosen = plan_.recorded[i].is_chosen;
    for (std::size_t entry = 0; entry < is_chosen.size(); ++entry) {
      if (is_chosen[entry]) column(columns, entry);
    }
  }
}

double* SeriesPacker::column(Columns& columns, std::size_t entry) {
  std::int32_t& column = columns.column_of[entry];
  if (column < 0) {
    column = static_cast<std::int32_t>(columns.entries.size());
    columns.entries.push_back(static_cast<std::uint32_t>(entry));
    columns.values.resize(columns.entries.size() * plan_.intervals_in_chunk);
  }
  return columns.values.data() + static_cast<std::size_t>(column) * plan_.intervals_in_chunk;
}

// As many entries at a time as a cache line of a row has: most are zero in all rows.
void SeriesPacker::add_rows(const SeriesPlan::Recorded& what, Columns& columns, const double* rows,
                            std::size_t count) {
  for (std::size_t first = 0; first < what.entries; first += kInCacheLine) {
    const std::size_t some = std::min(kInCacheLine, what.entries - first);
    std::array<std::uint64_t, kInCacheLine> bits{};
    for (std::size_t r = 0; r < count; ++r) {
      const double* row = rows + r * what.entries + first;
      for (std::size_t k = 0; k < some; ++k) bits[k] |= std::bit_cast<std::uint64_t>(row[k]);
    }
    for (std::size_t k = 0; k < some; ++k) {
      const std::size_t entry = first + k;
      if (bits[k] == 0 || (!what.is_chosen.empty() && !what.is_chosen[entry])) continue;
      double* to = column(columns, entry) + in_block_;
      for (std::size_t r = 0; r < count; ++r) to[r] = rows[r * what.entries + entry];
    }
  }
}

void SeriesPacker::close_block(const TakeSeriesChunk& take) {
  const std::size_t block = (intervals_ - 1) / plan_.intervals_in_chunk;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    Columns& columns = columns_[i];
    std::sort(columns.entries.begin(), columns.entries.end());
    for (const std::uint32_t entry : columns.entries) {
      const ChunkPacker::Packed packed = packer_->pack(column(columns, entry));
      take({static_cast<std::uint32_t>(i), entry, static_cast<std::uint32_t>(block),
            packed.filter_mask, packed.bytes.size()},
           packed.bytes.data());
    }
  }
  in_block_ = 0;
  if (intervals_ < plan_.intervals) return;
  packer_.reset();
  for (Columns& columns : columns_) columns = {};
}

}  // namespace caravan
