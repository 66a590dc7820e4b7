#include "caravan/output/ensemble_writer.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "small_ensemble.hpp"

using namespace caravan;
using namespace caravan::test;
namespace fs = std::filesystem;

namespace {

// A folder of its own that goes with the test.
struct Folder {
  Folder() : path(fs::temp_directory_path() / ("caravan-output-" + std::to_string(getpid()))) {
    fs::create_directory(path);
  }
  ~Folder() { fs::remove_all(path); }
  std::string file(const std::string& name) const { return (path / name).string(); }
  std::size_t count() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), {}));
  }
  fs::path path;
};

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string error_of(const std::string& path, bool overwrite) {
  const Network network = small_network();
  try {
    EnsembleWriter writer(path, network, {.replications = 1}, overwrite);
  } catch (const OutputError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("the file appears under its name only when it is finished") {
  const Folder folder;
  const Network network = small_network();
  EnsembleWriter writer(folder.file("x.h5"), network, {.replications = 1}, false);
  write(writer, network, {}, made_up_results(network, 0));
  CHECK(!fs::exists(folder.file("x.h5")));
  CHECK(fs::exists(folder.file("x.h5.partial")));
  writer.finish();
  CHECK(fs::exists(folder.file("x.h5")));
  CHECK(folder.count() == 1);
}

TEST_CASE("what is not finished leaves nothing") {
  const Folder folder;
  {
    const Network network = small_network();
    EnsembleWriter writer(folder.file("x.h5"), network, {.replications = 2}, false);
    write(writer, network, {}, made_up_results(network, 0));
  }
  CHECK(folder.count() == 0);
}

TEST_CASE("the same results give the same bytes, whenever they are written") {
  const Folder folder;
  write_small_ensemble(folder.file("a.h5"), 2);
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));  // HDF5 counts times in seconds
  write_small_ensemble(folder.file("b.h5"), 2);
  CHECK(bytes_of(folder.file("a.h5")) == bytes_of(folder.file("b.h5")));
  CHECK(bytes_of(folder.file("a.h5")).size() > 10'000);
}

TEST_CASE("a file that exists is kept, unless it may be overwritten") {
  const Folder folder;
  const std::string path = folder.file("x.h5");
  std::ofstream(path) << "precious";
  CHECK(error_of(path, false).find("x.h5: exists; give --force") != std::string::npos);
  CHECK(bytes_of(path) == "precious");
  CHECK(folder.count() == 1);
  // Overwriting, too, replaces it only at the end.
  CHECK(error_of(path, true) == "");
  CHECK(bytes_of(path) == "precious");
  write_small_ensemble(path, 1);
  CHECK(bytes_of(path) != "precious");
}

TEST_CASE("a place where no file can be is named at once, with the reason") {
  const Folder folder;
  CHECK(error_of(folder.file("no/x.h5"), false).find("No such file or directory") !=
        std::string::npos);
  std::ofstream(folder.file("file")) << "";
  CHECK(error_of(folder.file("file/x.h5"), false).find("Not a directory") != std::string::npos);
  fs::create_directory(folder.file("folder.h5"));
  CHECK(error_of(folder.file("folder.h5"), true).find("is a folder") != std::string::npos);
  CHECK(!fs::exists(folder.file("folder.h5.partial")));
}
