// What a value of the language looks like: what the reader accepts, as data, from which the JSON
// Schema, the reference and `caravan describe` are made.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace caravan {

// What a number may be, in the unit it is read in. The general limit keeps sums and whole
// numbers from overflowing, far beyond all that is real.
struct Bounds {
  double least = 0;
  bool may_be_least = true;
  double most = 1e12;
};
inline constexpr Bounds kPositive{0, false};
inline constexpr Bounds kNotNegative{0, true};

struct KeyShape;

// Keys of which a map has one at most, or exactly one.
struct Choice {
  std::vector<std::string> keys;
  bool is_needed = false;
};

struct Shape {
  enum class Kind : std::uint8_t {
    text,          // any text
    form,          // a text of the form `pattern`
    word,          // one of `words`
    reference,     // the id of an entity in `section`
    number,        // without a unit
    measure,       // a number and a unit of the dimensions of `unit`
    distribution,  // of times; of plain numbers if there is no `unit`
    operation,     // "x 0.5", "+ 2 h": what it adds or sets is of one of `parts`
    list,          // of parts.front(), at least `least_items`
    tuple,         // each item of its own part
    map,           // from keys of parts.front() to values of parts.back()
    keys,          // a map with `keys` of its own
    any_map,       // one whose keys depend on where it is used
    either         // one of `parts`
  };

  Kind kind = Kind::text;
  std::string name;     // as the reference shows it
  std::string example;  // a good one, as YAML on one line
  std::vector<std::string> words;
  std::string pattern;  // a regular expression for the whole text
  std::string section;
  std::string unit;
  Bounds bounds;
  bool is_whole = false;
  std::size_t least_items = 0;  // of a list, or entries of a map
  std::vector<Shape> parts;
  std::vector<KeyShape> keys;
  std::vector<Choice> choices;
  bool has_source = false;    // `source` and `note` may stand beside its keys
  bool may_be_figure = true;  // where it is a value of a map

  static Shape text();
  static Shape form(std::string name, std::string pattern, std::string example);
  static Shape word(std::vector<std::string> words);
  static Shape reference(std::string section);
  static Shape number(Bounds bounds, bool is_whole = false);
  static Shape measure(std::string name, std::string unit, std::string example, Bounds bounds);
  static Shape distribution(std::string name, std::string unit, std::string example);
  static Shape operation(std::vector<Shape> operands);
  static Shape list_of(Shape item, std::size_t least_items, std::string example);
  static Shape tuple(std::string name, std::vector<Shape> items, std::string example);
  static Shape map_by(Shape key, Shape value, std::string name, std::string example);
  static Shape map_with(std::vector<KeyShape> keys, std::string name, std::string example);
  static Shape any_map();
  static Shape either(std::string name, std::vector<Shape> alternatives);
};

// Is it a number, or held against one: may a figure of it have a `range`?
bool is_numeric(const Shape& shape);

// The value that a key without one has, or what its absence means.
struct Fallback {
  std::string text;
  bool is_value = false;
};
inline Fallback by_default(std::string value) { return {std::move(value), true}; }
inline Fallback if_absent(std::string meaning) { return {std::move(meaning), false}; }

// For which maps a key is, by what another key of the same map says.
struct When {
  enum class Is : std::uint8_t { any, says, has, lacks };
  Is is = Is::any;
  std::string key;
  std::vector<std::string> words;  // of which it says one
};
inline When says(std::string key, std::vector<std::string> words) {
  return {When::Is::says, std::move(key), std::move(words)};
}
inline When has(std::string key) { return {When::Is::has, std::move(key), {}}; }
inline When lacks(std::string key) { return {When::Is::lacks, std::move(key), {}}; }

// A key of a map.
struct KeyShape {
  std::string name;
  Shape shape;
  Fallback fallback;  // "required", or the default
  bool is_required = false;
  std::string help;
  std::string whom;  // whom it is for: "rail links"; empty: all
  When when;         // the same; `any` of a key with `whom`: it hangs on another entity
};

// For all, and not required; `absence` is what it means to say nothing.
KeyShape optional_key(std::string name, Shape shape, std::string absence, std::string help);

}  // namespace caravan
