// Reads every file below the given folders as a scenario, as the fuzzer does; each in no more than
// two seconds.

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "reader.hpp"

namespace fs = std::filesystem;

namespace {
constexpr double kMostSeconds = 2;  // twice: read, and what it resolves to
}

int main(int argc, char** argv) {
  std::vector<fs::path> paths;
  for (const std::string& folder : std::vector<std::string>(argv + 1, argv + argc)) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file()) paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  bool is_slow = false;
  for (const fs::path& path : paths) {
    std::cout << path.string() << std::endl;  // flushed: the last one is at fault
    std::ifstream file(path, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    const std::clock_t begin = std::clock();
    caravan::read_as_scenario(text);
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    if (seconds < kMostSeconds) continue;
    std::cout << "took " << seconds << " s\n";
    is_slow = true;
  }
  std::cout << paths.size() << " files read\n";
  return paths.empty() || is_slow ? 1 : 0;
}
