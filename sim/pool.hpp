// Things that come and go, in one array: a slot that falls free is used again.
#pragma once

#include <cstddef>
#include <vector>

namespace caravan {

// Ids stay valid while the thing lives; references only until the next `add`.
template <class T, class IdType>
class Pool {
 public:
  // The slot keeps what its last holder left in it, so that vectors keep their memory;
  // the caller sets every member.
  IdType add() {
    ++live_;
    if (free_.empty()) {
      slots_.emplace_back();
      return IdType(slots_.size() - 1);
    }
    const IdType id = free_.back();
    free_.pop_back();
    return id;
  }

  void remove(IdType id) {
    --live_;
    free_.push_back(id);
  }

  T& operator[](IdType id) { return slots_[id.index()]; }
  const T& operator[](IdType id) const { return slots_[id.index()]; }

  std::size_t live() const { return live_; }
  // Used and free; the caller tells them apart.
  const std::vector<T>& slots() const { return slots_; }

  bool operator==(const Pool&) const = default;

 private:
  std::vector<T> slots_;
  std::vector<IdType> free_;
  std::size_t live_ = 0;
};

}  // namespace caravan
