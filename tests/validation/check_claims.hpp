// Any model against several closed forms at once: what QueueModel has in `replicate`, for the rest.
//
// All who use this, and service_laws.cpp, have the seed of queues.cpp, which was theirs before they
// were run. Seeds 2 to 21 were run once to look for bias: 14 of their 1500 intervals miss theory,
// where 99 % confidence promises 15, and 2 (of what a stock owes) are wider than the rule allows.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "check_against_theory.hpp"

namespace caravan::validation {

// A value of the model that theory knows.
template <class Model>
struct Claim {
  std::string what;
  double theory = 0;
  std::function<double(const Model&)> measure;  // since statistics began
};

// Runs a model of each replication, deletes its warm-up, and compares. `make` takes the number of
// a replication and gives a model with `run_until`, `begin_statistics` and `now`. `utilisation`:
// of the busiest servers, for the rule; 0 where there are none.
template <class Model, class Make>
void check_claims(const std::string& model_name, const Make& make, const RunLength& run,
                  double utilisation, const std::vector<Claim<Model>>& claims) {
  std::vector<Tally> values(claims.size());
  for (std::uint64_t replication = 0; replication < run.replications; ++replication) {
    Model model = make(replication);
    model.run_until(Time{} + hours(run.warm_up_hours));
    model.begin_statistics();
    model.run_until(model.now() + hours(run.measured_hours));
    for (std::size_t i = 0; i < claims.size(); ++i) values[i].add(claims[i].measure(model));
  }
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const std::string what = model_name + ", " + claims[i].what;
    check_against_theory(what.c_str(), values[i], claims[i].theory, utilisation);
  }
}

}  // namespace caravan::validation
