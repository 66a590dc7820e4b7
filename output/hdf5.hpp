// HDF5's C interface with owners and exceptions. Internal to output/: includes hdf5.h.
#pragma once

#include <hdf5.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace caravan::hdf5 {

// An identifier that is closed when its owner goes.
class Handle {
 public:
  using Close = herr_t (*)(hid_t);

  Handle() = default;
  // Throws OutputError with HDF5's own reason if `id` is not valid; `what` was tried.
  Handle(hid_t id, Close closer, const std::string& what);
  Handle(Handle&& other) noexcept { swap(other); }
  Handle& operator=(Handle&& other) noexcept { return swap(other), *this; }
  ~Handle() { reset(); }

  operator hid_t() const { return id_; }
  // Closes now; throws if that fails, as it does when a disk is full.
  void close(const std::string& what);

 private:
  void swap(Handle& other) noexcept { std::swap(id_, other.id_), std::swap(close_, other.close_); }
  void reset() noexcept;

  hid_t id_ = H5I_INVALID_HID;
  Close close_ = nullptr;
};

// Throws OutputError with HDF5's own reason if `status` is negative.
void check(herr_t status, const std::string& what);

// While one lives, HDF5 prints nothing to standard error.
class Silence {
 public:
  Silence();
  ~Silence();
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  H5E_auto2_t printer_ = nullptr;
  void* data_ = nullptr;
};

// A new file whose bytes do not depend on when it is made, and whose items keep their order.
Handle create_file(const std::string& path);

// A dataset that is there. Throws OutputError if it is not.
Handle open_dataset(hid_t parent, const std::string& name);

// How a dataset lies in the file: one chunk of shape `chunk`, compressed; or plain if `chunk` is
// empty.
Handle create_dataset(hid_t parent, const std::string& name, hid_t type,
                      const std::vector<hsize_t>& shape, const std::vector<hsize_t>& chunk = {});

// Numbers in compressed chunks, of which those that are never written have `fill` throughout.
Handle create_chunked(hid_t parent, const std::string& name, const std::vector<hsize_t>& shape,
                      const std::vector<hsize_t>& chunk, double fill);

// A dataset of no rows that can grow, in plain chunks of shape `chunk`: as many rows, and all of
// what goes across.
Handle create_column(hid_t parent, const std::string& name, hid_t type,
                     const std::vector<hsize_t>& chunk);

void write_strings(hid_t parent, const std::string& name, const std::vector<std::string>& values);
void write_string(hid_t parent, const std::string& name, const std::string& value);

// `count` entries along the first dimension, from `first` on, into `values`.
void read_rows(hid_t dataset, hid_t type, hsize_t first, hsize_t count, void* values,
               const std::string& name);
std::vector<std::string> read_strings(hid_t parent, const std::string& name, std::size_t count);

// Empty if there is none.
std::string text_attribute(hid_t object, const std::string& name);
std::vector<std::int32_t> integers_attribute(hid_t object, const std::string& name);

// Variable-length UTF-8: netCDF readers want it for datasets, never fixed lengths.
Handle string_type();

// Fixed-length: netCDF readers show these as plain text attributes.
void set_attribute(hid_t object, const std::string& name, std::string_view text);
void set_attribute(hid_t object, const std::string& name, double number);
void set_attribute(hid_t object, const std::string& name, float number);
void set_attribute(hid_t object, const std::string& name, const std::vector<std::int32_t>& numbers);
void set_attribute(hid_t object, const std::string& name, const std::vector<std::int8_t>& numbers);

}  // namespace caravan::hdf5
