// Trees as JSON. What is quoted in the tree is a text there, what is not stands as it is.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "caravan/scenarios/yaml_tree.hpp"

namespace caravan {

// "true", "12": as it stands.
YamlNode json_literal(std::string text);
YamlNode json_number(double number);
YamlNode json_string(std::string text);
YamlNode json_strings(const std::vector<std::string>& texts);
YamlNode json_list(std::vector<YamlNode> items);
YamlNode json_object(std::initializer_list<std::pair<std::string, YamlNode>> entries = {});

// Adds an entry at the end.
void put(YamlNode& object, std::string key, YamlNode value);

// Indented; a list or map that is short stands on one line.
std::string to_json(const YamlNode& node);

}  // namespace caravan
