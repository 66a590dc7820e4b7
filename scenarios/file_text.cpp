#include "caravan/scenarios/file_text.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "caravan/scenarios/load.hpp"
#include "caravan/scenarios/yaml_text.hpp"

namespace caravan {
namespace {

// Asked before it is opened: to open a pipe that nobody writes to would take forever.
void check_kind(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) {
    throw ScenarioFileMissing(path + ": can't be read: " + error.message());
  }
  if (fs::is_directory(status)) throw ScenarioFileMissing(path + ": is a folder");
  if (!fs::is_regular_file(status)) {
    throw ScenarioFileMissing(path + ": is no regular file, but a pipe, a socket or a device");
  }
}

[[noreturn]] void refuse_as_too_large(const std::string& path) {
  Diagnostics diagnostics;
  diagnostics.error({diagnostics.add_origin(path, ""), 1, 1},
                    "the file is too large: more than 16 MB");
  throw ScenarioFileError(std::move(diagnostics));
}

}  // namespace

std::string read_file(const std::string& path) {
  check_kind(path);
  std::ifstream file(path, std::ios::binary);
  if (!file) throw ScenarioFileMissing(path + ": can't be read: " + std::strerror(errno));
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (error) throw ScenarioFileMissing(path + ": can't be read: " + error.message());
  if (size > kLargestText) refuse_as_too_large(path);
  std::string text(static_cast<std::size_t>(size), '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad()) throw ScenarioFileMissing(path + ": can't be read: " + std::strerror(errno));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return std::string(without_byte_order_mark(text));
}

}  // namespace caravan
