// What is in the file of an ensemble, or of a sweep, with its format checked.
//
//   const EnsembleReader file("corridor.h5");
//   for (const StoredVariable& one : file.variables()) ...
//   const std::vector<double> stock = file.read(*file.find("stock_mass"));
//
// A file that is damaged, cut short or something else altogether is an InputError, never a crash.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "caravan/output/file_kind.hpp"
#include "caravan/sim/time.hpp"

namespace caravan {

// There is no such file.
class InputMissing : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A file is no ensemble, of a format that this version does not read, or damaged; the message names
// it and says which.
class InputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// What kind of results a file says that it holds; nothing if it says none, or can't be read.
std::optional<FileKind> kind_of(const std::string& path);

struct StoredVariable {
  std::string name;
  std::vector<std::string> dimensions;
  std::vector<std::uint64_t> shape;
  bool is_text = false;
  bool is_single = false;  // float32
  // Its attributes, empty where it has none.
  std::string units, long_name, cell_methods;
  std::string index_of;       // positions along that coordinate, -1 for none
  std::string flag_meanings;  // positions in this list

  // How many numbers or texts it has.
  std::uint64_t size() const;
  bool has(const std::string& dimension) const;
};

class EnsembleReader {
 public:
  // Of that kind. Throws InputMissing or InputError.
  explicit EnsembleReader(const std::string& path, FileKind kind = FileKind::ensemble);
  // Of whichever kind it is.
  static EnsembleReader of_any_kind(const std::string& path);
  ~EnsembleReader();
  EnsembleReader(EnsembleReader&&) noexcept;

  const std::string& path() const;
  FileKind kind() const;

  // Root attributes; empty if there is none. Throws InputError.
  std::string attribute(const std::string& name) const;
  std::uint64_t seed() const;
  std::string scenario_yaml() const;

  // All datasets, coordinates and tables included, in the order in which they were written.
  const std::vector<StoredVariable>& variables() const;
  const StoredVariable* find(const std::string& name) const;  // null if it is not there

  // In row-major order; whole numbers as the nearest double. Throws InputError.
  std::vector<double> read(const StoredVariable& variable) const;
  // Of `count` entries along the first dimension.
  std::vector<double> read(const StoredVariable& variable, std::uint64_t first,
                           std::uint64_t count) const;
  // 64 bits each, as fingerprints have them.
  std::vector<std::uint64_t> read_words(const StoredVariable& variable) const;
  std::vector<std::string> read_texts(const StoredVariable& variable) const;

  // From when on a variable counts whose units are "seconds since ...". Throws InputError.
  Time beginning_of(const StoredVariable& variable) const;

  // Names along a dimension: its coordinate's texts, or numbers, or dates. Throws InputError.
  std::vector<std::string> labels(const std::string& dimension) const;

 private:
  class File;
  explicit EnsembleReader(std::unique_ptr<File> file);
  std::unique_ptr<File> file_;
};

}  // namespace caravan
