// A table that grows: one dataset a column, one dimension for all its rows. Internal to output/.
//
//   GrowingTable journeys(file, "journey", 4096);
//   auto mass = journeys.add<double>({.name = "journey_mass", .units = "t", ...});
//   for (...) mass.put(...), journeys.end_row();
//   journeys.finish();
//
// Rows are gathered until they fill a chunk, so that each chunk is written once and memory does not
// depend on their number, nor the bytes of the file on how they came. Nothing is compressed: it
// would more than halve a table, and take about as long as the run that it is from. A table without
// rows is left out of the file.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <type_traits>
#include <vector>

#include "caravan/output/hdf5.hpp"

namespace caravan {

struct ColumnSpec {
  std::string name;
  std::string long_name;
  std::string units{};     // empty for what is not measured
  std::string index_of{};  // the coordinate in which it is a position, -1 for none
  std::string flags{};     // its meanings from 0 on, with blanks between them
  std::string rows_of{};   // the table in which it is a row number
  std::string across{};    // a second dimension; `width` values a row
  std::size_t width = 1;
};

class GrowingTable {
 public:
  // One value a row, or as many as the column is wide.
  template <class T>
  class Column;

  GrowingTable(hid_t file, std::string dimension, std::size_t rows_in_chunk)
      : file_(file), dimension_(std::move(dimension)), rows_in_chunk_(rows_in_chunk) {}
  GrowingTable(const GrowingTable&) = delete;
  GrowingTable& operator=(const GrowingTable&) = delete;

  template <class T>
  Column<T> add(ColumnSpec spec);

  // Each column has its values.
  void end_row() {
    if (++in_block_ == rows_in_chunk_) write_block();
  }
  std::uint64_t rows() const { return written_ + in_block_; }

  // Writes what is left. Throws OutputError, as end_row does.
  void finish();

 private:
  using Handle = hdf5::Handle;
  struct Store {
    ColumnSpec spec;
    hid_t type = H5I_INVALID_HID;
    std::size_t row_bytes = 0;
    std::vector<std::byte> block;
    Handle dataset{};
  };

  static hid_t type_of(float) { return H5T_NATIVE_FLOAT; }
  static hid_t type_of(double) { return H5T_NATIVE_DOUBLE; }
  static hid_t type_of(std::int8_t) { return H5T_NATIVE_INT8; }
  static hid_t type_of(std::int16_t) { return H5T_NATIVE_INT16; }
  static hid_t type_of(std::int32_t) { return H5T_NATIVE_INT32; }
  static hid_t type_of(std::int64_t) { return H5T_NATIVE_INT64; }

  void create();
  void create(Store& column);
  void write_block();
  void write_chunk(Store& column);

  hid_t file_;
  std::string dimension_;
  std::size_t rows_in_chunk_;
  std::vector<Store> columns_;
  Handle scale_;
  std::size_t in_block_ = 0;
  std::uint64_t written_ = 0;
};

template <class T>
class GrowingTable::Column {
 public:
  Column(std::byte* block, const std::size_t& row) : block_(block), row_(&row) {}
  void put(T value) { std::memcpy(block_ + *row_ * sizeof value, &value, sizeof value); }
  // As many as it is wide.
  template <std::size_t width>
  void put(const std::array<T, width>& values) {
    std::memcpy(block_ + *row_ * sizeof values, values.data(), sizeof values);
  }

 private:
  std::byte* block_;
  const std::size_t* row_;  // in the block
};

template <class T>
GrowingTable::Column<T> GrowingTable::add(ColumnSpec spec) {
  Store& store = columns_.emplace_back();
  store.spec = std::move(spec);
  store.type = type_of(T{});
  store.row_bytes = sizeof(T) * store.spec.width;
  store.block.resize(rows_in_chunk_ * store.row_bytes);
  return Column<T>(store.block.data(), in_block_);
}

}  // namespace caravan
