// Where a sweep that is not finished keeps what is: <output>.parts, beside its output.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace caravan {

// Somebody else is at work there.
class SweepLocked : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class SweepFolder {
 public:
  // `output` is the sweep's results file. Throws OutputError if the folder can't be made.
  explicit SweepFolder(const std::string& output);
  ~SweepFolder();
  SweepFolder(const SweepFolder&) = delete;
  SweepFolder& operator=(const SweepFolder&) = delete;

  // Until the end of this process nobody else works on this sweep, or, of several that share it,
  // on this part of it. Throws SweepLocked if somebody does.
  void lock_all();
  void lock_part(const std::string& part);

  std::string log_of(const std::string& part) const;
  std::string status_of(const std::string& part) const;

  // All logs, or status files, that are there, in order.
  std::vector<std::string> logs() const;
  std::vector<std::string> statuses() const;

  // Forgets all that is finished. Only for who has locked it.
  void clear();

 private:
  void lock(const std::string& name, int how, const std::string& what);
  std::vector<std::string> files(const std::string& ending) const;

  std::string path_;
  std::vector<int> locks_;
};

}  // namespace caravan
