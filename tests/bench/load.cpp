// B7 as a whole program: load [side]. Reads a scenario, finds its ways and checks it, as every
// command does first: the baseline, or a mesh of side * side places.

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

#include "caravan/scenarios/load.hpp"
#include "mesh.hpp"
#include "stopwatch.hpp"

namespace {

using namespace caravan;

void load_and_build(const std::string& path) {
  const bench::Stopwatch watch;
  const LoadedScenario loaded = load_scenario(path, {});
  const double read = watch.seconds();
  const Network network = loaded.build();
  const double all = watch.seconds();
  std::printf("%.1f ms: %.1f to read, %.1f to build %zu places, %zu links, %zu itineraries\n",
              all * 1e3, read * 1e3, (all - read) * 1e3, network.scenario.places.size(),
              network.scenario.links.size(), network.itineraries.size());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return load_and_build(CARAVAN_SOURCE_DIR "/scenarios/middle_corridor.yaml"), 0;
  const std::filesystem::path path = std::filesystem::temp_directory_path() /
                                     ("caravan_mesh_" + std::to_string(getpid()) + ".yaml");
  std::ofstream(path) << bench::Mesh(std::strtoull(argv[1], nullptr, 10)).yaml();
  load_and_build(path.string());
  std::filesystem::remove(path);
}
