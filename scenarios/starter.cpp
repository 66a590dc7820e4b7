#include "caravan/scenarios/starter.hpp"

#include <set>
#include <sstream>
#include <vector>

#include "caravan/scenarios/description.hpp"

namespace caravan {
namespace {

constexpr std::size_t kColumn = 44;  // of comments
constexpr std::size_t kWidth = 96;

// Containers from an inland terminal by rail to a port, over a sea and on.
constexpr const char* kStarter = R"yaml(title: My first corridor
start: 2025-01-01
duration: 365 d
warm_up: 90 d
commodities:
  boxes:
    class: container
    mass_per_teu: 14 t/TEU
    value_of_time: 30 USD/TEU/d
places:
  terminal:
    country: KZ
    at: [43.34 N, 76.95 E]
    kind: inland_terminal
    handling: {container: 20 TEU/h}
    tracks: 2
  west_port:
    country: KZ
    at: [43.60 N, 51.22 E]
    kind: seaport
    handling: {container: 20 TEU/h}
    yard: {container: 1500 TEU}
    berths: {quay: 1}
    tracks: 2
  east_port:
    country: AZ
    at: [39.98 N, 49.44 E]
    kind: seaport
    handling: {container: 20 TEU/h}
    yard: {container: 1500 TEU}
    berths: {quay: 1}
    formalities: {desks: 4, time: "lognormal(mean 6 h, cv 0.5)"}
fleets:
  feeders:
    vessels: 2
    berth: quay
    payload: {container: 225 TEU}
    minimum_fill: 50 %
    maximum_wait: 2 d
links:
  railway:
    from: terminal
    to: west_port
    back: railway_back
    mode: rail
    distance: 2800 km
    transit: "lognormal(mean 110 h, cv 0.2)"
    tariff: {container: 560 USD/TEU}
    paths: 4 train/d
    train: {container: 100 TEU}
    minimum_fill: 60 %
  sea_service:
    from: west_port
    to: east_port
    back: sea_service_back
    mode: sea
    distance: 470 km
    transit: "lognormal(mean 30 h, cv 0.2)"
    tariff: {container: 450 USD/TEU}
    fleets: [feeders]
demands:
  exports:
    commodity: boxes
    from: terminal
    to: east_port
    volume: 20000 TEU/a
    lot: 4 TEU
  imports:
    commodity: boxes
    from: east_port
    to: terminal
    volume: 12000 TEU/a
    lot: 4 TEU
corridors:
  over_the_sea:
    via: [west_port, east_port]
interventions:
  storm:
    from: 2025-07-01
    lasts: 7 d
    effects: [{places: west_port, open: = 0}]
)yaml";

constexpr const char* kHeading =
    "# A scenario of Caravan: boxes by rail to a port, over a sea, and back.\n"
    "#\n"
    "#   caravan validate FILE               tells every mistake\n"
    "#   caravan run FILE                    simulates it\n"
    "#   caravan describe FILE places        tells what a part of it says and means\n"
    "#\n"
    "# yaml-language-server: $schema=scenario.schema.json   (made by: caravan schema)\n\n";

// Writes the starter line by line, with comments that come from the declaration.
class Commenter {
 public:
  Commenter() {
    Diagnostics diagnostics;
    tree_ = parse_yaml(kStarter, diagnostics.add_origin("", kStarter), diagnostics);
  }

  std::string write() {
    std::istringstream lines(kStarter);
    std::string line;
    while (std::getline(lines, line)) {
      if (!line.empty()) write_line(line);
    }
    close_to(0);
    return kHeading + text_;
  }

 private:
  // A map that is being written: how far it is indented, its path, and that path with <id>s.
  struct Level {
    std::size_t indent;
    std::string path, declared;
  };

  void write_line(const std::string& line) {
    const std::size_t indent = line.find_first_not_of(' ');
    close_to(indent);
    if (indent == 0 && line.back() == ':') text_ += "\n";
    const std::string key = line.substr(indent, line.find(':') - indent);
    const std::string path = open_.empty() ? key : open_.back().path + "." + key;
    const Description what = describe_path(tree_, path);
    const bool is_id = !open_.empty() && open_.size() == 1;
    const std::string declared =
        open_.empty() ? key : open_.back().declared + "." + (is_id ? "<id>" : key);
    text_ += line;
    if (!what.key.help.empty() && known_.insert(declared).second) {
      const std::size_t blanks = line.size() + 2 < kColumn ? kColumn - line.size() : 2;
      text_ += std::string(blanks, ' ') + "# " + what.key.help;
    }
    text_ += "\n";
    if (line.back() == ':') open_.push_back({indent, path, declared});
  }

  // Ends the maps that are indented so far or farther.
  void close_to(std::size_t indent) {
    while (!open_.empty() && open_.back().indent >= indent) {
      const Level level = open_.back();
      open_.pop_back();
      if (level.indent == 2 && known_.insert(level.declared).second) write_rest(level);
    }
  }

  // What else an entry may say.
  void write_rest(const Level& level) {
    std::string line = std::string(level.indent + 2, ' ') + "# also:";
    const std::size_t start = line.size();
    for (const Description& part : parts_of(tree_, describe_path(tree_, level.path))) {
      if (part.node != nullptr || part.key.name == "name") continue;
      if (line.size() + part.key.name.size() > kWidth) {
        text_ += line + "\n";
        line =
            std::string(level.indent + 2, ' ') + "#" + std::string(start - level.indent - 3, ' ');
      }
      line += " " + part.key.name;
    }
    if (line.size() > start) text_ += line + "\n";
  }

  YamlNode tree_;
  std::string text_;
  std::vector<Level> open_;
  std::set<std::string> known_;
};

}  // namespace

std::string starter_scenario() { return Commenter().write(); }

}  // namespace caravan
