// Where the records of all consignments are kept.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "caravan/models/record.hpp"

namespace caravan {

// The entries of all records, in blocks of two cache lines that are used again.
class RecordBooks {
 public:
  // Time with the same cause at the same place as the entry before is added to that.
  void enter(Record& record, const Entry& entry);
  // Forgets the record.
  void close(Record& record);

  template <class Visit>
  void for_each(const Record& record, Visit visit) const {
    for (std::uint32_t i = record.first; i != Record::kNone; i = blocks_[i].next) {
      for (std::uint32_t k = 0; k < blocks_[i].used; ++k) visit(blocks_[i].entries[k]);
    }
  }

  std::size_t bytes_in_use() const { return in_use_ * sizeof(Block); }

  bool operator==(const RecordBooks&) const = default;

 private:
  struct alignas(64) Block {
    std::array<Entry, 7> entries;
    std::uint32_t used = 0;
    std::uint32_t next = Record::kNone;  // of the record, or of those that are free
    bool operator==(const Block&) const = default;
  };
  static_assert(sizeof(Block) == 128);

  std::uint32_t add_block();

  std::vector<Block> blocks_;
  std::uint32_t first_free_ = Record::kNone;
  std::size_t in_use_ = 0;
};

}  // namespace caravan
