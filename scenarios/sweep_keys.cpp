#include "caravan/scenarios/sweep_keys.hpp"

#include <algorithm>

#include "caravan/scenarios/key_maps.hpp"
#include "caravan/scenarios/keys.hpp"

namespace caravan {
namespace {

ValueType<std::vector<std::string>> texts() {
  const auto read = [](Reading& reading, const YamlNode& node,
                       const std::string& path) -> std::optional<std::vector<std::string>> {
    if (node.is_scalar()) return std::vector<std::string>{node.text};
    if (!node.is_list() || node.items.empty()) {
      reading.error(node.mark,
                    path + ": expected a text or a list of texts, found " + describe(node));
      return std::nullopt;
    }
    std::vector<std::string> all;
    for (const YamlNode& item : node.items) {
      if (const auto one = text().read(reading, item, path)) all.push_back(*one);
    }
    return all;
  };
  return {Shape::either("text, or list of texts",
                        {Shape::text(), Shape::list_of(Shape::text(), 1, "[one, other]")}),
          read,
          {}};
}

struct LabelledValues {
  std::vector<std::string> values, labels;
};

// A list of values, or a map from labels to values.
ValueType<LabelledValues> factor_values() {
  const auto read = [](Reading& reading, const YamlNode& node,
                       const std::string& path) -> std::optional<LabelledValues> {
    LabelledValues all;
    const auto add = [&](const YamlNode& value) {
      if (value.kind == YamlNode::Kind::null) return all.values.emplace_back("~"), void();
      if (const auto one = text().read(reading, value, path)) all.values.push_back(*one);
    };
    for (const YamlNode& item : node.items) add(item);
    for (const YamlEntry& entry : node.entries) {
      all.labels.push_back(entry.key);
      add(entry.value);
    }
    if (!all.values.empty()) return all;
    reading.error(node.mark,
                  path +
                      ": expected a list, such as [0 d, 21 d], or a map from labels, such "
                      "as {nothing: 0 d, three weeks: 21 d}, found " +
                      describe(node));
    return std::nullopt;
  };
  return {Shape::either("list, or map by label",
                        {Shape::list_of(Shape::text(), 1, "[0 d, 21 d]"),
                         Shape::map_by(Shape::text(), Shape::text(), "map by label",
                                       "{nothing: 0 d, three weeks: 21 d}")}),
          read,
          {}};
}

ValueType<Limit> limit() {
  const auto read = [](Reading& reading, const YamlNode& node,
                       const std::string& path) -> std::optional<Limit> {
    if (!node.is_scalar()) {
      reading.error(node.mark,
                    path + ": expected a number, such as 4 or 21 d, found " + describe(node));
      return std::nullopt;
    }
    const std::size_t blank = std::min(node.text.find(' '), node.text.size());
    MeasureError error;
    const auto number = parse_number(node.text.substr(0, blank), error);
    if (!number) {
      reading.error(node.mark, path + ": expected a number, such as 4 or 21 d: " + error.message,
                    error.hint);
      return std::nullopt;
    }
    return Limit{*number, blank == node.text.size() ? "" : node.text.substr(blank + 1)};
  };
  Shape shape = Shape::text();
  shape.name = "number with its unit";
  return {shape, read, {}};
}

ValueType<std::vector<std::pair<std::string, std::string>>> names_by_dimension() {
  using Names = std::vector<std::pair<std::string, std::string>>;
  const auto read = [](Reading& reading, const YamlNode& node,
                       const std::string& path) -> std::optional<Names> {
    if (!is_map(reading, node, path, "{corridor: aktau_poti}")) return std::nullopt;
    Names all;
    for (const YamlEntry& entry : node.entries) {
      const auto name = text().read(reading, entry.value, path + "." + entry.key);
      if (name) all.emplace_back(entry.key, *name);
    }
    return all;
  };
  return {Shape::map_by(Shape::text(), Shape::text(), "map from dimensions to names",
                        "{corridor: aktau_poti}"),
          read,
          {}};
}

KeyTable<StoppingRule> stopping_keys() {
  KeyTable<StoppingRule> keys;
  keys.required("variable", text(), &StoppingRule::variable, "such as `corridor_teu`");
  keys.optional("at", names_by_dimension(), &StoppingRule::at, if_absent("summed over all"),
                "of which place, link, corridor");
  keys.required(
      "within", share(),
      [](StoppingRule& rule, double percent) { rule.relative_half_width = percent / 100; },
      "half the width of its 95 % interval, of its mean");
  return keys;
}

KeyTable<SweepReplications> replication_keys() {
  KeyTable<SweepReplications> keys;
  const auto as_count = [](std::uint64_t SweepReplications::*member) {
    return [member](SweepReplications& r, std::int64_t n) {
      r.*member = static_cast<std::uint64_t>(n);
    };
  };
  keys.required("at_least", count(2), as_count(&SweepReplications::at_least), "before it is asked");
  keys.required("at_most", count(2), as_count(&SweepReplications::at_most),
                "even if the interval is wider");
  keys.required(
      "until", map_of(stopping_keys(), "{variable: corridor_teu, within: 2 %}"),
      [](SweepReplications& r, StoppingRule rule) { r.until = std::move(rule); },
      "which figure must be known how well");
  return keys;
}

ValueType<SweepReplications> replications() {
  const auto by_rule =
      map_of(replication_keys(),
             "{at_least: 5, at_most: 50, until: {variable: corridor_teu, within: 2 %}}");
  const auto read = [by_rule](Reading& reading, const YamlNode& node,
                              const std::string& path) -> std::optional<SweepReplications> {
    if (node.is_map()) {
      const auto rule = by_rule.read(reading, node, path);
      if (rule && rule->at_most < rule->at_least) {
        reading.error(node.mark, path + ": `at_most` is less than `at_least`");
      }
      return rule;
    }
    const auto fixed = count(1).read(reading, node, path);
    if (!fixed) return std::nullopt;
    const auto n = static_cast<std::uint64_t>(*fixed);
    return SweepReplications{n, n, {}};
  };
  return {Shape::either("count, or map", {count(1).shape, by_rule.shape}), read, {}};
}

struct DesignText {
  DesignKind kind = DesignKind::grid;
  std::size_t size = 0;
  std::size_t levels = 4;
};

const std::vector<std::string> kDesignNames = {"grid",  "list",     "latin_hypercube",
                                               "sobol", "saltelli", "morris"};

// "grid", "list", or a kind of sample with its size.
ValueType<DesignText> design() {
  const auto read = [](Reading& reading, const YamlNode& node,
                       const std::string& path) -> std::optional<DesignText> {
    DesignText said;
    if (node.is_scalar()) {
      const auto kind = find_word(reading, node, path, kDesignNames);
      if (!kind) return std::nullopt;
      said.kind = static_cast<DesignKind>(*kind);
      if (said.kind == DesignKind::grid || said.kind == DesignKind::list) return said;
      reading.error(node.mark, path + ": expected its size too, such as {" + node.text + ": 64}");
      return std::nullopt;
    }
    if (!is_map(reading, node, path, "{sobol: 64}") || node.entries.empty()) return std::nullopt;
    const YamlEntry& first = node.entries.front();
    const auto kind = find_word(reading, scalar_node(first.key, first.mark), path, kDesignNames);
    const auto size = count(1).read(reading, first.value, path + "." + first.key);
    if (!kind || !size) return std::nullopt;
    said.kind = static_cast<DesignKind>(*kind);
    said.size = static_cast<std::size_t>(*size);
    for (std::size_t i = 1; i < node.entries.size(); ++i) {
      const YamlEntry& entry = node.entries[i];
      if (entry.key != "levels" || said.kind != DesignKind::morris) {
        reading.error(entry.mark, "unknown key '" + entry.key + "' in " + path);
        continue;
      }
      const auto levels = count(2).read(reading, entry.value, path + ".levels");
      if (!levels) continue;
      if (*levels % 2 != 0) reading.error(entry.value.mark, path + ".levels: must be even");
      said.levels = static_cast<std::size_t>(*levels);
    }
    return said;
  };
  return {Shape::either("`grid`, `list`, or a sample with its size",
                        {Shape::word({"grid", "list"}),
                         Shape::map_by(Shape::text(), count(1).shape, "sample", "{sobol: 64}")}),
          read,
          {}};
}

ValueType<std::vector<std::vector<std::size_t>>> lock_step() {
  using Groups = std::vector<std::vector<std::size_t>>;
  const auto group = references("factors");
  const auto read = [group](Reading& reading, const YamlNode& node,
                            const std::string& path) -> std::optional<Groups> {
    if (!node.is_list()) {
      reading.error(node.mark,
                    path + ": expected lists of factors, such as [[cranes, berths]], found " +
                        describe(node));
      return std::nullopt;
    }
    Groups groups;
    for (const YamlNode& item : node.items) {
      if (const auto one = group.read(reading, item, path)) groups.push_back(*one);
    }
    return groups;
  };
  return {Shape::list_of(group.shape, 1, "[[cranes, berths]]"), read, {}};
}

KeyTable<SweepLimit> limit_keys() {
  KeyTable<SweepLimit> keys;
  constexpr Bounds kEitherSign{-1e12, true, 1e12};
  keys.required("sum",
                by_id("weights by `factors`", "factors", number(kEitherSign), "{ferries: 1}"),
                &SweepLimit::weights, "of factors, each times its weight, in their own units");
  keys.optional("at_least", number(kEitherSign), &SweepLimit::at_least, if_absent("no limit"), "");
  keys.optional("at_most", number(kEitherSign), &SweepLimit::at_most, if_absent("no limit"), "");
  return keys;
}

template <class T>
ValueType<std::vector<T>> list_of(const ValueType<T>& type, const std::string& example) {
  const auto read = [type, example](Reading& reading, const YamlNode& node,
                                    const std::string& path) -> std::optional<std::vector<T>> {
    if (!node.is_list()) {
      reading.error(node.mark,
                    path + ": expected a list, such as [" + example + "], found " + describe(node));
      return std::nullopt;
    }
    std::vector<T> all;
    for (const YamlNode& item : node.items) {
      if (auto one = type.read(reading, item, path)) all.push_back(std::move(*one));
    }
    return all;
  };
  return {Shape::list_of(type.shape, 0, "[" + example + "]"), read, {}};
}

}  // namespace

std::string name_of(DesignKind kind) { return kDesignNames[static_cast<std::size_t>(kind)]; }

KeyTable<FactorText> factor_keys() {
  using Text = FactorText;
  KeyTable<Text> keys;
  keys.optional(
      "name", text(), [](Text& t, std::string s) { t.factor.name = std::move(s); },
      if_absent("the id"), "what plots call it");
  keys.optional(
      "path", texts(),
      [](Text& t, std::vector<std::string> all) { t.factor.paths = std::move(all); },
      if_absent("needs an `intervention`"),
      "which value of the scenario is varied; several get the same");
  keys.optional(
      "intervention", id(), [](Text& t, std::string s) { t.factor.intervention = std::move(s); },
      if_absent("needs a `path`"), "which intervention is there (`on`) or not (`off`)");
  keys.optional(
      "values", factor_values(),
      [](Text& t, LabelledValues all) {
        t.factor.values = std::move(all.values), t.factor.labels = std::move(all.labels);
      },
      if_absent("needs `from` and `to`"), "that it has, maybe by their labels");
  keys.optional("from", limit(), &Text::from, if_absent("needs `values`"), "the least of a range");
  keys.optional("to", limit(), &Text::to, if_absent("needs `values`"), "the most of a range");
  keys.optional(
      "steps", count(2),
      [](Text& t, std::int64_t n) { t.factor.steps = static_cast<std::size_t>(n); },
      if_absent("none"), "in a grid: so many values of the range, both ends included");
  keys.optional(
      "whole", word<bool>({{"true", true}, {"false", false}}),
      [](Text& t, bool is) { t.factor.is_whole = is; }, by_default("false"),
      "only whole numbers of the range");
  keys.optional(
      "scale", word<bool>({{"linear", false}, {"logarithmic", true}}),
      [](Text& t, bool is) { t.factor.is_logarithmic = is; }, by_default("linear"),
      "how a range is divided");
  return keys;
}

KeyTable<SweepSpec> sweep_keys() {
  using Spec = SweepSpec;
  KeyTable<Spec> keys;
  keys.required("title", text(), &Spec::title, "one line");
  keys.required("scenario", text(), &Spec::scenario, "path of the scenario, from this file");
  keys.optional("replications", replications(), &Spec::replications, by_default("10"),
                "of each point; or `{at_least: 5, at_most: 50, until: {variable: corridor_teu, at: "
                "{corridor: "
                "aktau_poti}, within: 2 %}}`");
  keys.optional(
      "seed", count(0), [](Spec& s, std::int64_t n) { s.seed = static_cast<std::uint64_t>(n); },
      by_default("1"), "of the simulations; all points share their luck");
  keys.optional(
      "design", design(),
      [](Spec& s, const DesignText& d) { s.design = d.kind, s.size = d.size, s.levels = d.levels; },
      by_default("grid"),
      "`grid`, `list`, `{latin_hypercube: 64}`, `{sobol: 64}`, `{saltelli: 256}`, `{morris: 20, "
      "levels: 4}`");
  keys.optional(
      "design_seed", count(0),
      [](Spec& s, std::int64_t n) { s.design_seed = static_cast<std::uint64_t>(n); },
      by_default("1"), "of a sample");
  keys.optional("lock_step", lock_step(), &Spec::lock_step, if_absent("each by itself"),
                "in a grid: factors whose values go together, first with first");
  keys.optional("limits",
                list_of(map_of(limit_keys(), "{sum: {ferries: 1}, at_most: 8}"),
                        "{sum: {ferries: 1, feeders: 1}, at_most: 8}"),
                &Spec::limits, if_absent("none"), "points beyond are left out");
  keys.optional(
      "except",
      list_of(by_id("", "factors", text(), "{level: none}"), "{level: none, closed_for: 21 d}"),
      &Spec::except, if_absent("none"), "points with such values are left out");
  keys.optional("outputs", texts(), &Spec::outputs, if_absent("all that are not series"),
                "variables that are kept");
  return keys;
}

}  // namespace caravan
