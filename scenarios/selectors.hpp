// Which targets of a section are meant: one by its id, several in a list, or all that fit some
// criteria.
#pragma once

#include <optional>
#include <vector>

#include "caravan/models/attributes.hpp"
#include "caravan/scenarios/reading.hpp"

namespace caravan {

struct Selection {
  std::vector<std::size_t> targets;  // in the order of the section
  bool is_by_name = false;
};

// Nothing, with the mistake reported, if it is not a selection or selects nothing. A link that is
// named stands for its way back too.
std::optional<Selection> read_selection(Reading& reading, const YamlNode& node,
                                        const std::string& path, Section section);

}  // namespace caravan
