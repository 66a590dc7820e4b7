#include "caravan/scenarios/shape.hpp"

#include <algorithm>

namespace caravan {
namespace {

Shape named(Shape::Kind kind, std::string name, std::string example) {
  Shape shape;
  shape.kind = kind;
  shape.name = std::move(name);
  shape.example = std::move(example);
  return shape;
}

std::string in_list(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "`" : ", `") + word + "`";
  return text;
}

}  // namespace

Shape Shape::text() { return named(Kind::text, "text", "a few words"); }

Shape Shape::form(std::string name, std::string pattern, std::string example) {
  Shape shape = named(Kind::form, std::move(name), std::move(example));
  shape.pattern = std::move(pattern);
  return shape;
}

Shape Shape::word(std::vector<std::string> words) {
  Shape shape = named(Kind::word, in_list(words), words.front());
  shape.words = std::move(words);
  return shape;
}

Shape Shape::reference(std::string section) {
  Shape shape = named(Kind::reference, "one of `" + section + "`", "an_id");
  shape.section = std::move(section);
  return shape;
}

Shape Shape::number(Bounds bounds, bool is_whole) {
  Shape shape = named(Kind::number, is_whole ? "count" : "number", is_whole ? "3" : "0.5");
  shape.bounds = bounds;
  shape.is_whole = is_whole;
  return shape;
}

Shape Shape::measure(std::string name, std::string unit, std::string example, Bounds bounds) {
  Shape shape = named(Kind::measure, std::move(name), std::move(example));
  shape.unit = std::move(unit);
  shape.bounds = bounds;
  return shape;
}

Shape Shape::distribution(std::string name, std::string unit, std::string example) {
  Shape shape = named(Kind::distribution, std::move(name), std::move(example));
  shape.unit = std::move(unit);
  return shape;
}

Shape Shape::operation(std::vector<Shape> operands) {
  Shape shape = named(Kind::operation, "change", "x 0.5");
  shape.parts = std::move(operands);
  return shape;
}

Shape Shape::list_of(Shape item, std::size_t least_items, std::string example) {
  Shape shape = named(Kind::list, "list of " + item.name, std::move(example));
  shape.least_items = least_items;
  shape.parts = {std::move(item)};
  return shape;
}

Shape Shape::tuple(std::string name, std::vector<Shape> items, std::string example) {
  Shape shape = named(Kind::tuple, std::move(name), std::move(example));
  shape.parts = std::move(items);
  return shape;
}

Shape Shape::map_by(Shape key, Shape value, std::string name, std::string example) {
  Shape shape = named(Kind::map, std::move(name), std::move(example));
  shape.parts = {std::move(key), std::move(value)};
  return shape;
}

Shape Shape::map_with(std::vector<KeyShape> keys, std::string name, std::string example) {
  Shape shape = named(Kind::keys, std::move(name), std::move(example));
  shape.keys = std::move(keys);
  return shape;
}

Shape Shape::any_map() { return named(Kind::any_map, "map", "{speed: 12 kn}"); }

Shape Shape::either(std::string name, std::vector<Shape> alternatives) {
  Shape shape = named(Kind::either, std::move(name), alternatives.front().example);
  shape.parts = std::move(alternatives);
  return shape;
}

KeyShape optional_key(std::string name, Shape shape, std::string absence, std::string help) {
  KeyShape key;
  key.name = std::move(name);
  key.shape = std::move(shape);
  key.fallback = if_absent(std::move(absence));
  key.help = std::move(help);
  return key;
}

bool is_numeric(const Shape& shape) {
  using enum Shape::Kind;
  if (shape.kind == either) return std::all_of(shape.parts.begin(), shape.parts.end(), is_numeric);
  return shape.kind == number || shape.kind == measure || shape.kind == distribution;
}

}  // namespace caravan
