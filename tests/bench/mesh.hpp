// A made-up scenario as large as one likes: streets of a town, each way 10 to 60 km, with demands
// across it and corridors that call at places on the way.
#pragma once

#include <cstdint>
#include <string>

namespace caravan::bench {

class Mesh {
 public:
  // side * side places, and about five links for each.
  explicit Mesh(std::size_t side) : side_(side) {}

  // A scenario in YAML.
  std::string yaml() {
    text_ =
        "title: A mesh\nstart: 2023-01-01\nduration: 30 d\n"
        "commodities:\n"
        "  boxes: {class: container, mass_per_teu: 14 t/TEU, value_of_time: 100 USD/TEU/d}\n"
        "places:\n";
    for (std::size_t i = 0; i < side_ * side_; ++i) {
      text_ += "  p" + std::to_string(i) + ": {name: A place, country: XX, at: [43.6 N, 51.2 E], " +
               "kind: inland_terminal, tracks: 2, handling: {container: 20 TEU/h}, " +
               "handling_fee: {container: 50 USD/TEU}}\n";
    }
    text_ += "links:\n";
    for (std::size_t y = 0; y < side_; ++y) {
      for (std::size_t x = 0; x < side_; ++x) add_streets_from(x, y);
    }
    add_corridors();
    add_demands();
    return std::move(text_);
  }

 private:
  std::size_t at(std::size_t x, std::size_t y) const { return y * side_ + x; }

  // Splitmix64: any numbers, the same on every machine.
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  void add_streets_from(std::size_t x, std::size_t y) {
    if (x + 1 < side_) add_street(at(x, y), at(x + 1, y));
    if (y + 1 < side_) add_street(at(x, y), at(x, y + 1));
    const bool has_shortcut = next() % 2 == 0;
    if (has_shortcut && x + 1 < side_ && y + 1 < side_) add_street(at(x, y), at(x + 1, y + 1));
  }

  void add_street(std::size_t a, std::size_t b) {
    const std::string km = std::to_string(10 + next() % 50);
    const std::string ends = std::to_string(a) + "-" + std::to_string(b);
    text_ += "  s" + ends + ": {from: p" + std::to_string(a) + ", to: p" + std::to_string(b) +
             ", back: b" + ends + ", mode: rail, distance: " + km + " km, transit: " + km +
             " h, paths: 10 train/d, train: {container: 80 TEU}, minimum_fill: 50 %, " +
             "maximum_wait: 2 d, tariff: {container: " + km + " USD/TEU}, co2: 20 g/tkm}\n";
  }

  void add_corridors() {
    const std::size_t far = side_ - 1;
    const auto via = [&](const std::string& id, const std::string& places) {
      text_ += "  " + id + ": {via: [" + places + "]}\n";
    };
    const auto p = [&](std::size_t x, std::size_t y) { return "p" + std::to_string(at(x, y)); };
    text_ += "corridors:\n";
    via("middle", p(side_ / 2, side_ / 2));
    via("north", p(side_ / 3, side_ / 5) + ", " + p(2 * side_ / 3, side_ / 5));
    via("south", p(side_ / 3, 4 * side_ / 5) + ", " + p(2 * side_ / 3, 4 * side_ / 5));
    via("corner", p(far, 0));
  }

  void add_demands() {
    text_ += "demands:\n";
    for (std::size_t i = 0; i < 40; ++i) {
      const std::size_t from = at(next() % (side_ / 4), next() % side_);
      const std::size_t to = at(side_ - 1 - (i % 10) % (side_ / 4), (i % 10) * side_ / 10);
      text_ += "  d" + std::to_string(i) + ": {commodity: boxes, from: p" + std::to_string(from) +
               ", to: p" + std::to_string(to) + ", volume: 10000 TEU/a, lot: 2 TEU}\n";
    }
  }

  std::size_t side_;
  std::uint64_t state_ = 1;
  std::string text_;
};

}  // namespace caravan::bench
