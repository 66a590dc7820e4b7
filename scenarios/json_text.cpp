#include "caravan/scenarios/json_text.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace caravan {
namespace {

constexpr std::size_t kWidth = 100;

std::string quoted(const std::string& text) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      result += {'\\', c};
    } else if (byte < 0x20) {
      result += std::string("\\u00") + kHex[byte >> 4] + kHex[byte & 15];
    } else {
      result += c;
    }
  }
  return result + "\"";
}

std::string scalar(const YamlNode& node) {
  if (node.kind == YamlNode::Kind::null) return "null";
  return node.is_quoted ? quoted(node.text) : node.text;
}

// On one line.
std::string flow(const YamlNode& node) {
  std::string text;
  if (node.is_list()) {
    for (const YamlNode& item : node.items) text += (text.empty() ? "" : ", ") + flow(item);
    return "[" + text + "]";
  }
  if (!node.is_map()) return scalar(node);
  for (const YamlEntry& entry : node.entries) {
    text += (text.empty() ? "" : ", ") + quoted(entry.key) + ": " + flow(entry.value);
  }
  return "{" + text + "}";
}

// Does it fit on a line that has `room` left?
bool is_short(const YamlNode& node, std::size_t room) {
  std::size_t length = node.text.size() + 2;
  for (const YamlNode& item : node.items) {
    if (length > room || !is_short(item, room - length)) return false;
    length += flow(item).size() + 2;
  }
  for (const YamlEntry& entry : node.entries) {
    length += entry.key.size() + 4;
    if (length > room || !is_short(entry.value, room - length)) return false;
    length += flow(entry.value).size() + 2;
  }
  return length <= room;
}

void write(const YamlNode& node, const std::string& indent, std::size_t column, std::string& text) {
  const bool is_leaf = !node.is_list() && !node.is_map();
  if (is_leaf || is_short(node, kWidth - std::min(column, kWidth))) {
    text += flow(node);
    return;
  }
  const std::string inner = indent + "  ";
  bool is_first = true;
  const auto next = [&] {
    text += is_first ? "\n" + inner : ",\n" + inner;
    is_first = false;
  };
  text += node.is_list() ? "[" : "{";
  for (const YamlNode& item : node.items) {
    next();
    write(item, inner, inner.size(), text);
  }
  for (const YamlEntry& entry : node.entries) {
    next();
    const std::string key = quoted(entry.key) + ": ";
    text += key;
    write(entry.value, inner, inner.size() + key.size(), text);
  }
  text += "\n" + indent + (node.is_list() ? "]" : "}");
}

}  // namespace

YamlNode json_literal(std::string text) { return scalar_node(std::move(text), {}); }

YamlNode json_number(double number) {
  char buffer[32];
  const char* end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
  return json_literal({buffer, static_cast<std::size_t>(end - buffer)});
}

YamlNode json_string(std::string text) {
  YamlNode node = scalar_node(std::move(text), {});
  node.is_quoted = true;
  return node;
}

YamlNode json_strings(const std::vector<std::string>& texts) {
  YamlNode list = json_list({});
  for (const std::string& text : texts) list.items.push_back(json_string(text));
  return list;
}

YamlNode json_list(std::vector<YamlNode> items) {
  YamlNode list;
  list.kind = YamlNode::Kind::list;
  list.items = std::move(items);
  return list;
}

YamlNode json_object(std::initializer_list<std::pair<std::string, YamlNode>> entries) {
  YamlNode object;
  object.kind = YamlNode::Kind::map;
  for (const auto& [key, value] : entries) put(object, key, value);
  return object;
}

void put(YamlNode& object, std::string key, YamlNode value) {
  object.entries.push_back({std::move(key), {}, std::move(value)});
}

std::string to_json(const YamlNode& node) {
  std::string text;
  write(node, "", 0, text);
  return text + "\n";
}

}  // namespace caravan
