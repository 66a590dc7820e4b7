// From a YAML file to a Scenario, or to everything that is wrong with it.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "caravan/models/network.hpp"
#include "caravan/models/scenario.hpp"
#include "caravan/scenarios/diagnostics.hpp"
#include "caravan/scenarios/expectations.hpp"

namespace caravan {

// There is no such file, or it can't be read.
class ScenarioFileMissing : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The file says something that can't be; what() is all of it, ready to print.
class ScenarioFileError : public std::runtime_error {
 public:
  explicit ScenarioFileError(Diagnostics diagnostics)
      : std::runtime_error(diagnostics.render()), diagnostics_(std::move(diagnostics)) {}
  const Diagnostics& diagnostics() const { return diagnostics_; }

 private:
  Diagnostics diagnostics_;
};

// A scenario, and where each of its values was written.
class LoadedScenario {
 public:
  Scenario scenario;
  std::string resolved_yaml;  // with all overrides applied
  Expectations expectations;  // of the results, none but for `check`

  // As build_network; what can't run is a ScenarioFileError at the place where it was said.
  Network build() const;

 private:
  friend LoadedScenario load_scenario(const std::string&, const std::vector<std::string>&);

  struct Text;
  std::shared_ptr<const Text> text_;
};

// Reads the file, with `overrides` such as "places.aktau.berths.container=4" applied in order.
// Throws ScenarioFileMissing or ScenarioFileError.
LoadedScenario load_scenario(const std::string& path, const std::vector<std::string>& overrides);

}  // namespace caravan
