// What a scenario may say of those who choose which way their cargo takes.

#include "caravan/scenarios/cargo_values.hpp"
#include "caravan/scenarios/keys.hpp"

namespace caravan {
namespace {

ValueType<std::vector<Mode>> modes() {
  const auto one_mode =
      word<Mode>({{"rail", Mode::rail}, {"sea", Mode::sea}, {"road", Mode::road}});
  const auto read = [one_mode](Reading& reading, const YamlNode& node,
                               const std::string& path) -> std::optional<std::vector<Mode>> {
    if (!node.is_list() || node.items.empty()) {
      reading.error(node.mark, path + ": expected a list of modes, such as [rail, sea], found " +
                                   describe(node));
      return std::nullopt;
    }
    std::vector<Mode> all;
    for (const YamlNode& item : node.items) {
      if (const auto mode = one_mode.read(reading, item, path)) all.push_back(*mode);
    }
    return all;
  };
  return {Shape::list_of(one_mode.shape, 1, "[rail, sea]"), read, {}};
}

// `spec_of` gives the part of Spec that has the members.
template <class Spec, class SpecOf>
void add_not_for(KeyTable<Spec>& keys, SpecOf spec_of, const std::string& help) {
  keys.optional(
      "not_for", references("commodities"),
      [spec_of](Spec& s, const std::vector<std::size_t>& commodities) {
        for (const std::size_t c : commodities) spec_of(s).not_for.emplace_back(c);
      },
      if_absent("for all"), help);
}

template <class Spec, class SpecOf>
void add_risk(KeyTable<Spec>& keys, SpecOf spec_of, const std::string& help) {
  keys.optional(
      "risk", money_by_class(),
      [spec_of](Spec& s, const CargoValues& values) { spec_of(s).risk = to_money(values); },
      if_absent("0"), help);
}

}  // namespace

void add_route_keys(KeyTable<Scenario>& keys) {
  using Spec = Scenario;
  keys.optional(
      "cost_sensitivity", number(kNotNegative),
      [](Spec& s, double number) { s.routes.cost_sensitivity = number; }, by_default("5"),
      "a way's share falls by a factor e when its cost rises by 1 / this of the cheapest");
  keys.optional(
      "routes_per_corridor", count(1),
      [](Spec& s, std::int64_t count) { s.routes.per_corridor = count; }, by_default("2"),
      "the cheapest ways by each corridor, among which a demand divides");
  keys.optional(
      "learning_rate", share(),
      [](Spec& s, double percent) { s.routes.learning_rate = percent / 100; }, by_default("10 %"),
      "share that what was met with since the last review has in what shippers think of times");
  keys.optional(
      "routes_reviewed_every", duration(kPositive),
      [](Spec& s, Duration time) { s.routes.reviewed_every = time; }, by_default("7 d"),
      "shippers learn, and divide anew");
  keys.optional(
      "rerouted_after", duration(kNotNegative),
      [](Spec& s, Duration time) { s.routes.rerouted_after = time; }, by_default("3 d"),
      "so long after its way was closed, cargo that is not aboard takes another");
}

void add_route_keys(KeyTable<CommoditySpec>& keys) {
  using Spec = CommoditySpec;
  keys.optional(
      "modes", modes(), [](Spec& s, const std::vector<Mode>& modes) { s.modes = modes; },
      if_absent("all"), "by which it may travel");
  keys.optional("reliability_ratio", number(kNotNegative), &Spec::reliability_ratio,
                by_default("0"),
                "what a day of standard deviation of its time costs, in days of its mean");
}

void add_route_keys(KeyTable<PlaceSpec>& keys) {
  const auto self = [](PlaceSpec& s) -> PlaceSpec& { return s; };
  add_risk(keys, self,
           "what shippers count for risk, sanctions and insurance when they choose a way through "
           "it; not paid");
  add_not_for(keys, self, "that sanctions or rules keep away");
}

void add_route_keys(KeyTable<LinkText>& keys) {
  const auto spec = [](LinkText& l) -> LinkSpec& { return l.spec; };
  add_risk(keys, spec, "as of places");
  add_not_for(keys, spec, "that sanctions or rules keep off it");
}

void add_route_keys(KeyTable<CorridorSpec>& keys) {
  add_not_for(
      keys, [](CorridorSpec& s) -> CorridorSpec& { return s; }, "that can't go by it");
}

}  // namespace caravan
