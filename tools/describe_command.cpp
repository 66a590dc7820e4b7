// caravan describe: all that is known of a part of a scenario.

#include <algorithm>
#include <iostream>

#include "caravan/scenarios/description.hpp"
#include "caravan/scenarios/json_text.hpp"
#include "caravan/scenarios/load.hpp"
#include "commands.hpp"
#include "exit_codes.hpp"
#include "options.hpp"

namespace caravan {
namespace {

namespace po = boost::program_options;

constexpr std::size_t kWidest = 48;  // of a value in a table

po::options_description options_of_describe() {
  po::options_description options("options");
  auto add = options.add_options();
  add("set", po::value<std::vector<std::string>>()->value_name("PATH=VALUE")->composing(),
      "change a value of the scenario before; may be repeated");
  add("json", "print it as JSON");
  add("help,h", "print this");
  return options;
}

void print_help() {
  std::cout << "usage: caravan describe SCENARIO [PATH] [options]\n\n"
               "Prints what a scenario says at a path, once all that it extends has been put\n"
               "together: the value, its unit and range, the default, where it was written, its\n"
               "source, and what it means; of a whole place, link or section, each of its keys.\n\n"
               "  caravan describe scenarios/middle_corridor.yaml places.aktau\n"
               "  caravan describe scenarios/middle_corridor.yaml links.btc.capacity\n\n"
            << options_of_describe()
            << "\nexit codes: 0 fine, 2 usage, such as a path at which nothing can be, 65 a bad\n"
               "scenario, 66 the scenario is missing\n";
}

// On one line.
std::string text_of(const YamlNode& node) {
  if (node.is_scalar()) return node.text;
  YamlNode list;
  list.kind = YamlNode::Kind::list;
  list.items = {node};
  const std::string text = to_yaml(list);
  return text.substr(1, text.size() - 3);
}

std::string cut(std::string text) {
  if (text.size() <= kWidest) return text;
  std::size_t end = kWidest - 3;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end) + "...";
}

const YamlNode* beside(const Description& what, const char* key) {
  return what.node != nullptr && what.node != what.value() ? what.node->find(key) : nullptr;
}

std::string source_text(const YamlEntry& source) {
  std::string text = source.key;
  for (const char* key : {"title", "publisher", "date", "url"}) {
    const YamlNode* part = source.value.find(key);
    if (part != nullptr) text += (text == source.key ? ": " : ", ") + part->text;
  }
  return text;
}

bool has_parts(const Description& what) {
  return what.value() != nullptr && (what.value()->is_map() || what.value()->is_list()) &&
         !(what.value()->entries.empty() && what.value()->items.empty());
}

// A line of "name  text", if there is any text.
void line(const std::string& name, const std::string& text) {
  if (!text.empty())
    std::cout << "  " << name << std::string(12 - name.size(), ' ') << text << '\n';
}

std::string fallback_text(const KeyShape& key) {
  return key.is_required ? "none: it must be said" : key.fallback.text;
}

void print_facts(const LoadedScenario& scenario, const Description& what) {
  const KeyShape& key = what.key;
  line("meaning", key.whom.empty() ? key.help : key.whom + ": " + key.help);
  line("type", spell_type(key.shape));
  line("default", fallback_text(key));
  line("written",
       what.node == nullptr ? "nowhere: the default counts" : scenario.place_of(what.mark));
  for (const YamlEntry* source : what.source_of) line("source", source_text(*source));
  for (const char* name : {"confidence", "range", "assumption", "note"}) {
    if (const YamlNode* node = beside(what, name)) line(name, text_of(*node));
  }
}

void print_value(const LoadedScenario& scenario, const Description& what) {
  std::cout << what.path << " = "
            << (what.value() != nullptr ? text_of(*what.value()) : what.key.fallback.text);
  if (what.value() != nullptr) {
    const auto converted = in_declared_unit(what.key.shape, *what.value());
    if (converted) std::cout << "  (" << *converted << ")";
  }
  std::cout << '\n';
  print_facts(scenario, what);
}

// What stands in a map, on a line each; of maps by id, how many there are in each.
std::string summary_of(const Description& part) {
  const YamlNode* value = part.value();
  if (value == nullptr) return part.key.fallback.text;
  return cut(text_of(*value));
}

void print_table(const LoadedScenario& scenario, const std::vector<Description>& parts) {
  std::size_t names = 0, values = 0;
  for (const Description& part : parts) {
    names = std::max(names, part.key.name.size());
    values = std::max(values, summary_of(part).size());
  }
  for (const Description& part : parts) {
    const std::string value = summary_of(part);
    std::cout << "  " << part.key.name << std::string(names - part.key.name.size() + 2, ' ')
              << value << std::string(values - value.size() + 2, ' ')
              << (part.node == nullptr ? part.key.help : scenario.place_of(part.mark)) << '\n';
  }
}

void print_whole(const LoadedScenario& scenario, const Description& whole) {
  std::cout << (whole.path.empty() ? "the whole scenario" : whole.path) << '\n';
  if (!whole.path.empty()) print_facts(scenario, whole);
  std::vector<Description> said, unsaid;
  for (Description& part : parts_of(scenario.tree(), whole)) {
    (part.node == nullptr ? unsaid : said).push_back(std::move(part));
  }
  std::cout << "\nsaid:\n";
  print_table(scenario, said);
  if (unsaid.empty()) return;
  std::cout << "\nnot said, so that the default counts:\n";
  print_table(scenario, unsaid);
}

YamlNode json_of(const LoadedScenario& scenario, const Description& what, bool has_detail) {
  YamlNode json = json_object({{"path", json_string(what.path)}});
  const KeyShape& key = what.key;
  const auto put_text = [&](const char* name, const std::string& text) {
    if (!text.empty()) put(json, name, json_string(text));
  };
  if (what.value() != nullptr) {
    put_text("value", text_of(*what.value()));
    put_text("in_declared_unit", in_declared_unit(key.shape, *what.value()).value_or(""));
    put_text("written", scenario.place_of(what.mark));
  } else if (key.fallback.is_value) {
    put_text("value", key.fallback.text);
  }
  put(json, "is_default", json_literal(what.node == nullptr ? "true" : "false"));
  put(json, "is_required", json_literal(key.is_required ? "true" : "false"));
  if (!key.is_required) put_text("default", key.fallback.text);
  put_text("type", spell_type(key.shape));
  put_text("unit", key.shape.unit);
  put_text("only_for", key.whom);
  put_text("meaning", key.help);
  std::vector<std::string> sources;
  for (const YamlEntry* source : what.source_of) sources.push_back(source_text(*source));
  if (!sources.empty()) put(json, "sources", json_strings(sources));
  for (const char* name : {"confidence", "range", "assumption", "note"}) {
    if (const YamlNode* node = beside(what, name)) put_text(name, text_of(*node));
  }
  if (!has_detail || !has_parts(what)) return json;
  YamlNode parts = json_list({});
  for (const Description& part : parts_of(scenario.tree(), what)) {
    parts.items.push_back(json_of(scenario, part, false));
  }
  put(json, "parts", parts);
  return json;
}

int describe(const std::string& file, const std::string& path, const po::variables_map& values) {
  std::vector<std::string> overrides;
  if (values.count("set") > 0) overrides = values["set"].as<std::vector<std::string>>();
  const LoadedScenario scenario = load_scenario(file, overrides);
  const Description what = describe_path(scenario.tree(), path);
  if (values.count("json") > 0) {
    std::cout << to_json(json_of(scenario, what, true));
  } else if (has_parts(what)) {
    print_whole(scenario, what);
  } else {
    print_value(scenario, what);
  }
  return kFine;
}

}  // namespace

int describe_command(const std::vector<std::string>& arguments) {
  try {
    const po::variables_map values =
        parse_options(arguments, options_of_describe(), "scenario", -1);
    if (values.count("help") > 0) return print_help(), kFine;
    std::vector<std::string> words;
    if (values.count("scenario") > 0) words = values["scenario"].as<std::vector<std::string>>();
    if (words.empty()) throw UsageError("which scenario? Give the path of a YAML file");
    if (words.size() > 2) throw UsageError("takes a scenario and one path in it");
    return describe(words[0], words.size() == 2 ? words[1] : "", values);
  } catch (const UsageError& error) {
    std::cerr << "caravan describe: " << error.what() << "; see caravan describe --help\n";
    return kUsage;
  } catch (const UnknownPath& error) {
    std::cerr << "caravan describe: " << error.what() << '\n';
    return kUsage;
  } catch (const ScenarioFileMissing& error) {
    std::cerr << "caravan describe: " << error.what() << '\n';
    return kInputMissing;
  } catch (const ScenarioFileError& error) {
    std::cerr << error.what() << '\n';
    return kBadScenario;
  }
}

}  // namespace caravan
