#include "caravan/models/trade.hpp"

#include <algorithm>

namespace caravan {
namespace {

bool is_among(const std::vector<DemandId>& demands, DemandId demand) {
  return std::find(demands.begin(), demands.end(), demand) != demands.end();
}

}  // namespace

std::optional<TradeDirection> direction_of(const Scenario& scenario, const TradeSpec& trade,
                                           DemandId demand) {
  const std::string& from = scenario[scenario[demand].from].country;
  const std::string& to = scenario[scenario[demand].to].country;
  const bool is_exported = from == trade.country || to == trade.partner;
  const bool is_imported = from == trade.partner || to == trade.country;
  if (is_exported == is_imported) return std::nullopt;
  return is_exported ? TradeDirection::exported : TradeDirection::imported;
}

bool counts_for(const Scenario& scenario, const TradeSpec& trade, DemandId demand) {
  if (is_among(trade.except, demand)) return false;
  if (is_among(trade.also, demand)) return true;
  const std::string& from = scenario[scenario[demand].from].country;
  const std::string& to = scenario[scenario[demand].to].country;
  return (from == trade.country && to == trade.partner) ||
         (from == trade.partner && to == trade.country);
}

std::vector<std::vector<TradeFlow>> trade_flows(const Scenario& scenario) {
  std::vector<std::vector<TradeFlow>> flows(scenario.demands.size());
  for (std::size_t t = 0; t < scenario.trades.size(); ++t) {
    const TradeSpec& trade = scenario.trades[t];
    for (std::size_t d = 0; d < flows.size(); ++d) {
      if (!counts_for(scenario, trade, DemandId(d))) continue;
      flows[d].push_back({TradeId(t), *direction_of(scenario, trade, DemandId(d))});
    }
  }
  return flows;
}

}  // namespace caravan
