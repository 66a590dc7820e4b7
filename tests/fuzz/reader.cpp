#include "reader.hpp"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "caravan/scenarios/lint.hpp"
#include "caravan/scenarios/load.hpp"

namespace caravan {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& what) {
  std::cerr << "fuzz: " << what << '\n';
  std::abort();
}

// Where files are, with one beside them that they may extend.
const fs::path& folder() {
  static const fs::path folder = [] {
    const fs::path made = fs::temp_directory_path() / ("caravan-fuzz-" + std::to_string(getpid()));
    fs::create_directories(made);
    std::atexit([] { fs::remove_all(caravan::folder()); });
    fs::copy_file(CARAVAN_SOURCE_DIR "/tests/scenarios/complete.yaml", made / "base.yaml",
                  fs::copy_options::overwrite_existing);
    return made;
  }();
  return folder;
}

std::string write(const std::string& name, std::string_view text) {
  const std::string path = (folder() / name).string();
  std::ofstream(path, std::ios::binary)
      .write(text.data(), static_cast<std::streamsize>(text.size()));
  return path;
}

std::vector<std::string> overrides_in(std::string_view text) {
  constexpr std::string_view kPrefix = "#set ";
  std::vector<std::string> overrides;
  while (text.starts_with(kPrefix)) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    overrides.emplace_back(text.substr(kPrefix.size(), end - kPrefix.size()));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return overrides;
}

// Networks of more take long by right.
bool is_small(const Scenario& scenario) {
  return scenario.places.size() <= 60 && scenario.links.size() <= 100 &&
         scenario.demands.size() <= 40 && scenario.corridors.size() <= 40 &&
         scenario.interventions.size() <= 100;
}

// Nothing, if it is no scenario.
std::string resolved(const std::string& path, const std::vector<std::string>& overrides) {
  try {
    const LoadedScenario loaded = load_scenario(path, overrides);
    if (is_small(loaded.scenario)) lint(loaded, loaded.build());
    return loaded.resolved_yaml;
  } catch (const ScenarioFileError& error) {
    if (std::string_view(error.what()).empty()) fail("a mistake without a message");
    return {};
  }
}

}  // namespace

void read_as_scenario(std::string_view text) {
  const std::string once = resolved(write("scenario.yaml", text), overrides_in(text));
  if (once.empty()) return;
  try {
    const std::string again = load_scenario(write("resolved.yaml", once), {}).resolved_yaml;
    if (again != once) fail("the resolved scenario\n" + once + "\nis read as\n" + again);
  } catch (const ScenarioFileError& error) {
    fail("the resolved scenario can't be read:\n" + std::string(error.what()) + "\n" + once);
  }
}

}  // namespace caravan
