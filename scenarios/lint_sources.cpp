// Figures that don't say where they come from.

#include <algorithm>

#include "caravan/scenarios/lint_rules.hpp"
#include "caravan/scenarios/reading.hpp"

namespace caravan {
namespace {

// What is data of the world. Interventions are the author's question, and the run is his choice.
constexpr std::string_view kSections[] = {
    "commodities",   "seas",           "places",        "links",   "fleets",
    "rolling_stock", "equipment",      "demands",       "fields",  "offtakes",
    "liftings",      "shippers",       "plants",        "trades",  "cables",
    "storms",        "power_supplies", "cable_demands", "projects"};
// Numbers that are names or choices.
constexpr std::string_view kChoices[] = {
    "gauge", "lot", "priority", "first", "from", "routes_per_corridor", "observed_in"};

bool is_told(const YamlNode& map) {
  return map.find("source") != nullptr || map.find("assumption") != nullptr;
}

// "470 km", "-0.2 m/a", "lognormal(mean 22 h, cv 0.3)"; 0 means that there is no such thing.
bool is_figure_text(const std::string& text) {
  const std::size_t word_end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz");
  if (word_end != text.npos && word_end > 0 && text[word_end] == '(') return text.ends_with(')');
  const std::size_t first = text.find_first_not_of("+-.");
  const bool is_number = first != text.npos && text[first] >= '0' && text[first] <= '9';
  return is_number && text.substr(0, text.find(' ')).find_first_of("123456789") != text.npos;
}

bool is_figure_node(const YamlNode& node) {
  return (node.is_scalar() && is_figure_text(node.text)) ||
         std::any_of(node.items.begin(), node.items.end(), is_figure_node);
}

void visit(Linting& lint, const YamlNode& map, const std::string& path) {
  if (is_told(map)) return;
  for (const YamlEntry& entry : map.entries) {
    const bool is_choice =
        std::find(std::begin(kChoices), std::end(kChoices), entry.key) != std::end(kChoices);
    const std::string entry_path = path + "." + entry.key;
    if (entry.key == "note" || entry.key == "effects" || is_choice) continue;
    if (entry.value.is_map() && !is_figure(entry.value)) {
      visit(lint, entry.value, entry_path);
    } else if (is_figure(entry.value)
                   ? !is_told(entry.value) && is_figure_node(*entry.value.find("value"))
                   : is_figure_node(entry.value)) {
      lint.warn(entry_path, "does not say where it comes from",
                "give its `source`, or say that it is an `assumption` and its `range`");
    }
  }
}

}  // namespace

void find_figures_without_source(Linting& lint) {
  const YamlNode* sources = lint.root.find("sources");
  if (sources == nullptr || sources->entries.empty()) return;
  for (const std::string_view section : kSections) {
    const YamlNode* entries = lint.root.find(section);
    if (entries == nullptr) continue;
    for (const YamlEntry& entry : entries->entries) {
      visit(lint, entry.value, std::string(section) + "." + entry.key);
    }
  }
}

}  // namespace caravan
