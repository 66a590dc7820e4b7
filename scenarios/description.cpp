#include "caravan/scenarios/description.hpp"

#include <algorithm>
#include <charconv>

#include "caravan/scenarios/key_table.hpp"
#include "caravan/scenarios/measure.hpp"
#include "caravan/scenarios/reading.hpp"
#include "caravan/scenarios/sections.hpp"

namespace caravan {
namespace {

using Kind = Shape::Kind;

std::string number_text(double value) {
  char buffer[32];
  const char* end =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::general, 7).ptr;
  const std::string text(buffer, static_cast<std::size_t>(end - buffer));
  if (text.find('e') == std::string::npos) return text;
  const char* fixed_end =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, 0).ptr;
  return {buffer, static_cast<std::size_t>(fixed_end - buffer)};
}

// Of a measure: is the value of its dimensions? Of all else: it may be.
bool may_be(const Shape& shape, const YamlNode& node) {
  if (shape.kind != Kind::measure || !node.is_scalar()) return true;
  MeasureError error;
  const auto found = parse_measure(node.text, error);
  return found && found->dimensions == parse_unit(shape.unit, error)->dimensions;
}

const YamlNode& plain(const YamlNode& node) { return is_figure(node) ? *node.find("value") : node; }

KeyShape key_of(std::string name, Shape shape, std::string help) {
  return optional_key(std::move(name), std::move(shape), "", std::move(help));
}

// The declaration that counts for a key of this map, of several by that name.
std::optional<KeyShape> find_key(const Shape& shape, const YamlNode* map, const std::string& name) {
  std::optional<KeyShape> found;
  const YamlNode* node = map == nullptr ? nullptr : map->find(name);
  for (const KeyShape& key : shape.keys) {
    if (key.name != name) continue;
    if (map != nullptr && fits(*map, key.when, shape.keys) == Fit::no) continue;
    if (node != nullptr && !may_be(key.shape, plain(*node))) continue;
    found = key;
    break;
  }
  if (!found && shape.has_source && name == "source") {
    found = key_of(name, Shape::text(), "of the whole entry");
  }
  if (!found && shape.has_source && name == "note") found = key_of(name, Shape::text(), "");
  return found;
}

// A part of a map or list by its name or number; nothing if there can't be one.
std::optional<Description> part_of(const Description& whole, const std::string& name) {
  const Shape* shape = &whole.key.shape;
  const YamlNode* value = whole.value();
  Description part;
  part.path = whole.path.empty() ? name : whole.path + "." + name;
  part.source = whole.source;
  // Of alternatives, the one that has such parts.
  if (shape->kind == Kind::either) {
    for (const Shape& one : shape->parts) {
      Description other = whole;
      other.key.shape = one;
      if (auto found = part_of(other, name)) return found;
    }
    return std::nullopt;
  }
  if (value != nullptr && value->is_list()) {
    const bool is_number = !name.empty() && name.size() < 6 &&
                           name.find_first_not_of("0123456789") == std::string::npos;
    const std::size_t i = is_number ? std::stoul(name) : value->items.size();
    if (i >= value->items.size() || shape->parts.empty()) return std::nullopt;
    part.node = &value->items[i];
    part.mark = part.node->mark;
    part.key = key_of(name, shape->parts[std::min(i, shape->parts.size() - 1)], "");
    return part;
  }
  const auto entry = [&]() -> const YamlEntry* {
    if (value == nullptr) return nullptr;
    const auto found = std::find_if(value->entries.begin(), value->entries.end(),
                                    [&](const YamlEntry& one) { return one.key == name; });
    return found == value->entries.end() ? nullptr : &*found;
  }();
  if (shape->kind == Kind::map) {
    if (entry == nullptr) return std::nullopt;
    part.key = key_of(name, shape->parts.back(), "");
  } else if (auto key = find_key(*shape, value, name)) {
    part.key = std::move(*key);
  } else {
    return std::nullopt;
  }
  if (entry == nullptr) return part;
  part.node = &entry->value;
  part.mark = entry->value.is_map() ? entry->mark : entry->value.mark;
  if (const YamlNode* source = entry->value.find("source")) part.source = source;
  return part;
}

std::vector<std::string> names_in(const Shape& shape, const YamlNode* value) {
  std::vector<std::string> names;
  if (value != nullptr) {
    for (const YamlEntry& entry : value->entries) names.push_back(entry.key);
    for (std::size_t i = 0; i < value->items.size(); ++i) names.push_back(std::to_string(i));
  }
  if (shape.kind == Kind::either) {
    for (const Shape& one : shape.parts) {
      for (const std::string& name : names_in(one, nullptr)) names.push_back(name);
    }
  }
  for (const KeyShape& key : shape.keys) {
    const bool is_known = std::find(names.begin(), names.end(), key.name) != names.end();
    if (!is_known && find_key(shape, value, key.name)) names.push_back(key.name);
  }
  return names;
}

void find_sources(const YamlNode& root, Description& description) {
  const YamlNode* sources = root.find("sources");
  if (sources == nullptr || description.source == nullptr) return;
  std::vector<const YamlNode*> named = {description.source};
  for (const YamlNode& item : description.source->items) named.push_back(&item);
  for (const YamlNode* one : named) {
    for (const YamlEntry& entry : sources->entries) {
      if (one->is_scalar() && one->text == entry.key) description.source_of.push_back(&entry);
    }
  }
}

}  // namespace

const YamlNode* Description::value() const { return node == nullptr ? nullptr : &plain(*node); }

Description describe_path(const YamlNode& scenario, const std::string& path) {
  Description found;
  found.key = key_of("", scenario_shape(), "the whole scenario");
  found.node = &scenario;
  found.mark = found.node->mark;
  for (std::size_t start = 0; start < path.size();) {
    const std::size_t end = std::min(path.find('.', start), path.size());
    const std::string name = path.substr(start, end - start);
    auto part = part_of(found, name);
    if (!part) {
      const std::string where = found.path.empty() ? "the scenario" : found.path;
      const std::string nearest = suggest(name, names_in(found.key.shape, found.value()));
      throw UnknownPath("there is no '" + name + "' in " + where +
                        (nearest.empty() ? "" : ": " + nearest));
    }
    found = std::move(*part);
    start = end + 1;
  }
  find_sources(scenario, found);
  return found;
}

std::vector<Description> parts_of(const YamlNode& scenario, const Description& whole) {
  std::vector<Description> parts;
  for (const std::string& name : names_in(whole.key.shape, whole.value())) {
    auto part = part_of(whole, name);
    if (!part) continue;
    find_sources(scenario, *part);
    parts.push_back(std::move(*part));
  }
  return parts;
}

std::string spell_type(const Shape& shape) {
  const Bounds& bounds = shape.bounds;
  const bool is_number = shape.kind == Kind::number || shape.kind == Kind::measure;
  if (!is_number) return shape.name;
  const std::string unit = shape.unit.empty() ? "" : " " + shape.unit;
  const bool has_most = bounds.most < Bounds{}.most;
  std::string range;
  if (bounds.least > -Bounds{}.most) {
    const bool is_zero = bounds.least == 0 && bounds.may_be_least;
    if (!is_zero || has_most) {
      range = (bounds.may_be_least ? "from " : "more than ") + number_text(bounds.least) +
              (has_most ? "" : unit);
    }
  }
  if (has_most) range += (range.empty() ? "to " : " to ") + number_text(bounds.most) + unit;
  return shape.name + (range.empty() ? "" : ", " + range);
}

std::optional<std::string> in_declared_unit(const Shape& shape, const YamlNode& value) {
  if (shape.kind == Kind::either) {
    for (const Shape& one : shape.parts) {
      if (one.kind == Kind::measure && may_be(one, value)) return in_declared_unit(one, value);
    }
  }
  if (shape.kind != Kind::measure || !value.is_scalar()) return std::nullopt;
  MeasureError error;
  const auto found = parse_measure(value.text, error);
  const auto unit = parse_unit(shape.unit, error);
  if (!found || !unit || found->dimensions != unit->dimensions) return std::nullopt;
  const std::string text = number_text(found->value / unit->value) + " " + shape.unit;
  if (text == value.text) return std::nullopt;
  return text;
}

}  // namespace caravan
