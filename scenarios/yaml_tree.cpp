#include "caravan/scenarios/yaml_tree.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <sstream>
#include <stdexcept>
#include <unordered_map>

namespace caravan {
namespace {

constexpr std::size_t kDeepest = 50;
constexpr std::size_t kMostNodes = 5'000'000;

// Reading can't go on; what is wrong has been said.
struct GivenUp {};

// Builds the tree from yaml-cpp's events.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::size_t origin, Diagnostics& diagnostics)
      : origin_(origin), diagnostics_(diagnostics) {}

  YamlNode take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    add(mark, anchor, YamlNode::Kind::null);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    give_up(mark, "an alias ('*name') is not supported", "write the value where it is needed");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    if (is_key_next()) {
      return open_entry(mark, value);
    }
    if (tag != "?" && tag != "!") error(mark, "a tag ('" + tag + "') is not supported");
    YamlNode& node = add(mark, anchor, YamlNode::Kind::scalar);
    node.text = value;
    node.is_quoted = tag == "!";
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    descend(mark, anchor, YamlNode::Kind::list);
  }
  void OnSequenceEnd() override { path_.pop_back(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    descend(mark, anchor, YamlNode::Kind::map);
  }
  void OnMapEnd() override { path_.pop_back(); }

 private:
  // A map or list that is being filled. While one is, its parents' vectors don't grow.
  struct Level {
    YamlNode* node;
    bool awaits_value = false;                     // of the map's last key
    std::unordered_map<std::string, Mark> keys{};  // of the map, so far
  };

  Mark at(const YAML::Mark& mark) const {
    // yaml-cpp counts from 0, and has -1 for nowhere.
    return {origin_, static_cast<std::size_t>(mark.line < 0 ? 1 : mark.line + 1),
            static_cast<std::size_t>(mark.column < 0 ? 1 : mark.column + 1)};
  }

  void error(const YAML::Mark& mark, const std::string& message, const std::string& hint = "") {
    diagnostics_.error(at(mark), message, hint);
  }
  [[noreturn]] void give_up(const YAML::Mark& mark, const std::string& message,
                            const std::string& hint = "") {
    error(mark, message, hint);
    throw GivenUp{};
  }

  bool is_key_next() const {
    return !path_.empty() && path_.back().node->is_map() && !path_.back().awaits_value;
  }

  void open_entry(const YAML::Mark& mark, const std::string& key) {
    if (key == "<<") error(mark, "a merge key ('<<') is not supported");
    Level& level = path_.back();
    const auto [known, is_new] = level.keys.try_emplace(key, at(mark));
    if (!is_new) {
      diagnostics_.conflict(at(mark), "duplicate key '" + key + "'", known->second,
                            "it was given here first");
    }
    level.node->entries.push_back({key, at(mark), {}});
    level.awaits_value = true;
  }

  YamlNode& add(const YAML::Mark& mark, YAML::anchor_t anchor, YamlNode::Kind kind) {
    if (anchor != YAML::NullAnchor) error(mark, "an anchor ('&name') is not supported");
    if (is_key_next()) give_up(mark, "a key must be a plain word");
    if (++count_ > kMostNodes) give_up(mark, "too large: more than 5 million values");
    YamlNode& node = slot();
    node.kind = kind;
    node.mark = at(mark);
    return node;
  }

  // Where the next value belongs.
  YamlNode& slot() {
    if (path_.empty()) return root_;
    Level& level = path_.back();
    if (level.node->is_list()) return level.node->items.emplace_back();
    level.awaits_value = false;
    return level.node->entries.back().value;
  }

  void descend(const YAML::Mark& mark, YAML::anchor_t anchor, YamlNode::Kind kind) {
    if (path_.size() >= kDeepest) give_up(mark, "nested too deeply: more than 50 levels");
    path_.push_back({&add(mark, anchor, kind)});
  }

  std::size_t origin_;
  Diagnostics& diagnostics_;
  YamlNode root_;
  std::vector<Level> path_;
  std::size_t count_ = 0;
};

// Length of the UTF-8 character at `i`, or 0 if there is none.
std::size_t utf8_length(const std::string& text, std::size_t i) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
  if (byte(i) < 0x80) return 1;
  const std::size_t length = byte(i) >= 0xf0 && byte(i) < 0xf5 ? 4
                             : byte(i) >= 0xe0                 ? 3
                             : byte(i) >= 0xc2                 ? 2
                                                               : 0;
  if (length == 0 || byte(i) >= 0xf5 || i + length > text.size()) return 0;
  for (std::size_t k = 1; k < length; ++k) {
    if ((byte(i + k) & 0xc0) != 0x80) return 0;
  }
  return length;
}

// What yaml-cpp would accept, misread, or complain of in its own words.
bool check_text(const std::string& text, std::size_t origin, Diagnostics& diagnostics) {
  Mark mark{origin, 1, 1};
  bool is_indentation = true;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_length(text, i);
    if (length == 0) return diagnostics.error(mark, "not UTF-8"), false;
    const char c = text[i];
    if (c == '\t' && is_indentation) {
      return diagnostics.error(mark, "a tab as indentation", "use spaces"), false;
    }
    const bool is_control =
        static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t';
    if (is_control) return diagnostics.error(mark, "a control character"), false;
    is_indentation = c == '\n' || (is_indentation && c == ' ');
    mark =
        c == '\n' ? Mark{origin, mark.line + 1, 1} : Mark{origin, mark.line, mark.column + length};
    i += length;
  }
  return true;
}

bool needs_quotes(const std::string& text) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ') return true;
  if (std::string("-?:,[]{}#&*!|>'\"%@`~").find(text.front()) != std::string::npos) return true;
  if (text == "null" || text == "Null" || text == "NULL") return true;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 ||
        std::string(",[]{}#:").find(c) != std::string::npos) {
      return true;
    }
  }
  return false;
}

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    switch (c) {
      case '"': result += "\\\""; break;
      case '\\': result += "\\\\"; break;
      case '\n': result += "\\n"; break;
      case '\t': result += "\\t"; break;
      case '\r': result += "\\r"; break;
      default: result += c;
    }
  }
  return result + "\"";
}

std::string scalar_text(const YamlNode& node) {
  if (node.kind == YamlNode::Kind::null) return "~";
  return node.is_quoted || needs_quotes(node.text) ? quoted(node.text) : node.text;
}

// On one line, as is all below a list.
std::string flow_text(const YamlNode& node) {
  std::string text;
  if (node.is_list()) {
    for (const YamlNode& item : node.items) text += (text.empty() ? "" : ", ") + flow_text(item);
    return "[" + text + "]";
  }
  if (node.is_map()) {
    for (const YamlEntry& entry : node.entries) {
      text += (text.empty() ? "" : ", ") + entry.key + ": " + flow_text(entry.value);
    }
    return "{" + text + "}";
  }
  return scalar_text(node);
}

void write_entries(const YamlNode& map, const std::string& indent, std::string& text) {
  for (const YamlEntry& entry : map.entries) {
    text += indent + (needs_quotes(entry.key) ? quoted(entry.key) : entry.key) + ":";
    if (entry.value.is_map() && !entry.value.entries.empty()) {
      text += "\n";
      write_entries(entry.value, indent + "  ", text);
    } else {
      text += " " + flow_text(entry.value) + "\n";
    }
  }
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  for (const YamlEntry& entry : entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

YamlNode* YamlNode::find(std::string_view key) {
  return const_cast<YamlNode*>(static_cast<const YamlNode*>(this)->find(key));
}

YamlNode scalar_node(std::string text, Mark mark) {
  YamlNode node;
  node.kind = YamlNode::Kind::scalar;
  node.text = std::move(text);
  node.mark = mark;
  return node;
}

std::string describe(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::null: return "nothing";
    case YamlNode::Kind::scalar: return "'" + node.text + "'";
    case YamlNode::Kind::list: return "a list";
    case YamlNode::Kind::map: return "a map";
  }
  return "";
}

YamlNode parse_yaml(const std::string& text, std::size_t origin, Diagnostics& diagnostics) {
  if (!check_text(text, origin, diagnostics)) return {};
  TreeBuilder builder(origin, diagnostics);
  try {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    TreeBuilder rest(origin, diagnostics);
    const bool has_more = parser.HandleNextDocument(rest);
    if (has_more) diagnostics.error(rest.take().mark, "a second document ('---') in one file");
  } catch (const YAML::Exception& error) {
    const Mark mark{origin, static_cast<std::size_t>(std::max(error.mark.line, 0)) + 1,
                    static_cast<std::size_t>(std::max(error.mark.column, 0)) + 1};
    diagnostics.error(mark, "not YAML: " + error.msg);
  } catch (const GivenUp&) {
  }
  return builder.take();
}

std::string to_yaml(const YamlNode& node) {
  if (!node.is_map() || node.entries.empty()) return flow_text(node) + "\n";
  std::string text;
  write_entries(node, "", text);
  return text;
}

}  // namespace caravan
