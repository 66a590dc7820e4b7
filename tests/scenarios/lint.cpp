// Each lint/<name>.yaml earns the warnings in lint/<name>.expected, to the letter; each rule has
// one. CARAVAN_ACCEPT=1 renews them. What ships with Caravan earns none.

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "caravan/scenarios/lint.hpp"

using namespace caravan;
namespace fs = std::filesystem;

namespace {

const fs::path kRoot = CARAVAN_SOURCE_DIR;
const fs::path kHere = kRoot / "tests" / "scenarios";

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> scenarios_in(const fs::path& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

// With the files' names alone.
std::string warnings_about(const fs::path& path) {
  const LoadedScenario loaded = load_scenario(path.string(), {});
  std::string text = lint(loaded, loaded.build()).render();
  const std::string folder = path.parent_path().string() + "/";
  for (std::size_t i = text.find(folder); i != std::string::npos; i = text.find(folder)) {
    text.erase(i, folder.size());
  }
  return text.empty() ? text : text + "\n";
}

}  // namespace

TEST_CASE("each suspicious scenario earns its warnings") {
  const std::vector<fs::path> scenarios = scenarios_in(kHere / "lint");
  CHECK(scenarios.size() >= 15);
  for (const fs::path& scenario : scenarios) {
    CAPTURE(scenario.filename().string());
    fs::path expected = scenario;
    expected.replace_extension(".expected");
    const std::string warnings = warnings_about(scenario);
    CHECK_FALSE(warnings.empty());
    if (std::getenv("CARAVAN_ACCEPT") != nullptr) {
      std::ofstream(expected, std::ios::binary) << warnings;
    }
    CHECK(warnings == text_of(expected));
  }
}

TEST_CASE("what ships with Caravan earns none") {
  for (const std::string folder : {"scenarios", "scenarios/whatif"}) {
    for (const fs::path& path : scenarios_in(kRoot / folder)) {
      // What others extend is no scenario by itself.
      if (text_of(path).find("\ntitle: ") == std::string::npos) continue;
      CAPTURE(path.string());
      CHECK(warnings_about(path) == "");
    }
  }
}
