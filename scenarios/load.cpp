#include "caravan/scenarios/load.hpp"

#include <algorithm>
#include <utility>

#include "caravan/scenarios/composition.hpp"
#include "caravan/scenarios/expectations.hpp"
#include "caravan/scenarios/files.hpp"
#include "caravan/scenarios/keys.hpp"
#include "caravan/scenarios/loaded_text.hpp"
#include "caravan/scenarios/overrides.hpp"
#include "caravan/scenarios/sections.hpp"
#include "caravan/scenarios/selectors.hpp"
#include "caravan/scenarios/yaml_tree.hpp"

namespace caravan {
namespace {

void check_intervals(Reading& reading, const YamlNode& root) {
  constexpr std::int64_t kMostIntervals = 1'000'000;
  const Scenario& scenario = reading.scenario;
  if (scenario.interval <= Duration{} || scenario.duration <= Duration{}) return;
  const YamlNode* interval = root.find("interval");
  const YamlNode* duration = root.find("duration");
  if (interval != nullptr && scenario.interval < seconds(60)) {
    reading.error(interval->mark, "interval: must be at least 1 min");
  } else if (scenario.duration.value / scenario.interval.value > kMostIntervals) {
    reading.error(duration->mark, "duration: more than a million intervals");
  } else if (scenario.duration.value % scenario.interval.value != 0) {
    reading.error(duration->mark, "duration: must be a whole number of intervals");
  }
}

void read_scenario(Reading& reading, const YamlNode& root) {
  const std::vector<SectionKeys>& all = sections();
  collect_ids(reading, root, all);
  std::vector<std::string> others;
  for (const SectionKeys& section : all) others.push_back(section.name);
  scenario_keys().read(reading, root, root.mark, "", reading.scenario, others);
  for (const SectionKeys& section : all) section.read(reading, root);
  check_sets(reading);
  check_intervals(reading, root);
}

// What the command line says of templates goes into all that is like them; all else is said of what
// they have become.
void compose(YamlNode& root, const std::vector<std::string>& overrides, Diagnostics& diagnostics) {
  const auto is_of_templates = [](const std::string& assignment) {
    return assignment.starts_with("templates.");
  };
  for (const std::string& assignment : overrides) {
    if (is_of_templates(assignment)) apply_override(root, assignment, diagnostics);
  }
  Templates templates(root, diagnostics);
  templates.expand(root, "");
  for (const std::string& assignment : overrides) {
    if (!is_of_templates(assignment)) apply_override(root, assignment, diagnostics);
  }
  if (!overrides.empty()) templates.expand(root, "");
}

// Does it, and throws all mistakes that it has found; where these are very many, it has been left
// early.
template <class Action>
void throwing_mistakes(Diagnostics& diagnostics, const Action& action) {
  try {
    action();
  } catch (const TooManyMistakes&) {
  }
  if (!diagnostics.empty()) throw ScenarioFileError(std::move(diagnostics));
}

void check_root(const YamlNode& root, Diagnostics& diagnostics) {
  if (!diagnostics.empty() || root.is_map()) return;
  const std::string expected = "expected a map of title, start, places and so on, found ";
  diagnostics.error({}, expected + describe(root));
}

}  // namespace

namespace {

struct Written {
  Mark mark;
  std::size_t length;  // of the path
};

Written find_written(const YamlNode& root, const std::string& path) {
  const YamlNode* node = &root;
  Written written{root.mark, 0};
  std::size_t start = 0;
  while (start <= path.size()) {
    const std::size_t end = std::min(path.find('.', start), path.size());
    const std::string key = path.substr(start, end - start);
    const auto entry = std::find_if(node->entries.begin(), node->entries.end(),
                                    [&](const YamlEntry& e) { return e.key == key; });
    if (entry == node->entries.end()) break;
    written = {entry->mark, end};
    node = &entry->value;
    start = end + 1;
  }
  return written;
}

// With the place of what it contradicts as a note, if that is an entity or a value of one.
void add(Diagnostics& diagnostics, const YamlNode& root, const ScenarioProblem& problem) {
  const Mark mark = locate(root, problem.path);
  const std::string message = problem.path + ": " + problem.message;
  const std::string other = written_part(root, problem.other_path);
  const Mark other_mark = locate(root, other);
  if (other.find('.') == other.npos || other_mark == mark) return diagnostics.error(mark, message);
  diagnostics.conflict(mark, message, other_mark, other + " is said here");
}

}  // namespace

Mark locate(const YamlNode& root, const std::string& path) { return find_written(root, path).mark; }

std::string written_part(const YamlNode& root, const std::string& path) {
  return path.substr(0, find_written(root, path).length);
}

LoadedScenario::Text LoadedScenario::read(const std::string& path) {
  Text text;
  throwing_mistakes(text.diagnostics, [&] {
    text.root = read_tree(path, text.diagnostics);
    check_root(text.root, text.diagnostics);
  });
  return text;
}

ScenarioText::ScenarioText(const std::string& path)
    : text_(std::make_shared<LoadedScenario::Text>(LoadedScenario::read(path))) {}

ScenarioText::ScenarioText(const std::string& name, const std::string& text) {
  LoadedScenario::Text parsed;
  throwing_mistakes(parsed.diagnostics, [&] {
    parsed.root = parse_yaml(text, parsed.diagnostics.add_origin(name, text), parsed.diagnostics);
    check_root(parsed.root, parsed.diagnostics);
  });
  text_ = std::make_shared<LoadedScenario::Text>(std::move(parsed));
}

std::string ScenarioText::yaml() const { return to_yaml(text_->root); }

std::string ScenarioText::resolved_yaml(const std::vector<std::string>& overrides) const {
  LoadedScenario::Text text = *text_;
  throwing_mistakes(text.diagnostics, [&] { compose(text.root, overrides, text.diagnostics); });
  return to_yaml(text.root);
}

LoadedScenario LoadedScenario::from(Text text, const std::vector<std::string>& overrides) {
  Reading reading(text.diagnostics);
  Expectations expectations;
  throwing_mistakes(text.diagnostics, [&] {
    compose(text.root, overrides, text.diagnostics);
    read_scenario(reading, text.root);
    expectations = read_expectations(reading, text.root);
  });

  LoadedScenario loaded;
  loaded.scenario = std::move(reading.scenario);
  loaded.expectations = std::move(expectations);
  loaded.resolved_yaml = to_yaml(text.root);
  loaded.text_ = std::make_shared<Text>(std::move(text));
  return loaded;
}

LoadedScenario ScenarioText::load(const std::vector<std::string>& overrides) const {
  return LoadedScenario::from(*text_, overrides);
}

LoadedScenario load_scenario(const std::string& path, const std::vector<std::string>& overrides) {
  return LoadedScenario::from(LoadedScenario::read(path), overrides);
}

const YamlNode& LoadedScenario::tree() const { return text_->root; }

std::string LoadedScenario::place_of(Mark mark) const { return text_->diagnostics.place_of(mark); }

Network LoadedScenario::build() const {
  try {
    Network network = build_network(scenario);
    check_coordinates(network, expectations);
    return network;
  } catch (const ScenarioError& error) {
    Diagnostics diagnostics = text_->diagnostics;
    try {
      for (const ScenarioProblem& problem : error.problems()) {
        add(diagnostics, text_->root, problem);
      }
    } catch (const TooManyMistakes&) {
    }
    throw ScenarioFileError(std::move(diagnostics));
  }
}

}  // namespace caravan
