// Scenarios that are put together: of several files, of templates, and from the command line.

#include <doctest/doctest.h>

#include "written_files.hpp"

using namespace caravan;
using namespace caravan::test;

namespace {

const FleetSpec& fleet(const Scenario& scenario, const std::string& id) {
  for (const FleetSpec& one : scenario.fleets) {
    if (one.id == id) return one;
  }
  throw std::out_of_range(id);
}

const std::string kFleets = R"(
extends: base.yaml
templates:
  ship: {berth: quay, port_time: 6 h, tugs: 1}
  feeder: {like: ship, payload: {container: 200 TEU}, speed: 12 kn}
fleets:
  small: {like: feeder, vessels: 2}
  large: {like: feeder, vessels: 1, payload: {container: 700 TEU, truck: 10 truck}, tugs: ~}
)";

}  // namespace

TEST_CASE("a scenario is split into files, which may include others") {
  WrittenFiles files;
  files.write("base.yaml", kTwoPlaces)
      .write("top.yaml",
             "extends: base.yaml\ninclude: [parts/a.yaml, parts/b.yaml]\n"
             "places: {port: {tracks: 7}}\n")
      .write("parts/a.yaml",
             "include: [common.yaml]\nplaces: {inner: {country: KZ, "
             "at: [43 N, 52 E], kind: border}}\n")
      .write("parts/b.yaml", "include: [common.yaml]\nplaces: {mine: {sidings: 3}}\n")
      .write("parts/common.yaml", "sources: {GK: {title: general knowledge}}\n");
  const Scenario s = files.load("top.yaml").scenario;
  REQUIRE(s.places.size() == 3);
  CHECK(s.places[0].sidings == 3);  // of an inherited place
  CHECK(s.places[1].tracks == 7);
  CHECK(s.places[2].id == "inner");  // what is added stands after what is inherited
}

TEST_CASE("what two files say is a mistake that shows both places") {
  WrittenFiles files;
  files.write("base.yaml", kTwoPlaces)
      .write("a.yaml", "places:\n  port: {tracks: 7}\n")
      .write("b.yaml", "places:\n  port: {tugs: 1, tracks: 8}\n")
      .write("top.yaml", "include: [base.yaml, a.yaml, b.yaml]\n");
  CHECK(
      files.mistakes_in("top.yaml") ==
      "b.yaml:2:19: error: places.port.tracks: is said in two files\n"
      "  2 |   port: {tugs: 1, tracks: 8}\n"
      "    |                   ^\n"
      "a.yaml:2:10: note: it is said here too; a scenario that `extends` another may say it anew\n"
      "  2 |   port: {tracks: 7}\n"
      "    |          ^");
}

TEST_CASE("files that go round in a circle are named") {
  WrittenFiles files;
  files.write("a.yaml", "include: [b.yaml]\n")
      .write("b.yaml", "extends: c.yaml\n")
      .write("c.yaml", "include: [a.yaml]\n");
  const std::string message = files.mistakes_in("a.yaml");
  CHECK(contains(message,
                 "c.yaml:1:11: error: include: goes round in a circle: a.yaml -> b.yaml "
                 "-> c.yaml -> a.yaml"));
  files.write("self.yaml", "extends: ./self.yaml\n");
  CHECK(contains(files.mistakes_in("self.yaml"), "self.yaml:1:10: error: extends: goes round"));
  files.write("word.yaml", "include: base.yaml\n")
      .write("none.yaml", "include: [none_at_all.yaml]\n");
  CHECK(
      contains(files.mistakes_in("word.yaml"), "word.yaml:1:10: error: include: expected a list"));
  CHECK(contains(files.mistakes_in("none.yaml"), "none.yaml:1:11: error: "));
}

TEST_CASE("only what is inherited can be taken away") {
  WrittenFiles files;
  files.write("base.yaml", kTwoPlaces)
      .write("good.yaml", "extends: base.yaml\ndemands: {boxes: ~}\n")
      .write("bad.yaml", "extends: base.yaml\ndemands: {boxs: ~}\n");
  CHECK(files.load("good.yaml").scenario.demands.empty());
  CHECK(files.mistakes_in("bad.yaml") ==
        "bad.yaml:2:11: error: demands.boxs: is not inherited, so `~` takes nothing away\n"
        "  2 | demands: {boxs: ~}\n"
        "    |           ^\n"
        "  did you mean 'boxes'?");
}

TEST_CASE("entries are made like templates, and say what differs") {
  WrittenFiles files;
  files.write("base.yaml", kTwoPlaces).write("top.yaml", kFleets);
  const LoadedScenario loaded = files.load("top.yaml");
  const FleetSpec& small = fleet(loaded.scenario, "small");
  const FleetSpec& large = fleet(loaded.scenario, "large");
  CHECK(small.berth == "quay");
  CHECK(small.tugs == 1);
  CHECK(small.payload[CargoClass::container] == Amount{200});
  CHECK(small.speed == large.speed);
  CHECK(large.tugs == 0);
  CHECK(large.payload[CargoClass::container] == Amount{700});
  CHECK(large.payload[CargoClass::truck] == Amount{10});
  CHECK_FALSE(contains(loaded.resolved_yaml, "like"));
  CHECK_FALSE(contains(loaded.resolved_yaml, "templates"));
}

TEST_CASE("templates are inherited too, and what is like them follows") {
  WrittenFiles files;
  files.write("base.yaml", kTwoPlaces)
      .write("middle.yaml", kFleets)
      .write("top.yaml",
             "extends: middle.yaml\n"
             "templates: {ship: {tugs: 3}}\n"
             "fleets: {small: {port_time: ~, payload: {container: ~, truck: 5 truck}}}\n");
  const Scenario s = files.load("top.yaml").scenario;
  CHECK(fleet(s, "small").tugs == 3);
  CHECK(fleet(s, "large").tugs == 0);  // taken away in between
  CHECK(fleet(s, "small").port_hours.mean() == 0);
  CHECK(fleet(s, "small").payload[CargoClass::container] == Amount{});
  CHECK(fleet(s, "small").payload[CargoClass::truck] == Amount{5});
}

TEST_CASE("mistakes in templates are told where they were written") {
  WrittenFiles files;
  files.write("base.yaml", kTwoPlaces);
  const auto mistakes = [&](const std::string& text) {
    files.write("top.yaml", "extends: base.yaml\n" + text);
    return files.mistakes_in("top.yaml");
  };
  CHECK(
      contains(mistakes("templates: {ship: {berth: quay}}\nfleets: {a: {like: shp, vessels: 1}}\n"),
               "top.yaml:3:20: error: fleets.a.like: there is no template 'shp'"));
  CHECK(contains(mistakes("templates: {a: {like: b}, b: {like: a}}\nfleets: {a: {like: a}}\n"),
                 "top.yaml:2:37: error: template 'a' is like itself"));
  CHECK(contains(mistakes("templates: {a: {berth: quay, speed: 3 km}}\n"
                          "fleets: {a: {like: a, vessels: 1, payload: {container: 9 TEU}}}\n"),
                 "top.yaml:2:37: error: fleets.a.speed: expected a length per time"));
  CHECK(contains(mistakes("templates: {a: {berth: quay}}\nfleets: {a: {like: a, tugs: ~}}\n"),
                 "top.yaml:3:23: error: fleets.a.tugs: is not inherited"));
  CHECK(contains(mistakes("templates: [a]\n"), "top.yaml:2:12: error: templates: expected a map"));
}

TEST_CASE("the command line reaches templates, entries of lists, and takes away") {
  WrittenFiles files;
  files.write("base.yaml", kTwoPlaces).write("top.yaml", kFleets);
  const auto with = [&](const std::vector<std::string>& overrides) {
    return files.load("top.yaml", overrides).scenario;
  };
  const Scenario more = with({"fleets.small.tugs=5", "templates.ship.tugs=4"});
  CHECK(fleet(more, "small").tugs == 5);
  CHECK(fleet(with({"templates.ship.tugs=4"}), "small").tugs == 4);
  CHECK(fleet(with({"fleets.small.payload.container=9 TEU"}), "small")
            .payload[CargoClass::container] == Amount{9});
  CHECK(fleet(with({"fleets.third={like: feeder, vessels: 4}"}), "third").vessels == 4);
  CHECK(fleet(with({"fleets.small.tugs=~"}), "small").tugs == 0);
  CHECK(with({"demands=~"}).demands.empty());
  CHECK(with({"places.port.name=A port, by the sea"}).places[1].name == "A port, by the sea");
  const Scenario longer = with({"corridors.only.via.1=mine", "corridors.only.via.0=~"});
  REQUIRE(longer.corridors[0].via.size() == 1);
  CHECK(longer.corridors[0].via[0] == PlaceId(0u));
}

TEST_CASE("the command line is told what it can't change") {
  WrittenFiles files;
  files.write("base.yaml", kTwoPlaces);
  const auto mistakes = [&](const std::string& assignment) {
    return files.mistakes_in("base.yaml", {assignment});
  };
  CHECK(
      contains(mistakes("places.prt=~"), "--set:1:8: error: there is no 'prt' here to take away"));
  CHECK(
      contains(mistakes("corridors.only.via.2=mine"),
               "--set:1:20: error: 'corridors.only.via' is a list of 1, numbered from 0: it has no "
               "'2'"));
  CHECK(contains(mistakes("corridors.only.via.1=~"), "it has no '1'"));
  CHECK(contains(mistakes("corridors.only.via.first=mine"), "it has no 'first'"));
}
