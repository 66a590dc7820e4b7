#include "caravan/scenarios/schedules.hpp"

#include <algorithm>
#include <utility>

#include "caravan/models/attributes.hpp"
#include "caravan/scenarios/effects.hpp"

namespace caravan {
namespace {

YamlNode map_node(Mark mark) {
  YamlNode map;
  map.kind = YamlNode::Kind::map;
  map.mark = mark;
  return map;
}

// Between the dots.
std::vector<std::string> parts_of_path(const std::string& path) {
  std::vector<std::string> parts;
  for (std::size_t start = 0; start <= path.size();) {
    const std::size_t end = std::min(path.find('.', start), path.size());
    parts.push_back(path.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

// "= 2" of what stands at the path, as a list of one effect: "places.aktau.berths.container"
// becomes {places: aktau, berths: {container: = 2}}.
YamlNode effect_of(const std::vector<std::string>& path, const YamlNode& value) {
  YamlNode node = value;
  if (value.is_scalar()) {
    const bool is_switch = value.text == "yes" || value.text == "no";
    node.text = "= " + (is_switch ? std::string(value.text == "yes" ? "1" : "0") : value.text);
  }
  for (std::size_t i = path.size() - 1; i >= 2; --i) {
    YamlNode outer = map_node(value.mark);
    outer.entries.push_back({path[i], value.mark, std::move(node)});
    node = std::move(outer);
  }
  node.entries.insert(node.entries.begin(),
                      {path[0], value.mark, scalar_node(path[1], value.mark)});
  YamlNode list;
  list.kind = YamlNode::Kind::list;
  list.mark = value.mark;
  list.items.push_back(std::move(node));
  return list;
}

bool can_have_targets(const std::vector<std::string>& path) {
  return path.size() > 2 &&
         std::find(kSectionNames.begin(), kSectionNames.end(), path[0]) != kSectionNames.end();
}

void add(Reading& reading, InterventionSpec spec) {
  std::vector<std::string>& ids = reading.ids["interventions"];
  std::vector<InterventionSpec>& all = reading.scenario.interventions;
  ids.insert(ids.begin() + static_cast<std::ptrdiff_t>(all.size()), spec.id);
  spec.name = spec.id;
  spec.kind = "schedule";
  spec.onset = Onset::history;
  spec.from = reading.scenario.begin();
  all.push_back(std::move(spec));
}

void add_schedule(Reading& reading, const ScheduledValue& scheduled) {
  static const ValueType<std::vector<EffectSpec>> effects_type = effects();
  const std::vector<YamlEntry>& entries = scheduled.schedule.entries;
  const std::vector<std::string> path = parts_of_path(scheduled.path);
  if (!can_have_targets(path)) {
    return reading.error(entries.front().mark,
                         scheduled.path + ": is nothing that can change on stated dates");
  }
  const std::vector<Time> dates = dates_of(reading, scheduled.schedule, scheduled.path);
  if (dates.size() != entries.size()) return;  // it has been reported
  InterventionSpec spec;
  spec.id = scheduled.path;
  // As at the first date it is from the beginning.
  for (std::size_t i = 1; i < entries.size(); ++i) {
    const YamlNode& value =
        is_figure(entries[i].value) ? *entries[i].value.find("value") : entries[i].value;
    const auto then = effects_type.read(reading, effect_of(path, value), scheduled.path);
    if (!then || then->empty()) return;
    const Time until = i + 1 < dates.size() ? dates[i + 1] : kNever;
    spec.history.push_back({dates[i], until, then->front().operand});
    spec.effects = *then;
  }
  if (!spec.history.empty()) add(reading, std::move(spec));
}

// So many years later; of 29 February, the 28th.
Time anniversary(Time since, int years) {
  Date date = date_of(since);
  date.year += years;
  if (date.month == 2 && date.day == 29) date.day = 28;
  return at_midnight(date);
}

// The factors of a volume, from one change to the next.
std::vector<HistoricWindow> windows_of(const Season& season, const Scenario& scenario) {
  const Time since = season.since.value_or(scenario.start);
  const Time end = scenario.end();
  std::vector<HistoricWindow> windows;
  int years = 0;
  double grown = 1;
  for (Time t = scenario.begin(); t < end;) {
    while (anniversary(since, years + 1) <= t) ++years, grown *= 1 + season.growth;
    const double factor = grown * season.by_month[date_of(t).month - 1];
    const Time until = std::min({next_month(t), anniversary(since, years + 1), end});
    if (!windows.empty() && windows.back().operand == factor) {
      windows.back().until = until;
    } else {
      windows.push_back({t, until, factor});
    }
    t = until;
  }
  return windows;
}

std::uint32_t volume_of_demands() {
  const auto found = std::find_if(
      attributes().begin(), attributes().end(),
      [](const Attribute& one) { return one.section == Section::demands && one.name == "volume"; });
  return static_cast<std::uint32_t>(found - attributes().begin());
}

}  // namespace

bool is_schedule(const YamlNode& node) {
  Date date;
  return node.is_map() && !node.entries.empty() && parse_date(node.entries.front().key, date);
}

std::vector<Time> dates_of(Reading& reading, const YamlNode& schedule, const std::string& path) {
  std::vector<Time> dates;
  for (const YamlEntry& entry : schedule.entries) {
    Date date;
    if (!parse_date(entry.key, date)) {
      reading.error(entry.mark, path +
                                    ": expected a date, such as 2023-01-01, as those before, "
                                    "found '" +
                                    entry.key + "'");
      continue;
    }
    if (!dates.empty() && at_midnight(date) <= dates.back()) {
      reading.error(entry.mark, path + ": dates must be in their order");
      continue;
    }
    dates.push_back(at_midnight(date));
  }
  return dates;
}

void add_schedules(Reading& reading) {
  // Reading effects may find further mistakes, but no further schedules.
  for (const ScheduledValue& one : std::exchange(reading.schedules, {})) {
    add_schedule(reading, one);
  }
}

void add_season(Reading& reading, DemandId demand, const Season& season) {
  const Scenario& scenario = reading.scenario;
  const bool is_by_month = season.by_month != kSameAllYear;
  if (!is_by_month && season.growth == 0) return;
  InterventionSpec spec;
  spec.id = "demands." + scenario[demand].id + (is_by_month ? ".by_month" : ".growth");
  spec.effects = {{volume_of_demands(), demand.value, 0, Operation::times, 1}};
  spec.history = windows_of(season, scenario);
  add(reading, std::move(spec));
}

}  // namespace caravan
