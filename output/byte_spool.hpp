// Bytes that wait: a few megabytes in memory, what exceeds them in a file that has no name, so that
// nothing is left of it however the run ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace caravan {

class ByteSpool {
 public:
  // `folder` is where such a file may be.
  explicit ByteSpool(std::string folder) : folder_(std::move(folder)) {}
  ~ByteSpool();
  ByteSpool(const ByteSpool&) = delete;
  ByteSpool& operator=(const ByteSpool&) = delete;

  // Throws OutputError if there is no room for them.
  void append(const void* bytes, std::size_t count);
  std::uint64_t size() const { return in_file_ + recent_.size(); }
  // `count` bytes, from the one at `from` on. Throws OutputError.
  void read(std::uint64_t from, void* bytes, std::size_t count) const;
  // Gives back the room on the disk, not the memory.
  void clear();

 private:
  void move_to_file();

  std::string folder_;
  std::vector<std::byte> recent_;  // after what is in the file
  int file_ = -1;
  std::uint64_t in_file_ = 0;  // bytes
};

}  // namespace caravan
