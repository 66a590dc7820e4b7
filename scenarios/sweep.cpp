// What a sweep's file may say, and how it is read.

#include <algorithm>
#include <filesystem>
#include <limits>

#include "caravan/scenarios/files.hpp"
#include "caravan/scenarios/key_maps.hpp"
#include "caravan/scenarios/keys.hpp"
#include "caravan/scenarios/load.hpp"
#include "caravan/scenarios/overrides.hpp"
#include "caravan/scenarios/sweep_spec.hpp"

namespace caravan {
namespace {

constexpr std::size_t kMostPoints = 10'000'000;

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

// A limit of a range: a number, and its unit as it was written.
struct Limit {
  double number = 0;
  std::string unit;
};

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

// A factor as it is read, before its parts are held against each other.
struct FactorText {
  std::string id;
  SweepFactor factor;
  std::optional<Limit> from, to;
};

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

struct UntilText {
  StoppingRule rule;
};

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

// A factor's values, said in one way and completely.
void settle_factor(Reading& reading, const FactorText& text, DesignKind design,
                   SweepFactor& factor) {
  const std::string path = "factors." + factor.id;
  const auto error = [&](const std::string& message) {
    reading.error(factor.mark, path + message);
  };
  const bool is_switch = !factor.intervention.empty();
  if (is_switch == !factor.paths.empty()) return error(": needs a `path` or an `intervention`");
  if (is_switch && (text.from || text.to)) return error(": an intervention has no range");
  if (is_switch && factor.values.empty()) factor.values = {"off", "on"};
  if (is_switch) {
    for (const std::string& value : factor.values) {
      if (value != "on" && value != "off")
        error(": an intervention is `on` or `off`, not '" + value + "'");
    }
  }
  if (text.from.has_value() != text.to.has_value()) return error(": needs both `from` and `to`");
  if (text.from.has_value() == !factor.values.empty()) {
    if (design == DesignKind::list && !text.from) return;  // its rows have the values
    return error(": needs `values`, or `from` and `to`");
  }
  if (!text.from) return;
  if (text.from->unit != text.to->unit) {
    return error(": `from` is in '" + text.from->unit + "', `to` in '" + text.to->unit + "'");
  }
  factor.range = FactorRange{text.from->number, text.to->number, text.from->unit};
  if (!(factor.range->from < factor.range->to)) return error(": `from` must be less than `to`");
  if (factor.is_logarithmic && factor.range->from <= 0) {
    return error(": a logarithmic scale begins above 0");
  }
  if (design == DesignKind::grid && factor.steps == 0) error(": a grid needs `steps` of its range");
}

void read_factors(Reading& reading, const YamlNode& root, SweepSpec& sweep) {
  const YamlNode* factors = root.find("factors");
  if (factors == nullptr) return reading.error(root.mark, "factors is missing: what is varied");
  if (!is_map(reading, *factors, "factors",
              "{ferries: {path: fleets.ferries.vessels, values: [4, 8]}}"))
    return;
  const KeyTable<FactorText> keys = factor_keys();
  for (const YamlEntry& entry : factors->entries) {
    const std::string path = "factors." + entry.key;
    if (!is_map(reading, entry.value, path, "{path: fleets.ferries.vessels, values: [4, 8]}") ||
        !is_id(reading, entry.mark, path, entry.key)) {
      continue;
    }
    FactorText text = read_with_source(reading, keys, entry.value, entry.mark, path);
    SweepFactor& factor = text.factor;
    factor.id = entry.key;
    factor.mark = entry.mark;
    if (factor.name.empty()) factor.name = factor.id;
    settle_factor(reading, text, sweep.design, factor);
    sweep.factors.push_back(std::move(factor));
  }
}

// Rows of a list: maps from factors to values, or a table in a file with factors as its heading.
void read_rows(Reading& reading, const YamlNode& root, SweepSpec& sweep) {
  const YamlNode* points = root.find("points");
  if (sweep.design != DesignKind::list) {
    if (points != nullptr) reading.error(points->mark, "points: are for `design: list` only");
    return;
  }
  if (points == nullptr || !points->is_list()) {
    reading.error(points == nullptr ? root.mark : points->mark,
                  "points: a list needs points, such as [{ferries: 4, feeders: 2}], or {file: "
                  "points.csv}");
    return;
  }
  for (const YamlNode& item : points->items) {
    if (!is_map(reading, item, "points", "{ferries: 4, feeders: 2}")) continue;
    std::vector<std::string> row(sweep.factors.size());
    std::vector<bool> is_said(row.size(), false);
    for (const YamlEntry& entry : item.entries) {
      const auto factor =
          find_word(reading, scalar_node(entry.key, entry.mark), "points", reading.ids["factors"]);
      const auto value = text().read(reading, entry.value, "points");
      if (!factor || !value) continue;
      row[*factor] = *value;
      is_said[*factor] = true;
    }
    for (std::size_t f = 0; f < row.size(); ++f) {
      if (!is_said[f])
        reading.error(item.mark, "points: this one has no '" + sweep.factors[f].id + "'");
    }
    sweep.rows.push_back(std::move(row));
  }
}

void check_groups(Reading& reading, const YamlNode& root, const SweepSpec& sweep) {
  const YamlNode* node = root.find("lock_step");
  std::vector<bool> is_taken(sweep.factors.size(), false);
  for (const auto& group : sweep.lock_step) {
    for (const std::size_t f : group) {
      if (is_taken[f])
        reading.error(node->mark, "lock_step: '" + sweep.factors[f].id + "' is in two groups");
      is_taken[f] = true;
      const auto count = [&](std::size_t factor) {
        const SweepFactor& one = sweep.factors[factor];
        return one.range ? one.steps : one.values.size();
      };
      if (count(f) != count(group.front())) {
        reading.error(node->mark, "lock_step: '" + sweep.factors[f].id + "' has " +
                                      std::to_string(count(f)) + " values, '" +
                                      sweep.factors[group.front()].id + "' has " +
                                      std::to_string(count(group.front())));
      }
    }
  }
  if (node != nullptr && sweep.design != DesignKind::grid) {
    reading.error(node->mark, "lock_step: is for grids only");
  }
  const bool is_blocked =
      sweep.design == DesignKind::saltelli || sweep.design == DesignKind::morris;
  for (const char* key : {"limits", "except"}) {
    const YamlNode* said = root.find(key);
    if (said != nullptr && is_blocked) {
      reading.error(said->mark,
                    std::string(key) + ": a design for sensitivities can't leave out points");
    }
  }
}

// What a limit adds up must be numbers.
void check_limits(Reading& reading, const YamlNode& root, const SweepSpec& sweep) {
  for (const SweepLimit& limit : sweep.limits) {
    for (const auto& [f, weight] : limit.weights) {
      std::vector<std::string> values = sweep.factors[f].values;
      for (const auto& row : sweep.rows) values.push_back(row[f]);
      for (const std::string& value : values) {
        MeasureError error;
        if (parse_number(value.substr(0, value.find(' ')), error)) continue;
        reading.error(root.find("limits")->mark,
                      "limits: '" + value + "' of '" + sweep.factors[f].id + "' is no number");
        break;
      }
    }
  }
}

void check_size(Reading& reading, const YamlNode& root, const SweepSpec& sweep) {
  double points = 1;
  const auto factors = static_cast<double>(sweep.factors.size());
  if (sweep.design == DesignKind::grid) {
    for (const SweepFactor& factor : sweep.factors) {
      points *= static_cast<double>(factor.range ? factor.steps : factor.values.size());
    }
  } else if (sweep.design == DesignKind::saltelli) {
    points = static_cast<double>(sweep.size) * (factors + 2);
  } else if (sweep.design == DesignKind::morris) {
    points = static_cast<double>(sweep.size) * (factors + 1);
  } else {
    points = static_cast<double>(sweep.size);
  }
  if (sweep.lock_step.empty() && points > static_cast<double>(kMostPoints)) {
    reading.error(root.mark, "the design has more than ten million points");
  }
}

}  // namespace

std::string name_of(DesignKind kind) { return kDesignNames[static_cast<std::size_t>(kind)]; }

SweepSpec load_sweep(const std::string& path, const std::vector<std::string>& overrides) {
  Diagnostics diagnostics;
  YamlNode root = read_tree(path, diagnostics);
  if (diagnostics.empty() && !root.is_map()) {
    diagnostics.error(
        {}, "expected a map of title, scenario, factors and so on, found " + describe(root));
  }
  if (!diagnostics.empty()) throw ScenarioFileError(std::move(diagnostics));
  for (const std::string& assignment : overrides) apply_override(root, assignment, diagnostics);

  Reading reading(diagnostics);
  if (const YamlNode* factors = root.find("factors")) {
    for (const YamlEntry& entry : factors->entries) reading.ids["factors"].push_back(entry.key);
  }
  SweepSpec sweep;
  sweep_keys().read(reading, root, root.mark, "", sweep,
                    {"factors", "points", "note", "sources", "source"});
  read_factors(reading, root, sweep);
  if (!diagnostics.empty()) throw ScenarioFileError(std::move(diagnostics));
  read_rows(reading, root, sweep);
  check_groups(reading, root, sweep);
  if (diagnostics.empty()) check_limits(reading, root, sweep);
  check_size(reading, root, sweep);
  if (!diagnostics.empty()) throw ScenarioFileError(std::move(diagnostics));
  sweep.scenario =
      (std::filesystem::path(path).parent_path() / sweep.scenario).lexically_normal().string();
  sweep.resolved_yaml = to_yaml(root);
  return sweep;
}

}  // namespace caravan
