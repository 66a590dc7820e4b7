// What is known while a scenario is read: its mistakes so far and the ids that may be referred to.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "caravan/models/scenario.hpp"
#include "caravan/scenarios/diagnostics.hpp"
#include "caravan/scenarios/yaml_tree.hpp"

namespace caravan {

struct Reading {
  Diagnostics& diagnostics;
  // By section ("places", "sources"): the ids in the order of the file; of links, once they are
  // read, also those of their ways back, in the order of the scenario.
  std::map<std::string, std::vector<std::string>> ids;
  // As read so far: a later section may depend on an earlier one.
  Scenario scenario;

  void error(Mark mark, const std::string& message, const std::string& hint = "") {
    diagnostics.error(mark, message, hint);
  }
};

// A value may be plain, or a map {value, source, confidence, range, note, assumption} that says
// where it comes from: is it the latter?
bool is_figure(const YamlNode& node);

// Reports keys of `source:`, a text or a list of texts, that `sources:` does not have.
void check_sources(Reading& reading, const YamlNode& node, const std::string& path);

}  // namespace caravan
