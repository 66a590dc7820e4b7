// B6: what it costs to write a run down: recording none|kpi|series|journeys|events [years
// [replications]]. The baseline, simulated and written as `caravan run -j 1` does; with none, only
// simulated. Prints seconds of processor time and the largest memory that the process had.

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "caravan/models/simulate.hpp"
#include "caravan/output/ensemble_writer.hpp"
#include "caravan/output/recording.hpp"
#include "caravan/scenarios/load.hpp"

namespace {

using namespace caravan;

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

double processor_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

Detail detail_called(const std::string& level) {
  const auto known = std::find(kDetailNames.begin(), kDetailNames.end(), level);
  if (known == kDetailNames.end()) throw std::invalid_argument(level);
  return static_cast<Detail>(known - kDetailNames.begin());
}

void run(const Network& network, const LoadedScenario& loaded, const std::string& level,
         std::uint64_t replications) {
  if (level == "none") {
    for (std::uint64_t r = 0; r < replications; ++r) simulate(network, 1, r, {}, Detail::kpi);
    return;
  }
  const Provenance provenance{.resolved_yaml = loaded.resolved_yaml,
                              .seed = 1,
                              .replications = replications,
                              .detail = detail_called(level)};
  const std::string folder = std::filesystem::temp_directory_path().string();
  const std::string path =
      folder + "/caravan-bench-recording-" + std::to_string(::getpid()) + ".h5";
  EnsembleWriter writer(path, network, provenance, true);
  const SeriesPlan plan(network, provenance.detail, {});
  for (std::uint64_t r = 0; r < replications; ++r) {
    Recording recording(plan, folder);
    const auto take = [&](const World& world, const Journal& news) { recording.add(world, news); };
    const Results results = simulate(network, 1, r, {}, provenance.detail, take);
    writer.write(results, recording);
  }
  writer.finish();
  std::printf("%.1f MB written, ", static_cast<double>(std::filesystem::file_size(path)) / 1e6);
  std::filesystem::remove(path);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string level = argc > 1 ? argv[1] : "none";
  const std::string days = std::to_string(365 * (argc > 2 ? std::atoi(argv[2]) : 1));
  const LoadedScenario loaded = load_scenario(CARAVAN_SOURCE_DIR "/scenarios/middle_corridor.yaml",
                                              {"duration=" + days + " d"});
  const Network network = loaded.build();
  const double before = processor_seconds();
  run(network, loaded, level, argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1);
  std::printf("%.3f s, %.0f MB at most\n", processor_seconds() - before, peak_megabytes());
}
