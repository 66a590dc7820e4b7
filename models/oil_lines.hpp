// A pipeline between its tanks: which batch is pumped in, what comes out next and where it goes,
// and whether it can run at all. `pipeline` is the index of a PipelineId.
#pragma once

#include "caravan/models/world.hpp"

namespace caravan {

const PipelineSpec& pipeline_spec(const World& world, std::size_t pipeline);

// Where it pumps from now; none while no batch is ready.
TankId source_of(const World& world, std::size_t pipeline);
// Where a batch goes at the end of the line; none if it is lost there.
TankId target_of(const World& world, std::size_t pipeline, const Batch& batch);
TankId front_target(const World& world, std::size_t pipeline);

// Begins the next batch if one is needed: the next in turn of which all lies in its tank.
void choose_batch(World& world, std::size_t pipeline);
// The last is in, or others have taken the rest of it: then that is pumped as it comes.
bool needs_batch(const World& world, std::size_t pipeline);

// A line that stands starts again when there is enough oil and room.
void restart_if_possible(World& world, std::size_t pipeline);
OilVolume enough_to_restart(const World& world, std::size_t pipeline, TankId tank);

// What it could carry now, by its capacity and what is nominated.
OilRate most_of(const World& world, std::size_t pipeline);

// What comes out before something else does that matters. Streams that were mixed on their way come
// out as thin layers, of which only those matter that go elsewhere.
OilVolume until_next_front(const World& world, std::size_t pipeline);

}  // namespace caravan
