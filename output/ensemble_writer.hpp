// The results of an ensemble as one HDF5 file that is also netCDF-4.
//
//   EnsembleWriter writer("corridor.h5", network, provenance, false);  // is it possible at all?
//   for (...) writer.write(results, recording);                        // as they come, in order
//   writer.finish();                                                   // only now it is there
//
// Until finish() all goes to "<path>.partial"; without it, that is removed. The bytes depend
// on the arguments alone. The layout is described in output/README.md.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "caravan/models/journal.hpp"
#include "caravan/models/results.hpp"

namespace caravan {

// A file can't be created, written or put in its place; the message names it and says why.
class OutputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Recording;
struct World;

// What is needed to make the same file again.
struct Provenance {
  std::string resolved_yaml{};  // the scenario with all overrides applied
  std::uint64_t seed = 0;
  std::uint64_t first_replication = 0;
  std::uint64_t replications = 0;
  Detail detail = Detail::series;
  std::vector<std::string> only{};  // patterns of what is recorded: see selection.hpp
  std::string version{};            // of Caravan
  std::string revision{};           // of its source
};

class EnsembleWriter {
 public:
  // Throws OutputError if the file can't be created, or exists and `overwrite` is false;
  // SelectionError if a pattern matches nothing. The network must outlive the writer.
  EnsembleWriter(std::string path, const Network& network, const Provenance& provenance,
                 bool overwrite);
  ~EnsembleWriter();
  EnsembleWriter(const EnsembleWriter&) = delete;
  EnsembleWriter& operator=(const EnsembleWriter&) = delete;

  // Replications come in order, each with what was recorded of it by the same plan. Throws
  // OutputError.
  void write(const Results& results, Recording& recording);
  // What the next one has recorded so far, and what is new in its world: instead of adding it to
  // the recording. The bytes are the same. By one thread at a time.
  void write(Recording& recording, const World& world, const Journal& news);

  // All `provenance.replications` have been written: closes the file and puts it in its place.
  void finish();

 private:
  class File;
  std::unique_ptr<File> file_;
};

}  // namespace caravan
