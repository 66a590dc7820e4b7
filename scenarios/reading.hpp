// What is known while a scenario is read: its mistakes so far and the ids that may be referred to.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "caravan/models/scenario.hpp"
#include "caravan/scenarios/diagnostics.hpp"
#include "caravan/scenarios/yaml_tree.hpp"

namespace caravan {

struct Reading {
  explicit Reading(Diagnostics& mistakes) : diagnostics(mistakes) {}

  Diagnostics& diagnostics;
  // By section ("places", "sources"): the ids in the order of the file; of links, once they are
  // read, also those of their ways back, in the order of the scenario.
  std::map<std::string, std::vector<std::string>> ids;
  // As read so far: a later section may depend on an earlier one.
  Scenario scenario;

  // Where a word stands among others, or nothing. Of many, such as the ids of a section, it keeps
  // an index.
  std::optional<std::size_t> position(const std::vector<std::string>& words,
                                      const std::string& word);

  void error(Mark mark, const std::string& message, const std::string& hint = "") {
    diagnostics.error(mark, message, hint);
  }
  // What was meant instead of a word, unless there are so many mistakes that it is not shown.
  std::string nearest(const std::string& word, const std::vector<std::string>& candidates) const {
    return diagnostics.has_many() ? "" : suggest(word, candidates);
  }

 private:
  using Index = std::unordered_map<std::string, std::size_t>;
  std::map<const std::vector<std::string>*, Index> indices_;
};

// A value may be plain, or a map {value, source, confidence, range, note, assumption} that says
// where it comes from: is it the latter?
bool is_figure(const YamlNode& node);

// Reports keys of `source:`, a text or a list of texts, that `sources:` does not have.
void check_sources(Reading& reading, const YamlNode& node, const std::string& path);

}  // namespace caravan
