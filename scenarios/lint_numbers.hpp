// Numbers as warnings spell them.
#pragma once

#include <string>

namespace caravan {

// Four digits of it: "1234", "0.0012", "1.2e+09".
std::string spell_number(double value);

}  // namespace caravan
