#include "caravan/scenarios/expectations.hpp"

#include <algorithm>

#include "caravan/models/results.hpp"
#include "caravan/scenarios/key_maps.hpp"
#include "caravan/scenarios/keys.hpp"

namespace caravan {
namespace {

const VariableSpec& spec_of_variable(Variable variable) {
  return kVariables[static_cast<std::size_t>(variable)];
}

std::vector<std::string> variable_names() {
  std::vector<std::string> names;
  for (const VariableSpec& variable : kVariables) names.emplace_back(variable.name);
  return names;
}

// Those that an entry is chosen along.
std::vector<Dimension> dimensions_of(const VariableSpec& variable) {
  std::vector<Dimension> dimensions;
  for (const Dimension one : variable.dimensions) {
    if (one != Dimension::none && one != Dimension::time) dimensions.push_back(one);
  }
  return dimensions;
}

std::string name_of(Dimension dimension) {
  return std::string(kDimensionNames[static_cast<std::size_t>(dimension)]);
}

std::string names_of(const std::vector<Dimension>& dimensions) {
  std::string names;
  for (const Dimension one : dimensions) names += (names.empty() ? "" : " and ") + name_of(one);
  return names;
}

ValueType<std::string> variable_name() {
  return {Shape::word(variable_names()),
          [](Reading& reading, const YamlNode& node,
             const std::string& path) -> std::optional<std::string> {
            const std::vector<std::string> names = variable_names();
            const auto found = find_word(reading, node, path, names);
            if (!found) return std::nullopt;
            return names[*found];
          },
          {}};
}

// Its unit is checked when the variable is known.
ValueType<ExpectedText> expected_value() {
  Shape value = Shape::text();
  value.name = "value in the variable's unit";
  return {value,
          [](Reading& reading, const YamlNode& node,
             const std::string& path) -> std::optional<ExpectedText> {
            const auto written = text().read(reading, node, path);
            if (!written) return std::nullopt;
            return ExpectedText{*written, node.mark};
          },
          {}};
}

ValueType<std::vector<Coordinate>> coordinates_by_dimension() {
  const auto read = [](Reading& reading, const YamlNode& node,
                       const std::string& path) -> std::optional<std::vector<Coordinate>> {
    if (!is_map(reading, node, path, "{facility: aktau/berths/container}")) return std::nullopt;
    const std::vector<std::string> names(kDimensionNames.begin() + 1, kDimensionNames.end());
    std::vector<Coordinate> all;
    for (const YamlEntry& entry : node.entries) {
      const auto dimension = find_word(reading, scalar_node(entry.key, entry.mark), path, names);
      const auto label = text().read(reading, entry.value, path + "." + entry.key);
      if (dimension && label) all.push_back({static_cast<Dimension>(*dimension + 1), *label});
    }
    return all;
  };
  const std::vector<std::string> names(kDimensionNames.begin() + 1, kDimensionNames.end());
  return {Shape::map_by(Shape::word(names), Shape::text(), "labels by dimension",
                        "{facility: aktau/berths/container}"),
          read,
          {}};
}

// In the order of the variable's dimensions, one for each.
void settle_coordinates(Reading& reading, const YamlEntry& entry, const std::string& path,
                        Expectation& expectation) {
  const std::vector<Dimension> wanted = dimensions_of(spec_of_variable(expectation.variable));
  const std::string variable(spec_of_variable(expectation.variable).name);
  std::vector<Coordinate> ordered;
  for (const Dimension dimension : wanted) {
    const auto found =
        std::find_if(expectation.at.begin(), expectation.at.end(),
                     [&](const Coordinate& one) { return one.dimension == dimension; });
    if (found != expectation.at.end()) ordered.push_back(*found);
  }
  const YamlNode* at = entry.value.find("at");
  const Mark mark = at != nullptr ? at->mark : entry.mark;
  const bool is_complete = ordered.size() == wanted.size();
  const bool has_more = ordered.size() < expectation.at.size();
  if (wanted.empty() && has_more) {
    reading.error(mark, path + ".at: '" + variable + "' is one value, of the whole run");
  } else if (!is_complete || has_more) {
    reading.error(mark, path + ".at: '" + variable + "' goes by " + names_of(wanted) +
                            ": give the label of each");
  }
  expectation.at = ordered;
}

std::optional<double> in_unit_of(Reading& reading, const VariableSpec& variable,
                                 const std::string& path,
                                 const std::optional<ExpectedText>& expected) {
  if (!expected) return std::nullopt;
  MeasureError error;
  const std::string unit = unit_in_words(variable);
  const YamlNode node = scalar_node(expected->text, expected->mark);
  const Bounds any{-1e15, true, 1e15};
  const bool has_unit = !unit.empty() && parse_unit(unit, error).has_value();
  if (has_unit) return measure("", unit, "4 " + unit, any).read(reading, node, path);
  if (unit.empty()) {
    const auto percent = measure("", "%", "0.6, or 60 %", any).read(reading, node, path);
    return percent ? std::optional(*percent / 100) : std::nullopt;
  }
  return number(any).read(reading, node, path);
}

void settle_value(Reading& reading, const YamlEntry& entry, const std::string& path,
                  const ExpectationText& text, Expectation& expectation) {
  const VariableSpec& variable = spec_of_variable(expectation.variable);
  const auto is = in_unit_of(reading, variable, path + ".is", text.is);
  const auto least = in_unit_of(reading, variable, path + ".at_least", text.at_least);
  const auto most = in_unit_of(reading, variable, path + ".at_most", text.at_most);
  if (text.is && (text.at_least || text.at_most)) {
    reading.error(entry.mark, path + ": has `is` and a limit: one of them is enough");
  } else if (!text.is && !text.at_least && !text.at_most) {
    reading.error(entry.mark, path + ": expects nothing: give `is`, `at_least` or `at_most`");
  } else if (least && most && *least >= *most) {
    reading.error(text.at_most->mark, path + ".at_most: is not above `at_least`");
  }
  if (is) expectation.least = expectation.most = *is;
  if (least) expectation.least = *least;
  if (most) expectation.most = *most;
}

Expectation settle(Reading& reading, const YamlEntry& entry, const ExpectationText& text,
                   double within_of_all) {
  const std::string path = "expect.values." + text.id;
  Expectation expectation = text.spec;
  expectation.id = text.id;
  expectation.within = text.within.value_or(within_of_all);
  const std::vector<std::string> names = variable_names();
  const auto found = std::find(names.begin(), names.end(), text.variable);
  if (found == names.end()) return expectation;  // reported
  expectation.variable = static_cast<Variable>(found - names.begin());
  settle_coordinates(reading, entry, path, expectation);
  settle_value(reading, entry, path, text, expectation);
  return expectation;
}

}  // namespace

KeyTable<ExpectationText> expectation_keys() {
  using Text = ExpectationText;
  KeyTable<Text> keys;
  keys.required("variable", variable_name(), &Text::variable,
                "by its name in the results; a series stands for its mean over the run, its sum, "
                "or its end, as its `cell_methods` say");
  keys.optional(
      "at", coordinates_by_dimension(),
      [](Text& t, const std::vector<Coordinate>& at) { t.spec.at = at; }, if_absent("none"),
      "which entry of it, by the variable's dimensions but time: `{facility: aktau/berths/oil}`");
  keys.optional(
      "is", expected_value(), [](Text& t, const ExpectedText& value) { t.is = value; },
      if_absent("`at_least` or `at_most`"), "that the interval must cover");
  keys.optional(
      "at_least", expected_value(), [](Text& t, const ExpectedText& value) { t.at_least = value; },
      if_absent("no limit"), "below which no part of the interval may lie");
  keys.optional(
      "at_most", expected_value(), [](Text& t, const ExpectedText& value) { t.at_most = value; },
      if_absent("no limit"), "above which no part of the interval may lie");
  keys.optional(
      "within", measure("share", "%", "1 %", {0, false, 100}),
      [](Text& t, double percent) { t.within = percent / 100; }, if_absent("`expect.within`"),
      "with `is`: the half-width may be this share of it at most");
  keys.optional(
      "formula", text(), [](Text& t, const std::string& formula) { t.spec.formula = formula; },
      if_absent("none"), "or what else says so");
  return keys;
}

KeyTable<ExpectationsText> expect_keys() {
  using Text = ExpectationsText;
  KeyTable<Text> keys;
  keys.optional(
      "replications", count(2),
      [](Text& t, std::int64_t n) { t.spec.replications = static_cast<std::uint64_t>(n); },
      by_default("20"), "of which the intervals are made");
  keys.optional(
      "seed", count(),
      [](Text& t, std::int64_t seed) { t.spec.seed = static_cast<std::uint64_t>(seed); },
      by_default("1"), "of their random numbers");
  keys.optional(
      "confidence", measure("share", "%", "99 %", {50, true, 99.9999}),
      [](Text& t, double percent) { t.spec.confidence = percent / 100; }, by_default("99 %"),
      "of the intervals");
  keys.optional(
      "within", measure("share", "%", "1 %", {0, false, 100}),
      [](Text& t, double percent) { t.spec.within = percent / 100; }, by_default("1 %"),
      "half-widths, as shares of what is expected, at most");
  keys.required("values", maps_by_id(expectation_keys(), "{variable: events, at_least: 1}"),
                &Text::values, "what is expected");
  return keys;
}

Expectations read_expectations(Reading& reading, const YamlNode& root) {
  const YamlNode* map = root.find("expect");
  if (map == nullptr ||
      !is_map(reading, *map, "expect", "{values: {runs: {variable: events, at_least: 1}}}")) {
    return {};
  }
  ExpectationsText text = read_with_source(reading, expect_keys(), *map, map->mark, "expect");
  const YamlNode* values = map->find("values");
  for (const ExpectationText& one : text.values) {
    const auto entry = std::find_if(values->entries.begin(), values->entries.end(),
                                    [&](const YamlEntry& e) { return e.key == one.id; });
    text.spec.values.push_back(settle(reading, *entry, one, text.spec.within));
  }
  return std::move(text.spec);
}

void check_coordinates(const Network& network, const Expectations& expectations) {
  std::vector<ScenarioProblem> problems;
  for (const Expectation& expectation : expectations.values) {
    for (const Coordinate& one : expectation.at) {
      const std::vector<std::string> labels = labels_of(network, one.dimension);
      if (std::find(labels.begin(), labels.end(), one.label) != labels.end()) continue;
      const std::string dimension = name_of(one.dimension);
      const std::string hint = suggest(one.label, labels);
      problems.push_back({"expect.values." + expectation.id + ".at." + dimension,
                          "there is no " + dimension + " '" + one.label + "'" +
                              (hint.empty() ? "" : "; " + hint)});
    }
  }
  if (!problems.empty()) throw ScenarioError(std::move(problems));
}

std::string unit_in_words(const VariableSpec& variable) {
  if (variable.unit == "1") return "";
  return variable.unit == "MW h" ? "MWh" : std::string(variable.unit);
}

}  // namespace caravan
