#include "caravan/scenarios/effects.hpp"

#include <algorithm>

#include "caravan/scenarios/cargo_values.hpp"
#include "caravan/scenarios/selectors.hpp"

namespace caravan {
namespace {

// An attribute's path in a spec, as the author wrote it.
struct Leaf {
  std::vector<std::string> path;
  const YamlEntry* entry = nullptr;
};

void collect(const YamlEntry& entry, std::vector<std::string> path, std::vector<Leaf>& leaves) {
  path.push_back(entry.key);
  const bool is_leaf = !entry.value.is_map() || entry.value.entries.empty();
  if (is_leaf) return leaves.push_back({path, &entry});
  for (const YamlEntry& inner : entry.value.entries) collect(inner, path, leaves);
}

std::vector<std::string> split(std::string_view name) {
  std::vector<std::string> parts;
  for (std::size_t start = 0; start <= name.size();) {
    const std::size_t end = std::min(name.find('.', start), name.size());
    parts.emplace_back(name.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

std::string join(const std::vector<std::string>& path) {
  std::string text;
  for (const std::string& part : path) text += (text.empty() ? "" : ".") + part;
  return text;
}

// The part that the path names, empty if the attribute has none; nothing if it is another's path.
std::optional<std::string> match(const Attribute& attribute, const std::vector<std::string>& path) {
  const std::vector<std::string> wanted = split(attribute.name);
  if (wanted.size() != path.size()) return std::nullopt;
  std::string part;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (wanted[i] == "*") {
      part = path[i];
    } else if (wanted[i] != path[i]) {
      return std::nullopt;
    }
  }
  return part;
}

class EffectReader {
 public:
  EffectReader(Reading& reading, const std::string& path) : reading_(reading), path_(path) {}

  void read(const YamlNode& node) {
    const YamlEntry* of = nullptr;
    for (const YamlEntry& entry : node.entries) {
      const auto found = std::find(kSectionNames.begin(), kSectionNames.end(), entry.key);
      if (found == kSectionNames.end()) continue;
      if (of != nullptr) {
        return reading_.error(entry.mark, path_ + ": '" + of->key + "' and '" + entry.key +
                                              "': an effect is on one section's targets");
      }
      of = &entry;
      section_ = static_cast<Section>(found - kSectionNames.begin());
    }
    if (of == nullptr) {
      return reading_.error(node.mark,
                            path_ + ": says not of which targets, such as `places: aktau`",
                            suggest(node.entries.empty() ? "" : node.entries.front().key,
                                    {kSectionNames.begin(), kSectionNames.end()}));
    }
    const auto selection = read_selection(reading_, of->value, path_ + "." + of->key, section_);
    if (!selection) return;
    std::vector<Leaf> leaves;
    for (const YamlEntry& entry : node.entries) {
      if (&entry != of) collect(entry, {}, leaves);
    }
    if (leaves.empty()) reading_.error(node.mark, path_ + ": changes nothing");
    for (const Leaf& leaf : leaves) read_leaf(leaf, *selection);
  }

  std::vector<EffectSpec> take() { return std::move(effects_); }

 private:
  void read_leaf(const Leaf& leaf, const Selection& selection) {
    std::vector<std::string> known;
    for (std::size_t a = 0; a < attributes().size(); ++a) {
      const Attribute& attribute = attributes()[a];
      if (attribute.section != section_) continue;
      known.emplace_back(attribute.name);
      const auto part = match(attribute, leaf.path);
      if (part) return add(a, *part, leaf, selection);
    }
    const std::string name = join(leaf.path);
    reading_.error(leaf.entry->mark,
                   path_ + ": '" + name + "' is nothing of " +
                       std::string(kSectionNames[static_cast<std::size_t>(section_)]) +
                       " that can be changed",
                   suggest(name, known));
  }

  void add(std::size_t a, const std::string& part_name, const Leaf& leaf,
           const Selection& selection) {
    const Attribute& attribute = attributes()[a];
    const Scenario& scenario = reading_.scenario;
    bool is_any = false;
    for (const std::size_t target : selection.targets) {
      const std::vector<std::string> parts = parts_of(scenario, attribute, target);
      const auto named = std::find(parts.begin(), parts.end(), part_name);
      const auto part = static_cast<std::size_t>(named - parts.begin());
      const bool has_part = attribute.parts == Parts::none || named != parts.end();
      if (!has_part || !value_of(scenario, attribute, target, part)) {
        if (selection.is_by_name && !is_way_back(target, selection)) {
          report_lack(leaf, target, part_name, parts);
        }
        continue;
      }
      is_any = true;
      const auto operation =
          read_operation(reading_, leaf.entry->value, path_ + "." + join(leaf.path),
                         unit_of(scenario, attribute, target, part));
      if (!operation) return;
      effects_.push_back({static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(target),
                          static_cast<std::uint32_t>(part), operation->operation,
                          operation->operand});
    }
    if (!is_any && !selection.is_by_name) {
      reading_.error(leaf.entry->mark,
                     path_ + ": selects nothing: none of these has '" + join(leaf.path) + "'");
    }
  }

  bool is_way_back(std::size_t target, const Selection& selection) const {
    if (section_ != Section::links) return false;
    const LinkId back = reading_.scenario.links[target].back;
    const bool is_second = !back.is_none() && back.index() < target;
    return is_second &&
           std::count(selection.targets.begin(), selection.targets.end(), back.index());
  }

  void report_lack(const Leaf& leaf, std::size_t target, const std::string& part,
                   const std::vector<std::string>& parts) {
    reading_.error(leaf.entry->mark,
                   path_ + ": '" + target_id(reading_.scenario, section_, target) + "' has no '" +
                       join(leaf.path) + "'",
                   part.empty() ? "" : suggest(part, parts));
  }

  Reading& reading_;
  const std::string& path_;
  Section section_ = Section::places;
  std::vector<EffectSpec> effects_;
};

// Of an attribute: what it adds or sets is in the unit of each class that it may be of.
Shape operation_on(const Attribute& attribute, const std::vector<std::string>& of_cargo) {
  std::vector<std::string> units;
  const std::string unit(attribute.unit);
  const std::size_t hash = unit.find('#');
  if (unit == "@") {
    units = {"MW", "Gbit/s"};
  } else if (hash == std::string::npos) {
    units = {unit};
  } else {
    for (const std::string& one : of_cargo)
      units.push_back(std::string(unit).replace(hash, 1, one));
  }
  constexpr Bounds kEitherSign{-1e12, true, 1e12};
  std::vector<Shape> operands;
  for (const std::string& one : units) {
    operands.push_back(one.empty() ? Shape::number(kEitherSign)
                                   : Shape::measure("number", one, "2 " + one, kEitherSign));
  }
  return Shape::operation(std::move(operands));
}

// The rest of attributes' paths, and what each is.
using Paths = std::vector<std::pair<std::vector<std::string>, const Attribute*>>;

Shape shape_of(const Paths& paths, const std::vector<std::string>& of_cargo);

// Of parts by class of cargo, each is in the unit of its class; others have the author's names.
Shape shape_of_parts(const Paths& rest, bool is_by_cargo) {
  const std::vector<std::string> units(kTariffUnits.begin(), kTariffUnits.end());
  const std::string name = "changes by part";
  if (!is_by_cargo) {
    Shape one = shape_of(rest, units);
    one.may_be_figure = false;
    Shape parts = Shape::map_by(Shape::text(), std::move(one), name, "{an_id: x 2}");
    parts.least_items = 1;
    return parts;
  }
  std::vector<KeyShape> keys;
  for (const CargoClass cargo : kAllCargo) {
    keys.push_back(optional_key(class_name(cargo), shape_of(rest, {std::string(unit_of(cargo))}),
                                "as it is", ""));
  }
  for (KeyShape& key : keys) key.shape.may_be_figure = false;
  Shape parts = Shape::map_with(std::move(keys), name, "{container: x 2}");
  parts.least_items = 1;
  return parts;
}

Shape shape_of(const Paths& paths, const std::vector<std::string>& of_cargo) {
  if (paths.front().first.empty()) return operation_on(*paths.front().second, of_cargo);
  std::vector<KeyShape> keys;
  for (std::size_t i = 0; i < paths.size();) {
    const std::string head = paths[i].first.front();
    const Parts parts = paths[i].second->parts;
    Paths rest;
    for (; i < paths.size() && paths[i].first.front() == head; ++i) {
      const auto& path = paths[i].first;
      rest.push_back({{path.begin() + 1, path.end()}, paths[i].second});
    }
    if (head == "*") return shape_of_parts(rest, parts == Parts::by_cargo);
    keys.push_back(optional_key(head, shape_of(rest, of_cargo), "as it is", ""));
  }
  for (KeyShape& key : keys) key.shape.may_be_figure = false;
  Shape changes = Shape::map_with(std::move(keys), "changes", "{}");
  changes.least_items = 1;
  return changes;
}

// Of one section's targets, and what of these is changed.
Shape effect_shape() {
  std::vector<KeyShape> keys;
  Choice sections{{}, true};
  const std::vector<std::string> units(kTariffUnits.begin(), kTariffUnits.end());
  for (std::size_t i = 0; i < kSectionNames.size(); ++i) {
    const std::string name(kSectionNames[i]);
    const auto section = static_cast<Section>(i);
    keys.push_back(optional_key(name, selection_shape(section), "none", "whose attributes"));
    sections.keys.push_back(name);
    Paths paths;
    for (const Attribute& one : attributes()) {
      if (one.section == section) paths.push_back({split(one.name), &one});
    }
    std::stable_sort(paths.begin(), paths.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    Shape changes = shape_of(paths, units);
    for (KeyShape& key : changes.keys) {
      key.whom = "`" + name + "`";
      key.when = has(name);
      key.shape.may_be_figure = false;
      keys.push_back(std::move(key));
    }
  }
  Shape shape = Shape::map_with(std::move(keys), "effects", "{places: aktau, open: = 0}");
  shape.choices = {sections};
  return shape;
}

}  // namespace

std::optional<OperationText> read_operation(Reading& reading, const YamlNode& node,
                                            const std::string& path, const std::string& unit) {
  const std::string example = unit.empty() ? "2" : "2 " + unit;
  const std::string expected =
      "expected `x 0.5`, `+ " + example + "`, `-" + example + "` or `= " + example + "`";
  const std::string& text = node.text;
  if (!node.is_scalar() || text.size() < 2) {
    reading.error(node.mark, path + ": " + expected + ", found " + describe(node));
    return std::nullopt;
  }
  OperationText found;
  switch (text.front()) {
    case 'x': found.operation = Operation::times; break;
    case '+':
    case '-': found.operation = Operation::plus; break;
    case '=': found.operation = Operation::equals; break;
    default:
      reading.error(node.mark, path + ": " + expected + ", found " + describe(node));
      return std::nullopt;
  }
  YamlNode rest = node;
  rest.text = text.substr(text.find_first_not_of(' ', 1) == std::string::npos
                              ? text.size()
                              : text.find_first_not_of(' ', 1));
  const bool is_factor = found.operation == Operation::times;
  constexpr Bounds kEitherSign{-1e12, true, 1e12};
  const auto operand =
      is_factor || unit.empty()
          ? (rest.text.ends_with('%')
                 ? measure("number", "%", "50 %", {0, true, 1e6}).read(reading, rest, path)
                 : number(is_factor ? kNotNegative : kEitherSign).read(reading, rest, path))
          : measure("number", unit, "2 " + unit, kEitherSign).read(reading, rest, path);
  if (!operand) return std::nullopt;
  found.operand = rest.text.ends_with('%') ? *operand / 100 : *operand;
  if (text.front() == '-') found.operand = -found.operand;
  return found;
}

ValueType<std::vector<EffectSpec>> effects() {
  const auto read = [](Reading& reading, const YamlNode& node,
                       const std::string& path) -> std::optional<std::vector<EffectSpec>> {
    if (!node.is_list() || node.items.empty()) {
      reading.error(
          node.mark,
          path + ": expected a list such as [{places: aktau, open: = 0}], found " + describe(node));
      return std::nullopt;
    }
    EffectReader reader(reading, path);
    for (const YamlNode& item : node.items) {
      if (is_map(reading, item, path, "{places: aktau, open: = 0}")) reader.read(item);
    }
    return reader.take();
  };
  return {Shape::list_of(effect_shape(), 1, "[{places: aktau, open: = 0}]"), read, {}};
}

}  // namespace caravan
