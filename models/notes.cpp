#include "caravan/models/notes.hpp"

#include <map>

namespace caravan {
namespace {

Journey journey_of(const Consignment& c) {
  return {.number = c.number,
          .demand = c.demand,
          .corridor = c.corridor,
          .itinerary = c.itinerary,
          .amount = c.amount,
          .mass = c.mass,
          .released = c.released,
          .stage = c.stage};
}

// Adds the journey and what its record holds.
void note(Journal& journal, const RecordBooks& books, const Consignment& c, bool is_delivered) {
  Journey journey = journey_of(c);
  journey.is_delivered = is_delivered;
  const std::size_t before = journal.entries.size();
  books.for_each(c.record, [&](const Entry& entry) { journal.entries.push_back(entry); });
  journey.entries = static_cast<std::uint32_t>(journal.entries.size() - before);
  journal.journeys.push_back(journey);
}

Parcel parcel_of(const World& world, const Tanker& tanker) {
  return {.number = tanker.number,
          .lifting = LiftingId(tanker.lifting),
          .step = tanker.step,
          .barrels = in_barrels(barrels(world.scenario().liftings[tanker.lifting].parcel.value)),
          .laycan = tanker.laycan,
          .ready = tanker.ready,
          .moored = tanker.moored,
          .loaded = kNever};
}

// Who an event is about, by the kind of its subject.
void set_consignment(EventNote& note, const Consignment& c) {
  note.number = c.number;
  note.demand = c.demand;
  note.place = c.at;
}

void set_release(EventNote& note, const World& world, DemandId demand) {
  note.number = world.shippers[demand.index()].consignments;
  note.demand = demand;
  note.place = world[demand].from;
}

void set_train(EventNote& note, const World& world, TrainId id) {
  const Train& train = world.trains[id];
  const std::vector<LinkId>& links = world[train.run].links;
  note.number = train.number;
  note.link = links[std::min<std::size_t>(train.link, links.size() - 1)];
  note.place = world[note.link].from;
}

void set_vessel(EventNote& note, const World& world, VesselId id) {
  const Vessel& vessel = world.vessels[id.index()];
  note.place = vessel.port;
  note.link = vessel.link;
}

void set_visitor(EventNote& note, const World& world, VisitorId id) {
  const Visitor& visitor = world.calls.ships[id];
  note.number = visitor.number;
  note.place = world.scenario().calls[visitor.call].place;
}

void set_tanker(EventNote& note, const World& world, TankerId id) {
  const Tanker& tanker = world.oil.tankers[id];
  note.number = tanker.number;
  note.place = world.scenario().liftings[tanker.lifting].place;
}

void set_subject(EventNote& note, const World& world, const Event<EventKind>& event) {
  const std::uint32_t who = event.subject;
  note.number = who;
  switch (event.kind) {
    case EventKind::consignment_released: return set_release(note, world, DemandId(who));
    case EventKind::embargo_lifted:
    case EventKind::equipment_granted:
    case EventKind::storage_granted:
    case EventKind::formalities_granted:
    case EventKind::formalities_done:
    case EventKind::inspection_granted:
    case EventKind::inspected:
    case EventKind::crane_granted:
    case EventKind::lot_worked:
    case EventKind::gate_granted:
    case EventKind::gate_passed:
    case EventKind::truck_arrived:
    case EventKind::parts_have_room:
      return set_consignment(note, world.consignments[ConsignmentId(who)]);
    case EventKind::cargo_waited_for_train: note.place = world[LegId(who)].from; return;
    case EventKind::stock_granted:
    case EventKind::track_granted:
    case EventKind::train_marshalled:
    case EventKind::train_loaded:
    case EventKind::siding_granted:
    case EventKind::train_set_out:
    case EventKind::train_arrived:
    case EventKind::train_desk_granted:
    case EventKind::train_stop_done:
    case EventKind::bogie_line_granted:
    case EventKind::bogies_changed:
    case EventKind::train_lot_unloaded: return set_train(note, world, TrainId(who));
    case EventKind::layover_ended: note.place = world.stock[who].at; return;
    case EventKind::vessel_arrived:
    case EventKind::vessel_broke_down:
    case EventKind::vessel_repaired:
    case EventKind::berth_granted:
    case EventKind::tugs_granted:
    case EventKind::vessel_manoeuvred:
    case EventKind::vessel_papers_done:
    case EventKind::vessel_waited_for_cargo:
    case EventKind::departure_nears:
    case EventKind::departure_due:
    case EventKind::vessel_out_of_dock: return set_vessel(note, world, VesselId(who));
    case EventKind::ship_due: note.place = world.scenario().calls[who].place; return;
    case EventKind::ship_berth_granted:
    case EventKind::ship_tugs_granted:
    case EventKind::ship_manoeuvred:
    case EventKind::ship_worked: return set_visitor(note, world, VisitorId(who));
    case EventKind::port_closed:
    case EventKind::port_opened: note.place = PlaceId(who); return;
    case EventKind::liftings_begun:
    case EventKind::liftings_reviewed: note.place = world.network->oil.tanks[who].place; return;
    case EventKind::tanker_due: note.place = world.scenario().liftings[who].place; return;
    case EventKind::tanker_arrived:
    case EventKind::tanker_berth_granted:
    case EventKind::tanker_moored:
    case EventKind::tanker_loaded: return set_tanker(note, world, TankerId(who));
    case EventKind::batch_finished: note.place = world.scenario().plants[who].place; return;
    case EventKind::front_passed:
    case EventKind::oil_change_due:
    case EventKind::oil_granted:
    case EventKind::nominations_due:
    case EventKind::intervention_due:
    case EventKind::intervention_stepped:
    case EventKind::intervention_ended:
    case EventKind::occupancy_seen:
    case EventKind::cable_failed:
    case EventKind::cable_repaired:
    case EventKind::cable_month_began:
    case EventKind::routes_reviewed:
    case EventKind::closure_lasted:
    case EventKind::investment_due:
    case EventKind::counting_begins:
    case EventKind::interval_ended: return;
  }
}

}  // namespace

void note_delivered(World& world, const Consignment& consignment) {
  if (!world.journal.has_journeys() || !world.recorder.is_counting()) return;
  note(world.journal, world.books, consignment, true);
}

void note_loaded_parcel(World& world, TankerId tanker, double demurrage_usd) {
  if (!world.journal.has_journeys() || !world.recorder.is_counting()) return;
  Parcel& parcel = world.journal.parcels.emplace_back(parcel_of(world, world.oil.tankers[tanker]));
  parcel.loaded = world.now();
  parcel.step = TankerStep::leaving;
  parcel.demurrage_usd = demurrage_usd;
}

void note_event(World& world, const Event<EventKind>& event) {
  if (!world.recorder.is_counting()) return;
  EventNote note{.at = event.at, .kind = event.kind};
  set_subject(note, world, event);
  world.journal.events.push_back(note);
}

Journal notes_of_what_remains(const World& world) {
  Journal journal{.detail = world.journal.detail};
  if (!journal.has_journeys()) return journal;
  std::multimap<const Consignment*, Entry> open;  // entries keep their order under one key
  for_each_open_wait(world, [&](const Consignment& c, Cause cause, Duration time) {
    if (time <= Duration{}) return;
    open.emplace(&c, Entry{.amount = time.value,
                           .where = c.where,
                           .vessel = c.vessel,
                           .what = static_cast<std::uint8_t>(cause),
                           .kind = Entry::Kind::time,
                           .stage = c.stage});
  });
  for (const Consignment& c : world.consignments.slots()) {
    if (!c.is_live) continue;
    note(journal, world.books, c, false);
    const auto [first, last] = open.equal_range(&c);
    for (auto entry = first; entry != last; ++entry) {
      journal.entries.push_back(entry->second);
      ++journal.journeys.back().entries;
    }
  }
  for (const Tanker& tanker : world.oil.tankers.slots()) {
    const bool is_noted = tanker.step == TankerStep::leaving;
    if (tanker.is_live && !is_noted) journal.parcels.push_back(parcel_of(world, tanker));
  }
  return journal;
}

void for_each_open_wait(const World& world,
                        const std::function<void(const Consignment&, Cause, Duration)>& visit) {
  for (std::size_t i = 0; i < world.queues.size(); ++i) {
    const Leg& leg = world.network->legs[i];
    if (leg.mode != Mode::sea) continue;
    const WaitClock& clock = world.anchorages[leg.links.front().index()].clock;
    const WaitClock::Times now = clock.times(world.now());
    const auto& waiting = world.queues[i].waiting;
    for (std::size_t k = 0; k < waiting.size(); ++k) {
      const Consignment& c = world.consignments[waiting[k].id];
      for (std::size_t r = 0; r < now.size(); ++r) {
        visit(c, WaitClock::kReasons[r], now[r] - waiting[k].at_first[r]);
      }
    }
  }
  for (const Consignment& c : world.consignments.slots()) {
    if (!c.is_live) continue;
    const bool is_told_by_clock =
        c.stage == Stage::waiting_for_carrier && world.leg_of(c).mode == Mode::sea;
    if (!is_told_by_clock) visit(c, c.cause, world.now() - c.since);
  }
}

}  // namespace caravan
