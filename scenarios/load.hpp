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
#include "caravan/scenarios/yaml_tree.hpp"

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

class ScenarioText;

// A scenario, and where each of its values was written.
class LoadedScenario {
 public:
  Scenario scenario;
  std::string resolved_yaml;  // with all overrides applied
  Expectations expectations;  // of the results, none but for `check`

  // As it was put together and overridden; and where a part of it was written: "a.yaml:12:3".
  const YamlNode& tree() const;
  std::string place_of(Mark mark) const;

  // As build_network; what can't run is a ScenarioFileError at the place where it was said.
  Network build() const;

 private:
  friend class ScenarioText;
  friend LoadedScenario load_scenario(const std::string& path,
                                      const std::vector<std::string>& overrides);
  friend Diagnostics lint(const LoadedScenario&, const Network&);

  struct Text;
  static Text read(const std::string& path);
  static LoadedScenario from(Text text, const std::vector<std::string>& overrides);

  std::shared_ptr<const Text> text_;
};

// A scenario's text with all that it extends: read once, loaded as often as there are variants.
class ScenarioText {
 public:
  // Reads the file. Throws ScenarioFileMissing or ScenarioFileError.
  explicit ScenarioText(const std::string& path);
  // `text` is a whole scenario, such as a results file keeps; `name` stands for it in messages.
  ScenarioText(const std::string& name, const std::string& text);

  // All of it as one text, of which any variant can be made: with its templates, but without what
  // it extends and includes.
  std::string yaml() const;

  // With `overrides` such as "places.aktau.berths.container=4" applied in order. Any number of
  // threads may do this at once. Throws ScenarioFileError.
  LoadedScenario load(const std::vector<std::string>& overrides) const;

  // The same as text, whether or not it makes sense. Throws ScenarioFileError if there is nothing
  // to override.
  std::string resolved_yaml(const std::vector<std::string>& overrides) const;

 private:
  std::shared_ptr<const LoadedScenario::Text> text_;
};

// The file's text, loaded. Throws ScenarioFileMissing or ScenarioFileError.
LoadedScenario load_scenario(const std::string& path, const std::vector<std::string>& overrides);

}  // namespace caravan
