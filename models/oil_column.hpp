// Oil in the order in which it came, in a tank or a line.
#pragma once

#include <algorithm>

#include "caravan/models/oil_state.hpp"

namespace caravan {

// Behind what is there. What is so little that it mixes with its neighbours anyway joins the last
// of its grade: streams that come in side by side would lie in ever so many thin layers.
inline void push(OilColumn& column, const Batch& batch, OilVolume mixes) {
  if (batch.volume == OilVolume{}) return;
  column.volume += batch.volume;
  for (std::size_t i = column.batches.size(); i-- > 0;) {
    Batch& there = column.batches.at(i);
    const bool is_last = i + 1 == column.batches.size();
    const bool is_same = there.grade == batch.grade && there.is_interface == batch.is_interface;
    if (is_same && (is_last || there.volume < mixes)) {
      there.volume += batch.volume;
      return;
    }
    if (there.volume >= mixes) break;
  }
  column.batches.push(batch);
}

// From the front, as far as there is any; `visit` is given each piece.
template <class Visit>
void take(OilColumn& column, OilVolume volume, Visit visit) {
  while (volume > OilVolume{} && !column.batches.empty()) {
    Batch& front = column.batches.at(0);
    Batch piece = front;
    piece.volume = std::min(front.volume, volume);
    front.volume -= piece.volume;
    if (front.volume == OilVolume{}) column.batches.pop();
    column.volume -= piece.volume;
    volume -= piece.volume;
    visit(piece);
  }
}

}  // namespace caravan
