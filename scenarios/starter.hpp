// A scenario to start from: small, complete, and explained by the language's own declaration.
#pragma once

#include <string>

namespace caravan {

// YAML with a comment at each key: what it means, and what else could be said there.
std::string starter_scenario();

}  // namespace caravan
