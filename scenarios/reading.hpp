// What is known while a scenario is read: its mistakes so far and the ids that may be referred to.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "caravan/models/scenario.hpp"
#include "caravan/scenarios/diagnostics.hpp"
#include "caravan/scenarios/prices.hpp"
#include "caravan/scenarios/yaml_tree.hpp"

namespace caravan {

// A value that changes on stated dates: see schedules.hpp.
struct ScheduledValue {
  std::string path;
  YamlNode schedule;
};

// A name for several targets of one section: see selectors.hpp.
struct NamedSet {
  std::string section;
  YamlNode selection;
  std::optional<std::vector<std::size_t>> targets;  // once it has been looked up
  bool is_in_work = false;
};

struct Reading {
  explicit Reading(Diagnostics& mistakes) : diagnostics(mistakes) {}

  Diagnostics& diagnostics;
  // By section ("places", "sources"): the ids in the order of the file; of links, once they are
  // read, also those of their ways back, in the order of the scenario.
  std::map<std::string, std::vector<std::string>> ids;
  // As read so far: a later section may depend on an earlier one.
  Scenario scenario;
  Prices prices;
  std::map<std::string, NamedSet> sets;
  std::vector<ScheduledValue> schedules;

  // Where a word stands among others, or nothing. Of many, such as the ids of a section, it keeps
  // an index.
  std::optional<std::size_t> position(const std::vector<std::string>& words,
                                      const std::string& word);

  void error(Mark mark, const std::string& message, const std::string& hint = "") {
    diagnostics.error(mark, message, hint);
  }

 private:
  using Index = std::unordered_map<std::string, std::size_t>;
  std::map<const std::vector<std::string>*, Index> indices_;
};

// A value may be plain, or a map {value, source, confidence, range, note, assumption} that says
// where it comes from: is it the latter?
bool is_figure(const YamlNode& node);

// "{2023-01-01: 1, 2025-06-01: 2}": a map whose first key is a date.
bool is_schedule(const YamlNode& node);

// Reports keys of `source:`, a text or a list of texts, that `sources:` does not have.
void check_sources(Reading& reading, const YamlNode& node, const std::string& path);

}  // namespace caravan
