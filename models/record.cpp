#include "caravan/models/record.hpp"

namespace caravan {

void RecordBooks::enter(Record& record, Entry entry) {
  if (record.last != Record::kNone && entry.kind == Entry::Kind::time) {
    Entry& before = entries_[record.last];
    const bool goes_on = before.kind == entry.kind && before.what == entry.what &&
                         before.stage == entry.stage && before.where == entry.where &&
                         before.leg == entry.leg && before.vessel == entry.vessel;
    if (goes_on) {
      before.amount += entry.amount;
      return;
    }
  }
  entry.next = Record::kNone;
  std::uint32_t slot = first_free_;
  if (slot == Record::kNone) {
    slot = static_cast<std::uint32_t>(entries_.size());
    entries_.push_back(entry);
  } else {
    first_free_ = entries_[slot].next;
    entries_[slot] = entry;
  }
  if (record.last == Record::kNone) {
    record.first = slot;
  } else {
    entries_[record.last].next = slot;
  }
  record.last = slot;
  ++alive_;
}

void RecordBooks::close(Record& record) {
  if (record.first == Record::kNone) return;
  for (std::uint32_t i = record.first; i != Record::kNone; i = entries_[i].next) --alive_;
  entries_[record.last].next = first_free_;
  first_free_ = record.first;
  record = {};
}

}  // namespace caravan
