// How a sweep's file is read, and its parts held against each other.

#include <algorithm>
#include <filesystem>

#include "caravan/scenarios/files.hpp"
#include "caravan/scenarios/key_maps.hpp"
#include "caravan/scenarios/keys.hpp"
#include "caravan/scenarios/load.hpp"
#include "caravan/scenarios/overrides.hpp"
#include "caravan/scenarios/sweep_keys.hpp"
#include "caravan/scenarios/sweep_spec.hpp"

namespace caravan {
namespace {

constexpr std::size_t kMostPoints = 10'000'000;

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
