#include "caravan/output/ensemble_writer.hpp"

#include <algorithm>
#include <cassert>
#include <functional>
#include <numeric>
#include <optional>
#include <vector>

#include "caravan/models/undefined.hpp"
#include "caravan/output/durable_file.hpp"
#include "caravan/output/hdf5.hpp"
#include "caravan/output/journal_tables.hpp"
#include "caravan/output/layout.hpp"
#include "caravan/output/recording.hpp"
#include "caravan/output/selection.hpp"
#include "caravan/output/series_plan.hpp"

namespace caravan {
namespace {

using hdf5::check;
using hdf5::Handle;
using hdf5::set_attribute;

// How many values one replication has.
[[maybe_unused]] std::size_t size_of_row(const std::vector<hsize_t>& shape) {
  return std::accumulate(shape.begin() + 1, shape.end(), std::size_t{1}, std::multiplies<>());
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

// Room for the next replication's part of a dataset.
void write_row(const Handle& dataset, hid_t type, std::uint64_t replication,
               const std::vector<hsize_t>& shape, const void* values, const std::string& name) {
  std::vector<hsize_t> start(shape.size(), 0);
  std::vector<hsize_t> count = shape;
  start[0] = replication;
  count[0] = 1;
  const Handle here(H5Dget_space(dataset), H5Sclose, name);
  check(H5Sselect_hyperslab(here, H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr),
        name);
  const Handle values_space(H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr),
                            H5Sclose, name);
  check(H5Dwrite(dataset, type, values_space, here, H5P_DEFAULT, values), name);
}

}  // namespace

class EnsembleWriter::File {
 public:
  File(std::string path, const Network& network, const Provenance& provenance, bool overwrite)
      : network_(network),
        selection_(network, provenance.only),
        plan_(network, provenance.detail, provenance.only),
        durable_(std::move(path), overwrite),
        first_(provenance.first_replication),
        replications_(provenance.replications),
        detail_(provenance.detail) {
    translating([&] {
      file_ = hdf5::create_file(durable_.partial_path());
      describe(network, provenance);
      write_coordinates(file_, network, first_, replications_);
      create_variables(network);
      if (detail_ >= Detail::journeys) tables_.emplace(file_, network);
    });
  }

  void write(Recording& recording, const World& world, const Journal& news) {
    translating([&] { recording.hand_over(takers(recording), world, news); });
  }

  void write(const Results& results, Recording& recording) {
    assert(results.replication == first_ + written_ && written_ < replications_);
    translating([&] {
      recording.hand_over(takers(recording));
      for (const Dataset& variable : figures_) {
        const std::vector<double>& all = results.values[variable.index];
        const std::vector<double> some =
            selection_.is_whole()
                ? std::vector<double>{}
                : selection_.chosen(network_, static_cast<Variable>(variable.index), all);
        const std::vector<double>& values = selection_.is_whole() ? all : some;
        assert(values.size() == size_of_row(variable.shape));
        write_row(variable.dataset, H5T_NATIVE_DOUBLE, written_, variable.shape, values.data(),
                  std::string(kVariables[variable.index].name));
      }
      write_row(fingerprints_, H5T_NATIVE_UINT64, written_, {replications_}, &results.fingerprint,
                "fingerprint");
    });
    ++written_;
  }

  void finish() {
    assert(written_ == replications_);
    translating([&] {
      for (Dataset& variable : figures_) variable.dataset.close("dataset");
      for (Dataset& variable : series_) variable.dataset.close("dataset");
      fingerprints_.close("fingerprint");
      if (tables_) tables_->finish();
      check(H5Fflush(file_, H5F_SCOPE_LOCAL), "flush");
      file_.close("close");
    });
    durable_.publish();
  }

 private:
  struct Dataset {
    std::size_t index = 0;  // in kVariables
    Handle dataset;
    std::vector<hsize_t> shape;
  };

  Recording::Takers takers(const Recording& recording) {
    return {
        .chunk = [this](const SeriesChunk& chunk,
                        const void* bytes) { write_chunk(series_[chunk.recorded], chunk, bytes); },
        .journal =
            [&](const Journal& news) { tables_->write(written_, news, recording.vessels()); }};
  }

  // HDF5's reasons, with the name of the file that they are about.
  template <class Action>
  void translating(const Action& action) {
    const hdf5::Silence silence;  // of this thread
    try {
      action();
    } catch (const OutputError& error) {
      throw OutputError(durable_.path() + ": can't be written: " + error.what());
    }
  }

  void describe(const Network& network, const Provenance& provenance) {
    set_attribute(file_, "Conventions", "CF-1.10");
    set_attribute(file_, "title", network.scenario.title);
    set_attribute(file_, "source",
                  "caravan " + provenance.version + " (" + provenance.revision + ")");
    write_format(file_, FileKind::ensemble);
    set_attribute(file_, "detail", kDetailNames[static_cast<std::size_t>(detail_)]);
    if (!provenance.only.empty()) set_attribute(file_, "only", joined(provenance.only));
    if (!network.scenario.investment.funds.empty()) {
      set_attribute(file_, "discount_rate", network.scenario.investment.discount_rate);
    }
    hdf5::write_string(file_, "scenario_yaml", provenance.resolved_yaml);
    const Handle seed = hdf5::create_dataset(file_, "seed", H5T_NATIVE_UINT64, {});
    check(H5Dwrite(seed, H5T_NATIVE_UINT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, &provenance.seed),
          "seed");
  }

  // One entry over a block of intervals: see SeriesPlan.
  void write_chunk(const Dataset& variable, const SeriesChunk& chunk, const void* bytes) {
    std::vector<hsize_t> offset(variable.shape.size(), 0);
    offset[0] = written_;
    offset[1] = chunk.block * plan_.intervals_in_chunk;
    std::size_t entry = chunk.entry;
    for (std::size_t d = offset.size() - 1; d > 1; --d) {
      offset[d] = entry % variable.shape[d];
      entry /= variable.shape[d];
    }
    check(H5Dwrite_chunk(variable.dataset, H5P_DEFAULT, chunk.filter_mask, offset.data(),
                         chunk.bytes, bytes),
          std::string(kVariables[variable.index].name));
  }

  void describe_variable(const Handle& dataset, const VariableSpec& spec) {
    set_attribute(dataset, "units", spec.unit);
    set_attribute(dataset, "long_name", spec.long_name);
    if (!spec.cell_methods.empty()) set_attribute(dataset, "cell_methods", spec.cell_methods);
    set_attribute(dataset, "_FillValue", kUndefined);
    attach_dimensions(file_, dataset, dimension_names(spec));
  }

  // One chunk holds one replication, so that each is written once and nothing twice.
  Dataset create_figure(std::size_t index, const std::vector<hsize_t>& shape) {
    std::vector<hsize_t> chunk = shape;
    chunk[0] = 1;
    const std::string name(kVariables[index].name);
    Handle dataset = hdf5::create_dataset(file_, name, H5T_NATIVE_DOUBLE, shape, chunk);
    describe_variable(dataset, kVariables[index]);
    return {index, std::move(dataset), shape};
  }

  // Chunks that are left out are zero, or not chosen.
  Dataset create_series(const SeriesPlan::Recorded& what, const std::vector<hsize_t>& shape) {
    std::vector<hsize_t> chunk(shape.size(), 1);
    chunk[1] = plan_.intervals_in_chunk;
    const VariableSpec& spec = spec_of(what.variable);
    const double left_out = what.is_chosen.empty() ? 0 : kUndefined;
    Handle dataset = hdf5::create_chunked(file_, std::string(spec.name), shape, chunk, left_out);
    describe_variable(dataset, spec);
    return {static_cast<std::size_t>(what.variable), std::move(dataset), shape};
  }

  void create_variables(const Network& network) {
    for (const SeriesPlan::Recorded& what : plan_.recorded) {
      series_.push_back(
          create_series(what, shape_of(network, spec_of(what.variable), replications_)));
    }
    for (std::size_t i = 0; i < kVariableCount; ++i) {
      if (is_series(kVariables[i]) || !selection_.has(static_cast<Variable>(i))) continue;
      const std::vector<hsize_t> shape = shape_of(network, kVariables[i], replications_);
      const bool has_values = std::find(shape.begin(), shape.end(), 0u) == shape.end();
      if (has_values) figures_.push_back(create_figure(i, shape));
    }
    fingerprints_ = hdf5::create_dataset(file_, "fingerprint", H5T_NATIVE_UINT64, {replications_});
    set_attribute(fingerprints_, "long_name", "Equal for equal final worlds");
    attach_dimensions(file_, fingerprints_, {"replication"});
  }

  const Network& network_;
  Selection selection_;
  SeriesPlan plan_;
  hdf5::Silence silence_;
  DurableFile durable_;  // before the handles: they are closed before it is removed
  Handle file_;
  std::vector<Dataset> figures_;  // those that have values
  std::vector<Dataset> series_;   // as in the plan
  Handle fingerprints_;
  std::optional<JournalTables> tables_;
  std::uint64_t first_ = 0;
  std::uint64_t replications_ = 0;
  Detail detail_ = Detail::series;
  std::uint64_t written_ = 0;
};

EnsembleWriter::EnsembleWriter(std::string path, const Network& network,
                               const Provenance& provenance, bool overwrite)
    : file_(std::make_unique<File>(std::move(path), network, provenance, overwrite)) {}

EnsembleWriter::~EnsembleWriter() = default;

void EnsembleWriter::write(Recording& recording, const World& world, const Journal& news) {
  file_->write(recording, world, news);
}

void EnsembleWriter::write(const Results& results, Recording& recording) {
  file_->write(results, recording);
}

void EnsembleWriter::finish() { file_->finish(); }

}  // namespace caravan
