// caravan export: results for programs that don't read HDF5.

#include <fstream>
#include <iostream>

#include "caravan/output/durable_file.hpp"
#include "caravan/output/ensemble_reader.hpp"
#include "caravan/output/ensemble_writer.hpp"
#include "commands.hpp"
#include "csv_export.hpp"
#include "exit_codes.hpp"
#include "geojson_export.hpp"
#include "options.hpp"
#include "result_figures.hpp"
#include "results_errors.hpp"

namespace caravan {
namespace {

namespace po = boost::program_options;

po::options_description options_of_export() {
  po::options_description options("options");
  auto add = options.add_options();
  add("csv", po::value<std::string>()->value_name("FOLDER"),
      "a CSV file a variable, one line a value; and one a table, with its names spelt out");
  add("geojson", po::value<std::string>()->value_name("FILE"),
      "places and links for a map, with mean stocks and flows");
  add("force", "overwrite files that exist");
  add("help,h", "print this");
  return options;
}

void print_help() {
  std::cout
      << "usage: caravan export RESULTS.h5 [VARIABLE...] --csv FOLDER | --geojson FILE\n\n"
         "Writes results for spreadsheets and maps. With names of variables, where * stands for\n"
         "any text, only these go into CSV files.\n\n"
      << options_of_export()
      << "\nexamples:\n"
         "  caravan export corridor.h5 --csv corridor/ 'delivered_*' 'journey_*'\n"
         "  caravan export corridor.h5 --geojson corridor.geojson\n"
         "\nexit codes: 0 fine, 2 usage, 65 not a file of results, or damaged, 66 file missing,\n"
         "73 output can't be created\n";
}

void export_map(const EnsembleReader& file, const std::string& path, bool overwrites) {
  DurableFile map(path, overwrites);
  std::ofstream out(map.partial_path(), std::ios::binary);
  write_geojson(out, file);
  out.close();
  if (!out) throw OutputError(path + ": can't be written; is the disk full?");
  map.publish();
}

void export_results(const po::variables_map& values) {
  if (values.count("results") == 0) throw UsageError("which results? Give the path of a file");
  if (values.count("csv") + values.count("geojson") == 0) {
    throw UsageError("as what? Give --csv FOLDER or --geojson FILE");
  }
  std::vector<std::string> names = values["results"].as<std::vector<std::string>>();
  const EnsembleReader file = EnsembleReader::of_any_kind(names.front());
  names.erase(names.begin());
  check_patterns(file, names);
  if (values.count("geojson") > 0 && file.kind() == FileKind::sweep)
    throw UsageError("--geojson is of one run, and " + file.path() + " is a sweep's: give --csv");
  const bool overwrites = values.count("force") > 0;
  if (values.count("csv") > 0) {
    for (const std::string& path :
         export_csv(file, values["csv"].as<std::string>(), names, overwrites)) {
      std::cout << path << '\n';
    }
  }
  if (values.count("geojson") == 0) return;
  const std::string path = values["geojson"].as<std::string>();
  export_map(file, path, overwrites);
  std::cout << path << '\n';
}

}  // namespace

int export_command(const std::vector<std::string>& arguments) {
  return answer_from_results("export", [&] {
    const po::variables_map values = parse_options(arguments, options_of_export(), "results", -1);
    if (values.count("help") > 0) return print_help(), kFine;
    export_results(values);
    return kFine;
  });
}

}  // namespace caravan
