// What subcommands share in reading their options.
#pragma once

#include <boost/program_options.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace caravan {

// The command line does not say something that can be done: exit code 2.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Reads `arguments`; the positional ones become the values of `positional`, of which there
// may be up to `most` (-1: any number). Throws UsageError.
boost::program_options::variables_map parse_options(
    const std::vector<std::string>& arguments,
    const boost::program_options::options_description& options, const char* positional, int most);

// A whole number from a command line, at least `least`. Throws UsageError, naming the option.
std::uint64_t parse_count(const std::string& option, const std::string& text, std::uint64_t least);

}  // namespace caravan
