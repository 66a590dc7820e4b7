#include "caravan/sim/holdings.hpp"

#include <algorithm>

namespace caravan {

std::size_t Holdings::find_in_index(std::uint64_t name) const {
  for (std::size_t slot = home_of(name); slots_[slot] != kEmpty; slot = next(slot)) {
    if (all_[slots_[slot]].name() == name) return slots_[slot];
  }
  return all_.size();
}

std::size_t Holdings::slot_of(std::size_t i) const {
  std::size_t slot = home_of(all_[i].name());
  while (slots_[slot] != i) slot = next(slot);
  return slot;
}

void Holdings::put_into_index(std::size_t i) {
  std::size_t slot = home_of(all_[i].name());
  while (slots_[slot] != kEmpty) slot = next(slot);
  slots_[slot] = static_cast<std::uint32_t>(i);
}

// At most half full.
void Holdings::index_last() {
  if (2 * all_.size() <= slots_.size()) return put_into_index(all_.size() - 1);
  slots_.assign(std::max<std::size_t>(4 * kFew, 2 * slots_.size()), kEmpty);
  for (std::size_t i = 0; i < all_.size(); ++i) put_into_index(i);
}

// Those behind it move up, as far as their names allow, so that every search still ends at a gap.
void Holdings::take_out_of_index(std::size_t slot) {
  std::size_t gap = slot;
  for (std::size_t at = next(gap); slots_[at] != kEmpty; at = next(at)) {
    const std::size_t home = home_of(all_[slots_[at]].name());
    const std::size_t mask = slots_.size() - 1;
    const bool may_move = ((at - home) & mask) >= ((at - gap) & mask);
    if (!may_move) continue;
    slots_[gap] = slots_[at];
    gap = at;
  }
  slots_[gap] = kEmpty;
}

void Holdings::remove(std::size_t i) {
  const std::size_t last = all_.size() - 1;
  if (!slots_.empty()) {
    take_out_of_index(slot_of(i));
    if (i != last) slots_[slot_of(last)] = static_cast<std::uint32_t>(i);
  }
  all_[i] = all_[last];
  all_.pop_back();
  if (all_.empty()) slots_.clear();  // begins with few again; keeps its memory
}

}  // namespace caravan
