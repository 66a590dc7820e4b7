// Which demands are the trade between two countries, and in which direction.
#pragma once

#include <optional>
#include <vector>

#include "caravan/models/scenario.hpp"

namespace caravan {

enum class TradeDirection : std::uint8_t { exported, imported };  // by the trade's first country

struct TradeFlow {
  TradeId trade;
  TradeDirection direction = TradeDirection::exported;
  bool operator==(const TradeFlow&) const = default;
};

// By the ends of the demand; nothing if neither end, or both, tell.
std::optional<TradeDirection> direction_of(const Scenario& scenario, const TradeSpec& trade,
                                           DemandId demand);

// From one of the countries to the other, or named as theirs; but not if excepted.
bool counts_for(const Scenario& scenario, const TradeSpec& trade, DemandId demand);

// By demand: what it counts for.
std::vector<std::vector<TradeFlow>> trade_flows(const Scenario& scenario);

}  // namespace caravan
