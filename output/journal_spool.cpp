#include "caravan/output/journal_spool.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <type_traits>

#include "caravan/output/ensemble_writer.hpp"

namespace caravan {
namespace {

constexpr std::size_t kMostInMemory = std::size_t{8} << 20;

[[noreturn]] void fail(const std::string& folder) {
  throw OutputError(folder +
                    ": no room for journeys that wait to be written: " + std::strerror(errno));
}

int open_without_name(const std::string& folder) {
  std::string path = folder + "/caravan-XXXXXX";
  const int file = ::mkostemp(path.data(), O_CLOEXEC);
  if (file < 0) fail(folder);
  ::unlink(path.c_str());
  return file;
}

}  // namespace

JournalSpool::~JournalSpool() {
  if (file_ >= 0) ::close(file_);
}

void JournalSpool::add(const World& world, const Journal& news) {
  append_rows(news.journeys);
  append_rows(news.entries);
  append_rows(news.parcels);
  append_rows(news.events);
  if (recent_.size() > kMostInMemory) move_to_file();
  std::vector<std::uint32_t> counts(world.scenario().fleets.size());
  vessels_.clear();
  for (const Vessel& vessel : world.vessels) {
    vessels_.push_back({vessel.fleet, counts[vessel.fleet.index()]++});
  }
}

void JournalSpool::for_each(const std::function<void(const Journal&)>& visit) const {
  Journal news;
  std::uint64_t from = 0;
  while (from < in_file_ + recent_.size()) {
    read_rows(from, news.journeys);
    read_rows(from, news.entries);
    read_rows(from, news.parcels);
    read_rows(from, news.events);
    visit(news);
  }
}

template <class Row>
void JournalSpool::append_rows(const std::vector<Row>& rows) {
  static_assert(std::is_trivially_copyable_v<Row>);
  const std::uint64_t count = rows.size();
  append(&count, sizeof count);
  append(rows.data(), rows.size() * sizeof(Row));
}

template <class Row>
void JournalSpool::read_rows(std::uint64_t& from, std::vector<Row>& rows) const {
  std::uint64_t count = 0;
  read(from, &count, sizeof count);
  rows.resize(count);
  read(from + sizeof count, rows.data(), count * sizeof(Row));
  from += sizeof count + count * sizeof(Row);
}

void JournalSpool::append(const void* bytes, std::size_t count) {
  const auto* first = static_cast<const std::byte*>(bytes);
  recent_.insert(recent_.end(), first, first + count);
}

void JournalSpool::move_to_file() {
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

void JournalSpool::read(std::uint64_t from, void* bytes, std::size_t count) const {
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
