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
namespace fs = std::filesystem;

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
         std::uint64_t replications, const fs::path& path) {
  if (level == "none") {
    for (std::uint64_t r = 0; r < replications; ++r) simulate(network, 1, r, {}, Detail::kpi);
    return;
  }
  const Provenance provenance{.resolved_yaml = loaded.resolved_yaml,
                              .seed = 1,
                              .replications = replications,
                              .detail = detail_called(level)};
  EnsembleWriter writer(path.string(), network, provenance, true);
  const SeriesPlan plan(network, provenance.detail, {});
  for (std::uint64_t r = 0; r < replications; ++r) {
    Recording recording(plan, path.parent_path().string());
    const auto take = [&](const World& world, const Journal& news) {
      writer.write(recording, world, news);
    };
    const Results results = simulate(network, 1, r, {}, provenance.detail, take);
    writer.write(results, recording);
  }
  writer.finish();
}

}  // namespace

int main(int argc, char** argv) {
  const std::string level = argc > 1 ? argv[1] : "none";
  const std::string days = std::to_string(365 * (argc > 2 ? std::atoi(argv[2]) : 1));
  const LoadedScenario loaded = load_scenario(CARAVAN_SOURCE_DIR "/scenarios/middle_corridor.yaml",
                                              {"duration=" + days + " d"});
  const Network network = loaded.build();
  const fs::path path =
      fs::temp_directory_path() / ("caravan-bench-recording-" + std::to_string(::getpid()) + ".h5");
  const double before = processor_seconds();
  run(network, loaded, level, argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1, path);
  const double seconds = processor_seconds() - before;
  if (fs::exists(path))
    std::printf("%.1f MB written, ", static_cast<double>(fs::file_size(path)) / 1e6);
  std::printf("%.3f s, %.0f MB at most\n", seconds, peak_megabytes());
  fs::remove(path);
}
