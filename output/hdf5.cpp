#include "caravan/output/hdf5.hpp"

#include "caravan/output/ensemble_writer.hpp"

namespace caravan::hdf5 {
namespace {

// The innermost entry of the error stack tells what went wrong; the others, who asked for it.
herr_t keep_innermost(unsigned, const H5E_error2_t* error, void* reason) {
  if (error->desc != nullptr) *static_cast<std::string*>(reason) = error->desc;
  return 0;
}

// Where the system refused, HDF5's text is a long list that holds the system's own message.
std::string essence(const std::string& reason) {
  const std::string before = "error message = '";
  const std::size_t begin = reason.find(before);
  if (begin == std::string::npos) return reason;
  const std::size_t end = reason.find('\'', begin + before.size());
  return reason.substr(begin + before.size(), end - begin - before.size());
}

[[noreturn]] void fail(const std::string& what) {
  std::string reason = "unknown reason";
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, keep_innermost, &reason);
  throw OutputError(what + ": " + essence(reason));
}

constexpr unsigned kOrderTracked = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;

Handle property_list(hid_t kind) { return {H5Pcreate(kind), H5Pclose, "property list"}; }

// HDF5 would clear two megabytes of its own for each dataset of texts.
Handle small_buffers() {
  constexpr std::size_t kBytes = 4096;
  Handle transfer = property_list(H5P_DATASET_XFER);
  check(H5Pset_buffer(transfer, kBytes, nullptr, nullptr), "buffer");
  return transfer;
}

Handle scalar() { return {H5Screate(H5S_SCALAR), H5Sclose, "scalar"}; }

Handle simple(const std::vector<hsize_t>& shape) {
  return {H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), H5Sclose,
          "shape"};
}

std::vector<hsize_t> extent_of(hid_t dataset, const std::string& name) {
  const Handle space(H5Dget_space(dataset), H5Sclose, name);
  std::vector<hsize_t> shape(static_cast<std::size_t>(H5Sget_simple_extent_ndims(space)));
  check(H5Sget_simple_extent_dims(space, shape.data(), nullptr), name);
  return shape;
}

// Some entries along the first dimension, as they lie in the file and in memory.
struct Rows {
  Handle in_file, in_memory;
};

Rows choose_rows(hid_t dataset, hsize_t first, hsize_t count, const std::string& name) {
  std::vector<hsize_t> counts = extent_of(dataset, name);
  std::vector<hsize_t> start(counts.size(), 0);
  start[0] = first;
  counts[0] = count;
  Handle space(H5Dget_space(dataset), H5Sclose, name);
  check(H5Sselect_hyperslab(space, H5S_SELECT_SET, start.data(), nullptr, counts.data(), nullptr),
        name);
  return {std::move(space), simple(counts)};
}

void write_attribute(hid_t object, const std::string& name, hid_t type, hid_t space,
                     const void* value) {
  const Handle attribute(H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT),
                         H5Aclose, name);
  check(H5Awrite(attribute, type, value), name);
}

// A dataset whose bytes do not depend on when it is made: in chunks, or in one piece.
Handle dataset_list(const std::string& name, const std::vector<hsize_t>& chunk,
                    bool is_compressed) {
  Handle creation = property_list(H5P_DATASET_CREATE);
  check(H5Pset_obj_track_times(creation, false), name);
  check(H5Pset_attr_creation_order(creation, kOrderTracked), name);
  if (chunk.empty()) return creation;
  check(H5Pset_chunk(creation, static_cast<int>(chunk.size()), chunk.data()), name);
  if (!is_compressed) return creation;
  check(H5Pset_shuffle(creation), name);
  check(H5Pset_deflate(creation, 1), name);
  return creation;
}

}  // namespace

Handle::Handle(hid_t id, Close closer, const std::string& what) : id_(id), close_(closer) {
  if (id < 0) fail(what);
}

void Handle::close(const std::string& what) {
  const Close closer = std::exchange(close_, nullptr);
  if (closer != nullptr) check(closer(id_), what);
}

void Handle::reset() noexcept {
  if (close_ != nullptr && id_ >= 0) close_(id_);
}

void check(herr_t status, const std::string& what) {
  if (status < 0) fail(what);
}

Silence::Silence() {
  // Every handle is closed by its owner. HDF5's own clean-up at exit would crash after a write
  // that failed, on a full disk say.
  H5dont_atexit();
  H5Eget_auto2(H5E_DEFAULT, &printer_, &data_);
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

Silence::~Silence() { H5Eset_auto2(H5E_DEFAULT, printer_, data_); }

Handle create_file(const std::string& path) {
  const Handle creation = property_list(H5P_FILE_CREATE);
  check(H5Pset_obj_track_times(creation, false), path);
  check(H5Pset_link_creation_order(creation, kOrderTracked), path);
  check(H5Pset_attr_creation_order(creation, kOrderTracked), path);
  // Since HDF5 1.8, of 2008, what describes the data has checksums: a damaged file is found out.
  const Handle access = property_list(H5P_FILE_ACCESS);
  check(H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_LATEST), path);
  return {H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation, access), H5Fclose, path};
}

Handle open_dataset(hid_t parent, const std::string& name) {
  return {H5Dopen2(parent, name.c_str(), H5P_DEFAULT), H5Dclose, name};
}

Handle create_dataset(hid_t parent, const std::string& name, hid_t type,
                      const std::vector<hsize_t>& shape, const std::vector<hsize_t>& chunk) {
  const Handle space = shape.empty() ? scalar() : simple(shape);
  return {H5Dcreate2(parent, name.c_str(), type, space, H5P_DEFAULT,
                     dataset_list(name, chunk, true), H5P_DEFAULT),
          H5Dclose, name};
}

Handle create_chunked(hid_t parent, const std::string& name, const std::vector<hsize_t>& shape,
                      const std::vector<hsize_t>& chunk, double fill) {
  const Handle creation = dataset_list(name, chunk, true);
  check(H5Pset_fill_value(creation, H5T_NATIVE_DOUBLE, &fill), name);
  return {H5Dcreate2(parent, name.c_str(), H5T_NATIVE_DOUBLE, simple(shape), H5P_DEFAULT, creation,
                     H5P_DEFAULT),
          H5Dclose, name};
}

Handle create_column(hid_t parent, const std::string& name, hid_t type,
                     const std::vector<hsize_t>& chunk) {
  std::vector<hsize_t> none = chunk, endless = chunk;
  none[0] = 0;
  endless[0] = H5S_UNLIMITED;
  const Handle space(H5Screate_simple(static_cast<int>(chunk.size()), none.data(), endless.data()),
                     H5Sclose, name);
  return {H5Dcreate2(parent, name.c_str(), type, space, H5P_DEFAULT,
                     dataset_list(name, chunk, false), H5P_DEFAULT),
          H5Dclose, name};
}

void read_rows(hid_t dataset, hid_t type, hsize_t first, hsize_t count, void* values,
               const std::string& name) {
  const Rows chosen = choose_rows(dataset, first, count, name);
  check(H5Dread(dataset, type, chosen.in_memory, chosen.in_file, H5P_DEFAULT, values), name);
}

Handle string_type() {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "text");
  check(H5Tset_size(type, H5T_VARIABLE), "text");
  check(H5Tset_cset(type, H5T_CSET_UTF8), "text");
  return type;
}

void write_strings(hid_t parent, const std::string& name, const std::vector<std::string>& values) {
  const Handle type = string_type();
  const Handle dataset = create_dataset(parent, name, type, {values.size()});
  std::vector<const char*> texts;
  for (const std::string& value : values) texts.push_back(value.c_str());
  check(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, small_buffers(), texts.data()), name);
}

void write_string(hid_t parent, const std::string& name, const std::string& value) {
  const Handle type = string_type();
  const Handle dataset = create_dataset(parent, name, type, {});
  const char* text = value.c_str();
  check(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, small_buffers(), &text), name);
}

std::vector<std::string> read_strings(hid_t parent, const std::string& name, std::size_t count) {
  const Handle type = string_type();
  const Handle dataset(H5Dopen2(parent, name.c_str(), H5P_DEFAULT), H5Dclose, name);
  std::vector<char*> texts(count, nullptr);
  check(H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts.data()), name);
  std::vector<std::string> values;
  for (const char* text : texts) values.emplace_back(text != nullptr ? text : "");
  for (char* text : texts) H5free_memory(text);
  return values;
}

std::string text_attribute(hid_t object, const std::string& name) {
  constexpr std::size_t kLongest = 1 << 20;
  if (H5Aexists(object, name.c_str()) <= 0) return {};
  const Handle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose, name);
  const Handle type(H5Aget_type(attribute), H5Tclose, name);
  const Handle space(H5Aget_space(attribute), H5Sclose, name);
  const std::size_t size = H5Tget_size(type);
  const bool is_one = H5Sget_simple_extent_npoints(space) == 1;
  if (H5Tget_class(type) != H5T_STRING || !is_one || size > kLongest) return {};
  if (H5Tis_variable_str(type) > 0) {
    char* text = nullptr;
    check(H5Aread(attribute, string_type(), &text), name);
    const std::string value(text != nullptr ? text : "");
    H5free_memory(text);
    return value;
  }
  std::string value(size, '\0');
  check(H5Aread(attribute, type, value.data()), name);
  return value.substr(0, value.find('\0'));
}

std::vector<std::int32_t> integers_attribute(hid_t object, const std::string& name) {
  if (H5Aexists(object, name.c_str()) <= 0) return {};
  const Handle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose, name);
  const Handle type(H5Aget_type(attribute), H5Tclose, name);
  const Handle space(H5Aget_space(attribute), H5Sclose, name);
  const hssize_t count = H5Sget_simple_extent_npoints(space);
  if (H5Tget_class(type) != H5T_INTEGER || count < 0 || count > 1000) return {};
  std::vector<std::int32_t> values(static_cast<std::size_t>(count));
  check(H5Aread(attribute, H5T_NATIVE_INT32, values.data()), name);
  return values;
}

void set_attribute(hid_t object, const std::string& name, std::string_view text) {
  const Handle type(H5Tcopy(H5T_C_S1), H5Tclose, name);
  check(H5Tset_size(type, text.size() + 1), name);
  check(H5Tset_cset(type, H5T_CSET_UTF8), name);
  const std::string terminated(text);
  write_attribute(object, name, type, scalar(), terminated.c_str());
}

void set_attribute(hid_t object, const std::string& name, double number) {
  write_attribute(object, name, H5T_NATIVE_DOUBLE, simple({1}), &number);
}

void set_attribute(hid_t object, const std::string& name, float number) {
  write_attribute(object, name, H5T_NATIVE_FLOAT, simple({1}), &number);
}

void set_attribute(hid_t object, const std::string& name, const std::vector<std::int8_t>& numbers) {
  write_attribute(object, name, H5T_NATIVE_INT8, simple({numbers.size()}), numbers.data());
}

void set_attribute(hid_t object, const std::string& name,
                   const std::vector<std::int32_t>& numbers) {
  write_attribute(object, name, H5T_NATIVE_INT32, simple({numbers.size()}), numbers.data());
}

}  // namespace caravan::hdf5
