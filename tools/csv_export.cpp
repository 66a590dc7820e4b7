#include "csv_export.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "caravan/output/durable_file.hpp"
#include "caravan/output/ensemble_writer.hpp"
#include "caravan/sim/time.hpp"
#include "result_figures.hpp"

namespace caravan {
namespace {

const std::vector<std::string> kTables = {"journey", "stage", "parcel", "event"};

constexpr std::uint64_t kRowsAtOnce = 65'536;

// As RFC 4180 has it.
std::string cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

// The shortest that reads back as it was.
std::string cell(double value, const StoredVariable& variable) {
  if (std::isnan(value)) return "";
  char digits[32];
  char* const end = digits + sizeof digits;
  const auto written = variable.is_single ? std::to_chars(digits, end, static_cast<float>(value))
                                          : std::to_chars(digits, end, value);
  return {digits, written.ptr};
}

// A file of text that is there completely or not at all.
class CsvFile {
 public:
  CsvFile(const std::string& path, bool overwrites)
      : file_(path, overwrites), out_(file_.partial_path(), std::ios::binary) {}

  std::ostream& out() { return out_; }
  void finish() {
    out_.close();
    if (!out_) throw OutputError(file_.path() + ": can't be written; is the disk full?");
    file_.publish();
  }

 private:
  DurableFile file_;
  std::ofstream out_;
};

// As they stand in lines; those of a sweep's points with their factors behind them.
std::vector<std::vector<std::string>> labels_of(const EnsembleReader& file,
                                                const StoredVariable& variable) {
  std::vector<std::vector<std::string>> labels;
  for (const std::string& dimension : variable.dimensions) {
    labels.push_back(file.labels(dimension));
    for (std::string& label : labels.back()) label = cell(label);
    if (dimension != "point") continue;
    const StoredFactors factors = factors_of(file);
    for (std::size_t point = 0; point < factors.values.size(); ++point) {
      for (const std::string& value : factors.values[point]) {
        labels.back().at(point) += ',' + cell(value);
      }
    }
  }
  return labels;
}

void write_variable(std::ostream& out, const EnsembleReader& file, const StoredVariable& variable) {
  for (const std::string& dimension : variable.dimensions) {
    out << dimension << ',';
    if (dimension != "point") continue;
    for (const std::string& factor : factors_of(file).names) out << cell(factor) << ',';
  }
  out << variable.name << '\n';
  const auto labels = labels_of(file, variable);
  for (std::uint64_t r = 0; r < variable.shape[0]; ++r) {
    std::vector<std::size_t> at(labels.size(), 0);
    at[0] = r;
    for (const double value : file.read(variable, r, 1)) {
      for (std::size_t axis = 0; axis < at.size(); ++axis) out << labels[axis][at[axis]] << ',';
      out << cell(value, variable) << '\n';
      for (std::size_t axis = at.size(); axis-- > 1 && ++at[axis] == labels[axis].size();) {
        at[axis] = 0;
      }
    }
  }
}

// How a column's numbers are spelt.
class Column {
 public:
  Column(const EnsembleReader& file, const StoredVariable& variable) : variable_(variable) {
    if (!variable.index_of.empty()) words_ = file.labels(variable.index_of);
    std::istringstream flags(variable.flag_meanings);
    for (std::string word; flags >> word;) words_.push_back(word);
    is_time_ = variable.units.find(" since ") != std::string::npos;
    if (is_time_) start_ = file.beginning_of(variable);
    if (variable.dimensions.size() == 2) across_ = file.labels(variable.dimensions[1]);
  }

  // One cell, or as many as it is wide.
  void write_head(std::ostream& out) const {
    if (across_.empty()) out << ',' << variable_.name;
    for (const std::string& label : across_) out << ',' << variable_.name << '_' << label;
  }
  void read(const EnsembleReader& file, std::uint64_t first, std::uint64_t count) {
    values_ = file.read(variable_, first, count);
  }
  void write(std::ostream& out, std::uint64_t row) const {
    const std::size_t width = across_.empty() ? 1 : across_.size();
    for (std::size_t i = row * width; i < (row + 1) * width; ++i) {
      out << ',' << spelt(values_.at(i));
    }
  }

 private:
  std::string spelt(double value) const {
    if (is_time_) return to_iso(start_ + seconds(value));
    if (words_.empty()) return cell(value, variable_);
    const bool is_word = value >= 0 && value < static_cast<double>(words_.size());
    return is_word ? cell(words_[static_cast<std::size_t>(value)]) : "";
  }

  const StoredVariable& variable_;
  std::vector<std::string> words_, across_;
  bool is_time_ = false;
  Time start_;
  std::vector<double> values_;
};

bool is_column(const StoredVariable& variable, const std::string& table) {
  return !variable.dimensions.empty() && variable.dimensions[0] == table && variable.name != table;
}

void write_table(std::ostream& out, const EnsembleReader& file, const std::string& table,
                 const std::vector<std::string>& patterns) {
  std::vector<Column> columns;
  std::uint64_t rows = 0;
  for (const StoredVariable& one : file.variables()) {
    if (!is_column(one, table) || !is_chosen(one.name, patterns)) continue;
    columns.emplace_back(file, one);
    rows = one.shape[0];
  }
  out << table;
  for (const Column& column : columns) column.write_head(out);
  out << '\n';
  for (std::uint64_t first = 0; first < rows; first += kRowsAtOnce) {
    const std::uint64_t count = std::min(kRowsAtOnce, rows - first);
    for (Column& column : columns) column.read(file, first, count);
    for (std::uint64_t row = 0; row < count; ++row) {
      out << first + row;
      for (const Column& column : columns) column.write(out, row);
      out << '\n';
    }
  }
}

void make_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw OutputError(folder + ": can't be created: " + error.message());
}

}  // namespace

std::vector<std::string> export_csv(const EnsembleReader& file, const std::string& folder,
                                    const std::vector<std::string>& patterns, bool overwrites) {
  std::vector<std::string> names;
  const auto& all = file.variables();
  for (const StoredVariable& one : all) {
    if (is_result(one) && is_chosen(one.name, patterns)) names.push_back(one.name);
  }
  for (const std::string& table : kTables) {
    const bool is_there = std::any_of(all.begin(), all.end(), [&](const StoredVariable& one) {
      return is_column(one, table) && is_chosen(one.name, patterns);
    });
    if (is_there) names.push_back(table);
  }
  make_folder(folder);
  std::vector<std::string> paths;
  for (const std::string& name : names) {
    paths.push_back((std::filesystem::path(folder) / (name + ".csv")).string());
    if (!overwrites && std::filesystem::exists(paths.back())) {
      throw OutputError(paths.back() + ": exists; give --force to overwrite it");
    }
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    CsvFile csv(paths[i], overwrites);
    const StoredVariable* variable = file.find(names[i]);
    const bool is_table = std::find(kTables.begin(), kTables.end(), names[i]) != kTables.end();
    is_table ? write_table(csv.out(), file, names[i], patterns)
             : write_variable(csv.out(), file, *variable);
    csv.finish();
  }
  return paths;
}

}  // namespace caravan
