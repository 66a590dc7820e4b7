#include "caravan/scenarios/measure.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include "caravan/scenarios/diagnostics.hpp"
#include "caravan/scenarios/number_traps.hpp"

namespace caravan {
namespace {

using namespace dimension;

struct Unit {
  std::string_view name;
  double in_base_units;
  Dimensions dimensions;
};

constexpr double kHour = 3600, kDay = 86'400, kYear = 365.25 * kDay;

constexpr Unit kUnits[] = {
    {"s", 1, kTime},          {"min", 60, kTime},         {"h", kHour, kTime},
    {"d", kDay, kTime},       {"week", 7 * kDay, kTime},  {"a", kYear, kTime},
    {"y", kYear, kTime},      {"mm", 1e-3, kLength},      {"m", 1, kLength},
    {"km", 1e3, kLength},     {"nmi", 1852, kLength},     {"kg", 1, kMass},
    {"t", 1e3, kMass},        {"kt", 1e6, kMass},         {"Mt", 1e9, kMass},
    {"bbl", 1, kVolume},      {"kbbl", 1e3, kVolume},     {"Mbbl", 1e6, kVolume},
    {"TEU", 1, kContainers},  {"FEU", 2, kContainers},    {"kTEU", 1e3, kContainers},
    {"USD", 1, kMoney},       {"kUSD", 1e3, kMoney},      {"MUSD", 1e6, kMoney},
    {"train", 1, kTrains},    {"trains", 1, kTrains},     {"%", 0.01, kNumber},
    {"wagon", 1, kWagons},    {"wagons", 1, kWagons},     {"truck", 1, kTrucks},
    {"trucks", 1, kTrucks},   {"g", 1e-3, kMass},         {"kn", 1852 / kHour, kSpeed},
    {"tkm", 1e6, kTransport}, {"vehicle", 1, kVehicles},  {"vehicles", 1, kVehicles},
    {"kW", 1e3, kPower},      {"MW", 1e6, kPower},        {"GW", 1e9, kPower},
    {"kWh", 3.6e6, kEnergy},  {"MWh", 3.6e9, kEnergy},    {"GWh", 3.6e12, kEnergy},
    {"TWh", 3.6e15, kEnergy}, {"Mbit", 1e6, kData},       {"Gbit", 1e9, kData},
    {"Tbit", 1e12, kData},    {"EUR", 1, kEuros},         {"kEUR", 1e3, kEuros},
    {"MEUR", 1e6, kEuros},    {"kFEU", 2e3, kContainers}, {"MTEU", 1e6, kContainers},
};

// Before units of money: "10 bn EUR".
struct Multiple {
  std::string_view word;
  double factor;
};
constexpr Multiple kMultiples[] = {{"M ", 1e6}, {"bn ", 1e9}};

struct DimensionWord {
  std::string_view article;
  std::string_view word;
};
constexpr DimensionWord kDimensionWords[] = {
    {"a ", "time"},    {"a ", "length"}, {"a ", "mass"}, {"an ", "oil volume"}, {"", "containers"},
    {"", "money"},     {"", "trains"},   {"", "wagons"}, {"", "trucks"},        {"", "vehicles"},
    {"an ", "energy"}, {"", "data"},     {"", "euros"}};

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// How far the text looks like a number.
std::size_t number_length(std::string_view text) {
  std::size_t i = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  for (; i < text.size(); ++i) {
    const bool is_exponent = (text[i] == 'e' || text[i] == 'E') && i + 1 < text.size() && i > 0 &&
                             (is_digit(text[i + 1]) || text[i + 1] == '-' || text[i + 1] == '+') &&
                             is_digit(text[i - 1]);
    if (is_exponent) {
      ++i;
    } else if (!is_digit(text[i]) && text[i] != '.' && text[i] != '_' && text[i] != ',') {
      break;
    }
  }
  return i;
}

// Spellings that other programs read as other numbers.
std::optional<MeasureError> misleading(std::string_view number) {
  const std::string text(number);
  if (number.find('_') != number.npos || number.find(',') != number.npos) {
    std::string plain;
    for (const char c : text) {
      if (c != '_' && c != ',') plain += c;
    }
    return MeasureError{"'" + text + "' is not a plain number", "write '" + plain + "'"};
  }
  const std::size_t first = number.find_first_of("0123456789");
  const bool has_leading_zero = first != number.npos && number[first] == '0' &&
                                (first == 0 || number[first - 1] != '.') &&
                                first + 1 < number.size() && is_digit(number[first + 1]);
  if (has_leading_zero) {
    return MeasureError{"'" + text + "' begins with a zero",
                        "some would read it as octal: write it without"};
  }
  return std::nullopt;
}

const Unit* find_unit(std::string_view name) {
  for (const Unit& unit : kUnits) {
    if (unit.name == name) return &unit;
  }
  return nullptr;
}

bool is_money(const Dimensions& dimensions) { return dimensions == kMoney || dimensions == kEuros; }

// What its multiple makes of a unit of money; takes the multiple off.
double take_multiple(std::string_view& name) {
  for (const auto& [word, factor] : kMultiples) {
    if (!name.starts_with(word)) continue;
    const std::string_view rest = trim(name.substr(word.size()));
    const Unit* unit = find_unit(rest);
    if (unit == nullptr || !is_money(unit->dimensions)) continue;
    name = rest;
    return factor;
  }
  return 1;
}

// Takes " of 2019" off the end.
std::optional<int> take_year(std::string_view& text) {
  constexpr std::string_view kOf = " of ";
  const std::size_t of = text.rfind(kOf);
  if (of == text.npos) return std::nullopt;
  const std::string_view year = trim(text.substr(of + kOf.size()));
  if (year.size() != 4 || !std::all_of(year.begin(), year.end(), is_digit)) return std::nullopt;
  text = trim(text.substr(0, of));
  return std::stoi(std::string(year));
}

std::vector<std::string> unit_names() {
  std::vector<std::string> names;
  for (const Unit& unit : kUnits) names.emplace_back(unit.name);
  return names;
}

}  // namespace

std::vector<UnitWord> all_units() {
  std::vector<UnitWord> words;
  for (const Unit& unit : kUnits) words.push_back({unit.name, unit.dimensions});
  return words;
}

std::vector<std::string_view> multiples_of_money() {
  std::vector<std::string_view> words;
  for (const Multiple& one : kMultiples) words.push_back(one.word.substr(0, one.word.find(' ')));
  return words;
}

Dimensions operator/(const Dimensions& a, const Dimensions& b) {
  Dimensions quotient;
  for (std::size_t i = 0; i < a.powers.size(); ++i) {
    quotient.powers[i] = static_cast<std::int8_t>(a.powers[i] - b.powers[i]);
  }
  return quotient;
}

std::string spell(const Dimensions& dimensions) {
  if (dimensions == kNumber) return "a number without unit";
  if (dimensions == kPower) return "a power";
  std::string above, below;
  for (std::size_t i = 0; i < dimensions.powers.size(); ++i) {
    const int power = dimensions.powers[i];
    const auto& [article, word] = kDimensionWords[i];
    for (int k = 0; k < power; ++k) {
      above += (above.empty() ? std::string(article) : " times ") + std::string(word);
    }
    for (int k = 0; k < -power; ++k) below += " per " + std::string(word);
  }
  return (above.empty() ? "a number" : above) + below;
}

std::optional<double> parse_number(std::string_view text, MeasureError& error) {
  text = trim(text);
  if (const auto trap = find_number_trap(text)) return error = *trap, std::nullopt;
  if (const auto trap = misleading(text)) return error = *trap, std::nullopt;
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_whole_text = failure == std::errc{} && end == text.data() + text.size();
  if (is_whole_text && std::isfinite(value)) return value;
  error = {"'" + std::string(text) + "' is not a number", ""};
  return std::nullopt;
}

std::optional<Measure> parse_unit(std::string_view text, MeasureError& error) {
  Measure product{1, {}, {}};
  bool is_first = true;
  while (is_first || !text.empty()) {
    const std::size_t slash = std::min(text.find('/'), text.size());
    std::string_view name = trim(text.substr(0, slash));
    const double multiple = take_multiple(name);
    const Unit* unit = find_unit(name);
    if (unit == nullptr) {
      error = {"'" + std::string(name) + "' is not a unit", suggest(name, unit_names())};
      return std::nullopt;
    }
    const double in_base_units = multiple * unit->in_base_units;
    product.value = is_first ? in_base_units : product.value / in_base_units;
    product.dimensions = is_first ? unit->dimensions : product.dimensions / unit->dimensions;
    is_first = false;
    const bool ends_in_slash = slash + 1 == text.size();
    text = slash < text.size() ? text.substr(slash + 1) : std::string_view{};
    if (ends_in_slash) {
      error = {"a unit is missing after '/'", ""};
      return std::nullopt;
    }
  }
  return product;
}

std::optional<Measure> parse_measure(std::string_view text, MeasureError& error) {
  text = trim(text);
  const std::optional<int> year = take_year(text);
  if (const auto trap = find_number_trap(text)) return error = *trap, std::nullopt;
  const std::size_t length = number_length(text);
  if (length == 0) {
    error = {"'" + std::string(text) + "' does not begin with a number", ""};
    return std::nullopt;
  }
  const auto number = parse_number(text.substr(0, length), error);
  if (!number) return std::nullopt;
  const std::string_view unit_text = trim(text.substr(length));
  if (unit_text.empty()) return Measure{*number, {}, year};
  // "4 /d": so many a day, of what the key says.
  const bool is_bare_rate = unit_text.front() == '/';
  const auto unit = parse_unit(is_bare_rate ? unit_text.substr(1) : unit_text, error);
  if (!unit) return std::nullopt;
  if (is_bare_rate) return Measure{*number / unit->value, kNumber / unit->dimensions, year};
  return Measure{*number * unit->value, unit->dimensions, year};
}

}  // namespace caravan
