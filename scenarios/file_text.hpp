// The text of a file that a user names.
#pragma once

#include <string>

namespace caravan {

// Without the mark with which some editors begin UTF-8. Throws ScenarioFileMissing if it is no file
// (a folder, a pipe, a device) or can't be read, ScenarioFileError if it is larger than 16 MB.
std::string read_file(const std::string& path);

}  // namespace caravan
