// What was granted by a resource and has not been released, found by the name of who holds it.
//
// A few are searched one by one; of many, an index knows the places. In no particular order.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace caravan {

struct Holding {
  std::uint32_t who = 0;
  std::uint32_t purpose = 0;
  std::int64_t amount = 0;
  std::uint64_t grant = 0;  // counts grants
  std::int32_t priority = 0;
  std::uint32_t is_blocked = 0;  // a flag as wide as its place

  std::uint64_t name() const { return (std::uint64_t{purpose} << 32) | who; }
  bool operator==(const Holding&) const = default;
};
static_assert(sizeof(Holding) == 32, "bytes per holder");

class Holdings {
 public:
  std::size_t size() const { return all_.size(); }
  std::span<const Holding> all() const { return all_; }
  Holding& operator[](std::size_t i) { return all_[i]; }
  const Holding& operator[](std::size_t i) const { return all_[i]; }

  void add(const Holding& holding) {
    all_.push_back(holding);
    if (!slots_.empty() || all_.size() > kFew) index_last();
  }

  // Its place; `size()` if nobody of that name holds anything. Of several, any one.
  std::size_t find(std::uint64_t name) const {
    if (!slots_.empty()) return find_in_index(name);
    std::size_t found = all_.size();
    for (std::size_t i = 0; i < all_.size(); ++i) {  // all are looked at: a loop that ends
      found = all_[i].name() == name ? i : found;    // early would be guessed wrong
    }
    return found;
  }

  // The last takes its place.
  void remove(std::size_t i);

  bool operator==(const Holdings& other) const { return all_ == other.all_; }

 private:
  static constexpr std::size_t kFew = 32;
  static constexpr std::uint32_t kEmpty = UINT32_MAX;

  std::size_t home_of(std::uint64_t name) const {
    return static_cast<std::size_t>((name * 0x9e3779b97f4a7c15u) >> 32) & (slots_.size() - 1);
  }
  std::size_t next(std::size_t slot) const { return (slot + 1) & (slots_.size() - 1); }
  std::size_t slot_of(std::size_t i) const;
  std::size_t find_in_index(std::uint64_t name) const;
  void index_last();
  void put_into_index(std::size_t i);
  void take_out_of_index(std::size_t slot);

  std::vector<Holding> all_;
  std::vector<std::uint32_t>
      slots_;  // places in all_, near where their names belong; a power of two
};

}  // namespace caravan
