#include "options.hpp"

#include <charconv>

namespace caravan {

namespace po = boost::program_options;

po::variables_map parse_options(const std::vector<std::string>& arguments,
                                const po::options_description& options, const char* positional,
                                int most) {
  // The positional arguments are an option that the help does not list.
  po::options_description all;
  all.add(options);
  all.add_options()(positional, po::value<std::vector<std::string>>());
  po::positional_options_description positions;
  positions.add(positional, most);
  po::variables_map values;
  try {
    // No guessing: an abbreviated option is a mistake, now or when a longer one is added.
    const int style =
        po::command_line_style::default_style & ~po::command_line_style::allow_guessing;
    po::store(
        po::command_line_parser(arguments).options(all).positional(positions).style(style).run(),
        values);
    po::notify(values);
  } catch (const po::error& error) {
    throw UsageError(error.what());
  }
  return values;
}

std::uint64_t parse_count(const std::string& option, const std::string& text, std::uint64_t least) {
  std::uint64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc{} || end != text.data() + text.size() || count < least) {
    throw UsageError(option + " wants a whole number of at least " + std::to_string(least) +
                     ", not '" + text + "'");
  }
  return count;
}

}  // namespace caravan
