#include "geojson_export.hpp"

#include <map>
#include <ostream>

#include "json.hpp"
#include "result_figures.hpp"

namespace caravan {
namespace {

const StoredVariable& needed(const EnsembleReader& file, const std::string& name) {
  const StoredVariable* variable = file.find(name);
  if (variable == nullptr) {
    throw InputError(file.path() + ": has no '" + name +
                     "', which a map needs; run with --detail series");
  }
  return *variable;
}

std::vector<std::string> texts(const EnsembleReader& file, const std::string& name) {
  return file.read_texts(needed(file, name));
}

// Means of a variable, by its first name and then by the others.
using Shares = std::map<std::string, std::vector<std::pair<std::string, double>>>;

Shares shares_of(const EnsembleReader& file, const std::string& name, double per) {
  Shares shares;
  const StoredVariable* variable = file.find(name);
  if (variable == nullptr) return shares;
  for (const ResultFigure& one : figures_of(file, *variable)) {
    const std::string of = one.names.size() > 1 ? one.names[1] : "";
    shares[one.names.at(0)].emplace_back(of, one.estimate.mean / per);
  }
  return shares;
}

// "stock_t": all, "stock_t_containers": of one commodity, if there is any.
void write_shares(JsonWriter& json, const Shares& shares, const std::string& of,
                  const std::string& key) {
  const auto found = shares.find(of);
  if (found == shares.end()) return;
  double sum = 0;
  for (const auto& share : found->second) sum += share.second;
  json.key(key).value(sum);
  for (const auto& [commodity, value] : found->second) {
    if (!commodity.empty() && value > 0) json.key(key + "_" + commodity).value(value);
  }
}

class Map {
 public:
  explicit Map(const EnsembleReader& file)
      : file_(file),
        places_(file.labels("place")),
        longitudes_(file.read(needed(file, "longitude"))),
        latitudes_(file.read(needed(file, "latitude"))) {
    if (longitudes_.size() != places_.size() || latitudes_.size() != places_.size()) {
      throw InputError(file.path() + ": its places don't agree with each other");
    }
    for (std::size_t i = 0; i < places_.size(); ++i) index_[places_[i]] = i;
  }

  void write_places(JsonWriter& json) const {
    const std::vector<std::string> names = texts(file_, "place_name");
    const std::vector<std::string> countries = texts(file_, "country");
    const std::vector<std::string> kinds = texts(file_, "place_kind");
    const Shares stock = shares_of(file_, needed(file_, "stock_mass").name, 1);
    const Shares waiting = shares_of(file_, "waiting_mass", 1);
    for (std::size_t i = 0; i < places_.size(); ++i) {
      begin_feature(json, "Point");
      write_position(json, i);
      json.close_object().key("properties").open_object();
      json.key("place").value(places_[i]).key("name").value(names.at(i));
      json.key("country").value(countries.at(i)).key("kind").value(kinds.at(i));
      write_shares(json, stock, places_[i], "stock_t");
      write_shares(json, waiting, places_[i], "waiting_t");
      json.close_object().close_object();
    }
  }

  void write_links(JsonWriter& json) const {
    if (file_.find("link") == nullptr) return;
    const std::vector<std::string> links = file_.labels("link");
    const std::vector<std::string> from = texts(file_, "link_from"), to = texts(file_, "link_to");
    const std::vector<std::string> modes = texts(file_, "link_mode");
    const double days = days_recorded();
    const Shares mass = shares_of(file_, "link_mass", days),
                 teu = shares_of(file_, "link_teu", days);
    const Shares departures = shares_of(file_, "link_departures", days);
    const Shares oil = shares_of(file_, "line_flow", days);
    for (std::size_t i = 0; i < links.size(); ++i) {
      begin_feature(json, "LineString").open_list();
      write_position(json, index_.at(from.at(i)));
      write_position(json, index_.at(to.at(i)));
      json.close_list().close_object().key("properties").open_object();
      json.key("link").value(links[i]).key("from").value(from[i]).key("to").value(to[i]);
      json.key("mode").value(modes.at(i));
      if (modes[i] == "pipeline") {
        write_shares(json, oil, links[i], "bbl_per_day");
      } else {
        write_shares(json, mass, links[i], "t_per_day");
        write_shares(json, teu, links[i], "teu_per_day");
        write_shares(json, departures, links[i], "departures_per_day");
      }
      json.close_object().close_object();
    }
  }

 private:
  // Up to its coordinates.
  static JsonWriter& begin_feature(JsonWriter& json, const char* kind) {
    json.open_object().key("type").value("Feature");
    return json.key("geometry").open_object().key("type").value(kind).key("coordinates");
  }

  void write_position(JsonWriter& json, std::size_t place) const {
    json.open_list().value(longitudes_[place]).value(latitudes_[place]).close_list();
  }

  // Intervals are equally long.
  double days_recorded() const {
    const std::vector<double> begins = file_.read(needed(file_, "time"));
    const double interval = begins.size() > 1 ? begins[1] - begins[0] : 86400;
    return interval * static_cast<double>(begins.size()) / 86400;
  }

  const EnsembleReader& file_;
  std::vector<std::string> places_;
  std::vector<double> longitudes_, latitudes_;
  std::map<std::string, std::size_t> index_;
};

}  // namespace

void write_geojson(std::ostream& out, const EnsembleReader& file) {
  const Map map(file);
  JsonWriter json(out);
  json.open_object().key("type").value("FeatureCollection").key("features").open_list();
  map.write_places(json);
  map.write_links(json);
  json.close_list().close_object();
  out << '\n';
}

}  // namespace caravan
