#include "sweep_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "caravan/output/ensemble_writer.hpp"

namespace caravan {
namespace {

constexpr const char* kLogEnding = ".part";
constexpr const char* kStatusEnding = ".status.json";

}  // namespace

SweepFolder::SweepFolder(const std::string& output) : path_(output + ".parts") {
  std::error_code error;
  std::filesystem::create_directory(path_, error);
  if (error) throw OutputError(path_ + ": can't be created: " + error.message());
}

SweepFolder::~SweepFolder() {
  for (const int file : locks_) ::close(file);
}

void SweepFolder::lock(const std::string& name, int how, const std::string& what) {
  const std::string path = path_ + "/" + name;
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file < 0) throw OutputError(path + ": can't be created: " + std::strerror(errno));
  locks_.push_back(file);
  if (::flock(file, how | LOCK_NB) == 0) return;
  if (errno == EWOULDBLOCK) throw SweepLocked(path_ + ": another process works on " + what);
  throw OutputError(path + ": can't be locked: " + std::strerror(errno));
}

void SweepFolder::lock_all() { lock("lock", LOCK_EX, "this sweep"); }

void SweepFolder::lock_part(const std::string& part) {
  lock("lock", LOCK_SH, "the whole of this sweep");
  lock(part + ".lock", LOCK_EX, part + " of this sweep");
}

std::string SweepFolder::log_of(const std::string& part) const {
  return path_ + "/" + part + kLogEnding;
}

std::string SweepFolder::status_of(const std::string& part) const {
  return path_ + "/" + part + kStatusEnding;
}

std::vector<std::string> SweepFolder::files(const std::string& ending) const {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(path_)) {
    const std::string name = entry.path().string();
    const bool has_ending = name.size() > ending.size() &&
                            name.compare(name.size() - ending.size(), ending.size(), ending) == 0;
    if (has_ending) paths.push_back(name);
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::vector<std::string> SweepFolder::logs() const { return files(kLogEnding); }

std::vector<std::string> SweepFolder::statuses() const { return files(kStatusEnding); }

void SweepFolder::clear() {
  for (const std::string& path : logs()) std::filesystem::remove(path);
  for (const std::string& path : statuses()) std::filesystem::remove(path);
}

}  // namespace caravan
