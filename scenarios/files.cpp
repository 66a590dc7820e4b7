#include "caravan/scenarios/files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "caravan/scenarios/load.hpp"
#include "caravan/scenarios/reading.hpp"

namespace caravan {
namespace {

constexpr std::uintmax_t kLargestFile = 64u << 20;

std::string read_file(const std::string& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) throw ScenarioFileMissing(path + ": is a folder");
  std::ifstream file(path, std::ios::binary);
  if (!file) throw ScenarioFileMissing(path + ": can't be read: " + std::strerror(errno));
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (!error && size > kLargestFile) throw ScenarioFileMissing(path + ": is larger than 64 MB");
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string beside(const std::string& path, const std::string& name) {
  return (std::filesystem::path(path).parent_path() / name).lexically_normal().string();
}

auto find_entry(YamlNode& map, const std::string& key) {
  return std::find_if(map.entries.begin(), map.entries.end(),
                      [&](const YamlEntry& entry) { return entry.key == key; });
}

void merge(YamlNode& base, YamlNode&& over) {
  for (YamlEntry& entry : over.entries) {
    const auto inherited = find_entry(base, entry.key);
    if (entry.value.kind == YamlNode::Kind::null && inherited != base.entries.end()) {
      base.entries.erase(inherited);
    } else if (inherited == base.entries.end()) {
      base.entries.push_back(std::move(entry));
    } else if (entry.value.is_map() && inherited->value.is_map() && !is_figure(entry.value) &&
               !is_figure(inherited->value)) {
      merge(inherited->value, std::move(entry.value));
    } else {
      inherited->mark = entry.mark;
      inherited->value = std::move(entry.value);
    }
  }
}

// Each row of a table with a heading as a list.
YamlNode read_table(const std::string& text, std::size_t origin) {
  YamlNode table;
  table.kind = YamlNode::Kind::list;
  table.mark = {origin, 1, 1};
  std::size_t line = 0;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    ++line;
    YamlNode row;
    row.kind = YamlNode::Kind::list;
    row.mark = {origin, line, 1};
    for (std::size_t at = start; at <= end && end > start && line > 1;) {
      const std::size_t comma = std::min(text.find(',', at), end);
      std::string cell = text.substr(at, comma - at);
      while (!cell.empty() && (cell.back() == ' ' || cell.back() == '\r')) cell.pop_back();
      if (!cell.empty()) row.items.push_back(scalar_node(cell, {origin, line, at - start + 1}));
      at = comma + 1;
    }
    if (!row.items.empty()) table.items.push_back(std::move(row));
    start = end + 1;
  }
  return table;
}

// A file that is named in a scenario: its text, and the mistake reported if there is none.
std::string read_named(const std::string& path, Mark mark, Diagnostics& diagnostics) {
  try {
    return read_file(path);
  } catch (const ScenarioFileMissing& error) {
    diagnostics.error(mark, error.what());
    return {};
  }
}

void read_tables(const std::string& path, YamlNode& root, Diagnostics& diagnostics) {
  YamlNode* interventions = root.find("interventions");
  if (interventions == nullptr) return;
  for (YamlEntry& entry : interventions->entries) {
    YamlNode* windows = entry.value.is_map() ? entry.value.find("windows") : nullptr;
    if (windows == nullptr || !windows->is_map()) continue;
    const YamlNode* file = windows->find("file");
    if (file == nullptr || !file->is_scalar()) continue;
    const std::string name = beside(path, file->text);
    const std::string text = read_named(name, file->mark, diagnostics);
    *windows = read_table(text, diagnostics.add_origin(name, text));
  }
}

YamlNode read_on_top(const std::string& path, const std::string& text, Diagnostics& diagnostics,
                     std::vector<std::string> extended) {
  YamlNode root = parse_yaml(text, diagnostics.add_origin(path, text), diagnostics);
  if (!diagnostics.empty()) return root;
  read_tables(path, root, diagnostics);
  const auto extends = root.is_map() ? find_entry(root, "extends") : root.entries.end();
  if (extends == root.entries.end()) return root;
  const Mark mark = extends->value.mark;
  if (!extends->value.is_scalar()) {
    diagnostics.error(mark, "extends: expected the name of a file beside this one, found " +
                                describe(extends->value));
    return root;
  }
  const std::string base_path = beside(path, extends->value.text);
  extended.push_back(beside(path, std::filesystem::path(path).filename().string()));
  if (std::find(extended.begin(), extended.end(), base_path) != extended.end()) {
    diagnostics.error(mark, "extends: '" + extends->value.text + "' extends this file itself");
    return root;
  }
  root.entries.erase(extends);
  const std::string base_text = read_named(base_path, mark, diagnostics);
  if (!diagnostics.empty()) return root;
  YamlNode base = read_on_top(base_path, base_text, diagnostics, std::move(extended));
  if (!diagnostics.empty() || !base.is_map()) return base;
  merge(base, std::move(root));
  return base;
}

}  // namespace

YamlNode read_tree(const std::string& path, Diagnostics& diagnostics) {
  return read_on_top(path, read_file(path), diagnostics, {});
}

}  // namespace caravan
