// Scenario files as a test writes them, in a folder that goes with it.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "caravan/scenarios/load.hpp"

namespace caravan::test {

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

class WrittenFiles {
 public:
  WrittenFiles()
      : folder_(std::filesystem::temp_directory_path() /
                ("caravan-files-" + std::to_string(getpid()))) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~WrittenFiles() { std::filesystem::remove_all(folder_); }
  WrittenFiles(const WrittenFiles&) = delete;
  WrittenFiles& operator=(const WrittenFiles&) = delete;

  WrittenFiles& write(const std::string& name, const std::string& text) {
    std::filesystem::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return *this;
  }

  LoadedScenario load(const std::string& name, const std::vector<std::string>& overrides = {}) {
    return load_scenario((folder_ / name).string(), overrides);
  }

  // What a user is told, with the files' names alone; "" if nothing is wrong.
  std::string mistakes_in(const std::string& name, const std::vector<std::string>& overrides = {}) {
    try {
      load(name, overrides).build();
    } catch (const ScenarioFileError& error) {
      std::string message = error.what();
      const std::string prefix = folder_.string() + "/";
      for (auto i = message.find(prefix); i != message.npos; i = message.find(prefix)) {
        message.erase(i, prefix.size());
      }
      return message;
    }
    return "";
  }

 private:
  std::filesystem::path folder_;
};

// Two places and a road, over which nothing is sent as yet.
inline const std::string kTwoPlaces = R"(
title: Two places
start: 2023-01-01
duration: 365 d
commodities:
  boxes: {class: container, mass_per_teu: 10 t/TEU}
places:
  mine: {country: KZ, at: [43 N, 51 E], kind: inland_terminal}
  port: {country: GE, at: [42 N, 41 E], kind: seaport}
links:
  road: {from: mine, to: port, mode: road, distance: 100 km, transit: 5 h, carries: [container]}
corridors:
  only: {via: [port]}
demands:
  boxes: {commodity: boxes, from: mine, to: port, volume: 36525 TEU/a, lot: 10 TEU, arrivals: even}
)";

}  // namespace caravan::test
