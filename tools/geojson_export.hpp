// Places and links on a map, with what flowed.
#pragma once

#include <iosfwd>

#include "caravan/output/ensemble_reader.hpp"

namespace caravan {

// A GeoJSON FeatureCollection (RFC 7946): a point a place, a line a link, straight from place to
// place. Links have what set out on them a day, places what lay there, by commodity and in all:
// means over time and replications. Throws InputError if the file has no series.
void write_geojson(std::ostream& out, const EnsembleReader& file);

}  // namespace caravan
