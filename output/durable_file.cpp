#include "caravan/output/durable_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "caravan/output/ensemble_writer.hpp"

namespace caravan {
namespace {

[[noreturn]] void fail(const std::string& path, const std::string& what) {
  throw OutputError(path + ": " + what + ": " + std::strerror(errno));
}

void sync(const std::string& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags);
  if (descriptor < 0) fail(path, "can't be opened again");
  const bool is_on_disk = ::fsync(descriptor) == 0;
  ::close(descriptor);
  if (!is_on_disk) fail(path, "can't be brought to the disk");
}

bool exists(const std::string& path) {
  struct stat facts {};
  return ::lstat(path.c_str(), &facts) == 0;
}

}  // namespace

std::string folder_of(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

DurableFile::DurableFile(std::string path, bool overwrite)
    : path_(std::move(path)), partial_path_(path_ + ".partial") {
  if (std::filesystem::is_directory(path_)) throw OutputError(path_ + ": is a folder");
  if (!overwrite && exists(path_)) {
    throw OutputError(path_ + ": exists; give --force to overwrite it, or another name");
  }
  const int descriptor = ::open(partial_path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (descriptor < 0) fail(path_, "can't be created");
  ::close(descriptor);
}

DurableFile::~DurableFile() {
  if (!is_published_) std::remove(partial_path_.c_str());
}

void DurableFile::publish() {
  sync(partial_path_, O_WRONLY);
  if (std::rename(partial_path_.c_str(), path_.c_str()) != 0) fail(path_, "can't be put in place");
  is_published_ = true;
  sync(folder_of(path_), O_RDONLY | O_DIRECTORY);
}

}  // namespace caravan
