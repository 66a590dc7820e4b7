// First in, first out, in one array that goes round: no allocation once it is large enough.
#pragma once

#include <cassert>
#include <cstddef>
#include <utility>
#include <vector>

namespace caravan {

template <class T>
class Fifo {
 public:
  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }

  // The one that came first; the queue must not be empty.
  const T& front() const { return (*this)[0]; }
  const T& back() const { return (*this)[size_ - 1]; }
  // The i-th from the front, to be changed.
  T& at(std::size_t i) {
    assert(i < size_);
    return ring_[place(i)];
  }

  // The i-th from the front.
  const T& operator[](std::size_t i) const {
    assert(i < size_);
    return ring_[place(i)];
  }

  void push(const T& item) {
    if (size_ == ring_.size()) grow();
    ring_[place(size_)] = item;
    ++size_;
  }

  // Goes before all others.
  void push_front(const T& item) {
    if (size_ == ring_.size()) grow();
    head_ = place(ring_.size() - 1);
    ring_[head_] = item;
    ++size_;
  }

  T pop() {
    assert(size_ > 0);
    const T first = ring_[head_];
    head_ = place(1);
    --size_;
    return first;
  }

  // Takes out the i-th from the front; those behind it move up.
  T take(std::size_t i) {
    if (i == 0) return pop();
    const T taken = (*this)[i];
    for (; i + 1 < size_; ++i) ring_[place(i)] = ring_[place(i + 1)];
    --size_;
    return taken;
  }

  // Equal if they hold the same, wherever in their arrays.
  bool operator==(const Fifo& other) const {
    if (size_ != other.size_) return false;
    for (std::size_t i = 0; i < size_; ++i) {
      if (!((*this)[i] == other[i])) return false;
    }
    return true;
  }

 private:
  // The ring's size is a power of two.
  std::size_t place(std::size_t i) const { return (head_ + i) & (ring_.size() - 1); }

  void grow() {
    std::vector<T> larger(ring_.empty() ? 8 : 2 * ring_.size());
    for (std::size_t i = 0; i < size_; ++i) larger[i] = (*this)[i];
    ring_ = std::move(larger);
    head_ = 0;
  }

  std::vector<T> ring_;
  std::size_t head_ = 0;
  std::size_t size_ = 0;
};

}  // namespace caravan
