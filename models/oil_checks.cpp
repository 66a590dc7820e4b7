// What can't be right about a scenario's oil.
#include <algorithm>
#include <map>
#include <set>

#include "caravan/models/network_checks.hpp"

namespace caravan {
namespace {

using Problems = std::vector<ScenarioProblem>;

bool holds(const TankSpec& tank, CommodityId grade) {
  return std::find(tank.holds.begin(), tank.holds.end(), grade) != tank.holds.end();
}

const TankSpec* tank_for(const PlaceSpec& place, CommodityId grade) {
  const auto found = std::find_if(place.tanks.begin(), place.tanks.end(),
                                  [&](const TankSpec& tank) { return holds(tank, grade); });
  return found == place.tanks.end() ? nullptr : &*found;
}

Volume usable(const TankSpec& tank) { return tank.capacity - tank.dead_stock; }

class OilChecks {
 public:
  explicit OilChecks(const Scenario& scenario) : scenario_(scenario) {}

  Problems run() {
    for (const PlaceSpec& place : scenario_.places) check_tanks(place);
    for (const FieldSpec& field : scenario_.fields) check_field(field);
    for (const OfftakeSpec& offtake : scenario_.offtakes) check_offtake(offtake);
    for (const LinkSpec& link : scenario_.links) {
      if (link.mode == Mode::pipeline) check_pipeline(link);
    }
    if (problems_.empty()) check_where_grades_go();
    for (const LiftingSpec& lifting : scenario_.liftings) check_lifting(lifting);
    for (const ShipperSpec& shipper : scenario_.shippers) check_shipper(shipper);
    return std::move(problems_);
  }

 private:
  void add(const std::string& path, const std::string& message, const std::string& other = "") {
    problems_.push_back({path, message, other});
  }
  static std::string tanks_of(const PlaceSpec& place) { return "places." + place.id + ".tanks"; }
  const PlaceSpec& at(PlaceId place) const { return scenario_.places[place.index()]; }
  const std::string& id_of(CommodityId grade) const {
    return scenario_.commodities[grade.index()].id;
  }

  void check_grade(const std::string& path, CommodityId grade) {
    if (scenario_.commodities[grade.index()].cargo == CargoClass::crude) return;
    add(path, "'" + id_of(grade) + "' is not of the class crude",
        "commodities." + id_of(grade) + ".class");
  }

  void check_tanks(const PlaceSpec& place) {
    std::map<CommodityId, std::string> held;  // by which tank
    for (const TankSpec& tank : place.tanks) {
      const std::string path = "places." + place.id + ".tanks." + tank.id;
      for (const CommodityId grade : tank.holds) {
        check_grade(path + ".holds", grade);
        const auto [first, is_new] = held.try_emplace(grade, tank.id);
        if (is_new) continue;
        add(path + ".holds", "'" + id_of(grade) + "' is held by another tank of '" + place.id + "'",
            tanks_of(place) + "." + first->second + ".holds");
      }
      if (tank.dead_stock >= tank.capacity) {
        add(path + ".dead_stock", "leaves nothing of the capacity", path + ".capacity");
      }
      Volume stock;
      for (const GradeVolume& part : tank.stock) {
        stock += part.volume;
        if (holds(tank, part.grade)) continue;
        add(path + ".stock", "'" + id_of(part.grade) + "' is not held by this tank",
            path + ".holds");
      }
      if (stock > tank.capacity)
        add(path + ".stock", "is more than the capacity", path + ".capacity");
    }
  }

  bool begins_pipeline(PlaceId place) const {
    return std::any_of(scenario_.links.begin(), scenario_.links.end(), [&](const LinkSpec& link) {
      return link.mode == Mode::pipeline && link.from == place;
    });
  }
  bool has_offtake(PlaceId place) const {
    return std::any_of(scenario_.offtakes.begin(), scenario_.offtakes.end(),
                       [&](const OfftakeSpec& offtake) { return offtake.place == place; });
  }

  void check_field(const FieldSpec& field) {
    const std::string path = "fields." + field.id;
    check_grade(path + ".grade", field.grade);
    const PlaceSpec& place = at(field.place);
    const bool has_way = place.tanks.empty() ? begins_pipeline(field.place)
                                             : tank_for(place, field.grade) != nullptr;
    if (has_way) return;
    add(path + ".place",
        "'" + place.id + "' has no tank for '" + id_of(field.grade) +
            "', and no pipeline that begins there without one",
        tanks_of(place));
  }

  void check_offtake(const OfftakeSpec& offtake) {
    const std::string path = "offtakes." + offtake.id;
    const PlaceSpec& place = at(offtake.place);
    if (!offtake.grade.is_none()) check_grade(path + ".grade", offtake.grade);
    if (place.tanks.empty()) {
      const bool has_line =
          std::any_of(scenario_.links.begin(), scenario_.links.end(), [&](const LinkSpec& link) {
            return link.mode == Mode::pipeline &&
                   (link.from == offtake.place || link.to == offtake.place);
          });
      if (!has_line) {
        add(path + ".place", "'" + place.id + "' has neither tanks nor a pipeline",
            tanks_of(place));
      }
      if (!offtake.grade.is_none()) {
        add(path + ".grade", "can't be chosen where there is no tank: it takes what comes");
      }
      return;
    }
    if (offtake.grade.is_none()) {
      add(path, "needs a grade, since '" + place.id + "' has tanks", tanks_of(place));
    } else if (tank_for(place, offtake.grade) == nullptr) {
      add(path + ".grade", "'" + place.id + "' has no tank for '" + id_of(offtake.grade) + "'",
          tanks_of(place));
    }
  }

  void check_pipeline(const LinkSpec& link) {
    const std::string path = "links." + link.id;
    const PipelineSpec& spec = link.pipeline;
    if (spec.line_fill.empty()) add(path + ".line_fill", "is empty, but a line is always full");
    for (const GradeVolume& fill : spec.line_fill) check_grade(path + ".line_fill", fill.grade);
    if (spec.least_per_day > spec.per_day)
      add(path + ".minimum", "is more than the capacity", path + ".capacity");
    const PlaceSpec& from = at(link.from);
    if (from.tanks.empty() && !spec.batches.empty()) {
      add(path + ".batches", "'" + from.id + "' has no tanks: the line takes what comes",
          tanks_of(from));
    }
    if (from.tanks.size() > 1 && spec.batches.empty()) {
      add(path + ".batches", "are needed, since '" + from.id + "' has several tanks",
          tanks_of(from));
    }
    if (from.tanks.empty()) return;
    for (const GradeVolume& batch : spec.batches) {
      const TankSpec* tank = tank_for(from, batch.grade);
      const std::string where = path + ".batches." + id_of(batch.grade);
      if (tank == nullptr) {
        add(where, "'" + from.id + "' has no tank for it", tanks_of(from));
      } else if (batch.volume >= usable(*tank)) {
        add(where, "is all that the tank '" + tank->id + "' can gather, or more",
            tanks_of(from) + "." + tank->id);
      }
    }
  }

  // Grades that can come to the inlet of a pipeline, from its tanks or from upstream.
  std::set<CommodityId> grades_into(const LinkSpec& link,
                                    const std::vector<std::set<CommodityId>>& passing) const {
    std::set<CommodityId> grades;
    for (const GradeVolume& fill : link.pipeline.line_fill) grades.insert(fill.grade);
    const PlaceSpec& from = at(link.from);
    if (from.tanks.empty()) {
      grades.insert(passing[link.from.index()].begin(), passing[link.from.index()].end());
    } else if (link.pipeline.batches.empty()) {
      grades.insert(from.tanks.front().holds.begin(), from.tanks.front().holds.end());
    } else {
      for (const GradeVolume& batch : link.pipeline.batches) {
        const TankSpec* tank = tank_for(from, batch.grade);
        grades.insert(tank->holds.begin(), tank->holds.end());
      }
    }
    return grades;
  }

  void check_where_grades_go() {
    std::vector<std::set<CommodityId>> passing(scenario_.places.size());
    for (const FieldSpec& field : scenario_.fields) {
      passing[field.place.index()].insert(field.grade);
    }
    for (bool has_changed = true; has_changed;) {
      has_changed = false;
      for (const LinkSpec& link : scenario_.links) {
        if (link.mode != Mode::pipeline) continue;
        std::set<CommodityId>& there = passing[link.to.index()];
        const std::size_t before = there.size();
        const std::set<CommodityId> grades = grades_into(link, passing);
        there.insert(grades.begin(), grades.end());
        has_changed |= there.size() > before;
      }
    }
    for (const LinkSpec& link : scenario_.links) {
      if (link.mode == Mode::pipeline) check_end(link, grades_into(link, passing));
    }
  }

  void check_end(const LinkSpec& link, const std::set<CommodityId>& grades) {
    const std::string path = "links." + link.id + ".to";
    const PlaceSpec& to = at(link.to);
    if (to.tanks.empty()) {
      if (begins_pipeline(link.to) || has_offtake(link.to)) return;
      return add(path, "'" + to.id + "' has no tanks, no offtake and no pipeline that goes on",
                 tanks_of(to));
    }
    for (const CommodityId grade : grades) {
      if (tank_for(to, grade) != nullptr) continue;
      add(path, "'" + to.id + "' has no tank for '" + id_of(grade) + "', which may come through",
          tanks_of(to));
    }
  }

  bool has_berth(const PlaceSpec& place, const std::string& type) const {
    return std::any_of(place.berths.begin(), place.berths.end(), [&](const BerthSpec& berth) {
      return berth.type == type && berth.count > 0;
    });
  }

  void check_lifting(const LiftingSpec& lifting) {
    const std::string path = "liftings." + lifting.id;
    const PlaceSpec& place = at(lifting.place);
    const auto tank = std::find_if(place.tanks.begin(), place.tanks.end(),
                                   [&](const TankSpec& one) { return one.id == lifting.tank; });
    if (tank == place.tanks.end()) {
      add(path + ".tank", "'" + place.id + "' has no tank called '" + lifting.tank + "'",
          tanks_of(place));
    } else if (lifting.parcel >= usable(*tank)) {
      add(path + ".parcel", "is all that the tank can gather, or more",
          tanks_of(place) + "." + tank->id);
    }
    if (lifting.every_hours && lifting.every_hours->mean() < 1 / 3600.0) {
      add(path + ".every", "must be a second or more on average");
    }
    if (has_berth(place, lifting.berth)) return;
    add(path + ".berth", "'" + place.id + "' has no berth of type '" + lifting.berth + "'",
        "places." + place.id + ".berths");
  }

  void check_shipper(const ShipperSpec& shipper) {
    const std::string path = "shippers." + shipper.id;
    const PlaceSpec& place = at(shipper.place);
    check_grade(path + ".grade", shipper.grade);
    if (tank_for(place, shipper.grade) == nullptr) {
      add(path + ".place", "'" + place.id + "' has no tank for '" + id_of(shipper.grade) + "'",
          tanks_of(place));
    }
    if (shipper.outlets.empty()) add(path + ".outlets", "are none");
    for (const OutletSpec& outlet : shipper.outlets) {
      const std::string where = path + ".outlets." + outlet.id;
      if (outlet.pipelines.empty() && outlet.lots.is_none()) {
        add(where, "goes neither through `pipelines` nor as `lots`");
      }
      for (const LinkId link : outlet.pipelines) {
        const LinkSpec& line = scenario_.links[link.index()];
        if (line.mode != Mode::pipeline) {
          add(where, "'" + line.id + "' is not a pipeline", "links." + line.id + ".mode");
        }
      }
      if (!outlet.lots.is_none()) {
        const DemandSpec& lots = scenario_.demands[outlet.lots.index()];
        const bool is_its = lots.commodity == shipper.grade && lots.from == shipper.place;
        if (!is_its) {
          add(where + ".lots", "'" + lots.id + "' is not of this grade from this place",
              "demands." + lots.id);
        }
      }
      if (outlet.most_per_day > Volume{} && outlet.least_per_day > outlet.most_per_day) {
        add(where + ".least", "is more than the most", where + ".most");
      }
    }
  }

  const Scenario& scenario_;
  Problems problems_;
};

}  // namespace

std::vector<ScenarioProblem> problems_of_oil(const Scenario& scenario) {
  return OilChecks(scenario).run();
}

}  // namespace caravan
