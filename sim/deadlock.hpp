// Who waits for whom in a circle: found from who holds what and who wants what.
#pragma once

#include <cstdint>
#include <vector>

namespace caravan {

// `who` holds, or wants, so much of `what`. Both are numbers of the model's own, such as indices.
struct Stake {
  std::uint32_t who = 0;
  std::uint32_t what = 0;
  std::int64_t amount = 1;

  bool operator==(const Stake&) const = default;
};

// All holdings and waits of an instant. Whoever wants several things waits for all of them.
struct WaitGraph {
  std::vector<std::int64_t> free;  // by `what`: how much nobody holds
  std::vector<Stake> holds;
  std::vector<Stake> wants;
};

// One step of a circle: `who` wants `what`, which the next one holds; the last is followed by the
// first.
struct WaitStep {
  std::uint32_t who = 0;
  std::uint32_t what = 0;

  bool operator==(const WaitStep&) const = default;
};

// Who can never go on, in ascending order: everybody else is let finish and give back what it
// holds, over and over, and these still can't have what they want. (The banker's algorithm, E. W.
// Dijkstra, 1965.)
std::vector<std::uint32_t> locked_up(const WaitGraph& graph);

// A shortest circle among those who are locked up, or nothing. Who wants more than there is or ever
// will be is locked up without a circle.
std::vector<WaitStep> find_deadlock(const WaitGraph& graph);

}  // namespace caravan
