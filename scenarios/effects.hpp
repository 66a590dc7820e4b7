// Effects of interventions: which attributes of which targets become what.
//
//   - {places: aktau, berths: {container: + 2}}
//   - {links: {mode: rail, country: GE}, transit: x 1.5, tariff: {container: x 1.2}}
#pragma once

#include "caravan/models/attributes.hpp"
#include "caravan/scenarios/value_types.hpp"

namespace caravan {

// All sections with targets must have been read.
ValueType<std::vector<EffectSpec>> effects();

// "x 0.5", "+ 2", "-1", "= 0": the operand in `unit`, or a plain number if there is none.
struct OperationText {
  Operation operation = Operation::times;
  double operand = 1;
};
std::optional<OperationText> read_operation(Reading& reading, const YamlNode& node,
                                            const std::string& path, const std::string& unit);

}  // namespace caravan
