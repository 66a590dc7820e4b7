// The machinery of sweeps on functions whose answer is known: designs, runs on threads, logs, and
// what is estimated from them. Only the simulation is another.

#include <doctest/doctest.h>
#include <unistd.h>

#include <atomic>
#include <cmath>
#include <filesystem>
#include <numbers>
#include <string>

#include "caravan/models/simulate.hpp"
#include "caravan/scenarios/load.hpp"
#include "sensitivity.hpp"
#include "sweep_plan.hpp"
#include "sweep_work.hpp"

using namespace caravan;

namespace {

using Function = std::function<double(const std::vector<double>& x)>;

// A folder that is gone afterwards.
class Folder {
 public:
  Folder() {
    std::string path = (std::filesystem::temp_directory_path() / "sweep-XXXXXX").string();
    path_ = mkdtemp(path.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

std::vector<double> numbers_of(const SweepPoint& point) {
  std::vector<double> numbers;
  for (const std::string& value : point.values) numbers.push_back(std::stod(value));
  return numbers;
}

// A sweep whose runs are values of a function of the factors, all from `from` to `to`.
SweepPlan plan_of(DesignKind design, std::size_t size, std::size_t factors, double from, double to,
                  const Function& function) {
  SweepPlan plan;
  plan.spec.title = "a function";
  plan.spec.design = design;
  plan.spec.size = size;
  plan.spec.replications = {1, 1, {}};
  for (std::size_t f = 0; f < factors; ++f) {
    SweepFactor& factor = plan.spec.factors.emplace_back();
    factor.id = "x" + std::to_string(f + 1);
    factor.paths = {factor.id};
    factor.range = FactorRange{from, to, ""};
  }
  plan.points = points_of(plan.spec);
  plan.batches = batches_of(plan.spec, plan.points, 1);
  plan.base =
      load_scenario(std::string(CARAVAN_SOURCE_DIR) + "/tests/tools/small.yaml", {}).build();
  plan.layout = layout_of(plan.base, {Variable::events});
  const std::vector<SweepPoint> points = plan.points;
  plan.id_of = [](std::size_t point) {
    PointId id{};
    for (std::size_t i = 0; i < 8; ++i) id[i] = static_cast<std::uint8_t>(point >> (8 * i));
    return id;
  };
  plan.model_of = [points, function, layout = plan.layout](std::size_t point) {
    PointModel model;
    model.layout = layout;
    model.simulate = [x = numbers_of(points[point]), function](std::uint64_t replication,
                                                               const std::stop_token&) {
      Results results;
      results.replication = replication;
      results[Variable::events] = {function(x)};
      return results;
    };
    return model;
  };
  identify_points(plan, 2);
  return plan;
}

// Does what is left, and reads all that is there. Whether it is complete is left to the caller.
std::vector<double> run(const SweepPlan& plan, const std::string& log_path) {
  const PartStore before({log_path}, provenance_of(plan));
  const std::vector<SweepUnit> units = units_to_do(plan, before, {}, 2);
  {
    PartLog log(log_path, provenance_of(plan));
    do_units(plan, before, log, 2, taken_from(units), [] { return true; });
  }
  const PartStore store({log_path}, provenance_of(plan));
  std::vector<double> outputs;
  for (std::size_t point = 0; point < plan.points.size(); ++point) {
    const PointRuns runs = runs_of(plan, store, point);
    const bool has_failed = !runs.outcome.failure.empty();
    outputs.push_back(has_failed || runs.outcome.runs.empty()
                          ? std::nan("")
                          : runs.outcome.runs.front()->values.front());
  }
  return outputs;
}

double ishigami(const std::vector<double>& x) {
  return std::sin(x[0]) + 7 * std::pow(std::sin(x[1]), 2) +
         0.1 * std::pow(x[2], 4) * std::sin(x[0]);
}

// Sobol's g with coefficients 0, 1, 4.5, 9, 99.
constexpr double kG[] = {0, 1, 4.5, 9, 99};

double sobol_g(const std::vector<double>& x) {
  double product = 1;
  for (std::size_t i = 0; i < x.size(); ++i) {
    product *= (std::abs(4 * x[i] - 2) + kG[i]) / (1 + kG[i]);
  }
  return product;
}

void check_index(const Index& index, double value, double tolerance) {
  CHECK(index.low <= value);
  CHECK(value <= index.high);
  CHECK(std::abs(index.value - value) < tolerance);
  CHECK(index.high - index.low < 4 * tolerance);
}

}  // namespace

TEST_CASE("Sobol indices of the Ishigami function, through a whole sweep") {
  const Folder folder;
  const double pi = std::numbers::pi;
  const SweepPlan plan = plan_of(DesignKind::saltelli, 4096, 3, -pi, pi, ishigami);
  REQUIRE(plan.points.size() == 4096 * 5);
  const SobolIndices indices = sobol_indices(run(plan, folder.file("whole.part")), 3);
  // Closed forms with a = 7, b = 0.1: Ishigami and Homma (1990).
  const double b = 0.1;
  const double v1 = 0.5 * std::pow(1 + b * std::pow(pi, 4) / 5, 2);
  const double v2 = 49.0 / 8;
  const double v13 = b * b * std::pow(pi, 8) * (1.0 / 18 - 1.0 / 50);
  const double v = v1 + v2 + v13;
  check_index(indices.first[0], v1 / v, 0.03);
  check_index(indices.first[1], v2 / v, 0.03);
  check_index(indices.first[2], 0, 0.03);
  check_index(indices.total[0], (v1 + v13) / v, 0.03);
  check_index(indices.total[1], v2 / v, 0.03);
  check_index(indices.total[2], v13 / v, 0.03);
}

TEST_CASE("Sobol indices of the g function, through a whole sweep") {
  const Folder folder;
  const SweepPlan plan = plan_of(DesignKind::saltelli, 4096, 5, 0, 1, sobol_g);
  const SobolIndices indices = sobol_indices(run(plan, folder.file("whole.part")), 5);
  double all = 1;
  for (const double g : kG) all *= 1 + 1 / (3 * (1 + g) * (1 + g));
  for (std::size_t i = 0; i < 5; ++i) {
    const double alone = 1 / (3 * (1 + kG[i]) * (1 + kG[i]));
    check_index(indices.first[i], alone / (all - 1), 0.03);
    check_index(indices.total[i], alone * all / (1 + alone) / (all - 1), 0.03);
  }
}

TEST_CASE("elementary effects of a plane, and of a product") {
  const Folder folder;
  const auto shares_of = [](const SweepPlan& plan) {
    std::vector<std::vector<double>> shares;
    for (const SweepPoint& point : plan.points) shares.push_back(numbers_of(point));
    return shares;
  };
  const SweepPlan plane =
      plan_of(DesignKind::morris, 20, 3, 0, 1, [](const auto& x) { return 5 * x[0] - 2 * x[1]; });
  const ElementaryEffects flat =
      elementary_effects(run(plane, folder.file("plane.part")), shares_of(plane));
  CHECK(flat.mean_absolute[0].value == doctest::Approx(5));
  CHECK(flat.mean_absolute[1].value == doctest::Approx(2));
  CHECK(flat.mean[1] == doctest::Approx(-2));
  CHECK(flat.mean_absolute[2].value == doctest::Approx(0));
  for (const double deviation : flat.deviation) CHECK(deviation < 1e-12);

  const SweepPlan product =
      plan_of(DesignKind::morris, 200, 2, 0, 1, [](const auto& x) { return x[0] * x[1]; });
  const ElementaryEffects bent =
      elementary_effects(run(product, folder.file("product.part")), shares_of(product));
  CHECK(bent.mean_absolute[0].value == doctest::Approx(0.5).epsilon(0.1));
  CHECK(bent.deviation[0] ==
        doctest::Approx(std::sqrt(5.0) / 6).epsilon(0.1));  // of 0, 1/3, 2/3, 1
}

TEST_CASE("regression finds a line, and says how much of the rest it does not explain") {
  const Folder folder;
  const SweepPlan plan = plan_of(DesignKind::latin_hypercube, 400, 3, 0, 1, [](const auto& x) {
    return 3 * x[0] - 4 * x[1] + std::pow(x[2] - 0.5, 2) * 30;
  });
  std::vector<std::vector<double>> factors;
  for (const SweepPoint& point : plan.points) factors.push_back(numbers_of(point));
  const Regression found = standardised_regression(run(plan, folder.file("line.part")), factors);
  const double variance = (9 + 16) / 12.0 + 900 * (1.0 / 80 - 1.0 / 144);
  CHECK(found.coefficients[0].value == doctest::Approx(3 / std::sqrt(12 * variance)).epsilon(0.1));
  CHECK(found.coefficients[1].value == doctest::Approx(-4 / std::sqrt(12 * variance)).epsilon(0.1));
  CHECK(std::abs(found.coefficients[2].value) < 0.1);
  CHECK(found.determination == doctest::Approx(25 / 12.0 / variance).epsilon(0.1));
}

TEST_CASE("a block of which a point failed is left out whole, and counted") {
  const Folder folder;
  const SweepPlan plan = plan_of(DesignKind::saltelli, 512, 3, 0, 1, [](const auto& x) {
    if (x[0] > 0.99) throw std::runtime_error("too far");
    return x[0] + 2 * x[1];
  });
  const std::vector<double> outputs = run(plan, folder.file("whole.part"));
  const SobolIndices indices = sobol_indices(outputs, 3);
  CHECK(indices.left_out > 0);
  CHECK(indices.blocks + indices.left_out == 512);
  CHECK(std::isfinite(indices.total[1].value));
  CHECK(indices.total[1].value == doctest::Approx(0.8).epsilon(0.1));
}

TEST_CASE("what has failed is done again only if that is asked for") {
  const Folder folder;
  std::atomic<int> calls{0};
  std::atomic<bool> fails{true};
  SweepPlan plan = plan_of(DesignKind::latin_hypercube, 10, 1, 0, 1, [&](const auto& x) {
    ++calls;
    if (fails && x[0] > 0.5) throw std::runtime_error("not today");
    return x[0];
  });
  const auto count_of_failed = [](const std::vector<double>& outputs) {
    return std::count_if(outputs.begin(), outputs.end(), [](double y) { return std::isnan(y); });
  };
  const std::string log = folder.file("whole.part");
  CHECK(count_of_failed(run(plan, log)) == 5);
  CHECK(calls == 10);
  fails = false;
  CHECK(count_of_failed(run(plan, log)) == 5);
  CHECK(calls == 10);
  plan.retries_failed = true;
  CHECK(count_of_failed(run(plan, log)) == 0);
  CHECK(calls == 15);
}

TEST_CASE("a log that something else has damaged is told, not believed") {
  const Folder folder;
  const SweepPlan plan =
      plan_of(DesignKind::latin_hypercube, 10, 1, 0, 1, [](const auto& x) { return x[0]; });
  const std::string log = folder.file("whole.part");
  const std::vector<double> outputs = run(plan, log);
  const auto size = std::filesystem::file_size(log);
  // One bit in the middle: all before it is kept, what follows is done again.
  std::FILE* file = std::fopen(log.c_str(), "r+b");
  std::fseek(file, static_cast<long>(size / 2), SEEK_SET);
  const int byte = std::fgetc(file);
  std::fseek(file, static_cast<long>(size / 2), SEEK_SET);
  std::fputc(byte ^ 1, file);
  std::fclose(file);
  const PartStore store({log}, provenance_of(plan));
  CHECK(store.size() > 0);
  CHECK(store.size() < 10);
  CHECK(run(plan, log) == outputs);
  CHECK(std::filesystem::file_size(log) == size);
}
