#include "caravan/scenarios/yaml_tree.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <unordered_map>

#include "caravan/scenarios/yaml_text.hpp"

namespace caravan {
namespace {

constexpr std::size_t kDeepest = 50;
constexpr std::size_t kMostNodes = 2'000'000;
constexpr std::size_t kMostKeys = 200'000;  // of one map
constexpr const char* kTooLarge = "too large: more than 2 million keys and values";

// What yaml-cpp says, what it means, and what may be the reason.
struct Complaint {
  std::string_view text;
  std::string_view message;
  std::string_view hint;
};
constexpr Complaint kComplaints[] = {
    {"illegal map value", "a ':' that can't stand here",
     "a text with ': ' in it needs quotes; a key stands as far to the right as those beside it"},
    {"illegal block entry", "a '-' that can't stand here", "a list begins on a line of its own"},
    {"illegal flow end", "a bracket that closes nothing", ""},
    {"illegal EOF in scalar", "a text in quotes is not closed before the file ends", ""},
    {"illegal document indicator in scalar", "a text in quotes is not closed", ""},
    {"unknown token", "a value can't begin with this", "put it in quotes"},
    {"end of map not found", "expected a key", "keys of one map stand below each other"},
    {"end of sequence not found", "expected '- '", "entries of one list stand below each other"},
};

// Does the text in quotes with which it begins end?
bool is_closed(std::string_view text) {
  const char quote = text.empty() ? '"' : text.front();
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      const bool is_doubled = quote == '\'' && i + 1 < text.size() && text[i + 1] == quote;
      if (!is_doubled) return true;
      ++i;
    }
  }
  return false;
}

// Reading can't go on; what is wrong has been said.
struct GivenUp {};

// Builds the tree from yaml-cpp's events.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::size_t origin, Diagnostics& diagnostics)
      : origin_(origin), diagnostics_(diagnostics) {}

  YamlNode take() { return std::move(root_); }

  // yaml-cpp takes the end of the file for that of a text in quotes.
  void check_last_quoted(std::string_view text) {
    if (!last_quoted_) return;
    for (std::size_t line = 1; line < last_quoted_->line; ++line) {
      text.remove_prefix(text.find('\n') + 1);
    }
    text.remove_prefix(last_quoted_->column - 1);
    if (!is_closed(text)) {
      diagnostics_.error(*last_quoted_, "a text in quotes is not closed before the file ends");
    }
  }

  // What yaml-cpp complains of, in words that help.
  void explain(const YAML::Exception& exception) {
    const std::string_view what = exception.msg;
    const bool is_bracket = what.ends_with("flow not found") || what == "illegal flow end";
    if (is_bracket && !path_.empty()) {
      const bool is_list = path_.back().node->is_list();
      return diagnostics_.conflict(at(exception.mark),
                                   std::string("expected ',' or '") + (is_list ? "]'" : "}'"),
                                   path_.back().node->mark, "for this is not closed");
    }
    for (const auto& [text, message, hint] : kComplaints) {
      if (what == text) return error(exception.mark, std::string(message), std::string(hint));
    }
    error(exception.mark, "not YAML: " + exception.msg);
  }

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
    if (tag != "?" && tag != "!") {
      error(mark, "a tag ('" + tag + "') is not supported", "write the value alone");
    }
    YamlNode& node = add(mark, anchor, YamlNode::Kind::scalar);
    node.text = value;
    node.is_quoted = tag == "!";
    if (node.is_quoted) last_quoted_ = at(mark);
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
    bool awaits_value = false;                               // of the map's last key
    std::unordered_map<std::string, std::size_t> keys = {};  // where each stands, if there are many
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
    if (++count_ > kMostNodes) give_up(mark, kTooLarge);
    if (key == "<<") {
      error(mark, "a merge key ('<<') is not supported",
            "write the keys out, or take a file that says them with `extends`");
    }
    Level& level = path_.back();
    std::vector<YamlEntry>& entries = level.node->entries;
    if (entries.size() >= kMostKeys) give_up(mark, "too many keys in one map: more than 200,000");
    if (const YamlEntry* first = entry_of(level, key)) {
      diagnostics_.conflict(at(mark), "duplicate key '" + key + "'", first->mark,
                            "it was given here first");
    }
    entries.push_back({key, at(mark), {}});
    level.awaits_value = true;
  }

  // The first entry with that key, where there is one; if not, one is about to be added.
  static const YamlEntry* entry_of(Level& level, const std::string& key) {
    constexpr std::size_t kFew = 16;
    const std::vector<YamlEntry>& entries = level.node->entries;
    if (entries.size() < kFew) {
      const auto same = std::find_if(entries.begin(), entries.end(),
                                     [&](const YamlEntry& one) { return one.key == key; });
      return same == entries.end() ? nullptr : &*same;
    }
    if (level.keys.empty()) {
      for (std::size_t i = 0; i < entries.size(); ++i) level.keys.try_emplace(entries[i].key, i);
    }
    const auto [first, is_new] = level.keys.try_emplace(key, entries.size());
    return is_new ? nullptr : &entries[first->second];
  }

  YamlNode& add(const YAML::Mark& mark, YAML::anchor_t anchor, YamlNode::Kind kind) {
    if (anchor != YAML::NullAnchor) error(mark, "an anchor ('&name') is not supported");
    if (is_key_next()) {
      give_up(mark, "a key must be a plain word",
              kind == YamlNode::Kind::null ? "" : "if it is not meant as a key: is it closed?");
    }
    if (++count_ > kMostNodes) give_up(mark, kTooLarge);
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
  std::optional<Mark> last_quoted_;
};

bool needs_quotes(const std::string& text) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ') return true;
  constexpr std::string_view kBegins = "-?:,[]{}#&*!|>'\"%@`~";
  constexpr std::string_view kWithin = ",[]{}#:";
  if (kBegins.find(text.front()) != kBegins.npos) return true;
  if (text == "null" || text == "Null" || text == "NULL") return true;
  return std::any_of(text.begin(), text.end(), [&](char c) {
    return static_cast<unsigned char>(c) < 0x20 || kWithin.find(c) != kWithin.npos;
  });
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

// For messages.
std::string shortened(const std::string& text) {
  constexpr std::size_t kLongest = 80;
  if (text.size() <= kLongest) return text;
  std::size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end) + "...";
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
    case YamlNode::Kind::scalar: return "'" + shortened(node.text) + "'";
    case YamlNode::Kind::list: return "a list";
    case YamlNode::Kind::map: return "a map";
  }
  return "";
}

YamlNode parse_yaml(const std::string& text, std::size_t origin, Diagnostics& diagnostics) {
  if (!check_yaml_text(text, origin, diagnostics)) return {};
  TreeBuilder builder(origin, diagnostics);
  try {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    TreeBuilder rest(origin, diagnostics);
    const bool has_more = parser.HandleNextDocument(rest);
    if (has_more) {
      diagnostics.error(rest.take().mark, "a second document in one file",
                        "is this less far to the right than it should be, or a '---' too many?");
    }
  } catch (const YAML::Exception& exception) {
    builder.explain(exception);
  } catch (const GivenUp&) {
  }
  builder.check_last_quoted(text);
  return builder.take();
}

std::string to_yaml(const YamlNode& node) {
  if (!node.is_map() || node.entries.empty()) return flow_text(node) + "\n";
  std::string text;
  write_entries(node, "", text);
  return text;
}

}  // namespace caravan
