#include "verdicts.hpp"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <ostream>
#include <sstream>

#include "json.hpp"
#include "summary_parts.hpp"

namespace caravan {
namespace {

const VariableSpec& spec_of(const Expectation& expectation) {
  return kVariables[static_cast<std::size_t>(expectation.variable)];
}

// Values that don't vary are exact but for the tick of the clock and the last bits of sums.
double hair(double value) { return 1e-6 * std::abs(value); }

std::string digits(double value) {
  std::ostringstream text;
  text << std::setprecision(5) << value;
  return text.str();
}

std::string percent(double share) { return fixed(100 * share, 2) + " %"; }

std::string with_unit(const std::string& number, const Expectation& expectation) {
  const std::string unit = unit_in_words(spec_of(expectation));
  return unit.empty() ? number : number + " " + unit;
}

std::string expected_text(const Expectation& expectation) {
  const bool has_least = std::isfinite(expectation.least);
  const bool has_most = std::isfinite(expectation.most);
  std::string number = digits(expectation.least);
  if (!expectation.is_value()) {
    number = has_least ? "at least " + number : "";
    if (has_most) number += (has_least ? ", at most " : "at most ") + digits(expectation.most);
  }
  return with_unit(number, expectation);
}

std::string of_what(const Expectation& expectation) {
  std::string text(spec_of(expectation).name);
  for (const Coordinate& one : expectation.at) text += " " + one.label;
  return text;
}

double share_of_value(const Verdict& verdict) {
  return verdict.estimate.half_width / std::abs(verdict.expectation.least);
}

std::string sharpness(const Verdict& verdict) {
  if (!verdict.expectation.is_value()) return "";
  return percent(share_of_value(verdict)) + " of " + percent(verdict.expectation.within);
}

std::string outcome(const Verdict& verdict) {
  if (verdict.without_value > 0) {
    return "NOT MEASURED in " + std::to_string(verdict.without_value) + " replications";
  }
  if (!verdict.covers) return "MISSED";
  return verdict.is_sharp ? "met" : "NOT SHARP ENOUGH";
}

std::string count_of(std::size_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

void write(JsonWriter& json, const Verdict& verdict) {
  const Expectation& expectation = verdict.expectation;
  const double nan = std::nan("");
  const bool is_value = expectation.is_value();
  json.open_object();
  json.key("id").value(expectation.id);
  json.key("variable").value(spec_of(expectation).name);
  json.key("at").open_object();
  for (const Coordinate& one : expectation.at) {
    json.key(kDimensionNames[static_cast<std::size_t>(one.dimension)]).value(one.label);
  }
  json.close_object();
  json.key("unit").value(spec_of(expectation).unit);
  json.key("is").value(is_value ? expectation.least : nan);
  json.key("at_least").value(is_value ? nan : expectation.least);
  json.key("at_most").value(is_value ? nan : expectation.most);
  json.key("within").value(is_value ? expectation.within : nan);
  json.key("formula").value(expectation.formula);
  json.key("mean").value(verdict.estimate.mean);
  json.key("half_width").value(verdict.estimate.half_width);
  json.key("verdict").value(verdict.is_met() ? "met" : outcome(verdict));
  json.close_object();
}

}  // namespace

ObservedValue::ObservedValue(const Network& network, const Expectation& expectation)
    : variable_(expectation.variable) {
  auto coordinate = expectation.at.begin();
  for (const Dimension dimension : spec_of(expectation).dimensions) {
    if (dimension == Dimension::none) break;
    if (dimension == Dimension::time) {
      intervals_ = extent_of(network, dimension);
      continue;
    }
    const std::vector<std::string> labels = labels_of(network, dimension);
    const auto label = std::find(labels.begin(), labels.end(), coordinate->label);
    entry_ = entry_ * labels.size() + static_cast<std::size_t>(label - labels.begin());
    ++coordinate;
  }
}

double ObservedValue::of(const Results& results) const {
  const VariableSpec& spec = spec_of(variable_);
  if (!is_series(spec)) return results[variable_][entry_];
  const double of_run = results.of_run(variable_)[entry_];
  const bool is_mean = spec.cell_methods == "time: mean";
  return is_mean ? of_run / static_cast<double>(intervals_) : of_run;
}

Verdict judge(const Expectation& expectation, const std::vector<double>& observed,
              double confidence) {
  Verdict verdict;
  verdict.expectation = expectation;
  Tally tally;
  for (const double value : observed) {
    std::isnan(value) ? static_cast<void>(++verdict.without_value) : tally.add(value);
  }
  const Estimate estimate = verdict.estimate = confidence_interval(tally, confidence);
  if (expectation.is_value()) {
    const double value = expectation.least;
    verdict.covers = std::abs(estimate.mean - value) <= estimate.half_width + hair(value);
    verdict.is_sharp = estimate.half_width <= expectation.within * std::abs(value);
  } else {
    verdict.covers = estimate.mean - estimate.half_width >= expectation.least &&
                     estimate.mean + estimate.half_width <= expectation.most;
    verdict.is_sharp = true;
  }
  return verdict;
}

std::size_t CheckedScenario::met() const {
  return static_cast<std::size_t>(std::count_if(verdicts.begin(), verdicts.end(),
                                                [](const Verdict& one) { return one.is_met(); }));
}

void print_table(std::ostream& out, const CheckedScenario& checked) {
  const Expectations& how = checked.expectations;
  out << checked.path << ": " << checked.title << '\n'
      << "  " << how.replications << " replications, seed " << how.seed << ", "
      << percent(how.confidence) << " intervals; " << fixed(checked.seconds, 1) << " s\n";
  Table table(true);
  table.row({"", "expected", "simulated", "half-width", "   "});
  for (const Verdict& one : checked.verdicts) {
    const std::string simulated =
        digits(one.estimate.mean) + " \u00b1 " + digits(one.estimate.half_width);
    table.row({of_what(one.expectation), expected_text(one.expectation),
               with_unit(simulated, one.expectation), sharpness(one), outcome(one)});
  }
  table.print(out);
}

std::string tell_sum(const std::vector<CheckedScenario>& all) {
  std::size_t met = 0, expected = 0;
  for (const CheckedScenario& one : all) met += one.met(), expected += one.verdicts.size();
  return std::to_string(met) + " of " + count_of(expected, "expectation", "expectations") +
         (met == 1 ? " is met, in " : " are met, in ") +
         count_of(all.size(), "scenario", "scenarios");
}

void print_json(std::ostream& out, const std::vector<CheckedScenario>& all) {
  JsonWriter json(out);
  json.open_list();
  for (const CheckedScenario& checked : all) {
    json.open_object();
    json.key("scenario").value(checked.path).key("title").value(checked.title);
    json.key("replications").value(static_cast<double>(checked.expectations.replications));
    json.key("seed").value(static_cast<double>(checked.expectations.seed));
    json.key("confidence").value(checked.expectations.confidence);
    json.key("seconds").value(checked.seconds);
    json.key("expectations").open_list();
    for (const Verdict& verdict : checked.verdicts) write(json, verdict);
    json.close_list().close_object();
  }
  json.close_list();
  out << '\n';
}

}  // namespace caravan
