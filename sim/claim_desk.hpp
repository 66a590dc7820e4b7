// Claims on several resources at once: a berth, two tugs and a pilot, all of them or none.
//
//   const Claim claim{.request = {vessel}, .parts = {{kBerth, 1}, {kTugs, 2}, {kPilots, 1}}};
//   if (desk.request(now, resources, claim)) on_berth_and_tugs_granted(vessel);
//
//   desk.release(now, resources, claim);
//   while (auto next = desk.grant_next(now, resources))
//   on_berth_and_tugs_granted(next->request.who);
//
// Nobody holds one thing while waiting for another, so such claims can't lock each other up. The
// more urgent go first, then those who came first; a later claim may go before an earlier one only
// if it wants none of the resources that the earlier one waits for, so nobody waits for ever. The
// resources are the model's, and are asked through one desk only.
#pragma once

#include <array>
#include <cassert>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "caravan/sim/resource.hpp"

namespace caravan {

struct ClaimPart {
  std::uint32_t resource = 0;  // index among the resources of the desk, below 64
  std::int64_t amount = 0;     // a part of nothing is no part

  bool operator==(const ClaimPart&) const = default;
};

struct Claim {
  Request request;  // by whom; its amount is not used
  std::array<ClaimPart, 4> parts{};

  bool operator==(const Claim&) const = default;
};

class ClaimDesk {
 public:
  ClaimDesk() = default;
  explicit ClaimDesk(Time start) : queue_(start) {}

  std::size_t waiting() const { return line_.size(); }

  // True if all of it is granted now; false if it waits. `since` is set here.
  bool request(Time now, std::span<Resource> resources, Claim claim);

  // Gives back all of it, as it was claimed.
  void release(Time now, std::span<Resource> resources, const Claim& claim) const;

  // Grants the first claim that can be, in the order above, and returns it.
  std::optional<Claim> grant_next(Time now, std::span<Resource> resources);

  // Nobody in line waits for more of a resource than this: there will be no more of it.
  void limit(std::uint32_t resource, std::int64_t most);

  // The claim is withdrawn from the line. False if it does not wait.
  bool give_up(Time now, const Request& request);

  double mean_queue(Time now) const { return queue_.mean(now); }
  // From request to grant, of all that were granted.
  const DurationTally& waits() const { return waits_.tally(); }
  double wait_quantile_hours(double p) const { return waits_.quantile_hours(p); }

  // Forgets the past, as after a warm-up; who waits stays.
  void begin_statistics(Time now) {
    queue_.begin_again(now);
    waits_.begin_again(now);
  }

  bool operator==(const ClaimDesk&) const = default;

 private:
  std::vector<Claim> line_;  // in order
  TimeWeighted queue_;
  WaitStatistics waits_;
};

}  // namespace caravan
