#include "caravan/models/record_books.hpp"

namespace caravan {
std::uint32_t RecordBooks::add_block() {
  ++in_use_;
  if (first_free_ == Record::kNone) {
    blocks_.emplace_back();
    return static_cast<std::uint32_t>(blocks_.size() - 1);
  }
  const std::uint32_t block = first_free_;
  first_free_ = blocks_[block].next;
  blocks_[block] = {};
  return block;
}

void RecordBooks::enter(Record& record, const Entry& entry) {
  if (record.last == Record::kNone) {
    record.first = record.last = add_block();
  } else {
    Block& last = blocks_[record.last];
    Entry& before = last.entries[last.used - 1];
    if (goes_on(before, entry)) {
      before.amount += entry.amount;
      return;
    }
    if (last.used == last.entries.size()) {
      const std::uint32_t next = add_block();
      blocks_[record.last].next = next;
      record.last = next;
    }
  }
  Block& block = blocks_[record.last];
  block.entries[block.used++] = entry;
}

void RecordBooks::close(Record& record) {
  if (record.first == Record::kNone) return;
  for (std::uint32_t i = record.first; i != Record::kNone; i = blocks_[i].next) --in_use_;
  blocks_[record.last].next = first_free_;
  first_free_ = record.first;
  record = {};
}

}  // namespace caravan
