#include "variants.hpp"

#include <algorithm>
#include <regex>

#include "caravan/scenarios/json_text.hpp"
#include "caravan/scenarios/key_table.hpp"
#include "caravan/scenarios/measure.hpp"
#include "caravan/scenarios/reading.hpp"
#include "caravan/scenarios/sections.hpp"

namespace caravan::test {
namespace {

using Kind = Shape::Kind;

YamlNode parsed(const std::string& text) {
  Diagnostics diagnostics;
  return parse_yaml(text, diagnostics.add_origin("", text), diagnostics);
}

std::string on_one_line(const YamlNode& node) {
  std::string text = to_yaml(node);
  text.pop_back();
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

YamlNode quoted(const std::string& text) {
  YamlNode node = scalar_node(text, {});
  node.is_quoted = true;
  return node;
}

std::string number(double value) {
  const std::string text = std::to_string(value);
  const std::size_t end = text.find_last_not_of('0');
  return text.substr(0, text[end] == '.' ? end : end + 1);
}

// Numbers on both sides of each end of the bounds.
std::vector<std::string> numbers_about(const Bounds& bounds, bool is_whole) {
  const double step = is_whole ? 1 : 0.001;
  std::vector<std::string> all;
  if (bounds.least > -1e11) {
    for (const double by : {-step, 0.0, step}) all.push_back(number(bounds.least + by));
  }
  if (bounds.most < 1e11) {
    for (const double by : {-step, 0.0, step}) all.push_back(number(bounds.most + by));
    all.push_back(number(bounds.most * 10 + 1));
  }
  return all;
}

void add_measures(const Shape& shape, std::vector<std::string>& texts) {
  for (const std::string& one : numbers_about(shape.bounds, shape.is_whole)) {
    texts.push_back(one + " " + shape.unit);
    texts.push_back(one + shape.unit);
  }
  MeasureError error;
  const bool is_time = parse_unit(shape.unit, error)->dimensions == dimension::kTime;
  const std::string unit = " " + shape.unit;
  for (const std::string text :
       {is_time ? "3 km" : "3 d", "3 parsec", "3", "many", "3 km/d/d", "3 /", "", "true"}) {
    texts.push_back(text);
  }
  for (const std::string text : {"-1", "1_000", "1,000", "007", "1e1", "nan", "+2", ".5"}) {
    texts.push_back(text + unit);
  }
}

const std::vector<std::string> kTimes = {"3 h",
                                         "0 d",
                                         "22h",
                                         "3 km",
                                         "3",
                                         "-3 h",
                                         "soon",
                                         "gauss(3 h)",
                                         "exponential(mean 9 d)",
                                         "lognormal(mean 22 h)",
                                         "lognormal(mean 22 h, cv 0.3)",
                                         "lognormal(cv 0.3, mean 22 h)",
                                         "lognormal(mean 22 h, p90 40 h)",
                                         "lognormal(mean 22 h, p90 90 h)",
                                         "lognormal(mean 22 km, cv 0.3)",
                                         "lognormal(mean 22 h, cv 0.3",
                                         "lognormal(mean 22 h, cv 0.3, to 60 h)",
                                         "gamma(mean 22 h, cv 0.5)",
                                         "weibull(mean 22 h, cv 0.5)",
                                         "normal(mean 22 h, deviation 4 h, from 0 h)",
                                         "normal(mean 22 h)",
                                         "uniform(2 h, 5 h)",
                                         "uniform(2 h)",
                                         "uniform(2 h, 5 h, 6 h)",
                                         "triangular(2 h, 3 h, 8 h)",
                                         "pert(2 h, 3 h, 8 h)",
                                         "pert(2 h, 3 h, 8 h, to 7 h)",
                                         "exponential(9 d)",
                                         "exponential(mean 9 d, cv 0.3)"};
const std::vector<std::string> kNumbers = {"1",
                                           "1.5",
                                           "-1",
                                           "3 km",
                                           "lognormal(mean 1.2, cv 0.3)",
                                           "lognormal(mean 1.2 h, cv 0.3)",
                                           "uniform(1, 2)",
                                           "uniform(1)"};

// Texts to put in place of a value: right ones and wrong ones.
std::vector<std::string> texts_for(const Shape& shape) {
  std::vector<std::string> texts;
  switch (shape.kind) {
    case Kind::word:
      texts = shape.words;
      texts.push_back(shape.words.front() + "x");
      break;
    case Kind::form:
      texts = {shape.example, "?", "2023-13-01", "2023-02-29", "91 N", "181 E"};
      break;
    case Kind::reference: texts = {"nowhere-at-all", "Not An Id"}; break;
    case Kind::number:
      texts = numbers_about(shape.bounds, shape.is_whole);
      for (const char* text : {"1.5", "many", "3 km", "007", "1e1", ".inf", "0x10", "true"}) {
        texts.emplace_back(text);
      }
      break;
    case Kind::measure: add_measures(shape, texts); break;
    case Kind::distribution: texts = shape.unit.empty() ? kNumbers : kTimes; break;
    case Kind::operation:
      texts = {"x 0.5",      "x 50 %", "x -1",   "2",      "=",
               "+ 3 parsec", "+ many", "- 3 km", "x 3 km", "= 0.5"};
      for (const Shape& operand : shape.parts) texts.push_back("+ 2 " + operand.unit);
      break;
    case Kind::either:
      for (const Shape& one : shape.parts) {
        for (const std::string& text : texts_for(one)) texts.push_back(text);
      }
      break;
    default: break;
  }
  return texts;
}

class Changer {
 public:
  Changer(const YamlNode& scenario, const std::function<void(const Variant&)>& visit)
      : tree_(scenario), visit_(visit) {}

  void change_all() { change_map(tree_, scenario_shape(), "", ""); }

 private:
  // `node` is a part of the tree.
  void change_map(YamlNode& node, const Shape& shape, const std::string& path,
                  const std::string& declared) {
    add_key(node, "no_such_key", parsed("1"), path, declared);
    for (std::size_t i = 0; i < node.entries.size(); ++i) remove_key(node, i, path, declared);
    for (const KeyShape& key : shape.keys) {
      if (node.find(key.name) != nullptr) continue;
      const auto value = good_value(key.shape);
      const std::string name = declared + key.name + (key.whom.empty() ? "" : " of " + key.whom);
      if (value) add_key(node, key.name, *value, path, name);
      if (key.fallback.is_value) add_key(node, key.name, parsed(key.fallback.text), path, name);
    }
    for (YamlEntry& entry : node.entries) change_entry(node, entry, shape, path, declared);
  }

  void change_entry(const YamlNode& map, YamlEntry& entry, const Shape& shape,
                    const std::string& path, const std::string& declared) {
    const std::string below = path.empty() ? entry.key : path + "." + entry.key;
    if (shape.kind == Kind::map) {
      const std::string good = entry.key;
      replace(entry.key, std::string("Not An Id"), "another id", path, declared);
      return change_value(entry.value, shape.parts.back(), below, declared + "<id>");
    }
    for (const KeyShape& key : shape.keys) {
      if (key.name != entry.key || fits(map, key.when, shape.keys) == Fit::no) continue;
      if (!may_be(key.shape, entry.value)) continue;
      const std::string name = declared + key.name + (key.whom.empty() ? "" : " of " + key.whom);
      return change_value(entry.value, key.shape, below, name);
    }
  }

  // Of several declarations of a name, the one by which the value is of the right dimensions.
  static bool may_be(const Shape& shape, const YamlNode& node) {
    if (shape.kind != Kind::measure) return true;
    const YamlNode& value = is_figure(node) ? *node.find("value") : node;
    MeasureError error;
    const auto found = parse_measure(value.text, error);
    return found && found->dimensions == parse_unit(shape.unit, error)->dimensions;
  }

  void change_value(YamlNode& node, const Shape& shape, const std::string& path,
                    const std::string& declared) {
    const YamlNode good = node;
    for (const char* text : {"~", "{x: 1}", "[x]", "[]", "{}"})
      put(node, parsed(text), path, declared);
    if (shape.may_be_figure) change_figure(node, shape, path, declared);
    YamlNode& value = is_figure(node) ? *node.find("value") : node;
    for (const std::string& text : texts_for(shape)) {
      put(value, scalar_node(text, {}), path, declared);
    }
    if (shape.kind == Kind::number) put(value, quoted(value.text), path, declared);
    change_parts(value, shape, path, declared);
  }

  void change_parts(YamlNode& value, const Shape& shape, const std::string& path,
                    const std::string& declared) {
    if (shape.kind == Kind::either) {
      for (const Shape& one : shape.parts) {
        const bool is_it = value.is_map() ? one.kind == Kind::map || one.kind == Kind::keys
                                          : value.is_list() && (one.kind == Kind::list);
        if (is_it) return change_parts(value, one, path, declared);
      }
    }
    if (value.is_map() && (shape.kind == Kind::map || shape.kind == Kind::keys)) {
      return change_map(value, shape, path, declared + ".");
    }
    if (!value.is_list() || (shape.kind != Kind::list && shape.kind != Kind::tuple)) return;
    YamlNode more = value;
    more.items.push_back(value.items.front());
    put(value, more, path, declared);
    more.items.back() = parsed("{x: 1}");
    put(value, more, path, declared);
    YamlNode fewer = value;
    fewer.items.pop_back();
    put(value, fewer, path, declared);
    // All items are of one kind, and the first has all that matters.
    change_item(value.items.front(), shape.parts.front(), path + ".0", declared);
  }

  void change_item(YamlNode& item, const Shape& shape, const std::string& path,
                   const std::string& declared) {
    for (const std::string& text : texts_for(shape)) {
      put(item, scalar_node(text, {}), path, declared);
    }
    change_parts(item, shape, path, declared);
  }

  void change_figure(YamlNode& node, const Shape& shape, const std::string& path,
                     const std::string& declared) {
    if (is_figure(node)) {
      for (const char* key : {"no_such_key", "confidence", "source", "assumption", "note"}) {
        if (node.find(key) == nullptr) add_key(node, key, parsed("high"), path, declared);
      }
      if (node.find("range") == nullptr) add_key(node, "range", parsed("[1]"), path, declared);
      return;
    }
    YamlNode figure = parsed("{value: 1}");
    figure.entries.front().value = node;
    const auto with = [&](const char* key, const char* text) {
      YamlNode other = figure;
      other.entries.push_back({key, {}, parsed(text)});
      put(node, other, path, declared);
    };
    put(node, figure, path, declared);
    with("note", "as it was");
    with("confidence", "high");
    with("confidence", "certain");
    with("no_such_key", "1");
    with("assumption", "a guess");
    with("range", "[1 parsec, 2 parsec]");
    if (!is_numeric(shape)) return;
    YamlNode range = parsed("[1, 1]");
    range.items = {node, node};
    figure.entries.push_back({"range", {}, range});
    figure.entries.push_back({"assumption", {}, parsed("a guess")});
    put(node, figure, path, declared);
  }

  // A value of the shape that refers to nothing, or to the first that there is.
  std::optional<YamlNode> good_value(const Shape& shape) const {
    if (shape.kind == Kind::reference) {
      const YamlNode* section = tree_.find(shape.section);
      if (section == nullptr || section->entries.empty()) return std::nullopt;
      return scalar_node(section->entries.front().key, {});
    }
    if (shape.kind == Kind::list && shape.parts.front().kind == Kind::reference) {
      const auto one = good_value(shape.parts.front());
      if (!one) return std::nullopt;
      return json_list({*one});
    }
    return parsed(shape.example);
  }

  void put(YamlNode& node, const YamlNode& other, const std::string& path,
           const std::string& declared) {
    const std::string what = "'" + on_one_line(other) + "' in place of '" + on_one_line(node) + "'";
    replace(node, other, what, path, declared);
  }

  template <class Part>
  void replace(Part& part, Part other, const std::string& what, const std::string& path,
               const std::string& declared) {
    std::swap(part, other);
    visit_({path, declared, what, tree_});
    std::swap(part, other);
  }

  void add_key(YamlNode& map, const std::string& key, const YamlNode& value,
               const std::string& path, const std::string& declared) {
    map.entries.push_back({key, {}, value});
    visit_({path, declared, "'" + key + ": " + on_one_line(value) + "' added", tree_});
    map.entries.pop_back();
  }

  void remove_key(YamlNode& map, std::size_t i, const std::string& path,
                  const std::string& declared) {
    const YamlEntry entry = map.entries[i];
    map.entries.erase(map.entries.begin() + static_cast<std::ptrdiff_t>(i));
    visit_({path, declared + entry.key, "'" + entry.key + "' removed", tree_});
    map.entries.insert(map.entries.begin() + static_cast<std::ptrdiff_t>(i), entry);
  }

  YamlNode tree_;
  const std::function<void(const Variant&)>& visit_;
};

}  // namespace

void each_variant(const YamlNode& scenario, const std::function<void(const Variant&)>& visit) {
  Changer(scenario, visit).change_all();
}

YamlNode as_editors_read(const YamlNode& node) {
  YamlNode json = node;
  for (YamlNode& item : json.items) item = as_editors_read(item);
  for (YamlEntry& entry : json.entries) entry.value = as_editors_read(entry.value);
  if (!node.is_scalar() || node.is_quoted) return json;
  static const std::regex kInteger("[-+]?[0-9]+");
  static const std::regex kReal("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  if (std::regex_match(node.text, kInteger) || std::regex_match(node.text, kReal)) {
    return json_number(std::stod(node.text));
  }
  if (node.text == "true" || node.text == "false") return json;
  if (node.text == "0x10") return json_literal("16");
  if (node.text == ".inf") return json_literal("Infinity");  // as Python reads it
  json.is_quoted = true;
  return json;
}

}  // namespace caravan::test
