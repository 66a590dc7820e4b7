// What the reader says of scenarios, for test_schema.py to hold the JSON Schema against: of files,
// or of good scenarios with each of their values and keys made wrong, or other, in every way that
// their declaration suggests. A line of JSON each.
//
//   schema_cases files FILE...      what is wrong with each
//   schema_cases variants FILE...    each changed, one thing at a time

#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>

#include "caravan/scenarios/json_text.hpp"
#include "caravan/scenarios/load.hpp"
#include "variants.hpp"

namespace {

using namespace caravan;
using namespace caravan::test;

// What the reader says, which is nothing if it accepts it; the network is not built.
YamlNode verdict_on(const std::string& path) {
  YamlNode messages = json_list({});
  try {
    load_scenario(path, {});
  } catch (const ScenarioFileError& error) {
    for (const Diagnostic& one : error.diagnostics().list()) {
      messages.items.push_back(json_string(one.message));
    }
  }
  return messages;
}

// On one line.
void print(const YamlNode& json) {
  std::string text = to_json(json);
  for (char& c : text) {
    if (c == '\n') c = ' ';
  }
  std::cout << text << '\n';
}

void print_files(const std::vector<std::string>& files) {
  for (const std::string& file : files) {
    print(json_object({{"file", json_string(file)}, {"refused", verdict_on(file)}}));
  }
}

void print_variants(const std::vector<std::string>& files) {
  const std::string path = (std::filesystem::temp_directory_path() /
                            ("caravan-variant-" + std::to_string(getpid()) + ".yaml"))
                               .string();
  for (const std::string& file : files) {
    const YamlNode tree = load_scenario(file, {}).tree();
    each_variant(tree, [&](const Variant& variant) {
      const std::string text = to_yaml(variant.tree);
      std::ofstream(path, std::ios::binary) << text;
      YamlNode json = json_object({{"file", json_string(file)},
                                   {"path", json_string(variant.path)},
                                   {"declared", json_string(variant.declared)},
                                   {"variant", json_string(variant.what)},
                                   {"refused", verdict_on(path)}});
      put(json, "instance", as_editors_read(variant.tree));
      print(json);
    });
  }
  std::filesystem::remove(path);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> files(argv + std::min(argc, 2), argv + argc);
  const bool is_about_files = argc > 1 && std::strcmp(argv[1], "files") == 0;
  is_about_files ? print_files(files) : print_variants(files);
}
