// A file that is there completely or not at all.
#pragma once

#include <string>

namespace caravan {

// In which a file is; "." for a mere name.
std::string folder_of(const std::string& path);

class DurableFile {
 public:
  // To be written at partial_path(). Throws OutputError if it can't be, or if `path` exists and
  // `overwrite` is false.
  DurableFile(std::string path, bool overwrite);
  // Removes what was not published.
  ~DurableFile();
  DurableFile(const DurableFile&) = delete;
  DurableFile& operator=(const DurableFile&) = delete;

  const std::string& path() const { return path_; }
  const std::string& partial_path() const { return partial_path_; }

  // The written file, closed by now, reaches the disk and takes its final name.
  void publish();

 private:
  std::string path_;
  std::string partial_path_;
  bool is_published_ = false;
};

}  // namespace caravan
