// How oil flows: nothing happens step by step. Whenever something changes, what has flowed since
// the last change is booked, batch by batch, all rates are found anew, and the next change is
// computed:
//
//   a tank is full or empty -> its streams are throttled
//   a batch has come out of a line, or all of one has gone in -> the next
//   a line falls below its least rate -> it stands, until there is oil and room to start again
//   there is room for a lot that waits, or oil for a lot or a tanker -> they are told
//
// In between all levels are linear, so that instants are exact to the tick and no level ever passes
// its limits.
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

// Tanks and lines as they are at first, and the first rates.
void begin_oil(World& world);

// Of the beginning: what lies in a tank and in a line.
void fill_tank(World& world, TankId tank);
void fill_line(World& world, std::size_t pipeline);

// Books what has flowed until now: to be called before anything about oil is read or changed.
void settle_oil(World& world);

// Finds all rates anew and plans the next change: to be called after anything was changed.
void oil_changed(World& world);

// Interventions have changed rates of pipelines, fields or refineries. What had flowed was settled
// before they did.
void oil_specs_changed(World& world);

void on_oil_change_due(World& world);

// Room that nobody was promised, and oil above the dead stock that nobody has reserved. As of when
// it was settled.
OilVolume room_in(const World& world, TankId tank);
OilVolume oil_in(const World& world, TankId tank);

// At once, of the grades that came in first, into this account.
void take_from_tank(World& world, TankId tank, OilVolume volume, OilVolume GradeAccount::*account,
                    std::vector<OilVolume>* by_grade = nullptr, std::size_t first = 0);
void put_into_tank(World& world, TankId tank, CommodityId grade, OilVolume volume);

// As of now, between two settlements too.
OilVolume content_of(const World& world, TankId tank);

// Throws std::logic_error, naming what does not add up, unless every barrel of every grade is
// accounted for and every tank is within its limits.
void check_oil(const World& world);

}  // namespace caravan
