#include "call_summary.hpp"

#include <cmath>
#include <ostream>

#include "summary_parts.hpp"

namespace caravan {
namespace {

// Over time, of one entry of the series' other dimension.
// Not where no ship came.
void add_measured(Tally& tally, double value) {
  if (!std::isnan(value)) tally.add(value);
}

}  // namespace

CallSummariser::CallSummariser(const Network& network)
    : network_(network), calls_(network.scenario.calls.size()) {}

void CallSummariser::add(const Results& results) {
  const auto intervals = static_cast<double>(interval_starts(network_.scenario).size());
  for (std::size_t i = 0; i < calls_.size(); ++i) {
    const auto sum = [&](Variable v) { return results.of_run(v)[i]; };
    calls_[i].arrived.add(sum(Variable::calls_arrived));
    calls_[i].turned_away.add(sum(Variable::calls_turned_away));
    calls_[i].in_port.add(sum(Variable::calls_in_port) / intervals);
    add_measured(calls_[i].wait, results[Variable::call_wait_mean][i]);
    add_measured(calls_[i].stay, results[Variable::call_stay_mean][i]);
  }
}

std::vector<CallSummary> CallSummariser::summarise() const {
  std::vector<CallSummary> all;
  for (std::size_t i = 0; i < calls_.size(); ++i) {
    const CallSpec& spec = network_.scenario.calls[i];
    const Tallies& t = calls_[i];
    all.push_back({spec.id, spec.name, estimate_of(t.arrived), estimate_of(t.turned_away),
                   estimate_of(t.in_port), estimate_of(t.wait), estimate_of(t.stay)});
  }
  return all;
}

void print_calls(std::ostream& out, const std::vector<CallSummary>& calls) {
  if (calls.empty()) return;
  Table table;
  table.row({"Other ships' calls", "arrived", "went elsewhere", "in port", "hours of waiting",
             "hours in port"});
  for (const CallSummary& c : calls) {
    table.row({c.name, spell(c.arrived, 1, 0), spell(c.turned_away, 1, 0), spell(c.in_port, 1, 2),
               spell(c.wait_h), spell(c.stay_h)});
  }
  table.print(out);
}

void write_calls(JsonWriter& json, const std::vector<CallSummary>& calls) {
  if (calls.empty()) return;
  json.key("calls").open_list();
  for (const CallSummary& c : calls) {
    json.open_object().key("id").value(c.id).key("name").value(c.name);
    write(json, "arrived", c.arrived);
    write(json, "turned_away", c.turned_away);
    write(json, "in_port", c.in_port);
    write(json, "wait_h", c.wait_h);
    write(json, "stay_h", c.stay_h);
    json.close_object();
  }
  json.close_list();
}

}  // namespace caravan
