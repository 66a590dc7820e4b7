#include "caravan/models/series.hpp"

#include <algorithm>

namespace caravan {

void Series::end_row() {
  ++pending;
  for (std::size_t v = 0; v < kVariableCount; ++v) {
    if (rows[v].empty()) continue;
    const std::size_t entries = rows[v].size() / pending;
    const double* row = rows[v].data() + rows[v].size() - entries;
    std::vector<double>& so_far = over_time[v];
    so_far.resize(entries);
    if (is_point(kVariables[v])) {
      std::copy_n(row, entries, so_far.begin());
    } else {
      for (std::size_t i = 0; i < entries; ++i) so_far[i] += row[i];
    }
  }
  if (!keeps_rows) forget_rows();
}

void Series::forget_rows() {
  for (std::vector<double>& all : rows) all.clear();
  pending = 0;
}

}  // namespace caravan
