// The subcommands. Each takes the arguments after its name and returns an ExitCode.
#pragma once

#include <string>
#include <vector>

namespace caravan {

int bound_command(const std::vector<std::string>& arguments);
int check_command(const std::vector<std::string>& arguments);
int describe_command(const std::vector<std::string>& arguments);
int diff_command(const std::vector<std::string>& arguments);
int export_command(const std::vector<std::string>& arguments);
int init_command(const std::vector<std::string>& arguments);
int merge_command(const std::vector<std::string>& arguments);
int rerun_command(const std::vector<std::string>& arguments);
int run_command(const std::vector<std::string>& arguments);
int schema_command(const std::vector<std::string>& arguments);
int sensitivity_command(const std::vector<std::string>& arguments);
int show_command(const std::vector<std::string>& arguments);
int status_command(const std::vector<std::string>& arguments);
int sweep_command(const std::vector<std::string>& arguments);
int validate_command(const std::vector<std::string>& arguments);

}  // namespace caravan
