#include "sweep_batches.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "caravan/sim/time.hpp"

namespace caravan {
namespace {

constexpr std::uint64_t kMostTogether = 64;  // each has a network in memory
constexpr std::uint64_t kBatchesPerShard = 4;

bool may_act_late(const std::string& path) {
  const std::string section = path.substr(0, path.find('.'));
  Date date;
  return section == "interventions" || section == "investment" || section == "projects" ||
         parse_date(path.substr(path.rfind('.') + 1), date);
}

}  // namespace

bool may_act_late(const SweepFactor& factor) {
  return factor.intervention.empty() &&
         std::all_of(factor.paths.begin(), factor.paths.end(),
                     [](const std::string& path) { return may_act_late(path); });
}

std::vector<PointBatch> batches_of(const SweepSpec& spec, const std::vector<SweepPoint>& points,
                                   std::uint64_t shards) {
  const std::size_t most = shards == 1
                               ? kMostTogether
                               : std::clamp<std::uint64_t>(
                                     points.size() / (shards * kBatchesPerShard), 1, kMostTogether);
  std::vector<bool> is_late;
  for (const SweepFactor& factor : spec.factors) is_late.push_back(may_act_late(factor));
  std::unordered_map<std::string, std::size_t> open;  // the batch of all that is not late
  std::vector<PointBatch> batches;
  for (std::uint32_t point = 0; point < points.size(); ++point) {
    std::string early = std::count(is_late.begin(), is_late.end(), true) == 0
                            ? std::to_string(point)
                            : std::string();
    for (std::size_t f = 0; f < is_late.size(); ++f) {
      if (!is_late[f]) early += points[point].values[f] + '\n';
    }
    const auto [batch, is_new] = open.try_emplace(std::move(early), batches.size());
    if (!is_new && batches[batch->second].size() == most) batch->second = batches.size();
    if (batch->second == batches.size()) batches.emplace_back();
    batches[batch->second].push_back(point);
  }
  return batches;
}

}  // namespace caravan
