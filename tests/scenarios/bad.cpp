// Each bad/<name>.yaml earns the message in bad/<name>.expected, to the letter. The scenarios are
// complete.yaml with one thing, or a few, made wrong. CARAVAN_ACCEPT=1 renews the messages.

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "caravan/scenarios/load.hpp"

using namespace caravan;
namespace fs = std::filesystem;

namespace {

const fs::path kHere = fs::path(CARAVAN_SOURCE_DIR) / "tests" / "scenarios";

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// What a user is told, with the file's name alone.
std::string message_about(const fs::path& path) {
  std::string message = "nothing is wrong";
  try {
    load_scenario(path.string(), {}).build();
  } catch (const ScenarioFileError& error) {
    message = error.what();
  }
  const std::string folder = path.parent_path().string() + "/";
  for (std::size_t i = message.find(folder); i != std::string::npos; i = message.find(folder)) {
    message.erase(i, folder.size());
  }
  return message + "\n";
}

}  // namespace

TEST_CASE("each bad scenario earns its message") {
  std::vector<fs::path> scenarios;
  for (const auto& entry : fs::directory_iterator(kHere / "bad")) {
    if (entry.path().extension() == ".yaml") scenarios.push_back(entry.path());
  }
  std::sort(scenarios.begin(), scenarios.end());
  CHECK(scenarios.size() >= 45);
  for (const fs::path& scenario : scenarios) {
    CAPTURE(scenario.filename().string());
    fs::path expected = scenario;
    expected.replace_extension(".expected");
    const std::string message = message_about(scenario);
    CHECK(message != "nothing is wrong\n");
    if (std::getenv("CARAVAN_ACCEPT") != nullptr) {
      std::ofstream(expected, std::ios::binary) << message;
    }
    CHECK(message == text_of(expected));
  }
}

TEST_CASE("the scenario that they are made from is good") {
  CHECK_NOTHROW(load_scenario((kHere / "complete.yaml").string(), {}).build());
}
