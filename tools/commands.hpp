// The subcommands. Each takes the arguments after its name and returns an ExitCode.
#pragma once

#include <string>
#include <vector>

namespace caravan {

int bound_command(const std::vector<std::string>& arguments);
int check_command(const std::vector<std::string>& arguments);
int merge_command(const std::vector<std::string>& arguments);
int run_command(const std::vector<std::string>& arguments);
int status_command(const std::vector<std::string>& arguments);
int sweep_command(const std::vector<std::string>& arguments);
int validate_command(const std::vector<std::string>& arguments);

}  // namespace caravan
