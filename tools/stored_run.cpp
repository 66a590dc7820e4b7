#include "stored_run.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>

#include "caravan/output/ensemble_writer.hpp"
#include "caravan/output/selection.hpp"
#include "caravan/output/sweep_layout.hpp"
#include "caravan/output/sweep_writer.hpp"
#include "options.hpp"
#include "sweep_plan.hpp"

namespace caravan {
namespace {

EnsembleReader open(const std::string& path, bool has_point) {
  const bool is_sweep = kind_of(path) == FileKind::sweep;
  if (is_sweep && !has_point) {
    throw UsageError(path + " is of a sweep: which point? Give --point");
  }
  return EnsembleReader(path, has_point ? FileKind::sweep : FileKind::ensemble);
}

LoadedScenario load(const EnsembleReader& file, const ScenarioText& text,
                    const std::vector<std::string>& settings) {
  try {
    return text.load(settings);
  } catch (const ScenarioFileError& error) {
    throw InputError(file.path() + ": its scenario is none for this version of Caravan:\n" +
                     error.what());
  }
}

const StoredVariable& variable_in(const EnsembleReader& file, const std::string& name) {
  const StoredVariable* variable = file.find(name);
  if (variable == nullptr) throw InputError(file.path() + ": has no " + name);
  return *variable;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// With what the file's own run did not choose not numbers.
Results as_chosen(const EnsembleReader& file, const Network& network, Results results) {
  std::istringstream patterns(file.attribute("only"));
  const Selection selection(network, {std::istream_iterator<std::string>(patterns), {}});
  for (std::size_t i = 0; i < kVariableCount; ++i) {
    results.values[i] = selection.chosen(network, static_cast<Variable>(i), results.values[i]);
  }
  return results;
}

// The variables that a sweep has kept of each run.
std::vector<Variable> kept_in(const EnsembleReader& file) {
  std::vector<Variable> kept;
  for (std::size_t i = 0; i < kVariableCount; ++i) {
    if (file.find(std::string(kVariables[i].name)) != nullptr) {
      kept.push_back(static_cast<Variable>(i));
    }
  }
  return kept;
}

}  // namespace

StoredRun::StoredRun(const std::string& path, std::optional<std::uint64_t> point,
                     std::uint64_t replication)
    : file_(open(path, point.has_value())), point_(point), replication_(replication) {
  point_ ? find_in_sweep() : find_in_ensemble();
}

std::string StoredRun::name() const {
  return file_.path() + (point_ ? ", point " + std::to_string(*point_) : "") + ", replication " +
         std::to_string(replication_);
}

void StoredRun::find_in_ensemble() {
  const std::vector<std::string> labels = file_.labels("replication");
  const auto found = std::find(labels.begin(), labels.end(), std::to_string(replication_));
  if (found == labels.end()) {
    const std::string known = labels.empty() ? "none" : labels.front() + " to " + labels.back();
    throw UsageError("--replication " + std::to_string(replication_) + ": " + file_.path() +
                     " has " + known);
  }
  index_ = static_cast<std::uint64_t>(found - labels.begin());
  scenario_ = load(file_, ScenarioText(file_.path(), file_.scenario_yaml()), {});
}

void StoredRun::find_in_sweep() {
  const StoredVariable& ids = variable_in(file_, "point_id");
  const std::uint64_t points = ids.size();
  if (*point_ >= points) {
    throw UsageError("--point " + std::to_string(*point_) + ": " + file_.path() + " has " +
                     std::to_string(points) + " points, numbered from 0");
  }
  const std::vector<double> counts =
      file_.read(variable_in(file_, "point_replications"), *point_, 1);
  const std::uint64_t replications = file_.labels("replication").size();
  index_ = *point_ * replications + replication_;
  const bool is_there = replication_ < replications &&
                        file_.read_words(variable_in(file_, "fingerprint")).at(index_) != 0;
  if (is_there) return load_point(ids);
  const std::string reason = file_.read_texts(variable_in(file_, "point_reason")).at(*point_);
  if (replication_ < replications && !reason.empty()) {
    throw FailedRun(name() + ": has failed, and left nothing: " + reason);
  }
  const std::string count = std::to_string(static_cast<std::uint64_t>(counts.at(0)));
  throw UsageError("--replication " + std::to_string(replication_) + ": point " +
                   std::to_string(*point_) + " of " + file_.path() + " has " + count +
                   ", numbered from 0");
}

// The scenario without what is varied and with the point's settings, if that is what was simulated.
void StoredRun::load_point(const StoredVariable& ids) {
  const ScenarioText text(file_.path(), file_.scenario_yaml());
  const std::vector<std::string> settings =
      lines_of(file_.read_texts(variable_in(file_, "point_settings")).at(*point_));
  scenario_ = load(file_, text, settings);
  const PointId id = point_id(scenario_.resolved_yaml, file_.seed());
  if (spell(id) != file_.read_texts(ids).at(*point_)) {
    throw InputError(name() + ": its scenario and settings are not those that were simulated");
  }
  base_ = load(file_, text, {}).build();
}

std::vector<ResultDifference> StoredRun::differences(const Network& network,
                                                     Results results) const {
  return caravan::differences(
      file_, index_,
      point_ ? as_in_sweep(network, results) : as_chosen(file_, network, std::move(results)));
}

// In the places that the scenario without what is varied has for them.
Results StoredRun::as_in_sweep(const Network& network, const Results& results) const {
  const SweepLayout here = layout_of(network, kept_in(file_));
  const SweepLayout there = layout_of(*base_, kept_in(file_));
  std::vector<double> values(size_of(there));
  try {
    Relabelling(here, there).apply(values_of(here, results).data(), values.data());
  } catch (const OutputError& error) {
    throw InputError(name() + ": " + error.what());
  }
  Results placed;
  placed.replication = results.replication;
  placed.fingerprint = results.fingerprint;
  auto next = values.begin();
  for (const Variable variable : there.variables) {
    const auto size = static_cast<std::ptrdiff_t>(size_of(there, variable));
    placed[variable].assign(next, next + size);
    next += size;
  }
  return placed;
}

}  // namespace caravan
