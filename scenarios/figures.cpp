// Values that say where they come from: {value: 470 km, source: F6, confidence: high}.

#include <algorithm>

#include "caravan/scenarios/value_types.hpp"

namespace caravan {
namespace {

const std::vector<std::string> kFigureKeys = {"value", "source", "confidence",
                                              "range", "note",   "assumption"};
const std::vector<std::string> kConfidences = {"high", "medium", "low"};

// Of a value that is no number, or none that can be read, it only has to be a range.
void check_range(Reading& reading, const YamlNode& range, std::optional<double> value,
                 const std::string& path, const Magnitude& magnitude) {
  if (!range.is_list() || range.items.size() != 2) {
    reading.error(
        range.mark,
        path + ".range: expected two values, such as [430 km, 520 km], found " + describe(range));
    return;
  }
  const auto low = magnitude(reading, range.items[0], path + ".range");
  const auto high = magnitude(reading, range.items[1], path + ".range");
  if (!low || !high) return;
  if (*low > *high) reading.error(range.mark, path + ".range: the first value is above the second");
  if (!value) return;
  // A hair's breadth: the same figure may be written in two units.
  const double hair = 1e-9 * std::max(std::abs(*low), std::abs(*high));
  if (*value < *low - hair || *value > *high + hair) {
    reading.error(range.mark, path + ".range: does not contain the value");
  }
}

}  // namespace

bool is_figure(const YamlNode& node) { return node.is_map() && node.find("value") != nullptr; }

void check_sources(Reading& reading, const YamlNode& node, const std::string& path) {
  if (node.is_list()) {
    for (const YamlNode& item : node.items) check_sources(reading, item, path);
    return;
  }
  find_word(reading, node, path, reading.ids["sources"]);
}

const YamlNode& checked_value(Reading& reading, const YamlNode& figure, const std::string& path,
                              const Magnitude& magnitude) {
  for (const YamlEntry& entry : figure.entries) {
    if (std::find(kFigureKeys.begin(), kFigureKeys.end(), entry.key) == kFigureKeys.end()) {
      reading.error(entry.mark, "unknown key '" + entry.key + "' in the figure " + path,
                    suggest(entry.key, kFigureKeys));
    }
  }
  if (const YamlNode* source = figure.find("source"))
    check_sources(reading, *source, path + ".source");
  if (const YamlNode* confidence = figure.find("confidence")) {
    find_word(reading, *confidence, path + ".confidence", kConfidences);
  }
  for (const char* key : {"note", "assumption"}) {
    if (const YamlNode* said = figure.find(key)) text().read(reading, *said, path + "." + key);
  }
  const YamlNode& value = *figure.find("value");
  const YamlNode* range = figure.find("range");
  const YamlNode* assumption = figure.find("assumption");
  if (assumption != nullptr && range == nullptr && magnitude) {
    reading.error(assumption->mark, path + ": an assumption needs a range: [lowest, highest]");
  }
  if (range != nullptr && magnitude) {
    // A mistake in the value is reported when it is read as such, not here as well.
    Diagnostics unheard;
    Reading trial(unheard);
    trial.prices = reading.prices;
    const auto number = magnitude(trial, value, path);
    check_range(reading, *range, number, path, magnitude);
  }
  return value;
}

}  // namespace caravan
