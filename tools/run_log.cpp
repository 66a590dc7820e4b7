#include "run_log.hpp"

#include <unistd.h>

#include <chrono>
#include <fstream>

#include "caravan/output/ensemble_writer.hpp"
#include "caravan/sim/time.hpp"
#include "json.hpp"
#include "version.hpp"

namespace caravan {
namespace {

std::string host_name() {
  char name[256] = "";
  gethostname(name, sizeof name - 1);
  return name;
}

Time wall_clock() {
  const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(since_1970).count()};
}

}  // namespace

void write_run_log(const std::vector<std::string>& arguments, const RunFacts& facts) {
  const std::string path = facts.output + ".log.json";
  std::ofstream file(path);
  JsonWriter json(file);
  json.open_object();
  json.key("caravan").value(std::string(kVersion) + " (" + kRevision + ")");
  json.key("command").open_list().value("caravan").value("run");
  for (const std::string& argument : arguments) json.value(argument);
  json.close_list();
  json.key("finished").value(to_iso(wall_clock()) + "Z");
  json.key("host").value(host_name());
  json.key("threads").value(static_cast<double>(facts.threads));
  json.key("wall_seconds").value(facts.wall_seconds);
  json.close_object();
  file << '\n';
  if (!file.flush()) throw OutputError(path + ": cannot be written");
}

}  // namespace caravan
