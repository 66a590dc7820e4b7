// What a scenario may say of funds and projects.

#include <algorithm>

#include "caravan/scenarios/effects.hpp"
#include "caravan/scenarios/key_maps.hpp"
#include "caravan/scenarios/keys.hpp"

namespace caravan {
namespace {

constexpr double kMostMoney = 1e12;  // more than the corridor's countries produce in a year

// "38 M USD": US dollars, or such a unit by time.
ValueType<double> money(const std::string& name, const std::string& per = "") {
  return measure(name, "USD" + per, "38 M USD" + per, {0, true, kMostMoney});
}

// The author's words for amounts, in the order of the file.
ValueType<std::vector<Level>> levels() {
  const auto read = [](Reading& reading, const YamlNode& node,
                       const std::string& path) -> std::optional<std::vector<Level>> {
    if (!is_map(reading, node, path, "{none: 0 EUR, full: 10 bn EUR}")) return std::nullopt;
    std::vector<Level> all;
    for (const YamlEntry& entry : node.entries) {
      const auto usd = read_value(reading, entry.value, path + "." + entry.key, money("money"));
      if (usd) all.push_back({entry.key, to_cents(*usd)});
    }
    return all;
  };
  return {Shape::map_by(Shape::text(), money("money").shape, "money by word",
                        "{none: 0 EUR, full: 10 bn EUR}"),
          read,
          {}};
}

// One of those words, or an amount.
ValueType<Level> level() {
  const auto read = [](Reading& reading, const YamlNode& node,
                       const std::string& path) -> std::optional<Level> {
    const std::vector<Level>& all = reading.scenario.investment.levels;
    const bool is_word = node.is_scalar() && !node.text.empty() &&
                         node.text.find_first_of("0123456789") == std::string::npos;
    if (!is_word) {
      const auto usd = money("money").read(reading, node, path);
      if (!usd) return std::nullopt;
      return Level{node.text, to_cents(*usd)};
    }
    std::vector<std::string> words;
    for (const Level& one : all) words.push_back(one.name);
    const auto found = find_word(reading, node, path, words);
    if (!found) return std::nullopt;
    return all[*found];
  };
  const Shape word = Shape::form("word of `levels`", "[^0-9]+", "full");
  return {Shape::either("word of `levels`, or money", {word, money("money").shape}), read, {}};
}

// "{2024: 20 %, 2025: 80 %}"
ValueType<std::vector<Tranche>> profile() {
  const auto read = [](Reading& reading, const YamlNode& node,
                       const std::string& path) -> std::optional<std::vector<Tranche>> {
    if (!is_map(reading, node, path, "{2024: 20 %, 2025: 80 %}")) return std::nullopt;
    std::vector<Tranche> all;
    for (const YamlEntry& entry : node.entries) {
      const auto from = [&]() -> std::optional<Time> {
        Date first_day;
        if (entry.key.size() == 4 && parse_date(entry.key + "-01-01", first_day)) {
          return at_midnight(first_day);
        }
        reading.error(entry.mark,
                      path + ": expected a year, such as 2024, found '" + entry.key + "'");
        return std::nullopt;
      }();
      const auto percent = read_value(reading, entry.value, path + "." + entry.key, share());
      if (!from || !percent) continue;
      if (!all.empty() && *from <= all.back().from) {
        reading.error(entry.mark, path + ": years must be in their order");
      }
      all.push_back({*from, *percent / 100});
    }
    return all;
  };
  const Shape year = Shape::form("year", "[0-9]{4}", "2024");
  return {
      Shape::map_by(year, share().shape, "shares by year", "{2024: 20 %, 2025: 80 %}"), read, {}};
}

}  // namespace

KeyTable<Scenario> investment_keys() {
  using Spec = Scenario;
  KeyTable<Spec> keys;
  keys.optional(
      "begins", date(), [](Spec& s, Time begins) { s.investment.begins = begins; },
      if_absent("with the simulation"),
      "no project begins before; what is done before the simulation begins is there from its "
      "start");
  keys.optional(
      "rule",
      word<FundingRule>({{"priority", FundingRule::priority},
                         {"benefit_per_euro", FundingRule::benefit_per_euro}}),
      [](Spec& s, FundingRule rule) { s.investment.rule = rule; }, by_default("priority"),
      "which project is looked at first");
  keys.optional(
      "discount_rate", share(),
      [](Spec& s, double percent) { s.investment.discount_rate = percent / 100; },
      by_default("4 %"), "a year, for present values");
  keys.optional(
      "levels", levels(), [](Spec& s, const std::vector<Level>& all) { s.investment.levels = all; },
      if_absent("none"), "what the words of `level` mean: `{none: 0 EUR, full: 10 bn EUR}`");
  keys.optional(
      "level", level(), [](Spec& s, const Level& one) { s.investment.level = one; },
      if_absent("each fund has its amount"), "amount of the fund that says none itself");
  keys.required(
      "funds", maps_by_id(fund_keys(), "{amount: 500 M USD}"),
      [](Spec& s, const std::vector<FundSpec>& all) { s.investment.funds = all; }, "who pays");
  return keys;
}

KeyTable<FundSpec> fund_keys() {
  using Spec = FundSpec;
  KeyTable<Spec> keys;
  keys.optional("name", text(), &Spec::name, if_absent("the id"), "");
  keys.optional(
      "amount", money("money"), [](Spec& s, double usd) { s.amount = to_cents(usd); },
      if_absent("as `level` says"), "in all");
  keys.optional(
      "profile", profile(), &Spec::tranches, if_absent("all at once"),
      "shares of it that may be spent from the first day of a year on; what is left stays");
  return keys;
}

KeyTable<ProjectText> project_keys() {
  using Text = ProjectText;
  KeyTable<Text> keys;
  keys.optional(
      "name", text(), [](Text& t, const std::string& name) { t.spec.name = name; },
      if_absent("the id"), "");
  keys.required(
      "kind", word<bool>({{"hard", false}, {"soft", true}}),
      [](Text& t, bool is_soft) { t.spec.is_soft = is_soft; },
      "concrete and steel, or papers, tariffs and rules");
  keys.required(
      "cost", money("money"), [](Text& t, double usd) { t.spec.cost = to_cents(usd); },
      "as estimated");
  keys.required(
      "lead_time", duration(kNotNegative), [](Text& t, Duration time) { t.spec.lead_time = time; },
      "from its beginning until it is done, as planned; its cost is spread evenly over it");
  keys.optional(
      "overrun", varying_number(),
      [](Text& t, const Distribution& factor) { t.spec.overrun = factor; }, by_default("1"),
      "what it costs in the end, times `cost`: `lognormal(mean 1.2, cv 0.3)`");
  keys.optional(
      "delay", varying_hours(),
      [](Text& t, const Distribution& time) { t.spec.delay_hours = time; }, by_default("0 d"),
      "so much more than `lead_time`");
  keys.optional(
      "from", date(), [](Text& t, Time from) { t.spec.earliest = from; },
      if_absent("`investment.begins`"), "it does not begin before");
  keys.optional(
      "funds", references("funds"),
      [](Text& t, const std::vector<std::size_t>& funds) {
        for (const std::size_t fund : funds) t.spec.funds.emplace_back(fund);
      },
      if_absent("it costs nothing"), "that pay for it, the first as far as it can, then the next");
  keys.optional(
      "needs", references("projects"),
      [](Text& t, const std::vector<std::size_t>& needs) {
        for (const std::size_t project : needs) t.spec.needs.emplace_back(project);
      },
      if_absent("none"), "projects that must be done before it begins");
  keys.optional(
      "when", occupancy(),
      [](Text& t, const OccupancySpec& o) { t.spec.awaits_trigger = true, t.change.occupancy = o; },
      if_absent("needs no trigger"),
      "it begins only when a `facility` has been fuller than `above` on each day of `lasting` (all "
      "required)");
  constexpr Bounds kEitherSign{-1e6, true, 1e6};
  keys.optional(
      "priority", number(kEitherSign), [](Text& t, double number) { t.spec.priority = number; },
      by_default("0"), "the lower number is looked at first");
  keys.optional(
      "benefit", money("money/time", "/a"),
      [](Text& t, double usd) { t.spec.benefit = to_cents(usd); }, by_default("0 USD/a"),
      "that it is said to have, for the rule `benefit_per_euro`");
  keys.optional(
      "effects", effects(),
      [](Text& t, const std::vector<EffectSpec>& all) { t.change.effects = all; },
      if_absent("none"), "when it is done, for good: see \"Interventions\"");
  keys.optional(
      "builds_up", duration(kNotNegative),
      [](Text& t, Duration time) { t.change.builds_up = time; }, by_default("0 d"),
      "from no effect to the whole, evenly, from when it is done");
  return keys;
}

}  // namespace caravan
