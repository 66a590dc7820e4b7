// B6: what it costs to write a run down: recording none|kpi|series|journeys|events [years].
// One replication of the baseline, simulated and written as `caravan run` does; with none, only
// simulated. Prints seconds of processor time and the largest memory that the process had.

#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "caravan/models/simulate.hpp"
#include "caravan/output/ensemble_writer.hpp"
#include "caravan/output/journal_spool.hpp"
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

void run(const Network& network, const LoadedScenario& loaded, const std::string& level) {
  if (level == "none") {
    simulate(network, 1, 0);
    return;
  }
  Provenance provenance{.resolved_yaml = loaded.resolved_yaml, .seed = 1, .replications = 1};
  while (kDetailNames[static_cast<std::size_t>(provenance.detail)] != level) {
    provenance.detail = static_cast<Detail>((static_cast<int>(provenance.detail) + 1) % 4);
  }
  const std::string folder = std::filesystem::temp_directory_path().string();
  const std::string path = folder + "/caravan-bench-recording.h5";
  EnsembleWriter writer(path, network, provenance, true);
  JournalSpool journal(folder);
  TakeJournal take;
  if (provenance.detail >= Detail::journeys) {
    take = [&](const World& world, const Journal& news) { journal.add(world, news); };
  }
  writer.write(simulate(network, 1, 0, {}, provenance.detail, take), &journal);
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
  run(network, loaded, level);
  std::printf("%.3f s, %.0f MB at most\n", processor_seconds() - before, peak_megabytes());
}
