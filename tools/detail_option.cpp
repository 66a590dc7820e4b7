#include "detail_option.hpp"

#include <algorithm>

namespace caravan {

namespace po = boost::program_options;

void add_detail_option(po::options_description& options) {
  options.add_options()(
      "detail", po::value<std::string>()->value_name("LEVEL")->default_value("series"),
      "how much is told: kpi, series, journeys (each consignment) or events; each has what those "
      "before it have");
  options.add_options()(
      "only", po::value<std::vector<std::string>>()->value_name("PATTERN")->composing(),
      "record these variables only, as 'link_*'; or only these places, links and so on, as "
      "'place=aktau*': all else is not a number; may be repeated");
}

Detail detail_of(const po::variables_map& values) {
  const std::string name = values["detail"].as<std::string>();
  const auto level = std::find(kDetailNames.begin(), kDetailNames.end(), name);
  if (level != kDetailNames.end()) return static_cast<Detail>(level - kDetailNames.begin());
  throw UsageError("--detail " + name + ": expected kpi, series, journeys or events");
}

std::vector<std::string> patterns_of(const po::variables_map& values) {
  if (values.count("only") == 0) return {};
  return values["only"].as<std::vector<std::string>>();
}

}  // namespace caravan
