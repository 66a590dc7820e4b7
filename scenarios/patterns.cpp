#include "caravan/scenarios/patterns.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <vector>

#include "caravan/scenarios/measure.hpp"

namespace caravan {
namespace {

using namespace dimension;

const std::string kDigits = "(?:(?:0|[1-9][0-9]*)(?:\\.[0-9]*)?|\\.[0-9]+)";
const std::string kExponent = "[eE][-+]?[0-9]+";
const std::string kEitherSign = "[-+]?" + kDigits + "(?:" + kExponent + ")?";
const std::string kNotZero = "(?!0*\\.?0*(?![0-9.]))";

std::string group(const std::vector<std::string>& alternatives) {
  std::string text;
  for (const std::string& one : alternatives) text += (text.empty() ? "" : "|") + one;
  return "(?:" + text + ")";
}

std::string digits(std::size_t count) {
  return count == 0 ? "" : "[0-9]" + (count == 1 ? "" : "{" + std::to_string(count) + "}");
}

// The whole part and the fraction of a number that is not negative: "22" and "5" of 22.5.
std::pair<std::string, std::string> split(double value) {
  char buffer[400];
  const char* end =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed).ptr;
  const std::string text(buffer, static_cast<std::size_t>(end - buffer));
  const std::size_t point = std::min(text.find('.'), text.size());
  return {text.substr(0, point), point < text.size() ? text.substr(point + 1) : ""};
}

// Texts of digits as long as `text` that come before it, or after it, of the first digit on which
// they differ; `rest` follows.
void differ(const std::string& text, bool is_below, bool is_whole_part, const std::string& rest,
            std::vector<std::string>& alternatives) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char lowest = is_whole_part && i == 0 && text.size() > 1 ? '1' : '0';
    const char from = is_below ? lowest : static_cast<char>(text[i] + 1);
    const char to = is_below ? static_cast<char>(text[i] - 1) : '9';
    if (from > to) continue;
    const std::string range = from == to
                                  ? std::string(1, from)
                                  : "[" + std::string(1, from) + "-" + std::string(1, to) + "]";
    const std::string tail = is_whole_part ? digits(text.size() - i - 1) + rest : "[0-9]*";
    alternatives.push_back(text.substr(0, i) + range + tail);
  }
}

// Decimal numbers without a sign from 0 to `most`.
std::string at_most(double most) {
  const auto [whole, fraction] = split(most);
  const std::string any = "(?:\\.[0-9]*)?";
  std::vector<std::string> all;
  if (whole.size() == 2) all.push_back("[0-9]" + any);
  if (whole.size() > 2) {
    all.push_back("(?:0|[1-9][0-9]{0," + std::to_string(whole.size() - 2) + "})" + any);
  }
  differ(whole, true, true, any, all);
  std::vector<std::string> fractions = {fraction + "0*"};
  for (std::size_t i = 0; i < fraction.size(); ++i) fractions.push_back(fraction.substr(0, i));
  differ(fraction, true, false, "", fractions);
  all.push_back(whole + "(?:\\." + group(fractions) + ")?");
  if (most >= 1) all.push_back("\\.[0-9]+");
  return group(all);
}

// The same from `least` on.
std::string at_least(double least) {
  const auto [whole, fraction] = split(least);
  const std::string any = "(?:\\.[0-9]*)?";
  std::vector<std::string> all = {"[1-9]" + digits(whole.size()) + "[0-9]*" + any};
  differ(whole, false, true, any, all);
  std::vector<std::string> fractions = {fraction + "[0-9]*"};
  differ(fraction, false, false, "", fractions);
  const std::string same = whole == "0" ? "0?" : whole;
  all.push_back(fraction.empty() ? whole + any : same + "\\." + group(fractions));
  return group(all);
}

// With a sign, if both sides of zero are allowed. Only the sign of what has an exponent counts.
std::string within(const Bounds& bounds) {
  const bool has_limit = bounds.most < Bounds{}.most;
  const std::string most = has_limit ? at_most(bounds.most) : kDigits;
  if (bounds.least < 0) {
    const bool has_least = -bounds.least < Bounds{}.most;
    return "(?:\\+?" + most + "|-" + (has_least ? at_most(-bounds.least) : kDigits) + "|" +
           "[-+]?" + kDigits + kExponent + ")";
  }
  const std::string not_zero = bounds.may_be_least && bounds.least == 0 ? "" : kNotZero;
  const std::string not_less =
      bounds.least > 0 ? "(?=" + at_least(bounds.least) + "(?![0-9.]))" : "";
  return "\\+?" + not_zero + "(?:" + not_less + most + "|" + kDigits + kExponent + ")";
}

// Held against zero only.
std::string of_sign(const Bounds& bounds) {
  if (bounds.least < 0) return kEitherSign;
  const bool may_be_zero = bounds.may_be_least && bounds.least == 0;
  return "\\+?" + (may_be_zero ? "" : kNotZero) + kDigits + "(?:" + kExponent + ")?";
}

// Units that measure the same, as one pattern.
struct Units {
  Dimensions dimensions;
  std::string pattern;
};

std::vector<Units> units_by_dimension() {
  std::vector<std::pair<Dimensions, std::vector<std::string>>> by_dimension;
  for (const UnitWord& unit : all_units()) {
    auto found = std::find_if(by_dimension.begin(), by_dimension.end(),
                              [&](const auto& one) { return one.first == unit.dimensions; });
    if (found == by_dimension.end()) {
      found = by_dimension.insert(found, {unit.dimensions, {}});
    }
    found->second.emplace_back(unit.name);
  }
  std::vector<std::string> multiples;
  for (const std::string_view one : multiples_of_money()) multiples.emplace_back(one);
  std::vector<Units> all;
  for (const auto& [dimensions, names] : by_dimension) {
    const bool is_money = dimensions == kMoney || dimensions == kEuros;
    all.push_back({dimensions, (is_money ? "(?:" + group(multiples) + " +)?" : "") + group(names)});
  }
  return all;
}

// Adds all ways to write what `rest` leaves over, by at most `most` units more.
void spell_units(const std::vector<Units>& units, const std::string& so_far, const Dimensions& rest,
                 std::size_t most, std::vector<std::string>& ways) {
  if (rest == kNumber) ways.push_back(so_far);
  int left_over = 0;
  for (const std::int8_t power : rest.powers) left_over += std::abs(power);
  constexpr int kMostPowers = 2;  // that a unit has
  if (most == 0 || left_over > kMostPowers * static_cast<int>(most)) return;
  for (const Units& one : units) {
    if (one.dimensions == kNumber) continue;
    // rest = -dimensions of the units below the line that are still to come.
    const Dimensions left = rest / (kNumber / one.dimensions);
    spell_units(units, so_far + " */ *" + one.pattern, left, most - 1, ways);
  }
}

Dimensions dimensions_of(const std::string& unit) {
  MeasureError error;
  return parse_unit(unit, error)->dimensions;
}

// Is money above or below the line, and no exchange rate?
bool has_money(const Dimensions& dimensions) {
  constexpr std::size_t kDollar = 5, kEuro = 12;
  return dimensions.powers[kDollar] != 0 && dimensions.powers[kEuro] == 0;
}

void take_euros_for_dollars(std::vector<Units>& units) {
  std::vector<std::string> both;
  for (const Units& one : units) {
    if (one.dimensions == kMoney || one.dimensions == kEuros) both.push_back(one.pattern);
  }
  std::erase_if(units, [](const Units& one) { return one.dimensions == kEuros; });
  for (Units& one : units) {
    if (one.dimensions == kMoney) one.pattern = group(both);
  }
}

// Any unit of the same dimensions, of at most one factor more than `unit` has.
std::string unit_pattern(const std::string& unit) {
  const Dimensions wanted = dimensions_of(unit);
  std::vector<Units> units = units_by_dimension();
  const bool is_money = has_money(wanted);
  if (is_money) take_euros_for_dollars(units);
  const auto most = static_cast<std::size_t>(std::count(unit.begin(), unit.end(), '/') + 1);
  std::vector<std::string> ways;
  if (wanted == kNumber) return "%?";
  spell_units(units, "", wanted, most, ways);
  for (const Units& above : units) {
    spell_units(units, above.pattern, wanted / above.dimensions, most, ways);
  }
  return group(ways) + (is_money ? "(?: +of +[0-9]{4})?" : "");
}

// As it is written in the declaration.
std::string own_unit_pattern(const std::string& unit) {
  std::string pattern;
  for (const char c : unit) pattern += c == '/' ? std::string(" */ *") : std::string(1, c);
  return pattern;
}

// The arguments of a family of distributions by name, in any order: all of `needed`.
std::string by_name(const std::string& families, const std::string& value,
                    const std::vector<std::string>& needed, const std::vector<std::string>& values,
                    bool has_cv) {
  std::string text = families + " *\\(";
  for (const std::string& name : needed) text += "(?=[^)]*\\b" + name + " +)";
  std::vector<std::string> names = values;
  names.insert(names.end(), {"from", "to"});
  std::string argument = group(names) + " +" + value;
  if (has_cv) argument += "|cv +" + kEitherSign;
  return text + " *(?:" + argument + ")(?: *, *(?:" + argument + "))* *\\)";
}

std::string in_order(const std::string& families, const std::string& value, int count) {
  std::string text = families + " *\\( *" + value;
  for (int i = 1; i < count; ++i) text += " *, *" + value;
  return text + "(?: *, *(?:from|to) +" + value + ")* *\\)";
}

}  // namespace

std::string number_pattern(const Bounds& bounds, bool is_whole) {
  return is_whole ? "(?=[-+]?[0-9]+(?:\\.0*)?(?![0-9.])|.*[eE])" + within(bounds) : within(bounds);
}

std::string measure_pattern(const Shape& measure) {
  const std::string& unit = measure.unit;
  const Bounds& bounds = measure.bounds;
  const bool is_limited = bounds.most < Bounds{}.most || bounds.least != 0 || measure.is_whole;
  const std::string any = of_sign(bounds) + " *" + unit_pattern(unit);
  if (!is_limited) return any;
  const std::string own = own_unit_pattern(unit);
  std::string pattern =
      number_pattern(bounds, measure.is_whole) + " *" + own + "|(?!.*[0-9. ]" + own + " *$)" + any;
  if (unit == "%") {
    const Bounds plain{bounds.least / 100, bounds.may_be_least, bounds.most / 100};
    return within(plain) + "|(?=.*%)(?:" + pattern + ")";
  }
  return pattern;
}

std::string distribution_pattern(const std::string& unit) {
  const std::string value = unit.empty() ? kEitherSign : kEitherSign + " *" + unit_pattern(unit);
  const std::string constant =
      unit.empty() ? of_sign(kNotNegative) : of_sign(kNotNegative) + " *" + unit_pattern(unit);
  return group({constant, by_name("exponential", value, {"mean"}, {"mean"}, false),
                by_name("lognormal", value, {"mean", "(?:cv|p90)"}, {"mean", "p90"}, true),
                by_name("(?:gamma|weibull)", value, {"mean", "cv"}, {"mean"}, true),
                by_name("normal", value, {"mean", "deviation"}, {"mean", "deviation"}, false),
                in_order("uniform", value, 2), in_order("(?:triangular|pert)", value, 3)});
}

std::string operation_pattern(const Shape& operand) {
  const std::string factor = "x *" + of_sign(kNotNegative) + " *%?";
  if (operand.kind == Shape::Kind::number) {
    return factor + "|[-+=] *" + kEitherSign + " *|[-+=] *" + of_sign(kNotNegative) + " *%";
  }
  return factor + "|[-+=] *" + kEitherSign + " *" + unit_pattern(operand.unit);
}

}  // namespace caravan
