// How commands that read results end when they can't.
#pragma once

#include <functional>
#include <string>

namespace caravan {

// What `answer` returns; or the exit code of what it throws, told on standard error.
int answer_from_results(const std::string& command, const std::function<int()>& answer);

}  // namespace caravan
