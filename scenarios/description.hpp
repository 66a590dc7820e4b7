// What is known of a part of a scenario: its value, its declaration and where it was written.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "caravan/scenarios/diagnostics.hpp"
#include "caravan/scenarios/shape.hpp"
#include "caravan/scenarios/yaml_tree.hpp"

namespace caravan {

struct Description {
  std::string path;  // "places.aktau.tracks"
  KeyShape key;      // as it was declared; of an entry by id, what all entries are
  // The value, or the figure that has it; null if it is not said, so that the default counts.
  const YamlNode* node = nullptr;
  Mark mark;                                // where it was written
  const YamlNode* source = nullptr;         // of the figure, or else of the entry that it is in
  std::vector<const YamlEntry*> source_of;  // of `sources`: those that are named there

  // Without what stands beside it in a figure.
  const YamlNode* value() const;
};

// There is nothing at the path; what() names the nearest that there is.
class UnknownPath : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Of what stands at the path, or may stand there: an empty path is the whole scenario. The
// scenario must outlive it. Throws UnknownPath.
Description describe_path(const YamlNode& scenario, const std::string& path);

// Of all that it is made of: what is said, in the order of the file, then what is not.
std::vector<Description> parts_of(const YamlNode& scenario, const Description& whole);

// "a length of more than 0 km", "`rail`, `sea`": with its range.
std::string spell_type(const Shape& shape);

// A number with a unit, in the unit of the declaration: "1200000 bbl/d". Nothing if it says so.
std::optional<std::string> in_declared_unit(const Shape& shape, const YamlNode& value);

}  // namespace caravan
