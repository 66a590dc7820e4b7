#include "results_diff.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <limits>
#include <sstream>

#include "../output/small_ensemble.hpp"

using namespace caravan;
using namespace caravan::test;
namespace fs = std::filesystem;

namespace {

struct Folder {
  Folder() : path(fs::temp_directory_path() / ("caravan-diff-" + std::to_string(getpid()))) {
    fs::create_directory(path);
  }
  ~Folder() { fs::remove_all(path); }
  fs::path path;
};

// Two replications, with one value changed.
EnsembleReader written(const Folder& folder, const std::string& name, double change,
                       const std::string& yaml = "title: Three places\n") {
  const std::string path = (folder.path / name).string();
  const Network network = small_network();
  const Provenance provenance{.resolved_yaml = yaml, .seed = 1, .replications = 2};
  EnsembleWriter writer(path, network, provenance, true);
  for (const std::uint64_t r : {0u, 1u}) {
    Results results = made_up_results(network, r);
    if (r == 1) results[Variable::stock_teu][7] += change;  // day 2, the second place
    write(writer, network, provenance, results);
  }
  writer.finish();
  return EnsembleReader(path);
}

}  // namespace

TEST_CASE("files of the same results do not differ, nor do numbers within the tolerance") {
  const Folder folder;
  const EnsembleReader one = written(folder, "a.h5", 0), same = written(folder, "b.h5", 0);
  CHECK(differences(one, same, 0).empty());
  const EnsembleReader near = written(folder, "c.h5", 1e-3);
  CHECK(differences(one, near, 1e-6).empty());
  CHECK(differences(one, near, 1e-12).size() == 1);
}

TEST_CASE("a difference says where it is and how large") {
  const Folder folder;
  const EnsembleReader one = written(folder, "a.h5", 0), other = written(folder, "b.h5", 500);
  const std::vector<ResultDifference> all = differences(one, other, 0);
  REQUIRE(all.size() == 1);
  CHECK(all[0].variable == "stock_teu");
  CHECK(all[0].differing == 1);
  CHECK(all[0].compared == 2 * 90 * 3);
  CHECK(all[0].largest == 500);
  CHECK(all[0].at == "replication 1, time 2023-01-03T00:00:00, place alat");
  std::ostringstream told;
  print_differences(told, all);
  CHECK(told.str().find("stock_teu: 1 of 540 differ, by at most 500") == 0);
}

TEST_CASE("not a number differs from a number, and from nothing else") {
  const Folder folder;
  const double none = std::numeric_limits<double>::quiet_NaN();
  const EnsembleReader one = written(folder, "a.h5", 0), gone = written(folder, "b.h5", none);
  CHECK(differences(one, gone, 1e9).size() == 1);
  CHECK(differences(gone, written(folder, "c.h5", none), 0).empty());
}

TEST_CASE("other scenarios and other shapes are told") {
  const Folder folder;
  const EnsembleReader one = written(folder, "a.h5", 0);
  const auto told = differences(one, written(folder, "b.h5", 0, "title: Four places\n"), 0);
  REQUIRE(told.size() == 1);
  CHECK(told[0].variable == "scenario_yaml");
  const std::string path = (folder.path / "oil.h5").string();
  write_small_ensemble(path, 2, small_oil_network());
  const auto more = differences(one, EnsembleReader(path), 0);
  const auto is_only_there = [&](const ResultDifference& difference) {
    return difference.variable == "tank_stock" && difference.what.find("oil.h5 only") < 100;
  };
  CHECK(std::any_of(more.begin(), more.end(), is_only_there));
}

TEST_CASE("one replication is compared with results as they are now") {
  const Folder folder;
  const EnsembleReader file = written(folder, "a.h5", 0);
  Results results = made_up_results(small_network(), 1);
  CHECK(differences(file, 1, results).empty());
  CHECK(differences(file, 0, results).size() > 40);
  results[Variable::events][0] += 1;
  results.fingerprint += 1;
  const auto all = differences(file, 1, results);
  REQUIRE(all.size() == 2);
  CHECK(all[0].variable == "fingerprint");
  CHECK(all[1].at == "replication 1");
}
