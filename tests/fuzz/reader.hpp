// What is fuzzed: from the text of a scenario to its network.
#pragma once

#include <cstddef>
#include <string_view>

namespace caravan {

// Reads the text as the file of a scenario, builds its network and lints it if it is not too large,
// and reads the resolved scenario again. Lines "#set PATH=VALUE" at its beginning are overrides.
// Anything but a scenario or a ScenarioFileError ends the process: so does a resolved scenario that
// is read as something else.
void read_as_scenario(std::string_view text);

}  // namespace caravan
