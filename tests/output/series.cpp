#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "caravan/output/ensemble_reader.hpp"
#include "small_ensemble.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

constexpr std::size_t kDays = 2500;  // three chunks, the last not full

Network long_network() {
  Network network = small_network();
  network.scenario.duration = days(kDays);
  return network;
}

// Zeros, whole numbers, noise and a number that is not one: by place.
double stock(std::size_t day, std::size_t place) {
  if (place == 0) return 0;
  if (place == 1) return static_cast<double>(day / 7);
  return day == 1300 ? std::nan("") : std::sqrt(static_cast<double>(day));
}

// All of a recorder's rows, zero but for stock_teu, so many at a time.
void record(Recording& recording, const SeriesPlan& plan, std::size_t at_once) {
  for (std::size_t first = 0; first < kDays; first += at_once) {
    Series news;
    news.pending = std::min(at_once, kDays - first);
    for (const SeriesPlan::Recorded& what : plan.recorded) {
      news[what.variable].resize(news.pending * what.entries);
    }
    for (std::size_t r = 0; r < news.pending; ++r) {
      for (std::size_t p = 0; p < 3; ++p)
        news[Variable::stock_teu][r * 3 + p] = stock(first + r, p);
    }
    recording.add(news);
  }
}

struct TemporaryFile {
  explicit TemporaryFile(const std::string& name)
      : path(std::filesystem::temp_directory_path() / (name + std::to_string(getpid()) + ".h5")) {}
  ~TemporaryFile() { std::filesystem::remove(path); }
  std::string bytes() const {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::filesystem::path path;
};

void write_long(const std::string& path, std::size_t at_once,
                const std::vector<std::string>& only) {
  const Network network = long_network();
  const Provenance provenance{.replications = 1, .only = only};
  EnsembleWriter writer(path, network, provenance, true);
  const SeriesPlan plan(network, provenance.detail, only);
  Recording recording(plan, std::filesystem::temp_directory_path().string());
  record(recording, plan, at_once);
  writer.write(made_up_results(network, 0), recording);
  writer.finish();
}

bool is_same(double a, double b) { return std::memcmp(&a, &b, sizeof a) == 0; }

}  // namespace

TEST_CASE("series of several chunks come back to the last bit, and what nobody told is zero") {
  const TemporaryFile file("caravan-series-");
  write_long(file.path.string(), 32, {});
  const EnsembleReader reader(file.path.string());
  const StoredVariable* teu = reader.find("stock_teu");
  REQUIRE(teu != nullptr);
  const std::vector<double> values = reader.read(*teu, 0, 1);
  REQUIRE(values.size() == kDays * 3);
  bool is_all_same = true;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double want = stock(i / 3, i % 3);
    is_all_same =
        is_all_same && (std::isnan(want) ? std::isnan(values[i]) : is_same(values[i], want));
  }
  CHECK(is_all_same);
  const std::vector<double> mass = reader.read(*reader.find("link_mass"), 0, 1);
  REQUIRE(mass.size() == kDays * 2 * 2);
  CHECK(std::all_of(mass.begin(), mass.end(), [](double one) { return one == 0; }));
}

TEST_CASE("of places that are chosen zeros are told, of others nothing is a number") {
  const TemporaryFile file("caravan-chosen-");
  write_long(file.path.string(), 32, {"stock_teu", "place=a*"});  // aktau and alat, not ceyhan
  const EnsembleReader reader(file.path.string());
  CHECK(reader.find("link_mass") == nullptr);
  const std::vector<double> values = reader.read(*reader.find("stock_teu"), 0, 1);
  REQUIRE(values.size() == kDays * 3);
  for (std::size_t day = 0; day < kDays; day += 100) {
    CHECK(values[day * 3] == 0);
    CHECK(values[day * 3 + 1] == stock(day, 1));
    CHECK(std::isnan(values[day * 3 + 2]));
  }
}

TEST_CASE("the bytes do not depend on how many intervals come at a time") {
  const TemporaryFile one("caravan-one-"), many("caravan-many-"), all("caravan-all-");
  write_long(one.path.string(), 1, {});
  write_long(many.path.string(), 33, {});
  write_long(all.path.string(), kDays, {});
  CHECK(one.bytes() == many.bytes());
  CHECK(one.bytes() == all.bytes());
}

TEST_CASE("chunks are bounded however long the run, in the order of time, none of zeros alone") {
  const Network network = long_network();
  const SeriesPlan plan(network, Detail::series, {});
  CHECK(plan.intervals == kDays);
  CHECK(plan.intervals_in_chunk <= 1024);
  Recording recording(plan, "/tmp");
  record(recording, plan, 32);
  std::vector<std::uint32_t> blocks, entries;
  const auto note = [&](const SeriesChunk& chunk, const void*) {
    CHECK(plan.recorded[chunk.recorded].variable == Variable::stock_teu);
    CHECK(chunk.bytes <= plan.intervals_in_chunk * sizeof(double));
    blocks.push_back(chunk.block);
    entries.push_back(chunk.entry);
  };
  recording.hand_over({note, [](const Journal&) { FAIL("no journal was added"); }});
  CHECK(blocks == std::vector<std::uint32_t>{0, 0, 1, 1, 2, 2});
  CHECK(entries == std::vector<std::uint32_t>{1, 2, 1, 2, 1, 2});
}

TEST_CASE("a run that is told nothing of series keeps none") {
  const SeriesPlan plan(long_network(), Detail::kpi, {});
  CHECK(plan.recorded.empty());
}
