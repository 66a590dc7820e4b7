#include "caravan/output/sweep_writer.hpp"

#include <hdf5_hl.h>

#include <algorithm>
#include <cassert>
#include <charconv>
#include <numeric>

#include "caravan/models/undefined.hpp"
#include "caravan/output/durable_file.hpp"
#include "caravan/output/hdf5.hpp"
#include "caravan/output/layout.hpp"

namespace caravan {
namespace {

using hdf5::check;
using hdf5::Handle;
using hdf5::set_attribute;

constexpr std::size_t kBlockBytes = 4 << 20;  // of points that are written together
constexpr std::int8_t kComplete = 0;
constexpr std::int8_t kFailed = 1;

template <class T>
void write_column(hid_t file, const std::string& name, hid_t type, const std::vector<T>& values) {
  const Handle dataset = hdf5::create_dataset(file, name, type, {values.size()});
  check(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), name);
}

void attach_to_point(hid_t file, const std::string& name, const std::string& long_name) {
  const Handle dataset = hdf5::open_dataset(file, name);
  set_attribute(dataset, "long_name", long_name);
  check(H5DSattach_scale(dataset, hdf5::open_dataset(file, "point"), 0), name);
}

void write_texts(hid_t file, const std::string& name, const std::string& long_name,
                 const std::vector<std::string>& texts) {
  hdf5::write_strings(file, name, texts);
  attach_to_point(file, name, long_name);
}

// The number at the front of a value, and what follows it.
bool split(const std::string& value, double& number, std::string& unit) {
  const char* end = value.data() + value.size();
  const auto [after, error] = std::from_chars(value.data(), end, number);
  if (error != std::errc{} || after == value.data()) return false;
  if (after != end && *after != ' ') return false;
  unit = after == end ? "" : std::string(after + 1, end);
  return true;
}

}  // namespace

void find_numbers(FactorColumn& factor) {
  factor.numbers.clear();
  for (std::size_t i = 0; i < factor.values.size(); ++i) {
    double number = 0;
    std::string unit;
    if (!split(factor.values[i], number, unit) || (i > 0 && unit != factor.unit)) {
      factor.numbers.clear();
      factor.unit.clear();
      return;
    }
    factor.numbers.push_back(number);
    factor.unit = unit;
  }
}

bool is_good_factor_name(const std::string& name) { return !is_name_in_use(name); }

std::string spell(const PointId& id) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < id.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += kHex[id[i] >> 4];
    text += kHex[id[i] & 15];
  }
  return text;
}

class SweepWriter::File {
 public:
  File(std::string path, const Network& base, SweepLayout layout, const SweepTable& table,
       bool overwrite)
      : durable_(std::move(path), overwrite),
        layout_(std::move(layout)),
        points_(table.ids.size()),
        replications_(table.provenance.replications),
        values_per_run_(size_of(layout_)) {
    const std::size_t bytes = std::max<std::size_t>(1, replications_ * values_per_run_ * 8);
    block_ = std::clamp<std::size_t>(kBlockBytes / bytes, 1, std::max<std::size_t>(1, points_));
    translating([&] {
      file_ = hdf5::create_file(durable_.partial_path());
      describe(table);
      write_coordinates(file_, base, 0, replications_);
      write_points(table);
      for (const Variable variable : layout_.variables) create_variable(variable);
      fingerprints_ = hdf5::create_dataset(file_, "fingerprint", H5T_NATIVE_UINT64,
                                           {points_, replications_}, {block_, replications_});
      set_attribute(fingerprints_, "long_name", "Equal for equal final worlds; 0 if there is none");
      attach_dimensions(file_, fingerprints_, {"point", "replication"}, coordinates_);
    });
  }

  void write(const PointOutcome& outcome) {
    assert(written_ + pending_ < points_);
    for (std::size_t r = 0; r < replications_; ++r) {
      const bool is_there = r < outcome.runs.size() && outcome.runs[r].has_value() &&
                            outcome.runs[r]->failure.empty();
      pending_fingerprints_.push_back(is_there ? outcome.runs[r]->fingerprint : 0);
      if (is_there) {
        const std::vector<double>& values = outcome.runs[r]->values;
        pending_values_.insert(pending_values_.end(), values.begin(), values.end());
      } else {
        pending_values_.insert(pending_values_.end(), values_per_run_, kUndefined);
      }
    }
    statuses_.push_back(outcome.failure.empty() ? kComplete : kFailed);
    reasons_.push_back(outcome.failure);
    done_.push_back(static_cast<std::int32_t>(
        std::count_if(outcome.runs.begin(), outcome.runs.end(),
                      [](const auto& run) { return run.has_value() && run->failure.empty(); })));
    if (++pending_ == block_) flush();
  }

  void finish() {
    flush();
    assert(written_ == points_);
    translating([&] {
      write_outcomes();
      for (Handle& variable : variables_) variable.close("dataset");
      fingerprints_.close("fingerprint");
      check(H5Fflush(file_, H5F_SCOPE_LOCAL), "flush");
      file_.close("close");
    });
    durable_.publish();
  }

 private:
  template <class Action>
  void translating(const Action& action) {
    try {
      action();
    } catch (const OutputError& error) {
      throw OutputError(durable_.path() + ": can't be written: " + error.what());
    }
  }

  void describe(const SweepTable& table) {
    const Provenance& provenance = table.provenance;
    set_attribute(file_, "Conventions", "CF-1.10");
    set_attribute(file_, "title", table.title);
    set_attribute(file_, "source",
                  "caravan " + provenance.version + " (" + provenance.revision + ")");
    write_format(file_, FileKind::sweep);
    set_attribute(file_, "design", table.design);
    hdf5::write_string(file_, "scenario_yaml", provenance.resolved_yaml);
    hdf5::write_string(file_, "sweep_yaml", table.sweep_yaml);
    const Handle seed = hdf5::create_dataset(file_, "seed", H5T_NATIVE_UINT64, {});
    check(H5Dwrite(seed, H5T_NATIVE_UINT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, &provenance.seed),
          "seed");
  }

  void write_points(const SweepTable& table) {
    std::vector<std::int64_t> numbers(points_);
    std::iota(numbers.begin(), numbers.end(), 0);
    write_column(file_, "point", H5T_NATIVE_INT64, numbers);
    set_attribute(hdf5::open_dataset(file_, "point"), "long_name", "Point of the design");
    check(H5DSset_scale(hdf5::open_dataset(file_, "point"), "point"), "point");
    std::vector<std::string> ids;
    for (const PointId& id : table.ids) ids.push_back(spell(id));
    write_texts(file_, "point_id", "Hash of the point's scenario and seed", ids);
    write_texts(file_, "point_settings", "What the point changes in the scenario", table.settings);
    for (const FactorColumn& factor : table.factors) {
      coordinates_ += (coordinates_.empty() ? "" : " ") + factor.id;
      write_factor(factor);
    }
  }

  void write_factor(const FactorColumn& factor) {
    if (factor.numbers.empty()) {
      write_texts(file_, factor.id, factor.name, factor.values);
    } else {
      write_column(file_, factor.id, H5T_NATIVE_DOUBLE, factor.numbers);
      attach_to_point(file_, factor.id, factor.name);
      set_attribute(hdf5::open_dataset(file_, factor.id), "units",
                    factor.unit.empty() ? "1" : factor.unit);
    }
    if (factor.labels.empty()) return;
    write_texts(file_, factor.id + "_label", factor.name, factor.labels);
    coordinates_ += " " + factor.id + "_label";
  }

  std::vector<hsize_t> shape_of_variable(Variable variable, std::size_t points) const {
    std::vector<hsize_t> shape{points, replications_};
    for (const Dimension dimension : spec_of(variable).dimensions) {
      if (dimension == Dimension::none) break;
      shape.push_back(layout_.labels[static_cast<std::size_t>(dimension)].size());
    }
    return shape;
  }

  void create_variable(Variable variable) {
    const VariableSpec& spec = spec_of(variable);
    Handle dataset = hdf5::create_dataset(file_, std::string(spec.name), H5T_NATIVE_DOUBLE,
                                          shape_of_variable(variable, points_),
                                          shape_of_variable(variable, block_));
    set_attribute(dataset, "units", spec.unit);
    set_attribute(dataset, "long_name", spec.long_name);
    if (!spec.cell_methods.empty()) set_attribute(dataset, "cell_methods", spec.cell_methods);
    set_attribute(dataset, "_FillValue", kUndefined);
    std::vector<std::string> names = dimension_names(spec);
    names.insert(names.begin(), "point");
    attach_dimensions(file_, dataset, names, coordinates_);
    variables_.push_back(std::move(dataset));
  }

  // The points that have come since the last time, each variable in one piece.
  void flush() {
    if (pending_ == 0) return;
    translating([&] {
      std::size_t offset = 0;  // of the variable among the values of a run
      std::vector<double> rows;
      for (std::size_t v = 0; v < variables_.size(); ++v) {
        const std::size_t size = size_of(layout_, layout_.variables[v]);
        rows.clear();
        for (std::size_t run = 0; run < pending_ * replications_; ++run) {
          const auto begin =
              pending_values_.begin() + static_cast<std::ptrdiff_t>(run * values_per_run_ + offset);
          rows.insert(rows.end(), begin, begin + static_cast<std::ptrdiff_t>(size));
        }
        write_block(variables_[v], H5T_NATIVE_DOUBLE,
                    shape_of_variable(layout_.variables[v], pending_), rows.data());
        offset += size;
      }
      write_block(fingerprints_, H5T_NATIVE_UINT64, {pending_, replications_},
                  pending_fingerprints_.data());
    });
    written_ += pending_;
    pending_ = 0;
    pending_values_.clear();
    pending_fingerprints_.clear();
  }

  void write_block(const Handle& dataset, hid_t type, const std::vector<hsize_t>& shape,
                   const void* values) const {
    std::vector<hsize_t> start(shape.size(), 0);
    start[0] = written_;
    const Handle there(H5Dget_space(dataset), H5Sclose, "shape");
    check(H5Sselect_hyperslab(there, H5S_SELECT_SET, start.data(), nullptr, shape.data(), nullptr),
          "points");
    const Handle here(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr),
                      H5Sclose, "shape");
    check(H5Dwrite(dataset, type, here, there, H5P_DEFAULT, values), "points");
  }

  void write_outcomes() {
    write_column(file_, "point_status", H5T_NATIVE_INT8, statuses_);
    attach_to_point(file_, "point_status", "Whether all runs of the point ended well");
    const Handle status = hdf5::open_dataset(file_, "point_status");
    set_attribute(status, "flag_meanings", "complete failed");
    const Handle two =
        Handle(H5Screate_simple(1, std::array<hsize_t, 1>{2}.data(), nullptr), H5Sclose, "flags");
    const Handle flags(
        H5Acreate2(status, "flag_values", H5T_NATIVE_INT8, two, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
        "flags");
    const std::array<std::int8_t, 2> values{kComplete, kFailed};
    check(H5Awrite(flags, H5T_NATIVE_INT8, values.data()), "flags");
    write_texts(file_, "point_reason", "Why runs of the point failed", reasons_);
    write_column(file_, "point_replications", H5T_NATIVE_INT32, done_);
    attach_to_point(file_, "point_replications", "Replications of the point");
  }

  hdf5::Silence silence_;
  DurableFile durable_;  // before the handles: they are closed before it is removed
  SweepLayout layout_;
  std::size_t points_ = 0;
  std::size_t replications_ = 0;
  std::size_t values_per_run_ = 0;
  std::size_t block_ = 1;    // points in a chunk
  std::string coordinates_;  // along `point`
  Handle file_;
  std::vector<Handle> variables_;
  Handle fingerprints_;
  std::size_t written_ = 0;
  std::size_t pending_ = 0;  // points that have come and are not written
  std::vector<double> pending_values_;
  std::vector<std::uint64_t> pending_fingerprints_;
  std::vector<std::int8_t> statuses_;
  std::vector<std::string> reasons_;
  std::vector<std::int32_t> done_;
};

SweepWriter::SweepWriter(std::string path, const Network& base, const SweepLayout& layout,
                         const SweepTable& table, bool overwrite)
    : file_(std::make_unique<File>(std::move(path), base, layout, table, overwrite)) {}

SweepWriter::~SweepWriter() = default;

void SweepWriter::write(const PointOutcome& outcome) { file_->write(outcome); }

void SweepWriter::finish() { file_->finish(); }

}  // namespace caravan
