// Finished runs of a sweep, appended one by one by the process that did them. After a kill the log
// holds all that had been appended; what was being written is cut off when it is opened again.
//
//   PartLog log("sweep.h5.parts/whole.part", provenance);
//   log.append({point, 3, fingerprint, values});
//
//   PartStore store({"sweep.h5.parts/whole.part", ...}, provenance);
//   if (const auto run = store.find(point, 3)) use(store.read(*run));
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace caravan {

// A point is known by what it simulates: a hash of its scenario and seed.
using PointId = std::array<std::uint8_t, 16>;

// Instead of a replication: what was found holds for the whole point.
inline constexpr std::uint32_t kWholePoint = 0xffffffff;

struct RunRecord {
  PointId point{};
  std::uint32_t replication = 0;
  std::uint64_t fingerprint = 0;  // of the final world
  std::vector<double> values;     // as the sweep's layout says
  std::string failure;            // why there are none; empty if there are
};

// Who may go on with a log: results of other versions, seeds or figures are not mixed.
struct PartProvenance {
  std::string caravan;  // version and revision
  std::uint64_t seed = 0;
  std::string layout;  // as to_bytes(SweepLayout) gives it

  bool operator==(const PartProvenance&) const = default;
};

class PartLog {
 public:
  // Goes on with a log that is there. Throws OutputError if that can't be, or is another's.
  PartLog(std::string path, const PartProvenance& provenance);
  ~PartLog();
  PartLog(const PartLog&) = delete;
  PartLog& operator=(const PartLog&) = delete;

  // Any thread may. Throws OutputError if there is no room; what was there before stays.
  void append(const RunRecord& record);

  // How many records it has, those of earlier processes included.
  struct Count {
    std::uint64_t results = 0, failures = 0;
  };
  Count count() const;

  // All that was appended is on the disk.
  void sync();

 private:
  void append_bytes(std::uint8_t kind, const std::string& payload);

  std::string path_;
  int file_ = -1;
  std::uint64_t size_ = 0;  // of what is complete
  mutable std::mutex mutex_;
  Count count_;
};

// What several logs hold together: an index in memory, values on the disk.
class PartStore {
 public:
  struct Place {
    PointId point{};
    std::uint32_t replication = 0;
    std::uint32_t file = 0;
    std::uint64_t offset = 0;
    bool is_failure = false;
  };

  // Logs that are not there are empty. Throws OutputError if one is another's.
  PartStore(const std::vector<std::string>& paths, const PartProvenance& provenance);
  ~PartStore();
  PartStore(const PartStore&) = delete;
  PartStore& operator=(const PartStore&) = delete;

  std::size_t size() const { return places_.size(); }

  // Of several records of one run the first; a result before a failure.
  const Place* find(const PointId& point, std::uint32_t replication) const;

  // Any thread may.
  RunRecord read(const Place& place) const;

 private:
  struct File;

  std::vector<std::unique_ptr<File>> files_;
  std::vector<Place> places_;  // sorted
};

}  // namespace caravan
