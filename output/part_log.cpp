#include "caravan/output/part_log.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <boost/crc.hpp>
#include <cerrno>
#include <cstring>
#include <functional>
#include <optional>
#include <tuple>
#include <type_traits>

#include "caravan/output/ensemble_writer.hpp"

// A log is a sequence of records: length and check sum (4 bytes each), kind (1), payload. All
// numbers are as this machine has them; logs are not carried to machines of another kind.

namespace caravan {
namespace {

enum Kind : std::uint8_t { kHeader = 1, kResult = 2, kFailure = 3 };

constexpr std::string_view kMagic = "caravan sweep part 1\n";
constexpr std::size_t kFrame = 9;  // bytes before the payload
constexpr std::uint32_t kLongest = 1u << 30;

[[noreturn]] void fail(const std::string& path, const std::string& what) {
  throw OutputError(path + ": " + what + ": " + std::strerror(errno));
}

template <class T>
void put(std::string& bytes, const T& value) {
  static_assert(std::is_trivially_copyable_v<T>);
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class T>
T take(std::string_view& bytes) {
  static_assert(std::is_trivially_copyable_v<T>);
  if (bytes.size() < sizeof(T)) throw OutputError("a record is cut off");
  T value;
  std::memcpy(&value, bytes.data(), sizeof value);
  bytes.remove_prefix(sizeof value);
  return value;
}

std::uint32_t check_sum(std::uint8_t kind, const std::string& payload) {
  boost::crc_32_type crc;
  crc.process_byte(kind);
  crc.process_bytes(payload.data(), payload.size());
  return crc.checksum();
}

std::string header_bytes(const PartProvenance& provenance) {
  std::string bytes(kMagic);
  bytes += provenance.caravan + "\n" + std::to_string(provenance.seed) + "\n" + provenance.layout;
  return bytes;
}

void check_header(const std::string& path, const std::string& found,
                  const PartProvenance& provenance) {
  if (found == header_bytes(provenance)) return;
  if (found.substr(0, kMagic.size()) != kMagic) {
    throw OutputError(path + ": is not a part of a sweep");
  }
  const std::string rest = found.substr(kMagic.size());
  const std::string version = rest.substr(0, rest.find('\n'));
  const std::string reason = version != provenance.caravan
                                 ? "was begun by caravan " + version
                                 : "has another seed, or keeps other figures";
  throw OutputError(path + ": " + reason + "; go on with the same, or give --force to begin anew");
}

bool read_fully(int file, void* into, std::size_t size, std::uint64_t offset) {
  auto* bytes = static_cast<char*>(into);
  while (size > 0) {
    const ssize_t count = ::pread(file, bytes, size, static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes += count;
    size -= static_cast<std::size_t>(count);
    offset += static_cast<std::uint64_t>(count);
  }
  return true;
}

struct Frame {
  std::uint8_t kind = 0;
  std::string payload;
};

// Nothing where there is no complete record.
std::optional<Frame> read_frame(int file, std::uint64_t offset) {
  char head[kFrame];
  if (!read_fully(file, head, kFrame, offset)) return std::nullopt;
  std::string_view bytes(head, kFrame);
  const auto length = take<std::uint32_t>(bytes);
  const auto sum = take<std::uint32_t>(bytes);
  Frame frame{take<std::uint8_t>(bytes), {}};
  if (length > kLongest) return std::nullopt;
  struct stat facts {};
  const bool is_there = ::fstat(file, &facts) == 0 &&
                        offset + kFrame + length <= static_cast<std::uint64_t>(facts.st_size);
  if (!is_there) return std::nullopt;
  frame.payload.resize(length);
  if (!read_fully(file, frame.payload.data(), length, offset + kFrame)) return std::nullopt;
  if (check_sum(frame.kind, frame.payload) != sum) return std::nullopt;
  return frame;
}

// Calls `use` for each complete record; where the first incomplete one begins.
std::uint64_t scan(int file, const std::function<void(const Frame&, std::uint64_t)>& use) {
  std::uint64_t offset = 0;
  while (const auto frame = read_frame(file, offset)) {
    use(*frame, offset);
    offset += kFrame + frame->payload.size();
  }
  return offset;
}

// Nothing if the file is not there, or empty.
std::uint64_t scan_log(const std::string& path, int file, const PartProvenance& provenance,
                       const std::function<void(const Frame&, std::uint64_t)>& use) {
  bool has_header = false;
  const std::uint64_t end = scan(file, [&](const Frame& frame, std::uint64_t offset) {
    if (!has_header) {
      check_header(path, frame.kind == kHeader ? frame.payload : "", provenance);
      has_header = true;
      return;
    }
    use(frame, offset);
  });
  struct stat facts {};
  const bool has_bytes = ::fstat(file, &facts) == 0 && facts.st_size > 0;
  constexpr std::uint64_t kLongestHeader = 64 << 10;  // a kill may have cut off one of ours
  if (!has_header && has_bytes && static_cast<std::uint64_t>(facts.st_size) > kLongestHeader) {
    throw OutputError(path + ": is not a part of a sweep");
  }
  return end;
}

RunRecord record_of(const Frame& frame) {
  std::string_view bytes = frame.payload;
  RunRecord record;
  record.point = take<PointId>(bytes);
  record.replication = take<std::uint32_t>(bytes);
  if (frame.kind == kFailure) {
    record.failure = std::string(bytes);
    return record;
  }
  record.fingerprint = take<std::uint64_t>(bytes);
  record.values.resize(bytes.size() / sizeof(double));
  std::memcpy(record.values.data(), bytes.data(), record.values.size() * sizeof(double));
  return record;
}

auto rank_of(const PartStore::Place& place) {
  return std::tie(place.point, place.replication, place.is_failure, place.file, place.offset);
}

}  // namespace

PartLog::PartLog(std::string path, const PartProvenance& provenance) : path_(std::move(path)) {
  file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file_ < 0) fail(path_, "can't be created");
  try {
    size_ = scan_log(path_, file_, provenance, [&](const Frame& frame, std::uint64_t) {
      ++(frame.kind == kFailure ? count_.failures : count_.results);
    });
    if (::ftruncate(file_, static_cast<off_t>(size_)) != 0) fail(path_, "can't be written");
    if (size_ == 0) append_bytes(kHeader, header_bytes(provenance));
  } catch (...) {
    ::close(file_);
    throw;
  }
}

PartLog::~PartLog() { ::close(file_); }

void PartLog::append(const RunRecord& record) {
  std::string payload;
  put(payload, record.point);
  put(payload, record.replication);
  const std::lock_guard lock(mutex_);
  if (!record.failure.empty()) {
    append_bytes(kFailure, payload + record.failure);
    ++count_.failures;
    return;
  }
  put(payload, record.fingerprint);
  payload.append(reinterpret_cast<const char*>(record.values.data()),
                 record.values.size() * sizeof(double));
  append_bytes(kResult, payload);
  ++count_.results;
}

PartLog::Count PartLog::count() const {
  const std::lock_guard lock(mutex_);
  return count_;
}

void PartLog::append_bytes(std::uint8_t kind, const std::string& payload) {
  std::string bytes;
  bytes.reserve(kFrame + payload.size());
  put(bytes, static_cast<std::uint32_t>(payload.size()));
  put(bytes, check_sum(kind, payload));
  put(bytes, kind);
  bytes += payload;
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t count =
        ::pwrite(file_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(size_ + done));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) fail(path_, "can't be written");
    done += static_cast<std::size_t>(count);
  }
  size_ += bytes.size();
}

void PartLog::sync() {
  if (::fdatasync(file_) != 0) fail(path_, "can't be brought to the disk");
}

struct PartStore::File {
  File(const std::string& name, int descriptor) : path(name), file(descriptor) {}
  ~File() {
    if (file >= 0) ::close(file);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  std::string path;
  int file;
};

PartStore::PartStore(const std::vector<std::string>& paths, const PartProvenance& provenance) {
  for (const std::string& path : paths) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 && errno == ENOENT) continue;
    if (descriptor < 0) fail(path, "can't be read");
    const auto number = static_cast<std::uint32_t>(files_.size());
    files_.push_back(std::make_unique<File>(path, descriptor));
    scan_log(path, descriptor, provenance, [&](const Frame& frame, std::uint64_t offset) {
      if (frame.kind != kResult && frame.kind != kFailure) return;
      std::string_view bytes = frame.payload;
      const auto point = take<PointId>(bytes);
      const auto replication = take<std::uint32_t>(bytes);
      places_.push_back({point, replication, number, offset, frame.kind == kFailure});
    });
  }
  std::sort(places_.begin(), places_.end(),
            [](const Place& a, const Place& b) { return rank_of(a) < rank_of(b); });
}

PartStore::~PartStore() = default;

const PartStore::Place* PartStore::find(const PointId& point, std::uint32_t replication) const {
  const auto place = std::lower_bound(
      places_.begin(), places_.end(), std::tie(point, replication),
      [](const Place& a, const auto& wanted) { return std::tie(a.point, a.replication) < wanted; });
  if (place == places_.end() || place->point != point || place->replication != replication) {
    return nullptr;
  }
  return &*place;
}

RunRecord PartStore::read(const Place& place) const {
  const File& file = *files_[place.file];
  const auto frame = read_frame(file.file, place.offset);
  if (!frame) throw OutputError(file.path + ": changed while it was read");
  return record_of(*frame);
}

}  // namespace caravan
