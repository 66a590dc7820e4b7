// Which targets of a section are meant: one by its id, several in a list, or all that fit some
// criteria.
#pragma once

#include <optional>
#include <vector>

#include "caravan/models/attributes.hpp"
#include "caravan/scenarios/reading.hpp"
#include "caravan/scenarios/shape.hpp"

namespace caravan {

struct Selection {
  std::vector<std::size_t> targets;  // in the order of the section
  bool is_by_name = false;
};

// Nothing, with the mistake reported, if it is not a selection or selects nothing. A link that is
// named stands for its way back too.
std::optional<Selection> read_selection(Reading& reading, const YamlNode& node,
                                        const std::string& path, Section section);

// `sets: {black_sea_ports: {places: [poti, batumi]}}`: names that may stand wherever ids of that
// section are listed. What is wrong with one is reported when it is first looked up; the last of
// these looks up those that have not been.
void collect_sets(Reading& reading, const YamlNode& root);
void check_sets(Reading& reading);

// The targets of the set of that name and section; null if there is none.
const std::vector<std::size_t>* find_set(Reading& reading, const std::string& name,
                                         const std::string& section);

// The position of the entity in its section that a word names, or those of a set. None, with the
// mistake reported, if there is neither.
std::vector<std::size_t> find_some(Reading& reading, const YamlNode& node, const std::string& path,
                                   const std::string& section);

// What it reads.
Shape selection_shape(Section section);

}  // namespace caravan
