// What a scenario may say of money.

#include "caravan/scenarios/key_maps.hpp"
#include "caravan/scenarios/keys.hpp"

namespace caravan {
namespace {

// "{2019: 84 %, 2021: 91 %}"
ValueType<std::map<int, double>> levels_by_year() {
  const auto level = measure("share", "%", "84 %", {0.001, true, 1e6});
  const auto read = [level](Reading& reading, const YamlNode& node,
                            const std::string& path) -> std::optional<std::map<int, double>> {
    if (!is_map(reading, node, path, "{2019: 84 %, 2021: 91 %}")) return std::nullopt;
    std::map<int, double> levels;
    for (const YamlEntry& entry : node.entries) {
      const auto percent = read_value(reading, entry.value, path + "." + entry.key, level);
      const bool is_year =
          entry.key.size() == 4 && entry.key.find_first_not_of("0123456789") == std::string::npos;
      if (!is_year) {
        reading.error(entry.mark,
                      path + ": expected a year, such as 2019, found '" + entry.key + "'");
      } else if (percent) {
        levels[std::stoi(entry.key)] = *percent / 100;
      }
    }
    return levels;
  };
  return {Shape::map_by(Shape::form("year", "[0-9]{4}", "2019"), level.shape, "shares by year",
                        "{2019: 84 %, 2021: 91 %}"),
          read,
          {}};
}

}  // namespace

KeyTable<Prices> money_keys() {
  KeyTable<Prices> keys;
  keys.optional("euro", measure("money/euro", "USD/EUR", "1.08 USD/EUR", {0.1, true, 10}),
                &Prices::dollars_per_euro, by_default("1.075 USD/EUR"),
                "at which amounts in euros are changed");
  keys.optional(
      "year", whole(number({1900, true, 2200})),
      [](Prices& p, double year) { p.year = static_cast<int>(year); }, if_absent("not said"),
      "in whose prices all is told; needed if amounts say of which year they are");
  keys.optional("prices", levels_by_year(), &Prices::levels, if_absent("none"),
                "how high they were in other years, of those of `year`: `{2019: 84 %}`");
  return keys;
}

void read_prices(Reading& reading, const YamlNode& root) {
  const YamlNode* map = root.find("money");
  if (map == nullptr || !is_map(reading, *map, "money", "{euro: 1.08 USD/EUR}")) return;
  reading.prices = read_with_source(reading, money_keys(), *map, map->mark, "money");
}

}  // namespace caravan
