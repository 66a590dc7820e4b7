#include "caravan/scenarios/value_types.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "caravan/scenarios/distribution_text.hpp"
#include "caravan/scenarios/selectors.hpp"

namespace caravan {
namespace {

std::string trimmed(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

bool is_text(Reading& reading, const YamlNode& node, const std::string& path,
             const std::string& expected) {
  if (node.is_scalar()) return true;
  reading.error(node.mark, path + ": expected " + expected + ", found " + describe(node));
  return false;
}

std::string spell(const Bounds& bounds, const std::string& unit) {
  const std::string suffix = unit.empty() ? "" : " " + unit;
  std::string text = bounds.may_be_least ? "at least " : "more than ";
  text += trimmed(bounds.least) + suffix;
  if (bounds.most < Bounds{}.most) text += " and at most " + trimmed(bounds.most) + suffix;
  return text;
}

bool is_within(Reading& reading, const YamlNode& node, const std::string& path, double value,
               const Bounds& bounds, const std::string& unit) {
  const bool is_low = bounds.may_be_least ? value < bounds.least : value <= bounds.least;
  if (!is_low && value <= bounds.most) return true;
  if (!is_low && bounds.most == Bounds{}.most) {
    reading.error(node.mark, path + ": " + describe(node) + " is beyond all that is real");
    return false;
  }
  reading.error(node.mark, path + ": must be " + spell(bounds, unit) + ", found " + describe(node));
  return false;
}

// In units of `wanted`.
std::optional<double> read_measure(Reading& reading, const YamlNode& node, const std::string& path,
                                   const Measure& wanted, const std::string& example) {
  const auto refuse = [&](const std::string& what, const std::string& hint = "") {
    reading.error(node.mark,
                  path + ": expected " + spell(wanted.dimensions) + ", such as " + example + what,
                  hint);
    return std::nullopt;
  };
  if (!node.is_scalar()) return refuse(", found " + describe(node));
  MeasureError error;
  const auto found = parse_measure(node.text, error);
  if (!found) return refuse(": " + error.message, error.hint);
  // Of exchange rates euros are a part.
  const bool is_of_euros = wanted.dimensions.powers.back() != 0;
  std::string problem;
  const auto changed = is_of_euros ? found : in_dollars(reading.prices, *found, problem);
  if (!changed) return refuse(": " + problem);
  if (changed->dimensions != wanted.dimensions) {
    return refuse(", found '" + node.text + "', " + spell(found->dimensions));
  }
  return changed->value / wanted.value;
}

std::optional<double> read_number(Reading& reading, const YamlNode& node, const std::string& path,
                                  const std::string& expected) {
  if (!is_text(reading, node, path, expected)) return std::nullopt;
  MeasureError error;
  const auto value = parse_number(node.text, error);
  if (!value)
    reading.error(node.mark, path + ": expected " + expected + ": " + error.message, error.hint);
  return value;
}

template <class T>
ValueType<T> numeric(
    Shape shape,
    std::function<std::optional<T>(Reading&, const YamlNode&, const std::string&)> read) {
  return {std::move(shape), read,
          [read](Reading& r, const YamlNode& n, const std::string& p) -> std::optional<double> {
            const auto value = read(r, n, p);
            if (!value) return std::nullopt;
            return static_cast<double>(*value);
          }};
}

ValueType<Distribution> varying(const Shape& shape, const std::string& expected,
                                std::optional<Distribution> (*parse)(std::string_view,
                                                                     MeasureError&)) {
  const auto read = [=](Reading& reading, const YamlNode& node,
                        const std::string& path) -> std::optional<Distribution> {
    if (!is_text(reading, node, path, expected)) return std::nullopt;
    MeasureError error;
    const auto distribution = parse(node.text, error);
    if (!distribution) reading.error(node.mark, path + ": " + error.message, error.hint);
    return distribution;
  };
  return {shape, read,
          [read](Reading& r, const YamlNode& n, const std::string& p) -> std::optional<double> {
            const auto distribution = read(r, n, p);
            if (!distribution) return std::nullopt;
            return distribution->mean();
          }};
}

std::optional<double> read_degrees(Reading& reading, const YamlNode& node, const std::string& path,
                                   char positive, char negative, double most) {
  const std::string expected = std::string("degrees, such as 43.6 ") + positive;
  if (!is_text(reading, node, path, expected)) return std::nullopt;
  const std::string& text = node.text;
  const char direction = text.empty() ? ' ' : text.back();
  if (direction != positive && direction != negative) {
    reading.error(node.mark, path + ": expected " + expected + ", found '" + text + "'");
    return std::nullopt;
  }
  YamlNode magnitude = node;
  magnitude.text.pop_back();
  const auto value = read_number(reading, magnitude, path, expected);
  if (!value || !is_within(reading, node, path, *value, {0, true, most}, "degrees"))
    return std::nullopt;
  return direction == positive ? *value : -*value;
}

// With the days that months have; of February 29 the reader knows more.
constexpr const char* kDates =
    "[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|"
    "02-(0[1-9]|[12][0-9]))";

}  // namespace

Shape twelve_of(const Shape& share) {
  return Shape::tuple("twelve shares", std::vector<Shape>(12, share),
                      "[22 %, 20 %, 18 %, 14 %, 10 %, 8 %, 8 %, 8 %, 10 %, 14 %, 18 %, 20 %]");
}

ValueType<std::string> text() {
  return {Shape::text(),
          [](Reading& reading, const YamlNode& node,
             const std::string& path) -> std::optional<std::string> {
            if (!is_text(reading, node, path, "a text")) return std::nullopt;
            return node.text;
          },
          {}};
}

ValueType<std::string> id() {
  return {Shape::form("id", "[a-z0-9][a-z0-9_-]*", "an_id"),
          [](Reading& reading, const YamlNode& node,
             const std::string& path) -> std::optional<std::string> {
            if (!is_text(reading, node, path, "an id")) return std::nullopt;
            if (!is_id(reading, node.mark, path, node.text)) return std::nullopt;
            return node.text;
          },
          {}};
}

ValueType<Time> date() {
  return {
      Shape::form("date", kDates, "2023-01-01"),
      [](Reading& reading, const YamlNode& node, const std::string& path) -> std::optional<Time> {
        if (!is_text(reading, node, path, "a date, such as 2023-01-01")) return std::nullopt;
        Date day;
        if (parse_date(node.text, day)) return at_midnight(day);
        reading.error(node.mark,
                      path + ": expected a date, such as 2023-01-01, found " + describe(node));
        return std::nullopt;
      },
      {}};
}

ValueType<std::int64_t> count(std::int64_t least) {
  return numeric<std::int64_t>(
      Shape::number({static_cast<double>(least), true, 1e9}, true),
      [least](Reading& reading, const YamlNode& node,
              const std::string& path) -> std::optional<std::int64_t> {
        const auto value = read_number(reading, node, path, "a whole number");
        if (!value) return std::nullopt;
        if (*value != std::floor(*value) || *value > 1e9 || *value < static_cast<double>(least)) {
          reading.error(node.mark, path + ": expected a whole number of at least " +
                                       std::to_string(least) + ", found " + describe(node));
          return std::nullopt;
        }
        return static_cast<std::int64_t>(*value);
      });
}

ValueType<double> number(Bounds bounds) {
  return numeric<double>(Shape::number(bounds),
                         [bounds](Reading& reading, const YamlNode& node,
                                  const std::string& path) -> std::optional<double> {
                           const auto value = read_number(reading, node, path, "a number");
                           if (!value || !is_within(reading, node, path, *value, bounds, ""))
                             return std::nullopt;
                           return value;
                         });
}

ValueType<double> share() { return measure("share", "%", "60 %", {0, true, 100}); }

ValueType<double> measure(std::string name, std::string unit, std::string example, Bounds bounds) {
  MeasureError error;
  const Measure wanted = *parse_unit(unit, error);
  return numeric<double>(Shape::measure(name, unit, example, bounds),
                         [=](Reading& reading, const YamlNode& node,
                             const std::string& path) -> std::optional<double> {
                           const auto value = read_measure(reading, node, path, wanted, example);
                           if (!value || !is_within(reading, node, path, *value, bounds, unit))
                             return std::nullopt;
                           return value;
                         });
}

ValueType<double> whole(ValueType<double> type) {
  Shape shape = type.shape;
  shape.is_whole = true;
  return numeric<double>(shape,
                         [type](Reading& reading, const YamlNode& node,
                                const std::string& path) -> std::optional<double> {
                           const auto value = type.read(reading, node, path);
                           if (!value || *value == std::floor(*value)) return value;
                           reading.error(node.mark,
                                         path + ": must be whole, found " + describe(node));
                           return std::nullopt;
                         });
}

ValueType<Duration> duration(Bounds bounds) {
  bounds.most = 1e5;  // days: the integer clock reaches farther
  const ValueType<double> in_days = measure("time", "d", "21 d", bounds);
  return {
      in_days.shape,
      [in_days](Reading& r, const YamlNode& n, const std::string& p) -> std::optional<Duration> {
        const auto value = in_days.read(r, n, p);
        if (!value) return std::nullopt;
        return days(*value);
      },
      in_days.magnitude};
}

ValueType<Distribution> varying_hours() {
  return varying(Shape::distribution("distribution", "h", "lognormal(mean 22 h, cv 0.3)"),
                 "a time that may vary", parse_distribution_hours);
}

ValueType<Distribution> varying_number() {
  return varying(Shape::distribution("distribution of numbers", "", "lognormal(mean 1.2, cv 0.3)"),
                 "a number that may vary", parse_distribution_number);
}

ValueType<std::pair<double, double>> coordinates() {
  const Shape latitude =
      Shape::form("latitude", "\\+?(([1-8]?[0-9])(\\.[0-9]*)?|90(\\.0*)?) *[NS]", "43.60 N");
  const Shape longitude = Shape::form(
      "longitude", "\\+?(([1-9]?[0-9]|1[0-7][0-9])(\\.[0-9]*)?|180(\\.0*)?) *[EW]", "51.22 E");
  return {Shape::tuple("latitude and longitude", {latitude, longitude}, "[43.60 N, 51.22 E]"),
          [](Reading& reading, const YamlNode& node,
             const std::string& path) -> std::optional<std::pair<double, double>> {
            if (!node.is_list() || node.items.size() != 2) {
              reading.error(node.mark,
                            path + ": expected coordinates, such as [43.60 N, 51.22 E], found " +
                                describe(node));
              return std::nullopt;
            }
            const auto north = read_degrees(reading, node.items[0], path, 'N', 'S', 90);
            const auto east = read_degrees(reading, node.items[1], path, 'E', 'W', 180);
            if (!north || !east) return std::nullopt;
            return std::pair{*north, *east};
          },
          {}};
}

std::optional<std::size_t> Reading::position(const std::vector<std::string>& words,
                                             const std::string& word) {
  constexpr std::size_t kMany = 50;
  if (words.size() > kMany) {
    Index& index = indices_[&words];
    if (index.size() != words.size()) {
      index.clear();
      for (std::size_t i = 0; i < words.size(); ++i) index.try_emplace(words[i], i);
    }
    const auto known = index.find(word);
    const bool is_there = known != index.end() && known->second < words.size();
    if (is_there && words[known->second] == word) return known->second;
  }
  // Few; or unknown; or they have changed since.
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) return std::nullopt;
  return static_cast<std::size_t>(found - words.begin());
}

std::optional<std::size_t> find_word(Reading& reading, const YamlNode& node,
                                     const std::string& path,
                                     const std::vector<std::string>& words) {
  if (!is_text(reading, node, path, "a word")) return std::nullopt;
  if (const auto found = reading.position(words, node.text)) return found;
  reading.error(node.mark, path + ": '" + node.text + "' is not known here",
                suggest(node.text, words));
  return std::nullopt;
}

bool is_map(Reading& reading, const YamlNode& node, const std::string& path,
            const std::string& example) {
  if (node.is_map()) return true;
  reading.error(node.mark,
                path + ": expected a map, such as " + example + ", found " + describe(node));
  return false;
}

bool is_id(Reading& reading, Mark mark, const std::string& path, const std::string& text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  const bool is_good = !text.empty() && is_letter(text[0]) &&
                       std::all_of(text.begin(), text.end(),
                                   [&](char c) { return is_letter(c) || c == '_' || c == '-'; });
  if (!is_good) reading.error(mark, path + ": an id is made of a-z, 0-9, '-' and '_'");
  return is_good;
}

ValueType<std::size_t> reference(std::string section) {
  return {Shape::reference(section),
          [section](Reading& reading, const YamlNode& node,
                    const std::string& path) -> std::optional<std::size_t> {
            return find_word(reading, node, path, reading.ids[section]);
          },
          {}};
}

ValueType<std::vector<std::size_t>> references(std::string section) {
  return {Shape::list_of(Shape::reference(section), 1, "[one, other]"),
          [section](Reading& reading, const YamlNode& node,
                    const std::string& path) -> std::optional<std::vector<std::size_t>> {
            if (!node.is_list() || node.items.empty()) {
              reading.error(node.mark, path + ": expected a list of `" + section +
                                           "`, such as [one, other], found " + describe(node));
              return std::nullopt;
            }
            std::vector<std::size_t> all;
            for (const YamlNode& item : node.items) {
              for (const std::size_t one : find_some(reading, item, path, section)) {
                all.push_back(one);
              }
            }
            return all;
          },
          {}};
}

ValueType<std::vector<std::pair<std::string, std::int64_t>>> counts() {
  using Counts = std::vector<std::pair<std::string, std::int64_t>>;
  return {
      Shape::map_by(Shape::text(), count().shape, "map of counts", "{container: 2}"),
      [](Reading& reading, const YamlNode& node, const std::string& path) -> std::optional<Counts> {
        if (!is_map(reading, node, path, "{container: 2}")) return std::nullopt;
        Counts all;
        for (const YamlEntry& entry : node.entries) {
          const auto one = read_value(reading, entry.value, path + "." + entry.key, count());
          if (one) all.emplace_back(entry.key, *one);
        }
        return all;
      },
      {}};
}

ValueType<std::array<double, 12>> monthly_shares() {
  using Shares = std::array<double, 12>;
  return {
      twelve_of(measure("share", "%", "22 %", {0, true, 99}).shape),
      [](Reading& reading, const YamlNode& node, const std::string& path) -> std::optional<Shares> {
        if (!node.is_list() || node.items.size() != 12) {
          reading.error(node.mark, path +
                                       ": expected twelve shares, such as [22 %, 20 %, ...], "
                                       "January first, found " +
                                       describe(node));
          return std::nullopt;
        }
        Shares shares{};
        for (std::size_t i = 0; i < shares.size(); ++i) {
          const auto percent =
              measure("share", "%", "22 %", {0, true, 99}).read(reading, node.items[i], path);
          if (percent) shares[i] = *percent / 100;
        }
        return shares;
      },
      {}};
}

ValueType<MonthlyFactors> monthly_factors() {
  const auto read = [](Reading& reading, const YamlNode& node,
                       const std::string& path) -> std::optional<MonthlyFactors> {
    if (!node.is_list() || node.items.size() != 12) {
      reading.error(node.mark, path +
                                   ": expected twelve shares, such as [120 %, 110 %, ...], "
                                   "January first, found " +
                                   describe(node));
      return std::nullopt;
    }
    MonthlyFactors factors{};
    for (std::size_t i = 0; i < factors.size(); ++i) {
      const auto percent =
          measure("share", "%", "120 %", {0, true, 1000}).read(reading, node.items[i], path);
      if (percent) factors[i] = *percent / 100;
    }
    return factors;
  };
  return {twelve_of(Shape::measure("share", "%", "120 %", {0, true, 1000})), read, {}};
}

}  // namespace caravan
