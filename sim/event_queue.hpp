// The pending events, earliest first.
//
// What happens soon is sorted (NearKeys), what happens later is only kept apart by powers of two
// (FarKeys), and is sorted when its time comes near. Keys are 16 bytes; the rest of an event stays
// where it is, in a slot. README.md tells what else was tried.
//
// Plain data: copying the queue copies the future. Memory is kept when events leave, so a warm
// simulation does not allocate.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <functional>
#include <optional>
#include <stdexcept>
#include <vector>

#include "caravan/sim/event_key.hpp"
#include "caravan/sim/far_keys.hpp"
#include "caravan/sim/near_keys.hpp"

namespace caravan {

template <class Kind>
class EventQueue {
 public:
  static_assert(std::is_trivially_copyable_v<Kind> && sizeof(Kind) <= 4);

  bool empty() const { return pending_ == 0; }
  std::size_t size() const { return pending_; }

  // Throws std::length_error beyond 2^24 events pending, or 2^36 ever scheduled.
  EventId push(const Event<Kind>& event) {
    const std::uint32_t slot = take_slot();
    if (sequence_ == kMostScheduled) throw std::length_error("too many events for one run");
    const EventKey key = event_key(event.at, phase_of(event.kind), sequence_++, slot);
    slots_[slot] = {order_of(key), event.detail, event.kind, event.subject};
    ++pending_;
    if (tick_key(key) > far_.horizon()) {
      far_.add(key);
    } else {
      near_.add(key);
      if (far_.empty() && near_.size() > most_near_) sort_anew(std::identity{});
    }
    return {order_of(key)};
  }

  // Removes and returns the event that happens next, if it happens at or before `end`.
  std::optional<Event<Kind>> pop(Time end = kNever) {
    while (true) {
      if (near_.empty()) {
        if (far_.empty()) return std::nullopt;
        bring_near();
      }
      const EventKey key = near_.first();
      const Slot& slot = slots_[slot_of(order_of(key))];
      if (slot.order != order_of(key)) {
        near_.remove_first();  // was cancelled
        --cancelled_;
        continue;
      }
      if (time_of(key) > end) return std::nullopt;
      near_.remove_first();
      const Event<Kind> event{time_of(key), slot.kind, slot.subject, slot.detail};
      free_slot(slot_of(order_of(key)));
      return event;
    }
  }

  bool is_pending(EventId id) const {
    const std::uint32_t slot = slot_of(id.order);
    return slot < slots_.size() && slots_[slot].order == id.order;
  }

  // The event will not happen. False, and nothing changes, if it was not pending. Its key stays
  // behind until it comes up, or until such keys are the greater part.
  bool cancel(EventId id) {
    if (!is_pending(id)) return false;
    free_slot(slot_of(id.order));
    if (++cancelled_ > pending_ + kMostNear) sort_anew(std::identity{});
    return true;
  }

  // The event will happen at `at` instead, in the order of one that is scheduled now; its new id.
  // Of an event that was not pending, the id of none.
  EventId reschedule(EventId id, Time at) {
    if (!is_pending(id)) return {};
    const Slot& slot = slots_[slot_of(id.order)];
    const Event<Kind> event{at, slot.kind, slot.subject, slot.detail};
    cancel(id);
    return push(event);
  }

  // When it happens; nothing if it is not pending. Looks at all that are, as `retime` does.
  std::optional<Time> when(EventId id) const {
    std::optional<Time> at;
    for_each_pending([&](EventKey key) {
      if (order_of(key) == id.order) at = time_of(key);
    });
    return at;
  }

  // The event will happen at `at` instead, as if it had been scheduled for then at first; it keeps
  // its id. Nothing changes if it was not pending.
  void retime(EventId id, Time at) {
    sort_anew([&](EventKey key) { return order_of(key) == id.order ? moved(key, at) : key; });
  }

  // Equal if the same will happen in the same order, whatever either queue has done before.
  bool operator==(const EventQueue& other) const {
    if (pending_ != other.pending_ || sequence_ != other.sequence_) return false;
    const std::vector<EventKey> keys = sorted_keys();
    if (keys != other.sorted_keys()) return false;
    return std::all_of(keys.begin(), keys.end(), [&](EventKey key) {
      const std::uint32_t slot = slot_of(order_of(key));
      return slots_[slot] == other.slots_[slot];
    });
  }

 private:
  // What a pending event is, apart from its time. A free slot has the order of no event, and names
  // the next free one in `subject`.
  struct Slot {
    std::uint64_t order = kFree;
    std::uint64_t detail = 0;
    Kind kind{};
    std::uint32_t subject = 0;
    bool operator==(const Slot&) const = default;
  };
  static_assert(sizeof(Slot) + sizeof(EventKey) == 40, "bytes per pending event");

  static constexpr std::uint64_t kFree = ~std::uint64_t{0};
  static constexpr std::uint32_t kNoSlot = ~std::uint32_t{0};
  // Measured: a few keys to sort at a time are best, and below some dozens nothing needs to be far.
  static constexpr std::size_t kWanted = 24;
  static constexpr std::size_t kMostNear = 64;

  std::uint32_t take_slot() {
    if (first_free_ == kNoSlot) {
      if (slots_.size() == kMostPending) throw std::length_error("too many events pending");
      slots_.emplace_back();
      return static_cast<std::uint32_t>(slots_.size() - 1);
    }
    const std::uint32_t slot = first_free_;
    first_free_ = slots_[slot].subject;
    return slot;
  }

  void free_slot(std::uint32_t slot) {
    slots_[slot].order = kFree;
    slots_[slot].subject = first_free_;
    first_free_ = slot;
    --pending_;
  }

  // Nothing is near any more: what comes next, comes near.
  void bring_near() {
    far_.advance(kWanted, [&](EventKey key) {
      near_.add_in_run(key);
      __builtin_prefetch(&slots_[slot_of(order_of(key))]);  // soon wanted, and long unseen
    });
    if (far_.empty()) far_.set_horizon_to_end();
    most_near_ = kMostNear;
  }

  // Too much is near, or was cancelled: what is still pending is shared out again, each by the key
  // that `changed` makes of its own.
  template <class Changed>
  void sort_anew(Changed changed) {
    scratch_.clear();
    for_each_pending([&](EventKey key) { scratch_.push_back(changed(key)); });
    near_.clear();
    far_.clear();
    cancelled_ = 0;
    far_.set_horizon(kWanted, [&](auto visit) {
      for (const EventKey key : scratch_) visit(key);
    });
    for (const EventKey key : scratch_) {
      if (tick_key(key) > far_.horizon()) {
        far_.add(key);
      } else {
        near_.add(key);
      }
    }
    if (far_.empty()) far_.set_horizon_to_end();
    most_near_ = std::max(kMostNear, 2 * near_.size());
  }

  template <class Visit>
  void for_each_pending(Visit visit) const {
    const auto visit_pending = [&](EventKey key) {
      if (is_pending({order_of(key)})) visit(key);
    };
    near_.for_each(visit_pending);
    far_.for_each(visit_pending);
  }

  std::vector<EventKey> sorted_keys() const {
    std::vector<EventKey> keys;
    for_each_pending([&](EventKey key) { keys.push_back(key); });
    std::sort(keys.begin(), keys.end());
    return keys;
  }

  NearKeys near_;
  FarKeys far_;
  std::vector<Slot> slots_;
  std::uint32_t first_free_ = kNoSlot;
  std::size_t pending_ = 0;
  std::uint64_t sequence_ = 0;
  std::size_t cancelled_ = 0;  // keys that are left of them
  std::size_t most_near_ = kMostNear;
  std::vector<EventKey> scratch_;
};

}  // namespace caravan
