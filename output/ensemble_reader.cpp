#include "caravan/output/ensemble_reader.hpp"

#include <hdf5_hl.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <optional>

#include "caravan/output/ensemble_writer.hpp"
#include "caravan/output/hdf5.hpp"
#include "caravan/output/layout.hpp"
#include "caravan/sim/time.hpp"

namespace caravan {
namespace {

using hdf5::check;
using hdf5::Handle;

// A damaged file may ask for more than there is memory. What is stored with a byte makes no more
// numbers than deflate can have made of them, and what is not stored at all is small.
constexpr std::uint64_t kMostValuesOfByte = 1100;
constexpr std::uint64_t kMostValuesOfNothing = 1 << 24;
constexpr std::uint64_t kMostValues = std::uint64_t{1} << 48;  // in any file

herr_t add_name(hid_t, const char* name, const H5L_info_t*, void* names) {
  static_cast<std::vector<std::string>*>(names)->emplace_back(name);
  return 0;
}

// In the order in which they were written, if the file has kept it.
std::vector<std::string> datasets_in(hid_t file) {
  std::vector<std::string> names, datasets;
  if (H5Literate(file, H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr, add_name, &names) < 0) {
    names.clear();
    check(H5Literate(file, H5_INDEX_NAME, H5_ITER_INC, nullptr, add_name, &names), "contents");
  }
  for (const std::string& name : names) {
    H5O_info_t facts{};
    check(H5Oget_info_by_name2(file, name.c_str(), &facts, H5O_INFO_BASIC, H5P_DEFAULT), name);
    if (facts.type == H5O_TYPE_DATASET) datasets.push_back(name);
  }
  return datasets;
}

// The name of the scale on one axis. Not by H5DSget_scale_name: in what netCDF calls a dimension
// without a variable, that is a text of netCDF's.
herr_t take_scale_name(hid_t, unsigned, hid_t scale, void* name) {
  const ssize_t length = H5Iget_name(scale, nullptr, 0);
  if (length < 0) return -1;
  std::string text(static_cast<std::size_t>(length), '\0');
  if (H5Iget_name(scale, text.data(), text.size() + 1) < 0) return -1;
  *static_cast<std::string*>(name) = text.substr(text.find_last_of('/') + 1);
  return 1;
}

std::vector<std::string> dimensions_of(hid_t dataset, const std::string& name, std::size_t rank) {
  if (H5DSis_scale(dataset) > 0) return {name};
  std::vector<std::string> dimensions(rank);
  for (std::size_t axis = 0; axis < rank; ++axis) {
    const auto number = static_cast<unsigned>(axis);
    check(H5DSiterate_scales(dataset, number, nullptr, take_scale_name, &dimensions[axis]), name);
    if (dimensions[axis].empty()) throw OutputError(name + ": a dimension has no name");
  }
  return dimensions;
}

std::vector<std::uint64_t> shape_of(hid_t dataset, const std::string& name) {
  const Handle space(H5Dget_space(dataset), H5Sclose, name);
  const int rank = H5Sget_simple_extent_ndims(space);
  if (rank < 0 || rank > 8) throw OutputError(name + ": a shape that can't be");
  std::vector<hsize_t> shape(static_cast<std::size_t>(rank));
  check(H5Sget_simple_extent_dims(space, shape.data(), nullptr), name);
  return {shape.begin(), shape.end()};
}

bool is_text(hid_t dataset, const std::string& name) {
  const Handle type(H5Dget_type(dataset), H5Tclose, name);
  return H5Tis_variable_str(type) > 0;
}

bool is_single(hid_t dataset, const std::string& name) {
  const Handle type(H5Dget_type(dataset), H5Tclose, name);
  return H5Tget_class(type) == H5T_FLOAT && H5Tget_size(type) == sizeof(float);
}

// Of one entry along the first dimension.
std::uint64_t values_in_row(const StoredVariable& variable) {
  std::uint64_t values = 1;
  for (std::size_t axis = 1; axis < variable.shape.size(); ++axis) {
    const std::uint64_t extent = variable.shape[axis];
    if (extent > 0 && values > kMostValues / extent) {
      throw OutputError(variable.name + ": a shape that can't be");
    }
    values *= extent;
  }
  return values;
}

// Of "seconds since 2023-01-01 06:30:00".
Time time_in(const std::string& units) {
  Date date;
  const std::size_t words = units.find(" since ");
  if (words == std::string::npos || units.size() < words + 17) {
    throw OutputError("'" + units + "' names no time");
  }
  const std::size_t begin = words + 7;
  unsigned hour = 0, minute = 0, second = 0;
  const bool is_date = parse_date(units.substr(begin, 10), date);
  const std::string clock = units.size() > begin + 10 ? units.substr(begin + 10) : " 00:00:00";
  const bool is_clock = std::sscanf(clock.c_str(), " %u:%u:%u", &hour, &minute, &second) == 3 &&
                        hour < 24 && minute < 60 && second < 60;
  if (!is_date || !is_clock) throw OutputError("'" + units + "' names no time");
  return at_midnight(date) + seconds(3600.0 * hour + 60.0 * minute + second);
}

std::string spell(double number) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  return {digits, end};
}

}  // namespace

std::optional<FileKind> kind_of(const std::string& path) {
  const hdf5::Silence silence;
  if (H5Fis_hdf5(path.c_str()) <= 0) return std::nullopt;
  try {
    const Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "open");
    const std::string format = hdf5::text_attribute(file, "format");
    for (const FileKind kind : {FileKind::ensemble, FileKind::sweep}) {
      if (format == format_name(kind)) return kind;
    }
  } catch (const OutputError&) {  // who reads it will be told
  }
  return std::nullopt;
}

std::uint64_t StoredVariable::size() const {
  if (shape.empty()) return 1;
  const std::uint64_t row = values_in_row(*this);
  return row > 0 && shape[0] > kMostValues / row ? kMostValues : shape[0] * row;
}

bool StoredVariable::has(const std::string& dimension) const {
  return std::find(dimensions.begin(), dimensions.end(), dimension) != dimensions.end();
}

class EnsembleReader::File {
 public:
  // HDF5's reasons, with the name of the file that they are about.
  template <class Action>
  auto translating(const Action& action) const {
    try {
      return action();
    } catch (const OutputError& error) {
      throw InputError(path_ + ": is damaged: " + error.what());
    } catch (const std::bad_alloc&) {
      throw InputError(path_ + ": is damaged: asks for more memory than there is");
    } catch (const std::length_error&) {
      throw InputError(path_ + ": is damaged: asks for more memory than there can be");
    }
  }

  // Of either kind if none is wanted.
  File(const std::string& path, std::optional<FileKind> wanted) : path_(path) {
    translating([&] {
      open();
      check_format(wanted);
      for (const std::string& name : datasets_in(file_)) variables_.push_back(describe(name));
    });
  }

  const std::string& path() const { return path_; }
  FileKind kind() const { return kind_; }
  const std::vector<StoredVariable>& variables() const { return variables_; }

  std::string attribute(hid_t object, const std::string& name) const {
    return hdf5::text_attribute(object, name);
  }
  hid_t root() const { return file_; }

  template <class T>
  std::vector<T> read(const StoredVariable& variable, hid_t type, std::uint64_t first,
                      std::uint64_t count) const {
    const std::uint64_t row = values_in_row(variable);
    const std::uint64_t rows = variable.shape.empty() ? 1 : variable.shape[0];
    if (variable.is_text || first > rows || count > rows - first ||
        (count > 0 && row > most_values_ / count)) {
      throw OutputError(variable.name + ": can't be read as numbers");
    }
    std::vector<T> values(row * count);
    if (values.empty()) return values;
    const Handle dataset(H5Dopen2(file_, variable.name.c_str(), H5P_DEFAULT), H5Dclose,
                         variable.name);
    if (variable.shape.empty()) {
      check(H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), variable.name);
      return values;
    }
    hdf5::read_rows(dataset, type, first, count, values.data(), variable.name);
    return values;
  }

  std::vector<std::string> read_texts(const StoredVariable& variable) const {
    if (!variable.is_text || variable.size() > most_values_ / kMostValuesOfByte) {
      throw OutputError(variable.name + ": can't be read as texts");
    }
    return hdf5::read_strings(file_, variable.name, variable.size());
  }

 private:
  void open() {
    if (!std::filesystem::exists(path_)) throw InputMissing(path_ + ": there is no such file");
    if (std::filesystem::is_directory(path_)) throw InputError(path_ + ": is a folder");
    if (H5Fis_hdf5(path_.c_str()) <= 0) {
      throw InputError(path_ + ": is no file of results: it is not HDF5, or cut short");
    }
    most_values_ = kMostValuesOfNothing + kMostValuesOfByte * std::filesystem::file_size(path_);
    file_ = Handle(H5Fopen(path_.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "open");
  }

  void check_format(std::optional<FileKind> wanted) {
    const std::string format = hdf5::text_attribute(file_, "format");
    if (format == format_name(FileKind::sweep)) kind_ = FileKind::sweep;
    if (format != format_name(wanted.value_or(kind_))) {
      throw InputError(path_ + ": is no file of results of Caravan" +
                       (format.empty() ? "" : ", but of format '" + format + "'"));
    }
    const std::vector<std::int32_t> version = hdf5::integers_attribute(file_, "format_version");
    if (version.size() == 2 && version[0] == format_version(kind_)[0]) return;
    const std::string found = version.empty() ? "none" : std::to_string(version[0]);
    throw InputError(path_ + ": has format version " + found + "; this program reads version " +
                     std::to_string(format_version(kind_)[0]));
  }

  StoredVariable describe(const std::string& name) const {
    const Handle dataset(H5Dopen2(file_, name.c_str(), H5P_DEFAULT), H5Dclose, name);
    StoredVariable variable;
    variable.name = name;
    variable.shape = shape_of(dataset, name);
    if (variable.size() > most_values_) throw OutputError(name + ": a shape that can't be");
    variable.dimensions = dimensions_of(dataset, name, variable.shape.size());
    variable.is_text = is_text(dataset, name);
    variable.is_single = is_single(dataset, name);
    variable.units = attribute(dataset, "units");
    variable.long_name = attribute(dataset, "long_name");
    variable.cell_methods = attribute(dataset, "cell_methods");
    variable.index_of = attribute(dataset, "index_of");
    variable.flag_meanings = attribute(dataset, "flag_meanings");
    return variable;
  }

  std::string path_;
  FileKind kind_ = FileKind::ensemble;
  std::uint64_t most_values_ = 0;  // that a variable of this file can have
  hdf5::Silence silence_;
  Handle file_;
  std::vector<StoredVariable> variables_;
};

EnsembleReader::EnsembleReader(const std::string& path, FileKind kind)
    : file_(std::make_unique<File>(path, kind)) {}
EnsembleReader::EnsembleReader(std::unique_ptr<File> file) : file_(std::move(file)) {}
EnsembleReader EnsembleReader::of_any_kind(const std::string& path) {
  return EnsembleReader(std::make_unique<File>(path, std::nullopt));
}
EnsembleReader::~EnsembleReader() = default;
EnsembleReader::EnsembleReader(EnsembleReader&&) noexcept = default;

const std::string& EnsembleReader::path() const { return file_->path(); }

FileKind EnsembleReader::kind() const { return file_->kind(); }

const std::vector<StoredVariable>& EnsembleReader::variables() const { return file_->variables(); }

const StoredVariable* EnsembleReader::find(const std::string& name) const {
  for (const StoredVariable& one : variables()) {
    if (one.name == name) return &one;
  }
  return nullptr;
}

std::string EnsembleReader::attribute(const std::string& name) const {
  return file_->translating([&] { return file_->attribute(file_->root(), name); });
}

std::uint64_t EnsembleReader::seed() const {
  const StoredVariable* seed = find("seed");
  if (seed == nullptr || seed->size() != 1) throw InputError(path() + ": has no seed");
  return read_words(*seed).front();
}

std::string EnsembleReader::scenario_yaml() const {
  const StoredVariable* text = find("scenario_yaml");
  if (text == nullptr || !text->is_text || text->size() != 1) {
    throw InputError(path() + ": has no scenario");
  }
  return read_texts(*text).front();
}

std::vector<double> EnsembleReader::read(const StoredVariable& variable) const {
  return read(variable, 0, variable.shape.empty() ? 1 : variable.shape[0]);
}

std::vector<double> EnsembleReader::read(const StoredVariable& variable, std::uint64_t first,
                                         std::uint64_t count) const {
  return file_->translating(
      [&] { return file_->read<double>(variable, H5T_NATIVE_DOUBLE, first, count); });
}

std::vector<std::uint64_t> EnsembleReader::read_words(const StoredVariable& variable) const {
  const std::uint64_t count = variable.shape.empty() ? 1 : variable.shape[0];
  return file_->translating(
      [&] { return file_->read<std::uint64_t>(variable, H5T_NATIVE_UINT64, 0, count); });
}

std::vector<std::string> EnsembleReader::read_texts(const StoredVariable& variable) const {
  return file_->translating([&] { return file_->read_texts(variable); });
}

Time EnsembleReader::beginning_of(const StoredVariable& variable) const {
  return file_->translating([&] { return time_in(variable.units); });
}

std::vector<std::string> EnsembleReader::labels(const std::string& dimension) const {
  const StoredVariable* coordinate = find(dimension);
  if (coordinate == nullptr) throw InputError(path() + ": has no coordinate '" + dimension + "'");
  if (coordinate->is_text) return read_texts(*coordinate);
  const bool is_time = coordinate->units.find(" since ") != std::string::npos;
  std::vector<std::string> labels;
  if (!is_time) {
    for (const double value : read(*coordinate)) labels.push_back(spell(value));
    return labels;
  }
  const Time start = beginning_of(*coordinate);
  for (const double value : read(*coordinate)) labels.push_back(to_iso(start + seconds(value)));
  return labels;
}

}  // namespace caravan
