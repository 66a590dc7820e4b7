// The types of values in the scenario language: how each is read, and what it is called.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "caravan/scenarios/measure.hpp"
#include "caravan/scenarios/reading.hpp"
#include "caravan/scenarios/shape.hpp"

namespace caravan {

template <class T>
struct ValueType {
  Shape shape;
  // Nothing, with the mistake reported, if the node is not such a value.
  std::function<std::optional<T>(Reading&, const YamlNode&, const std::string& path)> read;
  // The value as a plain number, to hold against a figure's `range`; none for words and lists.
  std::function<std::optional<double>(Reading&, const YamlNode&, const std::string& path)>
      magnitude;
};

// The same, as one of the models' types.
template <class To, class From>
ValueType<To> as(ValueType<From> type) {
  return {
      type.shape,
      [type](Reading& reading, const YamlNode& node, const std::string& path) -> std::optional<To> {
        const auto value = type.read(reading, node, path);
        if (!value) return std::nullopt;
        return To{*value};
      },
      type.magnitude};
}

ValueType<std::string> text();
ValueType<std::string> id();
ValueType<Time> date();
// Whole numbers, at least `least`.
ValueType<std::int64_t> count(std::int64_t least = 0);
ValueType<double> number(Bounds bounds);
// A share of a whole, 0 .. 1: "0.6" or "60 %".
ValueType<double> share();
// A number with a unit of the same dimensions as `unit`, in which it is returned. `name` is what
// the reference calls it, `example` what an error shows.
ValueType<double> measure(std::string name, std::string unit, std::string example, Bounds bounds);
// The same, if it is a whole number.
ValueType<double> whole(ValueType<double> type);
ValueType<Duration> duration(Bounds bounds);
ValueType<Distribution> varying_hours();
// A plain number that may vary, such as a factor; never negative.
ValueType<Distribution> varying_number();
// [43.6 N, 51.2 E]: degrees north and east.
ValueType<std::pair<double, double>> coordinates();
// The id of an entity in another section, as its position there.
ValueType<std::size_t> reference(std::string section);
ValueType<std::vector<std::size_t>> references(std::string section);

template <class Enum>
ValueType<Enum> word(std::vector<std::pair<std::string, Enum>> words);

// A map from the author's words to counts, in the order of the file.
ValueType<std::vector<std::pair<std::string, std::int64_t>>> counts();
// A list of twelve, January first.
Shape twelve_of(const Shape& share);
// Twelve shares, as numbers from 0 to below 1.
ValueType<std::array<double, 12>> monthly_shares();
// Likewise, in parts of the figure of the year: a month may have more than that.
ValueType<MonthlyFactors> monthly_factors();
// "mon-fri 08:00-18:00, sat 09:00-13:00" or "always"; UTC.
ValueType<Calendar> opening_hours();

// The node itself; or the value of a figure, whose other keys are checked here; or the first of a
// schedule, which is noted in `reading.schedules`.
template <class T>
std::optional<T> read_value(Reading& reading, const YamlNode& node, const std::string& path,
                            const ValueType<T>& type);

// What it does for a schedule.
template <class T>
std::optional<T> read_schedule(Reading& reading, const YamlNode& schedule, const std::string& path,
                               const ValueType<T>& type);

// What it does for a figure: checks all but the value.
using Magnitude =
    std::function<std::optional<double>(Reading&, const YamlNode&, const std::string&)>;
const YamlNode& checked_value(Reading& reading, const YamlNode& figure, const std::string& path,
                              const Magnitude& magnitude);

template <class T>
std::optional<T> read_value(Reading& reading, const YamlNode& node, const std::string& path,
                            const ValueType<T>& type) {
  if (is_figure(node)) {
    const YamlNode& value = checked_value(reading, node, path, type.magnitude);
    return is_schedule(value) ? read_schedule(reading, value, path, type)
                              : type.read(reading, value, path);
  }
  return is_schedule(node) ? read_schedule(reading, node, path, type)
                           : type.read(reading, node, path);
}

template <class T>
std::optional<T> read_schedule(Reading& reading, const YamlNode& schedule, const std::string& path,
                               const ValueType<T>& type) {
  std::vector<T> values;
  for (const YamlEntry& entry : schedule.entries) {
    const auto value = read_value(reading, entry.value, path + "." + entry.key, type);
    if (value) values.push_back(*value);
  }
  if (values.size() != schedule.entries.size()) return std::nullopt;
  reading.schedules.push_back({path, schedule});
  return values.front();
}

std::optional<std::size_t> find_word(Reading& reading, const YamlNode& node,
                                     const std::string& path,
                                     const std::vector<std::string>& words);

// Is the node a map, is the text an id? If not, the mistake is reported; `example` is shown.
bool is_map(Reading& reading, const YamlNode& node, const std::string& path,
            const std::string& example);
bool is_id(Reading& reading, Mark mark, const std::string& path, const std::string& text);

// A map from ids of a section, as positions there, to values, in the order of the file.
template <class T>
ValueType<std::vector<std::pair<std::size_t, T>>> by_id(const std::string& name,
                                                        const std::string& section,
                                                        const ValueType<T>& type,
                                                        const std::string& example) {
  using Values = std::vector<std::pair<std::size_t, T>>;
  const auto read = [=](Reading& reading, const YamlNode& node,
                        const std::string& path) -> std::optional<Values> {
    if (!is_map(reading, node, path, example)) return std::nullopt;
    Values all;
    for (const YamlEntry& entry : node.entries) {
      const auto id =
          find_word(reading, scalar_node(entry.key, entry.mark), path, reading.ids[section]);
      const auto value = read_value(reading, entry.value, path + "." + entry.key, type);
      if (id && value) all.emplace_back(*id, *value);
    }
    return all;
  };
  return {Shape::map_by(Shape::reference(section), type.shape, name, example), read, {}};
}

template <class Enum>
ValueType<Enum> word(std::vector<std::pair<std::string, Enum>> words) {
  std::vector<std::string> texts;
  for (const auto& [word_text, value] : words) texts.push_back(word_text);
  return {Shape::word(texts),
          [words, texts](Reading& reading, const YamlNode& node,
                         const std::string& path) -> std::optional<Enum> {
            const auto found = find_word(reading, node, path, texts);
            if (!found) return std::nullopt;
            return words[*found].second;
          },
          {}};
}

}  // namespace caravan
