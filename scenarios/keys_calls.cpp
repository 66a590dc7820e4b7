// What a scenario may say of ships that call at a port on business of their own.

#include "caravan/scenarios/key_maps.hpp"
#include "caravan/scenarios/keys.hpp"

namespace caravan {

KeyTable<CallSpec> call_keys() {
  using Spec = CallSpec;
  KeyTable<Spec> keys;
  keys.optional("name", text(), &Spec::name, if_absent("the id"), "");
  keys.required(
      "place", reference("places"), [](Spec& s, std::size_t p) { s.place = PlaceId(p); },
      "the port");
  keys.required("berth", text(), &Spec::berth, "the type that they need");
  keys.required("time", varying_hours(), &Spec::work_hours,
                "at the berth, by day and night; it stops when the port's cargo work does");
  keys.optional(
      "priority", whole(number({-1000, true, 1000})),
      [](Spec& s, double priority) { s.priority = static_cast<std::int32_t>(priority); },
      by_default("0"), "for berths, tugs and pilots; the higher goes first");
  keys.optional("tugs", count(), &Spec::tugs, by_default("0"), "to come to a berth or leave it");
  keys.optional("pilots", count(), &Spec::pilots, by_default("0"), "likewise");
  keys.optional("manoeuvre", varying_hours(), &Spec::manoeuvre_hours, by_default("0 h"),
                "either way, with tugs and pilots");
  keys.optional(
      "most_waiting", count(), [](Spec& s, std::int64_t most) { s.most_waiting = most; },
      if_absent("any number"),
      "one that would have to wait behind so many, for that type of berth, goes elsewhere");
  keys.optional("ships", count(1), &Spec::ships, if_absent("always others"),
                "how many there are, each of which comes back");
  keys.only_for("calls without `ships`", lacks("ships"));
  keys.required("every", varying_hours(), &Spec::every_hours, "so long after the one before");
  keys.only_for("calls with `ships`", has("ships"));
  keys.required("away", varying_hours(), &Spec::away_hours,
                "from when one leaves, or goes elsewhere, until it is back");
  return keys;
}

}  // namespace caravan
