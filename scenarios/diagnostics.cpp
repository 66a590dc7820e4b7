#include "caravan/scenarios/diagnostics.hpp"

#include <algorithm>
#include <numeric>

namespace caravan {
namespace {

constexpr std::size_t kMostShown = 20;
constexpr std::size_t kMostListed = 12;
constexpr std::size_t kWidest = 120;  // bytes of a quoted line
constexpr std::string_view kEllipsis = "...";

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t start = 0;
  while (start <= text.size()) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    lines.push_back(text.substr(start, end - start));
    if (!lines.back().empty() && lines.back().back() == '\r') lines.back().pop_back();
    start = end + 1;
  }
  return lines;
}

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

// What a terminal can show of it, one column a character.
std::string printable(std::string_view text) {
  std::string shown;
  for (const char c : text) {
    const bool is_control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    shown += is_control ? ' ' : c;
  }
  return shown;
}

std::size_t width(std::string_view text) {
  return text.size() -
         static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continues_character));
}

// Levenshtein's distance, adjacent swaps counted once.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), current(b.size() + 1);
  std::iota(last.begin(), last.end(), 0u);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      current[j] = std::min({last[j] + 1, current[j - 1] + 1, last[j - 1] + change});
      const bool is_swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (is_swap) current[j] = std::min(current[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(current);
  }
  return last[b.size()];
}

}  // namespace

std::size_t Diagnostics::add_origin(std::string name, std::string text) {
  origins_.push_back({std::move(name), split_lines(text)});
  return origins_.size() - 1;
}

void Diagnostics::error(Mark mark, std::string message, std::string hint) {
  if (has_many()) return void(++more_);
  list_.push_back({mark, std::move(message), std::move(hint), false, {}, ""});
}

void Diagnostics::conflict(Mark mark, std::string message, Mark other, std::string other_message) {
  if (has_many()) return void(++more_);
  list_.push_back({mark, std::move(message), "", true, other, std::move(other_message)});
}

std::string Diagnostics::heading(Mark mark) const {
  return origins_[mark.origin].name + ":" + std::to_string(mark.line) + ":" +
         std::to_string(mark.column) + ": ";
}

std::string Diagnostics::excerpt(Mark mark) const {
  const std::vector<std::string>& lines = origins_[mark.origin].lines;
  if (mark.line == 0 || mark.line > lines.size()) return "";
  std::string_view line = lines[mark.line - 1];
  std::size_t caret = std::min(mark.column - 1, line.size());
  std::string prefix;
  if (line.size() > kWidest && caret > kWidest / 2) {  // bring the caret into view
    std::size_t start = caret - kWidest / 2;
    while (start < caret && continues_character(line[start])) ++start;
    line.remove_prefix(start);
    caret -= start;
    prefix = kEllipsis;
  }
  std::string suffix;
  if (line.size() > kWidest) {
    std::size_t end = kWidest;
    while (end > 0 && continues_character(line[end])) --end;
    line = line.substr(0, end);
    suffix = kEllipsis;
  }
  const std::string number = std::to_string(mark.line);
  const std::string margin(number.size(), ' ');
  const std::string indent(width(prefix) + width(line.substr(0, caret)), ' ');
  return "  " + number + " | " + prefix + printable(line) + suffix + "\n  " + margin + " | " +
         indent + "^\n";
}

std::string Diagnostics::render() const {
  std::vector<Diagnostic> sorted = list_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Diagnostic& a, const Diagnostic& b) {
    if (a.mark.origin != b.mark.origin) return a.mark.origin < b.mark.origin;
    if (a.mark.line != b.mark.line) return a.mark.line < b.mark.line;
    return a.mark.column < b.mark.column;
  });
  std::string text;
  for (std::size_t i = 0; i < sorted.size() && i < kMostShown; ++i) {
    const Diagnostic& d = sorted[i];
    text += heading(d.mark) + "error: " + printable(d.message) + "\n" + excerpt(d.mark);
    if (!d.hint.empty()) text += "  " + printable(d.hint) + "\n";
    if (d.has_other) text += heading(d.other) + d.other_message + "\n" + excerpt(d.other);
  }
  if (sorted.size() > kMostShown) {
    text += "and " + std::to_string(sorted.size() - kMostShown + more_) + " more\n";
  }
  if (!text.empty()) text.pop_back();
  return text;
}

std::string suggest(std::string_view word, const std::vector<std::string>& candidates) {
  const std::size_t near = 1 + word.size() / 4;
  std::size_t least = near + 1;
  std::string nearest;
  for (const std::string& candidate : candidates) {
    const std::size_t d = distance(word, candidate);
    if (d < least) {
      least = d;
      nearest = candidate;
    }
  }
  if (!nearest.empty()) return "did you mean '" + nearest + "'?";
  if (candidates.empty() || candidates.size() > kMostListed) return "";
  std::string list = "it can be ";
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (i > 0) list += i + 1 == candidates.size() ? " or " : ", ";
    list += "'" + candidates[i] + "'";
  }
  return list;
}

}  // namespace caravan
