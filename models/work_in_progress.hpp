// What becomes of what is in work when a port or a link closes, or when berths are taken out.
#pragma once

#include <cstdint>

namespace caravan {

enum class WorkInProgress : std::uint8_t {
  finishes,  // nothing new begins
  pauses,    // stops at once, and goes on with what was left
  restarts,  // stops at once, and is done anew
};

}  // namespace caravan
