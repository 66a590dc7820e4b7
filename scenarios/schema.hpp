// The language as a JSON Schema, for editors and other programs.
#pragma once

#include <string>

namespace caravan {

// Draft 7, which editors know best, of YAML 1.2 as it is read by them: `2023-01-01`, `yes` and `4
// TEU` are texts, `4` is a number. What it can't say is listed in README.md, and tested.
std::string json_schema();

}  // namespace caravan
