#include "sweep_status.hpp"

#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "caravan/scenarios/yaml_tree.hpp"
#include "json.hpp"

namespace caravan {
namespace {

std::string host_name() {
  char name[256] = "";
  gethostname(name, sizeof name - 1);
  return name;
}

std::int64_t seconds_since_1970() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

std::string text_of(const YamlNode& map, const char* key) {
  const YamlNode* node = map.find(key);
  return node == nullptr ? "" : node->text;
}

template <class Number>
Number number_of(const YamlNode& map, const char* key) {
  const std::string text = text_of(map, key);
  Number number{};
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

StatusFile::StatusFile(std::string path, std::string part, std::uint64_t points, std::uint64_t runs,
                       PartLog::Count found)
    : path_(std::move(path)), found_(found) {
  status_.part = std::move(part);
  status_.state = "running";
  status_.host = host_name();
  status_.points = points;
  status_.runs = runs;
  write(found);
}

void StatusFile::update(PartLog::Count count) {
  if (Clock::now() - written_ >= std::chrono::seconds(1)) write(count);
}

void StatusFile::close(const std::string& state, PartLog::Count count) {
  status_.state = state;
  write(count);
}

void StatusFile::write(PartLog::Count count) {
  written_ = Clock::now();
  const std::uint64_t found = found_.results + found_.failures;
  const double elapsed = std::chrono::duration<double>(written_ - began_).count();
  status_.done = count.results + count.failures;
  status_.failed = count.failures;
  status_.runs_per_second = elapsed > 0 ? static_cast<double>(status_.done - found) / elapsed : 0;
  status_.updated_seconds = seconds_since_1970();
  const std::string partial = path_ + ".new";
  std::ofstream file(partial);
  JsonWriter json(file);
  json.open_object();
  json.key("part").value(status_.part);
  json.key("state").value(status_.state);
  json.key("host").value(status_.host);
  json.key("points").value(static_cast<double>(status_.points));
  json.key("runs").value(static_cast<double>(status_.runs));
  json.key("done").value(static_cast<double>(status_.done));
  json.key("failed").value(static_cast<double>(status_.failed));
  json.key("runs_per_second").value(status_.runs_per_second);
  json.key("updated").value(static_cast<double>(status_.updated_seconds));
  json.close_object();
  file << '\n';
  file.close();
  // What can't be written is told by the log; a status that is late hurts nobody.
  if (file) std::rename(partial.c_str(), path_.c_str());
}

std::vector<SweepStatus> read_statuses(const std::vector<std::string>& paths) {
  std::vector<SweepStatus> all;
  for (const std::string& path : paths) {
    std::ifstream file(path);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    Diagnostics diagnostics;
    const YamlNode map = parse_yaml(text, diagnostics.add_origin(path, text), diagnostics);
    if (!diagnostics.empty() || !map.is_map()) continue;
    all.push_back({text_of(map, "part"), text_of(map, "state"), text_of(map, "host"),
                   number_of<std::uint64_t>(map, "points"), number_of<std::uint64_t>(map, "runs"),
                   number_of<std::uint64_t>(map, "done"), number_of<std::uint64_t>(map, "failed"),
                   number_of<double>(map, "runs_per_second"),
                   static_cast<std::int64_t>(number_of<double>(map, "updated"))});
  }
  return all;
}

}  // namespace caravan
