// One replication, from the beginning of the warm-up to the results.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <stop_token>

#include "caravan/models/results.hpp"
#include "caravan/models/world.hpp"

namespace caravan {

// Takes what is new in the journal and in the series of a world that is being run: what ended first
// comes first, what has not ended when the run does comes last.
using TakeNews = std::function<void(const World& world, const Journal& news)>;

// A function of its arguments alone: the same bytes on any thread, in any batch.
// Throws Stopped if `stop` is requested before the end.
Results simulate(const Network& network, std::uint64_t seed, std::uint64_t replication,
                 const std::stop_token& stop = {}, Detail detail = Detail::series,
                 const TakeNews& take = {});

// Lets happen all that happens at or before `end`. Throws Stopped.
void run_to(World& world, Time end, const std::stop_token& stop);

// Of a world that has come to its scenario's end: checks that everything adds up, and collects.
Results finish(const World& world, std::uint64_t replication);

// What a world that has come to its scenario's end leaves behind.
Results collect(const World& world, std::uint64_t replication);

class Stopped : public std::exception {
 public:
  const char* what() const noexcept override { return "stopped before the end"; }
};

}  // namespace caravan
