// What a scenario may say of storms that hit several ports.

#include "caravan/scenarios/key_maps.hpp"
#include "caravan/scenarios/keys.hpp"

namespace caravan {
namespace {

using Pairs = std::vector<PairOfPorts>;

// One number for all pairs, whose ports are not known here; or a map of maps.
struct Correlations {
  std::optional<double> of_all;
  Pairs pairs;
};

ValueType<Correlations> correlations() {
  const ValueType<double> one = number({-1, true, 1});
  const auto by_port =
      by_id("", "places", by_id("", "places", one, "{kuryk: 0.9}"), "{aktau: {kuryk: 0.9}}");
  const auto read = [one, by_port](Reading& reading, const YamlNode& node,
                                   const std::string& path) -> std::optional<Correlations> {
    if (!node.is_map()) {
      const auto of_all = one.read(reading, node, path);
      if (!of_all) return std::nullopt;
      return Correlations{*of_all, {}};
    }
    const auto maps = by_port.read(reading, node, path);
    if (!maps) return std::nullopt;
    Correlations said;
    for (const auto& [port, others] : *maps) {
      for (const auto& [other, correlation] : others) {
        said.pairs.push_back({PlaceId(port), PlaceId(other), correlation});
      }
    }
    return said;
  };
  return {Shape::either("number, or by two `places`", {one.shape, by_port.shape}), read, {}};
}

Pairs all_pairs(const std::vector<PlaceId>& ports, double correlation) {
  Pairs pairs;
  for (std::size_t i = 0; i < ports.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) pairs.push_back({ports[k], ports[i], correlation});
  }
  return pairs;
}

}  // namespace

KeyTable<StormSpec> storm_keys() {
  using Spec = StormSpec;
  KeyTable<Spec> keys;
  keys.optional("name", text(), &Spec::name, if_absent("the id"), "");
  keys.required(
      "ports", references("places"),
      [](Spec& s, const std::vector<std::size_t>& ports) {
        for (const std::size_t port : ports) s.ports.emplace_back(port);
      },
      "over which fronts pass; each closes as its own `weather` says, and is in one storm only");
  keys.required("fronts", duration(kPositive), &Spec::fronts,
                "mean time between fronts; short enough for the port that closes most often");
  keys.required(
      "correlation", correlations(),
      [](Spec& s, const Correlations& said) {
        s.pairs = said.of_all ? all_pairs(s.ports, *said.of_all) : said.pairs;
      },
      "of the weather that fronts bring, -1 to 1: `0.7`, or `{aktau: {kuryk: 0.9, alat: 0.6}, "
      "kuryk: {alat: 0.6}}`");
  return keys;
}

}  // namespace caravan
