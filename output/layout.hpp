// Coordinates and their attributes: what makes the file read itself. Internal to output/.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "caravan/models/results.hpp"
#include "caravan/output/file_kind.hpp"
#include "caravan/output/hdf5.hpp"

namespace caravan {

// What a reader checks: the first number of the version changes when readers must, the second when
// something was added.
inline constexpr std::array<std::int32_t, 2> kEnsembleVersion = {1, 6};
inline constexpr std::array<std::int32_t, 2> kSweepVersion = {1, 0};

// "caravan-ensemble" or "caravan-sweep", and the version, as root attributes.
void write_format(hid_t file, FileKind kind);
std::string_view format_name(FileKind kind);
const std::array<std::int32_t, 2>& format_version(FileKind kind);

// Writes the coordinates of all dimensions that have entries, and what else is known along them.
// Dimensions without are left out: netCDF takes a length of zero for unlimited, and xarray can't
// write one back.
void write_coordinates(hid_t file, const Network& network, std::uint64_t first_replication,
                       std::uint64_t replications);

// "seconds since 2023-01-01 00:00:00", as CF writes times.
std::string seconds_since(Time start);

// A coordinate made of names.
void write_names(hid_t file, const std::string& dimension, const std::vector<std::string>& names);

// Names the variable's dimensions, which write_coordinates has written, and its coordinates; those
// in `more`, separated by blanks, too.
void attach_dimensions(hid_t file, hid_t dataset, const std::vector<std::string>& dimensions,
                       const std::string& more = "");

// Whether write_coordinates, or a variable, may take this name.
bool is_name_in_use(const std::string& name);

// "replication" and the variable's own.
std::vector<std::string> dimension_names(const VariableSpec& variable);

// The extents that belong to them; a variable with a zero among them is left out of the file.
std::vector<hsize_t> shape_of(const Network& network, const VariableSpec& variable,
                              std::uint64_t replications);

}  // namespace caravan
