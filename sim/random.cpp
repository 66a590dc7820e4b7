#include "caravan/sim/random.hpp"

#include <Random123/philox.h>

namespace caravan {

std::array<std::uint64_t, 4> random_block(const RandomKey& key, std::uint64_t block) {
  const r123::Philox4x64::key_type k = {{key.seed, key.purpose}};
  const r123::Philox4x64::ctr_type counter = {{block, key.entity, key.replication, 0}};
  const r123::Philox4x64::ctr_type bits = r123::Philox4x64{}(counter, k);
  return {bits[0], bits[1], bits[2], bits[3]};
}

double uniform(const RandomKey& key, std::uint64_t ordinal) {
  return to_unit_interval(random_block(key, ordinal / 4)[ordinal % 4]);
}

}  // namespace caravan
