// What a scenario may say of interventions.

#include "caravan/scenarios/effects.hpp"
#include "caravan/scenarios/key_maps.hpp"
#include "caravan/scenarios/keys.hpp"

namespace caravan {
namespace {

using Spec = InterventionSpec;

Shape two_of(const Shape& date) {
  return Shape::tuple("two dates", {date, date}, "[2023-01-01, 2023-04-01]");
}

ValueType<std::pair<Time, Time>> two_dates() {
  const auto read = [](Reading& reading, const YamlNode& node,
                       const std::string& path) -> std::optional<std::pair<Time, Time>> {
    if (!node.is_list() || node.items.size() != 2) {
      reading.error(
          node.mark,
          path + ": expected two dates, such as [2023-01-01, 2023-04-01], found " + describe(node));
      return std::nullopt;
    }
    const auto first = date().read(reading, node.items[0], path);
    const auto second = date().read(reading, node.items[1], path);
    if (!first || !second) return std::nullopt;
    if (*first < *second) return std::pair{*first, *second};
    reading.error(node.items[1].mark, path + ": must be after " + node.items[0].text);
    return std::nullopt;
  };
  return {two_of(date().shape), read, {}};
}

ValueType<std::array<bool, 12>> month_list() {
  const auto read = [](Reading& reading, const YamlNode& node,
                       const std::string& path) -> std::optional<std::array<bool, 12>> {
    if (!node.is_list() || node.items.empty()) {
      reading.error(node.mark, path + ": expected a list of months, such as [11, 12, 1], found " +
                                   describe(node));
      return std::nullopt;
    }
    std::array<bool, 12> months{};
    for (const YamlNode& item : node.items) {
      const auto month = count(1).read(reading, item, path);
      if (!month) return std::nullopt;
      if (*month > 12) {
        reading.error(item.mark, path + ": months are 1 to 12, found " + describe(item));
        return std::nullopt;
      }
      months[static_cast<std::size_t>(*month - 1)] = true;
    }
    return months;
  };
  Shape month = Shape::number({1, true, 12}, true);
  month.name = "months";
  return {Shape::list_of(month, 1, "[11, 12, 1]"), read, {}};
}

}  // namespace

ValueType<OccupancySpec> occupancy() {
  KeyTable<OccupancySpec> keys;
  keys.required("facility", text(), &OccupancySpec::facility, "such as `aktau/storage/container`");
  keys.required(
      "above", share(), [](OccupancySpec& s, double percent) { s.above = percent / 100; },
      "share of it in use");
  keys.required("lasting", duration(kNotNegative), &OccupancySpec::lasting,
                "seen at midnight on so many days in a row");
  return map_of(keys, "{facility: aktau/storage/container, above: 80 %, lasting: 60 d}");
}

namespace {

// Each is two dates, and a value in place of the effects' own operand if there is a third.
ValueType<std::vector<HistoricWindow>> windows() {
  const auto read = [](Reading& reading, const YamlNode& node,
                       const std::string& path) -> std::optional<std::vector<HistoricWindow>> {
    if (!node.is_list()) {
      reading.error(node.mark,
                    path +
                        ": expected a list of windows, such as [[2023-01-10, 2023-01-14]], or "
                        "{file: closures.csv}, found " +
                        describe(node));
      return std::nullopt;
    }
    std::vector<HistoricWindow> all;
    for (const YamlNode& item : node.items) {
      YamlNode dates = item;
      std::optional<double> operand;
      if (item.items.size() == 3) {
        constexpr Bounds kEitherSign{-1e12, true, 1e12};
        operand = number(kEitherSign).read(reading, item.items[2], path);
        if (!operand) return std::nullopt;
        dates.items.pop_back();
      }
      const auto window = two_dates().read(reading, dates, path);
      if (!window) return std::nullopt;
      if (!all.empty() && window->first < all.back().until) {
        reading.error(item.mark, path + ": must not begin before the one before is over");
        return std::nullopt;
      }
      all.push_back({window->first, window->second, operand});
    }
    return all;
  };
  const Shape from = date().shape;
  const Shape with_value =
      Shape::tuple("two dates and a value", {from, from, number({-1e12, true, 1e12}).shape},
                   "[2023-01-10, 2023-01-14, 0.5]");
  const Shape windows = Shape::list_of(Shape::either("window", {two_of(from), with_value}), 0,
                                       "[[2023-01-10, 2023-01-14]]");
  KeyShape file =
      optional_key("file", Shape::text(), "required", "with columns `from`, `until`, `value`");
  file.is_required = true;
  const Shape table = Shape::map_with({file}, "table", "{file: closures.csv}");
  return {Shape::either("windows", {windows, table}), read, {}};
}

void add_onset_keys(KeyTable<Spec>& keys) {
  keys.optional("from", date(), &Spec::from, if_absent("the beginning"),
                "when it begins; or nothing happens before");
  keys.optional(
      "between", two_dates(),
      [](Spec& s, std::pair<Time, Time> dates) {
        s.onset = Onset::between, s.from = dates.first, s.latest = dates.second;
      },
      if_absent("at `from`"), "it begins at some time between the two");
  keys.optional(
      "every", varying_hours(),
      [](Spec& s, const Distribution& time) { s.onset = Onset::recurring, s.every_hours = time; },
      if_absent("once"), "it comes over and over, so long after the end of the one before");
  keys.optional("months", month_list(), &Spec::months, if_absent("all"),
                "with `every`: only time in these counts, and it begins in these only");
  const auto follow = [](Spec& s, std::size_t other, bool is_after_its_end) {
    s.onset = Onset::after;
    s.after = InterventionId(other);
    s.is_after_its_end = is_after_its_end;
  };
  keys.optional(
      "after", reference("interventions"),
      [follow](Spec& s, std::size_t other) { follow(s, other, false); },
      if_absent("of its own accord"), "it begins each time that the other has begun");
  keys.optional(
      "after_end_of", reference("interventions"),
      [follow](Spec& s, std::size_t other) { follow(s, other, true); },
      if_absent("of its own accord"), "it begins each time that the other has ended");
  keys.optional("delay", varying_hours(), &Spec::delay_hours, by_default("0 d"),
                "with `after` or `after_end_of`: so much later");
  keys.optional(
      "when", occupancy(),
      [](Spec& s, const OccupancySpec& o) { s.onset = Onset::occupancy, s.occupancy = o; },
      if_absent("of its own accord"),
      "a `facility` is fuller than `above` on each day of `lasting` (all required)");
  keys.optional(
      "windows", windows(),
      [](Spec& s, const std::vector<HistoricWindow>& all) {
        s.onset = Onset::history, s.history = all;
      },
      if_absent("none"),
      "when it was so: `[[2023-01-10, 2023-01-14], ...]` or `{file: closures.csv}`");
  keys.optional(
      "probability", share(), [](Spec& s, double percent) { s.probability = percent / 100; },
      by_default("100 %"), "that it happens, each time");
}

void add_length_keys(KeyTable<Spec>& keys) {
  keys.only_for("interventions without `windows`", lacks("windows"));
  keys.optional(
      "until", date(), [](Spec& s, Time until) { s.until = until; }, if_absent("for good"),
      "when it ends");
  keys.optional(
      "lasts", varying_hours(),
      [](Spec& s, const Distribution& time) { s.lasts_hours = time, s.is_for_good = false; },
      if_absent("for good"), "how long");
}

}  // namespace

KeyTable<InterventionSpec> intervention_keys() {
  KeyTable<Spec> keys;
  keys.optional("name", text(), &Spec::name, if_absent("the id"), "");
  keys.optional("kind", text(), &Spec::kind, by_default("disruption"),
                "`disruption`, `policy`, `investment`, `trend`; for tables");
  keys.required("effects", effects(), &Spec::effects,
                "what becomes other than it was: see \"Interventions\"");
  keys.optional("work",
                as<std::optional<WorkInProgress>>(
                    word<WorkInProgress>({{"finishes", WorkInProgress::finishes},
                                          {"pauses", WorkInProgress::pauses},
                                          {"restarts", WorkInProgress::restarts}})),
                &Spec::work, if_absent("`pauses` in a port that closes, else `finishes`"),
                "what becomes of what is in work where something closes, or a berth is taken out");
  add_onset_keys(keys);
  add_length_keys(keys);
  keys.for_all();
  keys.one_at_most({"between", "every", "after", "after_end_of", "when", "windows"});
  keys.one_at_most({"until", "lasts"});
  keys.optional("builds_up", duration(kNotNegative), &Spec::builds_up, by_default("0 d"),
                "from no effect to the whole, evenly");
  keys.optional("recovers", duration(kNotNegative), &Spec::recovers, by_default("0 d"),
                "when it has ended, from the whole effect to none, evenly");
  return keys;
}

}  // namespace caravan
