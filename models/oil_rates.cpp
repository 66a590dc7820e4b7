#include "caravan/models/oil_rates.hpp"

#include <algorithm>

namespace caravan {
namespace {

// In a network without circles there are no more rounds than tanks in a row.
constexpr int kMostRounds = 200;

using Streams = std::vector<OilStream>;

OilRate sum(const Streams& streams, TankId OilStream::*end, TankId tank) {
  OilRate total;
  for (const OilStream& stream : streams) {
    if (stream.*end == tank) total += stream.rate;
  }
  return total;
}

// Lowers the rates at one end of a tank to `most` together; what rounding leaves goes to the first.
void share(Streams& streams, TankId OilStream::*end, TankId tank, OilRate total, OilRate most) {
  OilRate left = most;
  OilStream* first = nullptr;
  for (OilStream& stream : streams) {
    if (stream.*end != tank || stream.rate == OilRate{}) continue;
    if (first == nullptr) first = &stream;
    stream.rate = {static_cast<std::int64_t>(Wide{stream.rate.value} * most.value / total.value)};
    left -= stream.rate;
  }
  if (first != nullptr) first->rate += left;
}

// True if the streams at one end of the tank had to be lowered.
bool limit(Streams& streams, TankId OilStream::*end, TankId tank, OilRate most, bool is_last) {
  const OilRate total = sum(streams, end, tank);
  most = std::max(most, OilRate{});
  if (total <= most) return false;
  share(streams, end, tank, total, is_last ? OilRate{} : most);
  return true;
}

bool lower(Streams& streams, const std::vector<TankLimit>& tanks, bool is_last) {
  bool is_lowered = false;
  for (std::size_t i = 0; i < tanks.size(); ++i) {
    const TankId tank(i);
    const TankLimit& at = tanks[i];
    if (at.is_full) {
      const OilRate most = sum(streams, &OilStream::from, tank) + at.in_beyond_out;
      is_lowered |= limit(streams, &OilStream::to, tank, most, is_last);
    }
    if (at.is_empty) {
      const OilRate most = sum(streams, &OilStream::to, tank) + at.out_beyond_in;
      is_lowered |= limit(streams, &OilStream::from, tank, most, is_last);
    }
  }
  return is_lowered;
}

// Whether oil comes into the tank from somewhere, or lies there. Marks are kept in `most`, which is
// no longer needed: negative for streams that carry oil.
bool has_oil(const Streams& streams, const std::vector<TankLimit>& tanks, TankId tank) {
  const TankLimit& at = tanks[tank.index()];
  if (!at.is_empty || at.out_beyond_in > OilRate{}) return true;
  return std::any_of(streams.begin(), streams.end(), [&](const OilStream& stream) {
    return stream.to == tank && stream.most < OilRate{};
  });
}

// Sets to zero what flows from nowhere; true if there was such a stream.
bool stop_circles(Streams& streams, const std::vector<TankLimit>& tanks) {
  for (bool is_new = true; is_new;) {
    is_new = false;
    for (OilStream& stream : streams) {
      if (stream.rate <= OilRate{} || stream.most < OilRate{}) continue;
      if (!stream.from.is_none() && !has_oil(streams, tanks, stream.from)) continue;
      stream.most = OilRate{-1};
      is_new = true;
    }
  }
  bool is_stopped = false;
  for (OilStream& stream : streams) {
    if (stream.rate <= OilRate{} || stream.most < OilRate{}) continue;
    stream.rate = {};
    is_stopped = true;
  }
  return is_stopped;
}

void lower_until_within(Streams& streams, const std::vector<TankLimit>& tanks) {
  for (int round = 0; lower(streams, tanks, round >= kMostRounds); ++round) {
  }
}

}  // namespace

void find_rates(Streams& streams, const std::vector<TankLimit>& tanks) {
  for (OilStream& stream : streams) stream.rate = stream.most;
  lower_until_within(streams, tanks);
  if (stop_circles(streams, tanks)) lower_until_within(streams, tanks);
}

}  // namespace caravan
