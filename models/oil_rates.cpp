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

OilRate scaled(OilRate rate, OilRate most, OilRate total) {
  return {static_cast<std::int64_t>(Wide{rate.value} * most.value / total.value)};
}

// Lowers the rates at one end of a tank to `most` together; what rounding leaves goes to the first,
// one unit each, so that none is higher than before.
void share(Streams& streams, TankId OilStream::*end, TankId tank, OilRate total, OilRate most) {
  OilRate left = most;
  const auto is_concerned = [&](const OilStream& stream) {
    return stream.*end == tank && stream.rate > OilRate{};
  };
  for (const OilStream& stream : streams) {
    if (is_concerned(stream)) left -= scaled(stream.rate, most, total);
  }
  for (OilStream& stream : streams) {
    if (!is_concerned(stream)) continue;
    stream.rate = scaled(stream.rate, most, total);
    if (left <= OilRate{}) continue;
    stream.rate += OilRate{1};
    left -= OilRate{1};
  }
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

// Whether oil comes into the tank from somewhere, or lies there.
bool has_oil(const Streams& streams, const std::vector<TankLimit>& tanks, TankId tank) {
  const TankLimit& at = tanks[tank.index()];
  if (!at.is_empty || at.out_beyond_in > OilRate{}) return true;
  return std::any_of(streams.begin(), streams.end(), [&](const OilStream& stream) {
    return stream.to == tank && stream.has_source;
  });
}

// Sets to zero what flows from nowhere; true if there was such a stream.
bool stop_circles(Streams& streams, const std::vector<TankLimit>& tanks) {
  for (OilStream& stream : streams) stream.has_source = false;
  for (bool is_new = true; is_new;) {
    is_new = false;
    for (OilStream& stream : streams) {
      if (stream.rate <= OilRate{} || stream.has_source) continue;
      if (!stream.from.is_none() && !has_oil(streams, tanks, stream.from)) continue;
      stream.has_source = is_new = true;
    }
  }
  bool is_stopped = false;
  for (OilStream& stream : streams) {
    if (stream.rate <= OilRate{} || stream.has_source) continue;
    stream.rate = {};
    is_stopped = true;
  }
  return is_stopped;
}

// The tanks through which more is being passed on, so that nothing goes round.
struct Path {
  TankId tank;
  const Path* before = nullptr;

  bool leads_through(TankId other) const {
    return tank == other || (before != nullptr && before->leads_through(other));
  }
};

// How much of `more` a tank can take: all if it is not full, else what can be passed on. Raises
// what goes out of it by that.
OilRate pass_on(Streams& streams, const std::vector<TankLimit>& tanks, TankId tank, OilRate more,
                const Path& path) {
  if (tank.is_none()) return more;
  if (path.leads_through(tank)) return {};
  const TankLimit& at = tanks[tank.index()];
  if (!at.is_full) return more;
  const OilRate unused =
      sum(streams, &OilStream::from, tank) + at.in_beyond_out - sum(streams, &OilStream::to, tank);
  if (unused < OilRate{}) return {};  // it is led away from its limit
  OilRate taken = std::min(unused, more);
  const Path through{tank, &path};
  for (OilStream& stream : streams) {
    if (stream.from != tank || taken == more) continue;
    const OilRate could = std::min(more - taken, stream.most - stream.rate);
    const OilRate passed = pass_on(streams, tanks, stream.to, could, through);
    stream.rate += passed;
    taken += passed;
  }
  return taken;
}

// How much more could go out of a tank, or come from a field.
OilRate unused_supply(const Streams& streams, const std::vector<TankLimit>& tanks,
                      const OilStream& stream) {
  const OilRate could = stream.most - stream.rate;
  if (stream.from.is_none() || !tanks[stream.from.index()].is_empty) return could;
  const OilRate left = sum(streams, &OilStream::to, stream.from) +
                       tanks[stream.from.index()].out_beyond_in -
                       sum(streams, &OilStream::from, stream.from);
  return std::clamp(left, OilRate{}, could);
}

bool raise(Streams& streams, const std::vector<TankLimit>& tanks) {
  bool is_raised = false;
  for (OilStream& stream : streams) {
    const OilRate more = unused_supply(streams, tanks, stream);
    if (more == OilRate{}) continue;
    const OilRate passed = pass_on(streams, tanks, stream.to, more, {stream.from, nullptr});
    stream.rate += passed;
    is_raised |= passed > OilRate{};
  }
  return is_raised;
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
  for (int round = 0; round < kMostRounds && raise(streams, tanks); ++round) {
  }
}

}  // namespace caravan
