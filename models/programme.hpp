// What is built with the funds' money, and when. It knows nothing of the world in which it is
// built, so it can begin years before that.
//
//   waiting -> building <-> stopped -> done
//
// On the first of each month, when a project is done and when one is triggered, those that wait are
// looked at in the order of the rule. One begins if all that it needs is done, its earliest date
// has come, it has been triggered, and its funds will have had, at each of its bills, released as
// much as the estimate asks for beyond what they have promised to others. They promise it the
// estimate, bill by bill: of each the first fund as much as it can, then the next.
//
// Bills come every 30 days, in advance, each for its part of the cost as it turns out to be. They
// are paid from what was promised for now, or for later if nobody is to have it before; what is
// more, from what is released and promised to nobody. A bill that can't be paid stops the work
// until the next look. So nothing is spent that was not released, and no promise is broken.
#pragma once

#include <cstdint>
#include <vector>

#include "caravan/models/investment_spec.hpp"

namespace caravan {

class Luck;
struct Scenario;

enum class ProjectStep : std::uint8_t { waiting, building, stopped, done };

// Of a fund, for a bill that is planned for then.
struct Promise {
  std::size_t fund = 0;  // among the project's
  Time from;
  Cents left;

  bool operator==(const Promise&) const = default;
};

struct Project {
  ProjectStep step = ProjectStep::waiting;
  bool is_triggered = false;
  Time begun = kNever;
  Time done = kNever;
  // As they turn out to be; known when it has begun.
  Cents cost;
  Duration lead_time;
  Duration paid_for;         // of the lead time
  Time paid_until = kNever;  // while it is built
  Cents spent;
  std::vector<Promise> promises;  // in the order of time; by its funds, and not spent yet

  bool operator==(const Project&) const = default;
};

struct Fund {
  Cents committed;  // spent, or promised to what is being built
  Cents spent;

  bool operator==(const Fund&) const = default;
};

struct Programme {
  std::vector<Fund> funds;        // by FundId
  std::vector<Project> projects;  // by ProjectId
  Time next_look = kNever;

  bool operator==(const Programme&) const = default;
};

Programme begin_programme(const Scenario& scenario);

// When something happens next; never if nothing does any more.
Time next_due(const Programme& programme);

// Lets happen all that happens at or before `until`. Returns the projects that were done by it.
std::vector<ProjectId> advance(Programme& programme, const Scenario& scenario, const Luck& luck,
                               Time until);

// What it waited for has happened: it is looked at now, if the programme has begun.
void trigger(Programme& programme, const Scenario& scenario, ProjectId id, Time now);

// What a fund may have spent by then.
Cents released(const FundSpec& fund, Time at);

// All projects in the order in which money is given to them.
std::vector<ProjectId> in_order_of_rule(const Scenario& scenario);

// Throws std::logic_error if more is spent than released, if a promise can't be kept, or if what
// funds have paid is not what projects have cost.
void check_programme(const Programme& programme, const Scenario& scenario, Time now);

}  // namespace caravan
