// What a file of results holds.
#pragma once

#include <cstdint>

namespace caravan {

enum class FileKind : std::uint8_t { ensemble, sweep };

}  // namespace caravan
