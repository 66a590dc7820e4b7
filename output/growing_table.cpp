#include "caravan/output/growing_table.hpp"

#include <hdf5_hl.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "caravan/output/layout.hpp"

namespace caravan {
namespace {

using hdf5::check;
using hdf5::set_attribute;

void describe_flags(hid_t dataset, const std::string& flags) {
  const auto blanks = std::count(flags.begin(), flags.end(), ' ');
  std::vector<std::int8_t> values(static_cast<std::size_t>(blanks) + 1);
  std::iota(values.begin(), values.end(), std::int8_t{0});
  set_attribute(dataset, "flag_values", values);
  set_attribute(dataset, "flag_meanings", flags);
}

}  // namespace

// As netCDF marks a dimension that has no values of its own.
void GrowingTable::create() {
  scale_ = hdf5::create_column(file_, dimension_, H5T_NATIVE_FLOAT, {rows_in_chunk_});
  check(H5DSset_scale(scale_, "This is a netCDF dimension but not a netCDF variable.         0"),
        dimension_);
  for (Store& column : columns_) create(column);
}

void GrowingTable::create(Store& column) {
  const ColumnSpec& spec = column.spec;
  std::vector<hsize_t> chunk{rows_in_chunk_};
  std::vector<std::string> dimensions{dimension_};
  if (!spec.across.empty()) {
    chunk.push_back(spec.width);
    dimensions.push_back(spec.across);
  }
  column.dataset = hdf5::create_column(file_, spec.name, column.type, chunk);
  const hid_t dataset = column.dataset;
  set_attribute(dataset, "long_name", spec.long_name);
  if (!spec.units.empty()) set_attribute(dataset, "units", spec.units);
  if (spec.units.find(" since ") != std::string::npos) {
    set_attribute(dataset, "calendar", "proleptic_gregorian");
    set_attribute(dataset, "standard_name", "time");
  }
  if (!spec.index_of.empty()) set_attribute(dataset, "index_of", spec.index_of);
  if (!spec.flags.empty()) describe_flags(dataset, spec.flags);
  if (!spec.rows_of.empty()) set_attribute(dataset, "instance_dimension", spec.rows_of);
  if (column.type == H5T_NATIVE_DOUBLE) {
    set_attribute(dataset, "_FillValue", std::numeric_limits<double>::quiet_NaN());
  }
  if (column.type == H5T_NATIVE_FLOAT) {
    set_attribute(dataset, "_FillValue", std::numeric_limits<float>::quiet_NaN());
  }
  attach_dimensions(file_, dataset, dimensions);
}

void GrowingTable::write_block() {
  if (written_ == 0) create();
  for (Store& column : columns_) write_chunk(column);
  written_ += in_block_;
  in_block_ = 0;
  const hsize_t length = written_;
  check(H5Dset_extent(scale_, &length), dimension_);
}

// The last one is whole too, as chunks are; what is beyond the rows is never seen.
void GrowingTable::write_chunk(Store& column) {
  std::vector<std::byte>& block = column.block;
  std::fill(block.begin() + static_cast<std::ptrdiff_t>(in_block_ * column.row_bytes), block.end(),
            std::byte{});
  const hsize_t rows[] = {written_ + in_block_, column.spec.width};
  check(H5Dset_extent(column.dataset, rows), column.spec.name);
  const hsize_t offset[] = {written_, 0};
  check(H5Dwrite_chunk(column.dataset, H5P_DEFAULT, 0, offset, block.size(), block.data()),
        column.spec.name);
}

void GrowingTable::finish() {
  if (in_block_ > 0) write_block();
  for (Store& column : columns_) column.dataset.close(column.spec.name);
  scale_.close(dimension_);
}

}  // namespace caravan
