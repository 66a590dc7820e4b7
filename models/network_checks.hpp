// What makes a scenario impossible to run, found before it runs.
#pragma once

#include <vector>

#include "caravan/models/network.hpp"

namespace caravan {

// Places, links and fleets that contradict each other.
std::vector<ScenarioProblem> problems_of_entities(const Scenario& scenario);

// Of tanks, fields, pipelines, liftings and shippers.
std::vector<ScenarioProblem> problems_of_oil(const Scenario& scenario);

// Of cables, supplies of power and who wants power or data.
std::vector<ScenarioProblem> problems_of_cables(const Scenario& scenario);
// Funds that give more than they have, projects that nobody pays for or that need themselves.
std::vector<ScenarioProblem> problems_of_investment(const Scenario& scenario);

// Demands without a route, lots that fit no carrier, transfers without equipment.
std::vector<ScenarioProblem> problems_of_routes(const Network& network);

// Whether a demand's cargo can go by this leg.
bool can_run(const Network& network, const Leg& leg, DemandId demand);

// Of what trains and cargo travel in: as the scenario says, and as its routes need it.
std::vector<ScenarioProblem> problems_of_equipment(const Scenario& scenario);
std::vector<ScenarioProblem> problems_of_rolling_stock(const Network& network);

// Of plants and the demands that serve them, and of trades.
std::vector<ScenarioProblem> problems_of_plants(const Scenario& scenario);
std::vector<ScenarioProblem> problems_of_trades(const Scenario& scenario);

void throw_if_any(std::vector<ScenarioProblem> problems);

}  // namespace caravan
