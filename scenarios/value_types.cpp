#include "caravan/scenarios/value_types.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "caravan/scenarios/distribution_text.hpp"

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

// In units of `unit`.
std::optional<double> read_measure(Reading& reading, const YamlNode& node, const std::string& path,
                                   const std::string& unit, const std::string& example) {
  MeasureError error;
  const Measure wanted = *parse_unit(unit, error);
  const std::string expected = spell(wanted.dimensions) + ", such as " + example;
  if (!is_text(reading, node, path, expected)) return std::nullopt;
  const auto found = parse_measure(node.text, error);
  if (!found) {
    reading.error(node.mark, path + ": expected " + expected + ": " + error.message, error.hint);
    return std::nullopt;
  }
  if (found->dimensions != wanted.dimensions) {
    reading.error(node.mark, path + ": expected " + expected + ", found '" + node.text + "', " +
                                 spell(found->dimensions));
    return std::nullopt;
  }
  return found->value / wanted.value;
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
    std::string name,
    std::function<std::optional<T>(Reading&, const YamlNode&, const std::string&)> read) {
  return {std::move(name), read,
          [read](Reading& r, const YamlNode& n, const std::string& p) -> std::optional<double> {
            const auto value = read(r, n, p);
            if (!value) return std::nullopt;
            return static_cast<double>(*value);
          }};
}

ValueType<Distribution> varying(const std::string& name, const std::string& expected,
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
  return {name, read,
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

}  // namespace

ValueType<std::string> text() {
  return {"text",
          [](Reading& reading, const YamlNode& node,
             const std::string& path) -> std::optional<std::string> {
            if (!is_text(reading, node, path, "a text")) return std::nullopt;
            return node.text;
          },
          {}};
}

ValueType<std::string> id() {
  return {"id",
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
      "date",
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
      "count",
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
  return numeric<double>("number",
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
  return numeric<double>(name,
                         [=](Reading& reading, const YamlNode& node,
                             const std::string& path) -> std::optional<double> {
                           const auto value = read_measure(reading, node, path, unit, example);
                           if (!value || !is_within(reading, node, path, *value, bounds, unit))
                             return std::nullopt;
                           return value;
                         });
}

ValueType<double> whole(ValueType<double> type) {
  return numeric<double>(type.name,
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
      "time",
      [in_days](Reading& r, const YamlNode& n, const std::string& p) -> std::optional<Duration> {
        const auto value = in_days.read(r, n, p);
        if (!value) return std::nullopt;
        return days(*value);
      },
      in_days.magnitude};
}

ValueType<Distribution> varying_hours() {
  return varying("distribution", "a time that may vary", parse_distribution_hours);
}

ValueType<Distribution> varying_number() {
  return varying("distribution of numbers", "a number that may vary", parse_distribution_number);
}

ValueType<std::pair<double, double>> coordinates() {
  return {"latitude and longitude",
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
                reading.nearest(node.text, words));
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
  return {"one of `" + section + "`",
          [section](Reading& reading, const YamlNode& node,
                    const std::string& path) -> std::optional<std::size_t> {
            return find_word(reading, node, path, reading.ids[section]);
          },
          {}};
}

ValueType<std::vector<std::size_t>> references(std::string section) {
  return {"list of `" + section + "`",
          [section](Reading& reading, const YamlNode& node,
                    const std::string& path) -> std::optional<std::vector<std::size_t>> {
            if (!node.is_list() || node.items.empty()) {
              reading.error(node.mark, path + ": expected a list of `" + section +
                                           "`, such as [one, other], found " + describe(node));
              return std::nullopt;
            }
            std::vector<std::size_t> all;
            for (const YamlNode& item : node.items) {
              if (const auto one = find_word(reading, item, path, reading.ids[section]))
                all.push_back(*one);
            }
            return all;
          },
          {}};
}

ValueType<std::vector<std::pair<std::string, std::int64_t>>> counts() {
  using Counts = std::vector<std::pair<std::string, std::int64_t>>;
  return {
      "map of counts",
      [](Reading& reading, const YamlNode& node, const std::string& path) -> std::optional<Counts> {
        if (!is_map(reading, node, path, "{container: 2}")) return std::nullopt;
        Counts all;
        for (const YamlEntry& entry : node.entries) {
          const auto one = read_value(reading, entry.value, path + "." + entry.key, count());
          if (one) all.emplace_back(entry.key, *one);
        }
        return all;
      },
      {},
      true};
}

ValueType<std::array<double, 12>> monthly_shares() {
  using Shares = std::array<double, 12>;
  return {
      "twelve shares",
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

}  // namespace caravan
