#include "caravan/models/oil_rates.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace caravan;

namespace {

constexpr TankId kNowhere{};

OilStream stream(TankId from, TankId to, std::int64_t most) {
  return {from, to, {most}, {}, false};
}
TankId tank(std::uint32_t index) { return TankId(index); }

std::vector<std::int64_t> rates(std::vector<OilStream> streams,
                                const std::vector<TankLimit>& tanks) {
  find_rates(streams, tanks);
  std::vector<std::int64_t> found;
  for (const OilStream& one : streams) found.push_back(one.rate.value);
  return found;
}

const TankLimit kFree{};
const TankLimit kFull{.is_full = true, .is_empty = false, .in_beyond_out = {}, .out_beyond_in = {}};
const TankLimit kEmpty{
    .is_full = false, .is_empty = true, .in_beyond_out = {}, .out_beyond_in = {}};
const TankLimit kJunction{
    .is_full = true, .is_empty = true, .in_beyond_out = {}, .out_beyond_in = {}};

using Rates = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("without limits all streams carry what they can") {
  CHECK(rates({stream(kNowhere, tank(0), 7), stream(tank(0), kNowhere, 9)}, {kFree}) ==
        Rates{7, 9});
}

TEST_CASE("a full tank throttles all that is upstream, an empty one all that is downstream") {
  // field 10 -> 0 -8-> 1 -6-> 2 -4-> out
  const std::vector<OilStream> row = {stream(kNowhere, tank(0), 10), stream(tank(0), tank(1), 8),
                                      stream(tank(1), tank(2), 6), stream(tank(2), kNowhere, 4)};
  CHECK(rates(row, {kFree, kFree, kFull}) == Rates{10, 8, 4, 4});
  CHECK(rates(row, {kFree, kFull, kFull}) == Rates{10, 4, 4, 4});
  CHECK(rates(row, {kFull, kFull, kFull}) == Rates{4, 4, 4, 4});
  const std::vector<OilStream> wide = {stream(kNowhere, tank(0), 3), stream(tank(0), tank(1), 8),
                                       stream(tank(1), kNowhere, 9)};
  CHECK(rates(wide, {kEmpty, kFree}) == Rates{3, 3, 9});
  CHECK(rates(wide, {kEmpty, kEmpty}) == Rates{3, 3, 3});
}

TEST_CASE("those who must share do so in proportion, to the last unit") {
  CHECK(rates({stream(kNowhere, tank(0), 10), stream(kNowhere, tank(0), 7),
               stream(tank(0), kNowhere, 9)},
              {kFull}) == Rates{6, 3, 9});  // 5.29 and 3.71 of 9; what is left goes to the first
  CHECK(rates({stream(kNowhere, tank(0), 9), stream(tank(0), kNowhere, 10),
               stream(tank(0), kNowhere, 5)},
              {kEmpty}) == Rates{9, 6, 3});
}

TEST_CASE("at a junction as much goes out as comes in") {
  CHECK(rates({stream(kNowhere, tank(0), 20), stream(kNowhere, tank(0), 10),
               stream(tank(0), tank(1), 24), stream(tank(0), kNowhere, 3)},
              {kJunction, kFree}) == Rates{18, 9, 24, 3});
}

TEST_CASE("what one branch of a fork can't take goes into the other, whatever the order") {
  // field 100 -> junction -> A, full, of which 10 go out; or -> B, that takes all of 100.
  for (const bool junction_is_first : {true, false}) {
    CAPTURE(junction_is_first);
    const std::uint32_t j = junction_is_first ? 0 : 2, a = 1, b = junction_is_first ? 2 : 0;
    std::vector<TankLimit> limits(3, kFree);
    limits[j] = kJunction;
    limits[a] = kFull;
    CHECK(rates({stream(kNowhere, tank(j), 100), stream(tank(j), tank(a), 100),
                 stream(tank(j), tank(b), 100), stream(tank(a), kNowhere, 10)},
                limits) == Rates{100, 10, 90, 10});
  }
}

TEST_CASE("what carriers take or bring counts at the limits") {
  TankLimit full = kFull, empty = kEmpty;
  full.in_beyond_out = {5};
  empty.out_beyond_in = {5};
  CHECK(rates({stream(kNowhere, tank(0), 10)}, {full}) == Rates{5});
  CHECK(rates({stream(tank(0), kNowhere, 10)}, {empty}) == Rates{5});
}

TEST_CASE("two empty tanks that feed each other carry nothing, two full ones go on") {
  const std::vector<OilStream> pair = {stream(tank(0), tank(1), 10), stream(tank(1), tank(0), 5)};
  CHECK(rates(pair, {kEmpty, kEmpty}) == Rates{0, 0});
  CHECK(rates(pair, {kFull, kFull}) == Rates{5, 5});
  // With a source, what it brings goes round and round, but not for ever.
  std::vector<OilStream> fed = pair;
  fed.push_back(stream(kNowhere, tank(0), 1));
  fed.push_back(stream(tank(1), kNowhere, 100));
  const Rates found = rates(fed, {kEmpty, kEmpty});
  CHECK(found[0] <= found[1] + 1);
  CHECK(found[1] + found[3] <= found[0]);
}

TEST_CASE("in any network no limit is broken, and no rate can be raised at a source") {
  std::mt19937_64 random(5);
  for (int i = 0; i < 2'000; ++i) {
    CAPTURE(i);
    const std::uint64_t tanks = 1 + random() % 6;
    std::vector<TankLimit> limits;
    for (std::uint64_t t = 0; t < tanks; ++t) {
      limits.push_back({.is_full = random() % 2 == 0,
                        .is_empty = random() % 2 == 0,
                        .in_beyond_out = {std::int64_t(random() % 50) - 1},
                        .out_beyond_in = {std::int64_t(random() % 50) - 1}});
    }
    std::vector<OilStream> streams;
    for (std::uint64_t s = 0, count = 1 + random() % 10; s < count; ++s) {
      const auto end = [&] {
        const std::uint64_t which = random() % (tanks + 1);
        return which == tanks ? kNowhere : TankId(std::size_t{which});
      };
      streams.push_back(stream(end(), end(), std::int64_t(random() % 1'000)));
    }
    find_rates(streams, limits);
    for (std::uint64_t t = 0; t < tanks; ++t) {
      std::int64_t in = 0, out = 0;
      for (const OilStream& one : streams) {
        REQUIRE(one.rate.value >= 0);
        if (one.to == TankId(std::size_t{t})) in += one.rate.value;
        if (one.from == TankId(std::size_t{t})) out += one.rate.value;
      }
      if (limits[t].is_full)
        REQUIRE(in <= std::max<std::int64_t>(out + limits[t].in_beyond_out.value, 0));
      if (limits[t].is_empty)
        REQUIRE(out <= std::max<std::int64_t>(in + limits[t].out_beyond_in.value, 0));
    }
    // No single stream could be raised by itself.
    const auto flow = [&](TankId OilStream::*end, TankId at) {
      std::int64_t sum = 0;
      for (const OilStream& one : streams) sum += one.*end == at ? one.rate.value : 0;
      return sum;
    };
    for (const OilStream& one : streams) {
      if (one.rate == one.most || one.from == one.to) continue;
      bool is_held = false;
      if (!one.to.is_none() && limits[one.to.index()].is_full) {
        is_held |= flow(&OilStream::to, one.to) + 1 >
                   flow(&OilStream::from, one.to) + limits[one.to.index()].in_beyond_out.value;
      }
      if (!one.from.is_none() && limits[one.from.index()].is_empty) {
        is_held |= flow(&OilStream::from, one.from) + 1 >
                   flow(&OilStream::to, one.from) + limits[one.from.index()].out_beyond_in.value;
      }
      REQUIRE(is_held);
    }
  }
}
