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
  if (!entry.value.is_map()) return leaves.push_back({path, &entry});
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
  return {"list of effects", read, {}, true};
}

}  // namespace caravan
