#include "caravan/sim/claim_desk.hpp"

#include <algorithm>

namespace caravan {
namespace {

// Whether there is enough of everything, and nobody before waits for any of it.
bool can_be_granted(const Claim& claim, std::span<const Resource> resources,
                    std::uint64_t spoken_for) {
  return std::all_of(claim.parts.begin(), claim.parts.end(), [&](const ClaimPart& part) {
    return part.amount == 0 || ((spoken_for >> part.resource & 1) == 0 &&
                                part.amount <= resources[part.resource].free());
  });
}

// A bit for each resource that the claim wants.
std::uint64_t wanted_by(const Claim& claim) {
  std::uint64_t wanted = 0;
  for (const ClaimPart& part : claim.parts) {
    assert(part.resource < 64);
    if (part.amount != 0) wanted |= std::uint64_t{1} << part.resource;
  }
  return wanted;
}

Request request_for(const Claim& claim, const ClaimPart& part) {
  Request request = claim.request;
  request.amount = part.amount;
  return request;
}

void take_all(Time now, std::span<Resource> resources, const Claim& claim) {
  for (const ClaimPart& part : claim.parts) {
    if (part.amount == 0) continue;
    [[maybe_unused]] const bool is_granted =
        resources[part.resource].request(now, request_for(claim, part));
    assert(is_granted);  // else somebody asks the resource past this desk
  }
}

}  // namespace

bool ClaimDesk::request(Time now, std::span<Resource> resources, Claim claim) {
  claim.request.since = now;
  const auto place = std::find_if(line_.begin(), line_.end(), [&](const Claim& other) {
    return other.request.priority < claim.request.priority;
  });
  std::uint64_t spoken_for = 0;
  for (auto earlier = line_.begin(); earlier != place; ++earlier) spoken_for |= wanted_by(*earlier);
  if (can_be_granted(claim, resources, spoken_for)) {
    take_all(now, resources, claim);
    waits_.did_not_wait();
    return true;
  }
  line_.insert(place, claim);
  queue_.add(now, 1);
  return false;
}

void ClaimDesk::release(Time now, std::span<Resource> resources, const Claim& claim) const {
  for (const ClaimPart& part : claim.parts) {
    if (part.amount != 0) resources[part.resource].release(now, claim.request);
  }
}

std::optional<Claim> ClaimDesk::grant_next(Time now, std::span<Resource> resources) {
  std::uint64_t spoken_for = 0;
  for (auto claim = line_.begin(); claim != line_.end(); ++claim) {
    if (!can_be_granted(*claim, resources, spoken_for)) {
      spoken_for |= wanted_by(*claim);
      continue;
    }
    const Claim granted = *claim;
    line_.erase(claim);
    queue_.add(now, -1);
    waits_.ended(now, granted.request.since);
    take_all(now, resources, granted);
    return granted;
  }
  return std::nullopt;
}

void ClaimDesk::limit(std::uint32_t resource, std::int64_t most) {
  for (Claim& claim : line_) {
    for (ClaimPart& part : claim.parts) {
      if (part.resource == resource) part.amount = std::min(part.amount, most);
    }
  }
}

bool ClaimDesk::give_up(Time now, const Request& request) {
  const auto found = std::find_if(line_.begin(), line_.end(), [&](const Claim& claim) {
    return claim.request.name() == request.name();
  });
  if (found == line_.end()) return false;
  queue_.add(now, -1);
  waits_.gave_up(now, found->request.since);
  line_.erase(found);
  return true;
}

}  // namespace caravan
