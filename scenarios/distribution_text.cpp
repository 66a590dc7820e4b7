#include "caravan/scenarios/distribution_text.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "caravan/scenarios/diagnostics.hpp"

namespace caravan {
namespace {

constexpr double kSecondsPerHour = 3600;
constexpr double kLongestHours = 100 * 365.25 * 24;
constexpr const char* kForms =
    "a time that varies is written as '22 h', 'exponential(mean 9 d)', 'lognormal(mean 22 h, cv "
    "0.3)', 'lognormal(mean 22 h, p90 40 h)', 'gamma(mean 22 h, cv 0.5)', 'weibull(mean 22 h, cv "
    "0.5)', 'normal(mean 22 h, deviation 4 h, from 0 h)', 'uniform(2 h, 5 h)', 'triangular(2 h, 3 "
    "h, "
    "8 h)' or 'pert(2 h, 3 h, 8 h)', each with 'from 1 h' or 'to 9 h' if it is cut off";

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::optional<double> parse_hours(std::string_view text, MeasureError& error) {
  const auto measure = parse_measure(text, error);
  if (!measure) return std::nullopt;
  if (measure->year) return error = {"a year of prices is for money only", ""}, std::nullopt;
  if (measure->dimensions == dimension::kTime) return measure->value / kSecondsPerHour;
  error = {
      "expected a time, found '" + std::string(trim(text)) + "', " + spell(measure->dimensions),
      ""};
  return std::nullopt;
}

// What is said in words: times, or plain numbers.
struct Kind {
  std::optional<double> (*parse)(std::string_view, MeasureError&);
  double largest_mean;
  const char* too_large;
  const char* negative;
};
constexpr Kind kHours{parse_hours, kLongestHours, "a time of more than a century",
                      "a time can't be negative"};
constexpr Kind kNumbers{parse_number, 1000, "more than a thousand", "it can't be negative"};

// "mean 22 h, cv 0.3" -> {mean: 22 h, cv: 0.3}; "2 h, 5 h" -> {1: 2 h, 2: 5 h}.
std::map<std::string, std::string_view> split_arguments(std::string_view text) {
  std::map<std::string, std::string_view> arguments;
  for (int position = 1; !text.empty(); ++position) {
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string_view argument = trim(text.substr(0, comma));
    text = comma < text.size() ? text.substr(comma + 1) : std::string_view{};
    const std::size_t space = argument.find(' ');
    const bool is_named = space != argument.npos && argument[0] >= 'a' && argument[0] <= 'z';
    if (is_named) {
      arguments[std::string(argument.substr(0, space))] = argument.substr(space + 1);
    } else {
      arguments[std::to_string(position)] = argument;
    }
  }
  return arguments;
}

// Reads a family's arguments by name; all of them, and no others, must be there.
class Arguments {
 public:
  Arguments(std::string_view text, const Kind& kind, MeasureError& error)
      : arguments_(split_arguments(text)), kind_(kind), error_(error) {}

  bool are(std::initializer_list<const char*> names) const {
    if (arguments_.size() != names.size()) return false;
    for (const char* name : names) {
      if (!arguments_.contains(name)) return false;
    }
    return true;
  }
  // Of its kind.
  double value(const char* name) { return keep(kind_.parse(arguments_.at(name), error_)); }
  double number(const char* name) { return keep(parse_number(arguments_.at(name), error_)); }
  // Takes one out that may be missing.
  double take_value(const char* name, double otherwise) {
    if (!arguments_.contains(name)) return otherwise;
    const double found = value(name);
    arguments_.erase(name);
    return found;
  }
  bool are_good() const { return are_good_; }

 private:
  double keep(std::optional<double> value) {
    are_good_ = are_good_ && value.has_value();
    return value.value_or(0);
  }

  std::map<std::string, std::string_view> arguments_;
  const Kind& kind_;
  MeasureError& error_;
  bool are_good_ = true;
};

std::optional<Distribution> make(std::string_view family, Arguments& a, MeasureError& error) {
  const auto all_good = [&](auto&& make_it) -> std::optional<Distribution> {
    return a.are_good() ? std::optional(make_it()) : std::nullopt;
  };
  if (family == "exponential" && a.are({"mean"})) {
    const double mean = a.value("mean");
    return all_good([&] { return Distribution::exponential(mean); });
  }
  if (family == "lognormal" && a.are({"mean", "cv"})) {
    const double mean = a.value("mean"), cv = a.number("cv");
    return all_good([&] { return Distribution::lognormal(mean, cv); });
  }
  if (family == "lognormal" && a.are({"mean", "p90"})) {
    const double mean = a.value("mean"), p90 = a.value("p90");
    return all_good([&] { return Distribution::lognormal_from_p90(mean, p90); });
  }
  if (family == "gamma" && a.are({"mean", "cv"})) {
    const double mean = a.value("mean"), cv = a.number("cv");
    return all_good([&] { return Distribution::gamma(mean, cv); });
  }
  if (family == "weibull" && a.are({"mean", "cv"})) {
    const double mean = a.value("mean"), cv = a.number("cv");
    return all_good([&] { return Distribution::weibull_from_cv(mean, cv); });
  }
  if (family == "normal" && a.are({"mean", "deviation"})) {
    const double mean = a.value("mean"), deviation = a.value("deviation");
    return all_good([&] { return Distribution::normal(mean, deviation); });
  }
  if (family == "uniform" && a.are({"1", "2"})) {
    const double low = a.value("1"), high = a.value("2");
    return all_good([&] { return Distribution::uniform(low, high); });
  }
  if (family == "triangular" && a.are({"1", "2", "3"})) {
    const double low = a.value("1"), mode = a.value("2"), high = a.value("3");
    return all_good([&] { return Distribution::triangular(low, mode, high); });
  }
  if (family == "pert" && a.are({"1", "2", "3"})) {
    const double low = a.value("1"), mode = a.value("2"), high = a.value("3");
    return all_good([&] { return Distribution::pert(low, mode, high); });
  }
  const std::vector<std::string> families = {"exponential", "lognormal", "gamma",      "weibull",
                                             "normal",      "uniform",   "triangular", "pert"};
  const bool is_known = std::find(families.begin(), families.end(), family) != families.end();
  error = {is_known ? "'" + std::string(family) + "' does not take these arguments"
                    : "'" + std::string(family) + "' is not a distribution",
           kForms};
  return std::nullopt;
}

std::optional<Distribution> make_truncated(std::string_view family, std::string_view text,
                                           const Kind& kind, MeasureError& error) {
  Arguments arguments(text, kind, error);
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const double from = arguments.take_value("from", -kInfinity);
  const double to = arguments.take_value("to", kInfinity);
  const auto whole = make(family, arguments, error);
  if (!whole || !arguments.are_good()) return std::nullopt;
  return from == -kInfinity && to == kInfinity ? whole : whole->truncated(from, to);
}

std::optional<Distribution> parse(std::string_view text, const Kind& kind, MeasureError& error) {
  text = trim(text);
  const std::size_t bracket = text.find('(');
  if (bracket != text.npos && text.back() != ')') {
    error = {"a ')' is missing; in {...} a distribution needs quotes, as its commas would split it",
             kForms};
    return std::nullopt;
  }
  try {
    std::optional<Distribution> distribution;
    if (bracket == text.npos) {
      const auto value = kind.parse(text, error);
      if (value) distribution = Distribution::constant(*value);
    } else {
      const std::string_view arguments = text.substr(bracket + 1, text.size() - bracket - 2);
      distribution = make_truncated(trim(text.substr(0, bracket)), arguments, kind, error);
    }
    if (distribution && !(distribution->mean() <= kind.largest_mean)) {
      error = {kind.too_large, ""};
      return std::nullopt;
    }
    if (distribution && distribution->minimum() < 0) {
      error = {kind.negative, ""};
      return std::nullopt;
    }
    return distribution;
  } catch (const std::invalid_argument& reason) {
    error = {reason.what(), ""};
    return std::nullopt;
  }
}

}  // namespace

std::optional<Distribution> parse_distribution_hours(std::string_view text, MeasureError& error) {
  return parse(text, kHours, error);
}

std::optional<Distribution> parse_distribution_number(std::string_view text, MeasureError& error) {
  return parse(text, kNumbers, error);
}

}  // namespace caravan
