// The results of a sweep as one HDF5 file that is also netCDF-4: as an ensemble's (see
// ensemble_writer.hpp), with a leading dimension `point` along which the factors lie.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "caravan/output/ensemble_writer.hpp"
#include "caravan/output/part_log.hpp"
#include "caravan/output/sweep_layout.hpp"

namespace caravan {

// What one factor is at each point.
struct FactorColumn {
  std::string id, name;
  std::vector<std::string> values;  // as they are written
  std::vector<double> numbers;      // if all are numbers with the same unit
  std::string unit;
  std::vector<std::string> labels;  // if they have any
};

// Splits values such as "21 d" into numbers and their unit, if all are alike.
void find_numbers(FactorColumn& factor);

// What is known of a sweep before anything is simulated.
struct SweepTable {
  std::string title;
  Provenance provenance;   // resolved_yaml is the scenario's without what is varied
  std::string sweep_yaml;  // the sweep's file
  std::string design;      // "grid", "saltelli" and so on
  std::vector<FactorColumn> factors;
  std::vector<std::string> settings;  // by point: overrides, a line each
  std::vector<PointId> ids;           // by point
};

// Whether a factor may have this name: not if anything else in the file has it.
bool is_good_factor_name(const std::string& name);

// All runs of one point, by replication; nothing where there is none.
struct PointOutcome {
  std::vector<std::optional<RunRecord>> runs;
  std::string failure;  // the first; empty if there is none
};

// The same text for the same id, as UUIDs are written.
std::string spell(const PointId& id);

class SweepWriter {
 public:
  // `base` is the scenario without what is varied. Throws OutputError if the file can't be created.
  SweepWriter(std::string path, const Network& base, const SweepLayout& layout,
              const SweepTable& table, bool overwrite);
  ~SweepWriter();
  SweepWriter(const SweepWriter&) = delete;
  SweepWriter& operator=(const SweepWriter&) = delete;

  // Points come in order. Throws OutputError.
  void write(const PointOutcome& outcome);

  // All points have been written: closes the file and puts it in its place.
  void finish();

 private:
  class File;
  std::unique_ptr<File> file_;
};

}  // namespace caravan
