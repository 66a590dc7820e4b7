#include "caravan/output/series_spool.hpp"

#include <algorithm>
#include <bit>
#include <cassert>

#include "caravan/output/chunk_packer.hpp"

namespace caravan {
namespace {

bool is_zero(double value) { return std::bit_cast<std::uint64_t>(value) == 0; }

}  // namespace

SeriesSpool::SeriesSpool(const SeriesPlan& plan, std::string folder)
    : plan_(plan), columns_(plan.recorded.size()), bytes_(std::move(folder)) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    columns_[i].column_of.resize(plan.recorded[i].entries);
  }
}

SeriesSpool::~SeriesSpool() = default;

void SeriesSpool::add(const Series& news) {
  if (plan_.recorded.empty()) return;
  for (std::size_t r = 0; r < news.pending; ++r) {
    if (in_block_ == 0) open_block();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const SeriesPlan::Recorded& what = plan_.recorded[i];
      const std::vector<double>& rows = news.rows[static_cast<std::size_t>(what.variable)];
      assert(rows.size() == news.pending * what.entries);
      add_row(what, columns_[i], rows.data() + r * what.entries);
    }
    ++in_block_;
    ++intervals_;
    if (in_block_ == plan_.intervals_in_chunk || intervals_ == plan_.intervals) close_block();
  }
}

// What was not chosen is left out, and not a number in the file; so of a variable of which not all
// was, zeros must be told.
void SeriesSpool::open_block() {
  if (!packer_)
    packer_ =
        std::make_unique<ChunkPacker>(plan_.intervals_in_chunk * sizeof(double), sizeof(double));
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

double* SeriesSpool::column(Columns& columns, std::size_t entry) {
  std::int32_t& column = columns.column_of[entry];
  if (column < 0) {
    column = static_cast<std::int32_t>(columns.entries.size());
    columns.entries.push_back(static_cast<std::uint32_t>(entry));
    columns.values.resize(columns.entries.size() * plan_.intervals_in_chunk);
  }
  return columns.values.data() + static_cast<std::size_t>(column) * plan_.intervals_in_chunk;
}

void SeriesSpool::add_row(const SeriesPlan::Recorded& what, Columns& columns, const double* row) {
  for (std::size_t entry = 0; entry < what.entries; ++entry) {
    if (is_zero(row[entry])) continue;
    if (!what.is_chosen.empty() && !what.is_chosen[entry]) continue;
    column(columns, entry)[in_block_] = row[entry];
  }
}

void SeriesSpool::close_block() {
  const std::size_t block = (intervals_ - 1) / plan_.intervals_in_chunk;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    Columns& columns = columns_[i];
    std::sort(columns.entries.begin(), columns.entries.end());
    for (const std::uint32_t entry : columns.entries) {
      const ChunkPacker::Packed packed = packer_->pack_series(column(columns, entry));
      const Chunk chunk{static_cast<std::uint32_t>(i), entry, static_cast<std::uint32_t>(block),
                        packed.filter_mask, packed.bytes.size()};
      bytes_.append(&chunk, sizeof chunk);
      bytes_.append(packed.bytes.data(), packed.bytes.size());
    }
  }
  in_block_ = 0;
  if (intervals_ < plan_.intervals) return;
  packer_.reset();
  for (Columns& columns : columns_) columns = {};
}

void SeriesSpool::for_each(const std::function<void(const Chunk&, const void*)>& visit) const {
  std::vector<std::byte> bytes;
  Chunk chunk;
  for (std::uint64_t from = 0; from < bytes_.size(); from += sizeof chunk + chunk.bytes) {
    bytes_.read(from, &chunk, sizeof chunk);
    bytes.resize(chunk.bytes);
    bytes_.read(from + sizeof chunk, bytes.data(), chunk.bytes);
    visit(chunk, bytes.data());
  }
}

}  // namespace caravan
