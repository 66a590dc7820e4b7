// What holds now: the scenario's specs as the interventions in force have changed them.
//
// Until the first change this is the scenario of the network itself; copies of a world share one
// changed scenario until one of them changes it again.
#pragma once

#include <atomic>
#include <memory>

#include "caravan/models/scenario.hpp"

namespace caravan {

class Conditions {
 public:
  explicit Conditions(const Scenario& unchanged) : now_(&unchanged) {}

  const Scenario& now() const { return *now_; }

  // This world's own, to be changed.
  Scenario& edit() {
    const bool is_shared = own_ == nullptr || own_.use_count() > 1;
    if (is_shared) own_ = std::make_shared<Scenario>(*now_);
    std::atomic_thread_fence(std::memory_order_acquire);  // others have read it to the end
    now_ = own_.get();
    return *own_;
  }

  // Of a scenario that differs from the one before in interventions and investment only: what has
  // been changed stays so.
  void rebase(const Scenario& unchanged) {
    if (own_ == nullptr) {
      now_ = &unchanged;
      return;
    }
    Scenario& now = edit();
    now.interventions = unchanged.interventions;
    now.investment = unchanged.investment;
    now.projects = unchanged.projects;
  }

  // What holds follows from which interventions are in force, and these are compared.
  bool operator==(const Conditions&) const { return true; }

 private:
  const Scenario* now_;
  std::shared_ptr<Scenario> own_;
};

}  // namespace caravan
