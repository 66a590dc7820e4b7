#include "caravan/scenarios/schema.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <vector>

#include "caravan/scenarios/files.hpp"
#include "caravan/scenarios/json_text.hpp"
#include "caravan/scenarios/patterns.hpp"
#include "caravan/scenarios/sections.hpp"

namespace caravan {
namespace {

using Kind = Shape::Kind;

// A file stands alone, or says what differs from others: then nothing is required, and `~` takes
// away.
enum class Part : std::uint8_t { whole, differences };

YamlNode any_of(std::vector<YamlNode> schemas) {
  if (schemas.size() == 1) return schemas.front();
  return json_object({{"anyOf", json_list(std::move(schemas))}});
}

YamlNode type_text() {
  return json_object({{"type", json_strings({"string", "number", "boolean"})}});
}

YamlNode requires_key(const std::string& key) {
  return json_object({{"required", json_strings({key})}});
}

// A key says the word, plainly or as a figure.
YamlNode says_word(const std::string& key, const std::string& word) {
  const YamlNode plain = json_object({{"const", json_string(word)}});
  const YamlNode figure = json_object({{"type", json_string("object")},
                                       {"properties", json_object({{"value", plain}})},
                                       {"required", json_strings({"value"})}});
  return json_object({{"properties", json_object({{key, any_of({plain, figure})}})}});
}

bool is_in(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// One case of what a key of a map says, or of whether it is there.
struct Case {
  std::string key;
  std::optional<std::string> word;
  bool is_there = true;
  YamlNode condition;
};

// Is a key for maps of that case? Not known if it hangs on something else.
std::optional<bool> fits(const When& when, const Case& one, const Shape& map) {
  if (when.key != one.key) {
    const bool excludes =
        std::any_of(map.choices.begin(), map.choices.end(), [&](const Choice& choice) {
          return choice.is_needed && is_in(choice.keys, when.key) && is_in(choice.keys, one.key);
        });
    if (excludes && when.is == When::Is::has && one.is_there) return false;
    return std::nullopt;
  }
  switch (when.is) {
    case When::Is::any: return std::nullopt;
    case When::Is::says: return is_in(when.words, one.word.value_or(""));
    case When::Is::has: return one.is_there;
    case When::Is::lacks: return !one.is_there;
  }
  return std::nullopt;
}

class SchemaMaker {
 public:
  std::string make() {
    const Shape shape = scenario_shape();
    const YamlNode whole = of_map(shape, Part::whole);
    YamlNode differences = of_map(shape, Part::differences);
    std::vector<YamlNode> conditions;
    const Shape composition = Shape::map_with(composition_keys(), "composition", "");
    for (const KeyShape& key : composition.keys) {
      conditions.push_back(requires_key(key.name));
      put(*differences.find("properties"), key.name, described(composition, key.name, Part::whole));
    }
    return to_json(json_object({{"$schema", json_string("http://json-schema.org/draft-07/schema#")},
                                {"title", json_string("A scenario of Caravan")},
                                {"if", any_of(std::move(conditions))},
                                {"then", define("differences", differences)},
                                {"else", define("scenario", whole)},
                                {"definitions", definitions_}}));
  }

 private:
  // What stands under `key` of a map: the value, plainly or as a figure.
  YamlNode of_value(const std::string& key, const Shape& shape, Part part) {
    const YamlNode value = of(key, shape, part);
    if (!shape.may_be_figure) return value;
    const bool is_switch = shape.words == std::vector<std::string>{"yes", "no"};
    if (!is_numeric(shape) && !is_switch) return or_figure(shape, value, value);
    const YamlNode on_dates = or_on_dates(or_figure(shape, value, value), value);
    return or_on_dates(or_figure(shape, value, value), or_figure(shape, on_dates, value));
  }

  // `value`, unless the keys are dates: then each has `one`.
  YamlNode or_on_dates(const YamlNode& one, const YamlNode& value) {
    const YamlNode names = json_object({{"pattern", json_string("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")}});
    const YamlNode is_on_dates = json_object({{"type", json_string("object")},
                                              {"minProperties", json_literal("1")},
                                              {"propertyNames", names}});
    return json_object({{"if", is_on_dates},
                        {"then", json_object({{"additionalProperties", one}})},
                        {"else", value}});
  }

  // `value`, plainly or as a figure of `in_figure`.
  YamlNode or_figure(const Shape& shape, const YamlNode& in_figure, const YamlNode& value) {
    YamlNode keys = json_object({{"value", in_figure}, {"source", of_sources()}});
    put(keys, "confidence", json_object({{"enum", json_strings({"high", "medium", "low"})}}));
    YamlNode range = json_literal("true");
    if (is_numeric(shape)) {
      range = json_object({{"type", json_string("array")},
                           {"items", value},
                           {"minItems", json_literal("2")},
                           {"maxItems", json_literal("2")}});
    }
    put(keys, "range", range);
    put(keys, "note", type_text());
    put(keys, "assumption", type_text());
    YamlNode figure =
        json_object({{"properties", keys}, {"additionalProperties", json_literal("false")}});
    if (is_numeric(shape)) {
      put(figure, "dependencies", json_object({{"assumption", json_strings({"range"})}}));
    }
    const YamlNode is_figure =
        json_object({{"type", json_string("object")}, {"required", json_strings({"value"})}});
    return define(shape.name + ".or_figure",
                  json_object({{"if", is_figure}, {"then", figure}, {"else", value}}));
  }

  YamlNode of_sources() {
    const YamlNode list = json_object({{"type", json_string("array")}, {"items", type_text()}});
    return define("sources_named", any_of({type_text(), list}));
  }

  YamlNode of(const std::string& key, const Shape& shape, Part part) {
    switch (shape.kind) {
      case Kind::text: return type_text();
      case Kind::word: return json_object({{"enum", json_strings(shape.words)}});
      case Kind::reference: return of_reference(shape);
      case Kind::form: return of_text(shape, shape.pattern);
      case Kind::number: return of_number(shape);
      case Kind::measure: return of_measure(shape);
      case Kind::distribution: return of_distribution(shape);
      case Kind::operation: return of_operation(shape);
      case Kind::list:
      case Kind::tuple: return of_list(key, shape);
      case Kind::map: return of_map_by(key, shape, part);
      case Kind::keys: return define(key, of_map(shape, part));
      case Kind::any_map: return json_object({{"type", json_string("object")}});
      case Kind::either: break;
    }
    std::vector<YamlNode> all;
    for (const Shape& one : shape.parts) all.push_back(of(key, one, part));
    return any_of(std::move(all));
  }

  YamlNode of_text(const Shape& shape, const std::string& pattern) {
    return define(shape.name, of_pattern(shape, pattern, {"string"}));
  }

  YamlNode of_pattern(const Shape& shape, const std::string& pattern,
                      const std::vector<std::string>& types) {
    const YamlNode type = types.size() == 1 ? json_string(types.front()) : json_strings(types);
    const std::string expected = "expected " + shape.name + ", such as " + shape.example;
    return json_object({{"type", type},
                        {"pattern", json_string("^(?:" + pattern + ")$")},
                        {"patternErrorMessage", json_string(expected)}});
  }

  YamlNode of_reference(const Shape& shape) {
    return define("id", of_pattern(shape, "[a-z0-9][a-z0-9_-]*", {"string", "integer"}));
  }

  static void put_bounds(YamlNode& schema, const Bounds& bounds, double scale) {
    const char* least = bounds.may_be_least ? "minimum" : "exclusiveMinimum";
    put(schema, least, json_number(bounds.least * scale));
    put(schema, "maximum", json_number(bounds.most * scale));
  }

  YamlNode of_number(const Shape& shape) {
    YamlNode schema =
        of_pattern(shape, number_pattern(shape.bounds, shape.is_whole), {"number", "string"});
    put_bounds(schema, shape.bounds, 1);
    if (shape.is_whole) put(schema, "multipleOf", json_literal("1"));
    return define(shape.name, schema);
  }

  YamlNode of_measure(const Shape& shape) {
    if (shape.unit != "%") return of_text(shape, measure_pattern(shape));
    YamlNode schema = of_pattern(shape, measure_pattern(shape), {"string", "number"});
    put_bounds(schema, shape.bounds, 0.01);
    return define(shape.name, schema);
  }

  YamlNode of_distribution(const Shape& shape) {
    const std::string pattern = distribution_pattern(shape.unit);
    if (!shape.unit.empty()) return of_text(shape, pattern);
    YamlNode schema = of_pattern(shape, pattern, {"string", "number"});
    put(schema, "minimum", json_literal("0"));
    return define(shape.name, schema);
  }

  YamlNode of_operation(const Shape& shape) {
    std::string pattern;
    std::vector<std::string> types = {"string"};
    for (const Shape& operand : shape.parts) {
      pattern += (pattern.empty() ? "" : "|") + operation_pattern(operand);
      // `+2` and `-1` are numbers to YAML.
      if (operand.kind == Kind::number) types = {"string", "number"};
    }
    return define("change_of_" + shape.parts.front().name, of_pattern(shape, pattern, types));
  }

  // A list takes the place of an inherited one, so that its items are whole.
  YamlNode of_list(const std::string& key, const Shape& shape) {
    YamlNode items = of(key, shape.parts.front(), Part::whole);
    YamlNode schema = json_object({{"type", json_string("array")}});
    const bool is_tuple = shape.kind == Kind::tuple;
    if (is_tuple) {
      items = json_list({});
      for (const Shape& part : shape.parts) items.items.push_back(of(key, part, Part::whole));
    }
    put(schema, "items", items);
    const std::size_t least = is_tuple ? shape.parts.size() : shape.least_items;
    if (least > 0) put(schema, "minItems", json_literal(std::to_string(least)));
    if (is_tuple) put(schema, "maxItems", json_literal(std::to_string(least)));
    return schema;
  }

  YamlNode of_map_by(const std::string& key, const Shape& shape, Part part) {
    const YamlNode names = of(key, shape.parts.front(), part);
    YamlNode schema = json_object({{"type", json_string("object")}});
    if (shape.parts.front().kind != Kind::text) put(schema, "propertyNames", names);
    const YamlNode value = of_value(key + ".one", shape.parts.back(), part);
    put(schema, "additionalProperties", or_nothing(value, part));
    put_least(schema, shape);
    return schema;
  }

  static void put_least(YamlNode& schema, const Shape& map) {
    if (map.least_items == 0) return;
    put(schema, "minProperties", json_literal(std::to_string(map.least_items)));
  }

  static YamlNode or_nothing(const YamlNode& value, Part part) {
    if (part == Part::whole) return value;
    return any_of({json_object({{"type", json_string("null")}}), value});
  }

  // A map with keys of its own.
  YamlNode of_map(const Shape& shape, Part part) {
    YamlNode properties = json_object();
    std::vector<std::string> needed;
    for (const KeyShape& key : shape.keys) {
      if (properties.find(key.name) != nullptr) continue;
      put(properties, key.name, described(shape, key.name, part));
      const bool is_for_all = key.whom.empty() && key.when.is == When::Is::any;
      if (key.is_required && is_for_all) needed.push_back(key.name);
    }
    if (part == Part::differences) put(properties, "like", type_text());
    if (shape.has_source) {
      put(properties, "source", of_sources());
      put(properties, "note", type_text());
    }
    YamlNode schema = json_object({{"type", json_string("object")},
                                   {"properties", properties},
                                   {"additionalProperties", json_literal("false")}});
    if (part == Part::whole && !needed.empty()) put(schema, "required", json_strings(needed));
    put_least(schema, shape);
    YamlNode conditions = json_list({});
    for (const Case& one : cases_of(shape, part)) add_case(conditions, shape, one, part);
    if (part == Part::whole) add_choices(conditions, shape);
    if (!conditions.items.empty()) put(schema, "allOf", conditions);
    return schema;
  }

  // The values of all keys of that name, by any of which it may be, and what they mean.
  YamlNode described(const Shape& shape, const std::string& name, Part part) {
    std::string meaning;
    std::vector<const KeyShape*> keys;
    for (const KeyShape& key : shape.keys) {
      if (key.name != name) continue;
      keys.push_back(&key);
      std::string line =
          key.whom.empty() || key.help.empty() ? key.whom + key.help : key.whom + ": " + key.help;
      if (!key.is_required) line += (line.empty() ? "" : "; ") + ("default: " + key.fallback.text);
      meaning += (meaning.empty() ? "" : "\n") + line;
    }
    YamlNode schema = json_object({{"description", json_string(meaning)}});
    const Shape& first = keys.front()->shape;
    const bool is_plain = first.kind != Kind::reference && first.kind != Kind::text;
    if (is_plain && first.kind < Kind::list) {
      put(schema, "examples", json_list({as_json(first, first.example)}));
    }
    if (keys.size() == 1 && keys.front()->fallback.is_value) {
      put(schema, "default", as_json(first, keys.front()->fallback.text));
    }
    put(schema, "allOf", json_list({or_nothing(either(keys, part), part)}));
    return schema;
  }

  static YamlNode as_json(const Shape& shape, const std::string& text) {
    return shape.kind == Kind::number ? json_literal(text) : json_string(text);
  }

  YamlNode either(const std::vector<const KeyShape*>& keys, Part part) {
    std::vector<YamlNode> values;
    std::vector<std::string> known;
    for (const KeyShape* key : keys) {
      const YamlNode value = of_value(key->name, key->shape, part);
      const std::string text = to_json(value);
      if (is_in(known, text)) continue;
      known.push_back(text);
      values.push_back(value);
    }
    return any_of(std::move(values));
  }

  // For which the keys of a map differ.
  static std::vector<Case> cases_of(const Shape& shape, Part part) {
    std::vector<Case> cases;
    std::vector<std::string> known;
    for (const KeyShape& key : shape.keys) {
      const std::string& other = key.when.key;
      if (key.when.is == When::Is::any || is_in(known, other)) continue;
      known.push_back(other);
      if (key.when.is != When::Is::says) {
        cases.push_back({other, {}, true, requires_key(other)});
        const YamlNode lacks = json_object({{"not", requires_key(other)}});
        if (part == Part::whole) cases.push_back({other, {}, false, lacks});
        continue;
      }
      const KeyShape& selector = *std::find_if(shape.keys.begin(), shape.keys.end(),
                                               [&](const KeyShape& k) { return k.name == other; });
      for (const std::string& word : selector.shape.words) {
        YamlNode condition = says_word(other, word);
        const bool is_default = selector.fallback.is_value && selector.fallback.text == word;
        if (!is_default || part == Part::differences) {
          put(condition, "required", json_strings({other}));
        }
        cases.push_back({other, word, true, condition});
      }
    }
    return cases;
  }

  void add_case(YamlNode& conditions, const Shape& shape, const Case& one, Part part) {
    YamlNode properties = json_object();
    std::vector<std::string> needed;
    for (const KeyShape& key : shape.keys) {
      if (key.when.is == When::Is::any || properties.find(key.name) != nullptr) continue;
      std::vector<const KeyShape*> fitting;
      std::size_t known = 0, all = 0;
      for (const KeyShape& other : shape.keys) {
        if (other.name != key.name) continue;
        ++all;
        const auto fit = fits(other.when, one, shape);
        if (fit.has_value()) ++known;
        if (fit.value_or(true)) fitting.push_back(&other);
      }
      if (known == 0) continue;
      if (fitting.empty()) {
        put(properties, key.name, json_literal("false"));
      } else if (fitting.size() < all) {
        put(properties, key.name, or_nothing(either(fitting, part), part));
      }
      const bool is_needed =
          !fitting.empty() && std::all_of(fitting.begin(), fitting.end(), [&](const KeyShape* k) {
            return k->is_required && fits(k->when, one, shape).has_value();
          });
      if (is_needed && !is_in(needed, key.name)) needed.push_back(key.name);
    }
    YamlNode then = json_object();
    if (!properties.entries.empty()) put(then, "properties", properties);
    if (part == Part::whole && !needed.empty()) put(then, "required", json_strings(needed));
    if (then.entries.empty()) return;
    conditions.items.push_back(json_object({{"if", one.condition}, {"then", then}}));
  }

  static void add_choices(YamlNode& conditions, const Shape& shape) {
    for (const Choice& choice : shape.choices) {
      std::vector<YamlNode> each;
      for (const std::string& key : choice.keys) each.push_back(requires_key(key));
      const YamlNode none = json_object({{"not", any_of(each)}});
      if (!choice.is_needed) each.push_back(none);
      conditions.items.push_back(json_object({{"oneOf", json_list(each)}}));
    }
  }

  // Refers to a definition; the same schema is defined once.
  YamlNode define(const std::string& wanted, const YamlNode& schema) {
    const std::string text = to_json(schema);
    std::string& name = names_[text];
    if (name.empty()) {
      std::string plain;
      for (const char c : wanted) {
        plain += std::isalnum(static_cast<unsigned char>(c)) || c == '.' ? c : '_';
      }
      name = plain;
      for (int i = 2; definitions_.find(name) != nullptr; ++i)
        name = plain + "_" + std::to_string(i);
      put(definitions_, name, schema);
    }
    return json_object({{"$ref", json_string("#/definitions/" + name)}});
  }

  YamlNode definitions_ = json_object();
  std::map<std::string, std::string> names_;
};

}  // namespace

std::string json_schema() { return SchemaMaker().make(); }

}  // namespace caravan
