// The points of a sweep, from what its author said.

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <string>

#include "caravan/scenarios/measure.hpp"
#include "caravan/scenarios/sampling.hpp"
#include "caravan/scenarios/sweep_spec.hpp"

namespace caravan {
namespace {

using Values = std::vector<std::string>;  // by factor

// The shortest text that reads back as the same number.
std::string spell(double number) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  return {digits, end};
}

// The value at a share, 0 to 1, of a factor's range; each of its values has an equal part.
std::string value_at(const SweepFactor& factor, double share) {
  if (!factor.range) {
    const auto count = factor.values.size();
    const auto i = static_cast<std::size_t>(share * static_cast<double>(count));
    return factor.values[std::min(i, count - 1)];
  }
  const auto& [from, to, unit] = *factor.range;
  double value = from + share * (to - from);
  if (factor.is_logarithmic) value = from * std::pow(to / from, share);
  if (factor.is_whole) {  // each whole number has an equal part
    value = std::min(std::floor(from + share * (to - from + 1)), to);
  }
  return spell(value) + (unit.empty() ? "" : " " + unit);
}

Values grid_values(const SweepFactor& factor) {
  if (!factor.range) return factor.values;
  Values values;
  const auto& [from, to, unit] = *factor.range;
  for (std::size_t i = 0; i < factor.steps; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(factor.steps - 1);
    double value =
        factor.is_logarithmic ? from * std::pow(to / from, share) : from + share * (to - from);
    if (factor.is_whole) value = std::round(value);
    values.push_back(spell(value) + (unit.empty() ? "" : " " + unit));
  }
  return values;
}

// Factors that go together, of which all but the first follow.
std::vector<std::vector<std::size_t>> axes_of(const SweepSpec& sweep) {
  std::vector<std::vector<std::size_t>> axes;
  std::vector<bool> is_follower(sweep.factors.size(), false);
  for (const auto& group : sweep.lock_step) {
    for (std::size_t i = 1; i < group.size(); ++i) is_follower[group[i]] = true;
  }
  for (std::size_t f = 0; f < sweep.factors.size(); ++f) {
    if (is_follower[f]) continue;
    const auto group = std::find_if(sweep.lock_step.begin(), sweep.lock_step.end(),
                                    [&](const auto& g) { return g.front() == f; });
    axes.push_back(group == sweep.lock_step.end() ? std::vector<std::size_t>{f} : *group);
  }
  return axes;
}

// Every combination; the last factor changes fastest.
std::vector<Values> grid(const SweepSpec& sweep) {
  std::vector<Values> of_factor;
  for (const SweepFactor& factor : sweep.factors) of_factor.push_back(grid_values(factor));
  std::vector<Values> rows{Values(sweep.factors.size())};
  for (const auto& axis : axes_of(sweep)) {
    std::vector<Values> longer;
    for (const Values& row : rows) {
      for (std::size_t i = 0; i < of_factor[axis.front()].size(); ++i) {
        Values& next = longer.emplace_back(row);
        for (const std::size_t factor : axis) next[factor] = of_factor[factor][i];
      }
    }
    rows = std::move(longer);
  }
  return rows;
}

std::vector<Values> sample(const SweepSpec& sweep) {
  const std::size_t factors = sweep.factors.size();
  std::vector<UnitPoint> shares;
  switch (sweep.design) {
    case DesignKind::latin_hypercube:
      shares = latin_hypercube(sweep.size, factors, sweep.design_seed);
      break;
    case DesignKind::sobol: shares = sobol_points(sweep.size, factors, sweep.design_seed); break;
    case DesignKind::saltelli:
      shares = saltelli_points(sweep.size, factors, sweep.design_seed);
      break;
    case DesignKind::morris:
      shares = morris_points(sweep.size, factors, sweep.levels, sweep.design_seed);
      break;
    case DesignKind::grid:
    case DesignKind::list: break;
  }
  std::vector<Values> rows;
  for (const UnitPoint& point : shares) {
    Values& row = rows.emplace_back();
    for (std::size_t f = 0; f < factors; ++f) {
      row.push_back(value_at(sweep.factors[f], point[f]));
    }
  }
  return rows;
}

// The number at the beginning of a value, whatever its unit; load_sweep has seen to it that there
// is one where a limit asks.
double number_in(const std::string& value) {
  double number = 0;
  std::from_chars(value.data(), value.data() + value.size(), number);
  return number;
}

bool is_allowed(const SweepSpec& sweep, const Values& row) {
  for (const SweepLimit& limit : sweep.limits) {
    double sum = 0;
    for (const auto& [factor, weight] : limit.weights) sum += weight * number_in(row[factor]);
    if (limit.at_least && sum < *limit.at_least) return false;
    if (limit.at_most && sum > *limit.at_most) return false;
  }
  return std::none_of(sweep.except.begin(), sweep.except.end(), [&](const Combination& banned) {
    return std::all_of(banned.begin(), banned.end(),
                       [&](const auto& one) { return row[one.first] == one.second; });
  });
}

// A value as a --set takes it: quoted where YAML would read something else.
std::string quoted_if_needed(const std::string& value) {
  const bool is_plain =
      value == "~" ||
      (!value.empty() && value.find_first_of(":#{}[]&*!|>'\"%@`\\\n") == std::string::npos &&
       value.front() != '-' && value.front() != '?');
  if (is_plain) return value;
  std::string quoted = "'";
  for (const char c : value) quoted += c == '\'' ? "''" : std::string(1, c);
  return quoted + "'";
}

}  // namespace

std::vector<std::string> settings_of(const SweepFactor& factor, const std::string& value) {
  if (!factor.intervention.empty()) {
    if (value == "on") return {};
    return {"interventions." + factor.intervention + "=~"};
  }
  std::vector<std::string> settings;
  for (const std::string& path : factor.paths) {
    settings.push_back(path + "=" + quoted_if_needed(value));
  }
  return settings;
}

std::vector<SweepPoint> points_of(const SweepSpec& sweep) {
  std::vector<Values> rows;
  switch (sweep.design) {
    case DesignKind::grid: rows = grid(sweep); break;
    case DesignKind::list: rows = sweep.rows; break;
    default: rows = sample(sweep);
  }
  std::vector<SweepPoint> points;
  for (Values& row : rows) {
    if (!is_allowed(sweep, row)) continue;
    SweepPoint& point = points.emplace_back();
    // What is taken away is so last: what else is said of it must find it.
    for (const bool is_switch : {false, true}) {
      for (std::size_t f = 0; f < row.size(); ++f) {
        if (sweep.factors[f].intervention.empty() == is_switch) continue;
        const std::vector<std::string> settings = settings_of(sweep.factors[f], row[f]);
        point.settings.insert(point.settings.end(), settings.begin(), settings.end());
      }
    }
    point.values = std::move(row);
  }
  return points;
}

}  // namespace caravan
