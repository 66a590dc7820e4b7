// The part of a scenario that is about money.
#pragma once

#include "caravan/scenarios/reading.hpp"

namespace caravan {

// The funds.
void read_money(Reading& reading, const YamlNode& root);

// Projects, and the interventions that these are when they are done. All sections with targets must
// have been read, and no intervention.
void read_projects(Reading& reading, const YamlNode& root);

}  // namespace caravan
