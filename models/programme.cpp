#include "caravan/models/programme.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "caravan/models/luck.hpp"

namespace caravan {
namespace {

constexpr Duration kBillPeriod = days(30);
constexpr Cents kNothing{};

// The part of a cost that has fallen due when so much of the lead time is paid for.
Cents due_for(Cents cost, Duration part, Duration lead_time) {
  if (part == lead_time) return cost;
  return Cents{std::llround(static_cast<double>(cost.value) * (part / lead_time))};
}

// By fund, in the order of time.
std::vector<std::vector<Promise>> promises_of(const Programme& programme,
                                              const Scenario& scenario) {
  std::vector<std::vector<Promise>> by_fund(programme.funds.size());
  for (std::size_t i = 0; i < programme.projects.size(); ++i) {
    for (const Promise& promise : programme.projects[i].promises) {
      by_fund[scenario.projects[i].funds[promise.fund].index()].push_back(promise);
    }
  }
  for (std::vector<Promise>& all : by_fund) {
    std::stable_sort(all.begin(), all.end(),
                     [](const Promise& a, const Promise& b) { return a.from < b.from; });
  }
  return by_fund;
}

class Office {
 public:
  Office(Programme& programme, const Scenario& scenario, const Luck& luck)
      : programme_(programme), scenario_(scenario), luck_(luck) {}

  // All that is due at this one instant; returns what is done.
  std::vector<ProjectId> work(Time now) {
    now_ = now;
    std::vector<ProjectId> done;
    for (const ProjectId id : in_order_of_rule(scenario_)) {
      if (state(id).step != ProjectStep::building || state(id).paid_until > now) continue;
      if (state(id).paid_for < state(id).lead_time) {
        pay_next_bill(id);
      } else {
        finish(id);
        done.push_back(id);
      }
    }
    if (!done.empty() || programme_.next_look <= now) look();
    return done;
  }

 private:
  Project& state(ProjectId id) { return programme_.projects[id.index()]; }
  Fund& state(FundId id) { return programme_.funds[id.index()]; }
  const ProjectSpec& spec(ProjectId id) const { return scenario_.projects[id.index()]; }

  // Released by then and promised to nobody.
  Cents free_at(FundId id, Time at) {
    const FundSpec& fund = scenario_.investment.funds[id.index()];
    return std::max(released(fund, at) - state(id).committed, kNothing);
  }

  Cents free_at(const std::vector<FundId>& funds, Time at) {
    Cents sum;
    for (const FundId id : funds) sum += free_at(id, at);
    return sum;
  }

  bool can_be_paid(const ProjectSpec& project) {
    for (Duration paid_for; true;) {
      const Time bill_at = now_ + paid_for;
      paid_for = std::min(paid_for + kBillPeriod, project.lead_time);
      const Cents asked = due_for(project.cost, paid_for, project.lead_time);
      if (asked > free_at(project.funds, bill_at)) return false;
      if (paid_for == project.lead_time) return true;
    }
  }

  bool may_begin(ProjectId id) {
    const ProjectSpec& project = spec(id);
    const bool has_all_it_needs =
        std::all_of(project.needs.begin(), project.needs.end(),
                    [&](ProjectId needed) { return state(needed).step == ProjectStep::done; });
    return has_all_it_needs && project.earliest <= now_ && state(id).is_triggered &&
           can_be_paid(project);
  }

  void begin(ProjectId id) {
    const ProjectSpec& project = spec(id);
    Project& it = state(id);
    it.step = ProjectStep::building;
    it.begun = now_;
    it.cost = luck_.project_cost(project, id);
    it.lead_time = project.lead_time + luck_.project_delay(project, id);
    promise(project, it);
    pay_next_bill(id);
  }

  // The estimate, which can be paid.
  void promise(const ProjectSpec& project, Project& it) {
    Cents promised;
    for (Duration paid_for; paid_for < project.lead_time || promised < project.cost;) {
      const Time bill_at = now_ + paid_for;
      paid_for = std::min(paid_for + kBillPeriod, project.lead_time);
      Cents asked = due_for(project.cost, paid_for, project.lead_time) - promised;
      promised += asked;
      for (std::size_t i = 0; i < project.funds.size(); ++i) {
        const Cents part = std::min(asked, free_at(project.funds[i], bill_at));
        if (part == kNothing) continue;
        it.promises.push_back({i, bill_at, part});
        state(project.funds[i]).committed += part;
        asked -= part;
      }
    }
  }

  void pay_next_bill(ProjectId id) {
    Project& it = state(id);
    const Duration paid_for = std::min(it.paid_for + kBillPeriod, it.lead_time);
    const Cents bill = due_for(it.cost, paid_for, it.lead_time) - it.spent;
    it.step = pay(id, bill) ? ProjectStep::building : ProjectStep::stopped;
    if (it.step == ProjectStep::stopped) return;
    it.paid_until = now_ + (paid_for - it.paid_for);
    it.paid_for = paid_for;
  }

  // All of it, or nothing: from what was promised for now; then from what was for later, as far as
  // no other promise needs it before; then from what is promised to nobody.
  bool pay(ProjectId id, Cents bill) {
    Project& it = state(id);
    const Project before = it;
    const std::vector<Fund> funds_before = programme_.funds;
    const std::vector<FundId>& funds = spec(id).funds;
    Cents missing = bill;
    for (Promise& promise : it.promises) {
      const FundId fund = funds[promise.fund];
      const Cents at_hand = promise.from <= now_ ? promise.left : to_spare(fund, promise.from);
      const Cents paid = std::min({missing, promise.left, at_hand});
      promise.left -= paid;
      state(fund).spent += paid;
      missing -= paid;
    }
    for (const FundId fund : funds) {
      const Cents paid = std::min(missing, free_at(fund, now_));
      state(fund).committed += paid;
      state(fund).spent += paid;
      missing -= paid;
    }
    if (missing > kNothing) {
      it = before;
      programme_.funds = funds_before;
      return false;
    }
    it.spent += bill;
    return true;
  }

  // What a fund has released that no promise needs before then.
  Cents to_spare(FundId id, Time until) {
    const FundSpec& fund = scenario_.investment.funds[id.index()];
    Cents due = state(id).spent;
    Cents spare = released(fund, now_) - due;
    const std::vector<Promise> promises = promises_of(programme_, scenario_)[id.index()];
    for (const Promise& promise : promises) {
      if (promise.from >= until) break;
      due += promise.left;
      spare = std::min(spare, released(fund, std::max(promise.from, now_)) - due);
    }
    return std::max(spare, kNothing);
  }

  void finish(ProjectId id) {
    Project& it = state(id);
    it.step = ProjectStep::done;
    it.done = now_;
    it.paid_until = kNever;
    for (const Promise& promise : it.promises) {
      state(spec(id).funds[promise.fund]).committed -= promise.left;
    }
    it.promises.clear();
  }

  // Work that has stopped goes on before anything new begins.
  void look() {
    const std::vector<ProjectId> order = in_order_of_rule(scenario_);
    for (const ProjectId id : order) {
      if (state(id).step == ProjectStep::stopped) pay_next_bill(id);
    }
    for (const ProjectId id : order) {
      if (state(id).step == ProjectStep::waiting && may_begin(id)) begin(id);
    }
    plan_next_look();
  }

  void plan_next_look() {
    const bool are_all_done =
        std::all_of(programme_.projects.begin(), programme_.projects.end(),
                    [](const Project& project) { return project.step == ProjectStep::done; });
    programme_.next_look = are_all_done ? kNever : next_month(now_);
    for (const ProjectSpec& project : scenario_.projects) {
      const Time earliest = project.earliest;
      if (earliest > now_) programme_.next_look = std::min(programme_.next_look, earliest);
    }
  }

  Programme& programme_;
  const Scenario& scenario_;
  const Luck& luck_;
  Time now_;
};

double benefit_per_cost(const ProjectSpec& project) {
  return project.cost > kNothing ? project.benefit / project.cost
                                 : std::numeric_limits<double>::infinity();
}

}  // namespace

Programme begin_programme(const Scenario& scenario) {
  Programme programme;
  programme.funds.resize(scenario.investment.funds.size());
  for (const ProjectSpec& spec : scenario.projects) {
    programme.projects.emplace_back().is_triggered = !spec.awaits_trigger;
  }
  if (!programme.projects.empty()) programme.next_look = scenario.investment.begins;
  return programme;
}

Time next_due(const Programme& programme) {
  Time due = programme.next_look;
  for (const Project& project : programme.projects) {
    if (project.step == ProjectStep::building) due = std::min(due, project.paid_until);
  }
  return due;
}

std::vector<ProjectId> advance(Programme& programme, const Scenario& scenario, const Luck& luck,
                               Time until) {
  std::vector<ProjectId> done;
  Office office(programme, scenario, luck);
  while (true) {
    const Time due = next_due(programme);
    if (due == kNever || due > until) return done;
    for (const ProjectId id : office.work(due)) done.push_back(id);
  }
}

void trigger(Programme& programme, const Scenario& scenario, ProjectId id, Time now) {
  programme.projects[id.index()].is_triggered = true;
  programme.next_look = std::max(now, scenario.investment.begins);
}

Cents released(const FundSpec& fund, Time at) {
  if (fund.tranches.empty()) return fund.amount;
  double share = 0;
  for (const Tranche& tranche : fund.tranches) {
    if (tranche.from <= at) share += tranche.share;
  }
  const auto cents = std::llround(static_cast<double>(fund.amount.value) * share);
  return std::min(Cents{cents}, fund.amount);
}

std::vector<ProjectId> in_order_of_rule(const Scenario& scenario) {
  std::vector<ProjectId> order;
  for (std::size_t i = 0; i < scenario.projects.size(); ++i) order.emplace_back(i);
  const bool is_by_benefit = scenario.investment.rule == FundingRule::benefit_per_euro;
  std::stable_sort(order.begin(), order.end(), [&](ProjectId a, ProjectId b) {
    const ProjectSpec& one = scenario.projects[a.index()];
    const ProjectSpec& other = scenario.projects[b.index()];
    return is_by_benefit ? benefit_per_cost(one) > benefit_per_cost(other)
                         : one.priority < other.priority;
  });
  return order;
}

namespace {

// What was promised will have been released by then.
bool can_keep(const FundSpec& spec, const Fund& fund, const std::vector<Promise>& promises,
              Time now) {
  Cents due = fund.spent;
  bool is_good = due <= released(spec, now) && fund.committed <= spec.amount;
  for (const Promise& promise : promises) {
    due += promise.left;
    is_good = is_good && due <= released(spec, std::max(promise.from, now));
  }
  return is_good && due == fund.committed;
}

}  // namespace

void check_programme(const Programme& programme, const Scenario& scenario, Time now) {
  Cents paid_by_funds, spent_on_projects;
  for (const Project& project : programme.projects) spent_on_projects += project.spent;
  const auto promises = promises_of(programme, scenario);
  for (std::size_t i = 0; i < programme.funds.size(); ++i) {
    const FundSpec& spec = scenario.investment.funds[i];
    paid_by_funds += programme.funds[i].spent;
    if (can_keep(spec, programme.funds[i], promises[i], now)) continue;
    throw std::logic_error("fund '" + spec.id + "' is overspent, or its promises");
  }
  if (paid_by_funds != spent_on_projects) {
    throw std::logic_error("what funds have paid is not what projects have cost");
  }
}

}  // namespace caravan
