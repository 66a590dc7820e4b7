#include "caravan/output/byte_spool.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "caravan/output/ensemble_writer.hpp"

namespace caravan {
namespace {

constexpr std::size_t kMostInMemory = std::size_t{8} << 20;

[[noreturn]] void fail(const std::string& folder) {
  throw OutputError(folder +
                    ": no room for results that wait to be written: " + std::strerror(errno));
}

int open_without_name(const std::string& folder) {
  std::string path = folder + "/caravan-XXXXXX";
  const int file = ::mkostemp(path.data(), O_CLOEXEC);
  if (file < 0) fail(folder);
  ::unlink(path.c_str());
  return file;
}

}  // namespace

ByteSpool::~ByteSpool() { clear(); }

void ByteSpool::clear() {
  if (file_ >= 0) ::close(file_);
  file_ = -1;
  in_file_ = 0;
  recent_.clear();
}

void ByteSpool::append(const void* bytes, std::size_t count) {
  const auto* first = static_cast<const std::byte*>(bytes);
  recent_.insert(recent_.end(), first, first + count);
  if (recent_.size() > kMostInMemory) move_to_file();
}

void ByteSpool::move_to_file() {
  if (file_ < 0) file_ = open_without_name(folder_);
  for (std::size_t done = 0; done < recent_.size();) {
    const ssize_t count = ::pwrite(file_, recent_.data() + done, recent_.size() - done,
                                   static_cast<off_t>(in_file_ + done));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) fail(folder_);
    done += static_cast<std::size_t>(count);
  }
  in_file_ += recent_.size();
  recent_.clear();
}

void ByteSpool::read(std::uint64_t from, void* bytes, std::size_t count) const {
  auto* to = static_cast<std::byte*>(bytes);
  while (count > 0 && from < in_file_) {
    const std::size_t most = std::min<std::uint64_t>(count, in_file_ - from);
    const ssize_t got = ::pread(file_, to, most, static_cast<off_t>(from));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) fail(folder_);
    from += static_cast<std::uint64_t>(got);
    to += got;
    count -= static_cast<std::size_t>(got);
  }
  if (count > 0) std::memcpy(to, recent_.data() + (from - in_file_), count);
}

}  // namespace caravan
