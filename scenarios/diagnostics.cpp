#include "caravan/scenarios/diagnostics.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "caravan/scenarios/yaml_text.hpp"

namespace caravan {
namespace {

constexpr std::size_t kMostShown = 20;
constexpr std::size_t kMostKept = 200;
constexpr std::size_t kLongestMessage = 500;  // bytes
constexpr std::size_t kLongestWord = 100;     // for which another may have been meant
constexpr std::size_t kMostListed = 12;
constexpr std::size_t kWidest = 120;  // bytes of a quoted line
constexpr std::string_view kEllipsis = "...";

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

// What a terminal can show of it, one column a character; of what is not UTF-8, question marks.
std::string printable(std::string_view text) {
  std::string shown;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    const std::size_t length = c < 0x80 ? 1 : utf8_length(text, i);
    if (length == 0) {
      shown += '?';
    } else if (length == 1) {
      shown += c < 0x20 || c == 0x7f ? ' ' : text[i];
    } else {
      shown += text.substr(i, length);
    }
    i += std::max<std::size_t>(length, 1);
  }
  return shown;
}

std::size_t width(std::string_view text) {
  return text.size() -
         static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continues_character));
}

// Levenshtein's distance, adjacent swaps counted once; or `limit` if it is not less.
std::size_t distance(std::string_view a, std::string_view b, std::size_t limit) {
  const std::size_t difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (difference >= limit || b.size() > 2 * kLongestWord) return limit;
  using Row = std::array<std::uint16_t, 2 * kLongestWord + 1>;
  Row before{}, last{}, current{};
  std::iota(last.begin(), last.begin() + static_cast<std::ptrdiff_t>(b.size()) + 1,
            std::uint16_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = static_cast<std::uint16_t>(i);
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int change = a[i - 1] == b[j - 1] ? 0 : 1;
      int best = std::min({last[j] + 1, current[j - 1] + 1, last[j - 1] + change});
      const bool is_swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (is_swap) best = std::min(best, before[j - 2] + 1);
      current[j] = static_cast<std::uint16_t>(best);
      least = std::min<std::size_t>(least, current[j]);
    }
    if (least >= limit) return limit;
    before = last;
    last = current;
  }
  return std::min<std::size_t>(last[b.size()], limit);
}

}  // namespace

std::size_t Diagnostics::add_origin(std::string name, std::string text) {
  origins_.push_back({printable(name), std::move(text)});
  return origins_.size() - 1;
}

void Diagnostics::error(Mark mark, std::string message, std::string hint) {
  add({Severity::error, mark, std::move(message), std::move(hint), false, {}, ""});
}

void Diagnostics::warning(Mark mark, std::string message, std::string hint) {
  add({Severity::warning, mark, std::move(message), std::move(hint), false, {}, ""});
}

void Diagnostics::conflict(Mark mark, std::string message, Mark other, std::string other_message) {
  add({Severity::error, mark, std::move(message), "", true, other, std::move(other_message)});
}

void Diagnostics::add(Diagnostic diagnostic) {
  if (diagnostic.message.size() > kLongestMessage) {
    std::size_t end = kLongestMessage;
    while (end > 0 && continues_character(diagnostic.message[end])) --end;
    diagnostic.message.replace(end, std::string::npos, kEllipsis);
  }
  diagnostic.message = printable(diagnostic.message);
  diagnostic.hint = printable(diagnostic.hint);
  list_.push_back(std::move(diagnostic));
  if (list_.size() >= kMostKept) throw TooManyMistakes{};
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  std::vector<Diagnostic> sorted = list_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Diagnostic& a, const Diagnostic& b) {
    if (a.mark.origin != b.mark.origin) return a.mark.origin < b.mark.origin;
    if (a.mark.line != b.mark.line) return a.mark.line < b.mark.line;
    return a.mark.column < b.mark.column;
  });
  return sorted;
}

void Diagnostics::be_strict() {
  for (Diagnostic& diagnostic : list_) diagnostic.severity = Severity::error;
}

std::string_view Diagnostics::line_of(Mark mark) const {
  const std::string& text = origins_[mark.origin].text;
  std::size_t start = 0;
  for (std::size_t line = 1; line < mark.line; ++line) {
    const std::size_t end = text.find('\n', start);
    if (end == std::string::npos) return {};
    start = end + 1;
  }
  const std::size_t end = std::min(text.find('\n', start), text.size());
  std::string_view line = std::string_view(text).substr(start, end - start);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::size_t Diagnostics::end_column(Mark mark) const {
  const std::string_view line = line_of(mark);
  const std::size_t start = mark.column - 1;
  if (start >= line.size()) return mark.column;
  const char first = line[start];
  const bool is_quoted = first == '"' || first == '\'';
  const std::size_t end =
      is_quoted ? line.find(first, start + 1) : line.find_first_of(" ,:[]{}#", start);
  if (end == std::string_view::npos) return line.size() + 1;
  return is_quoted || end == start ? end + 2 : end + 1;
}

std::string Diagnostics::place_of(Mark mark) const {
  const Origin& origin = origins_[mark.origin];
  if (origin.name == "--set") return "--set " + origin.text;
  return origin.name + ":" + std::to_string(mark.line) + ":" + std::to_string(mark.column);
}

std::string Diagnostics::heading(Mark mark) const {
  return origins_[mark.origin].name + ":" + std::to_string(mark.line) + ":" +
         std::to_string(mark.column) + ": ";
}

std::string Diagnostics::excerpt(Mark mark) const {
  std::string_view line = line_of(mark);
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
  const std::string indent(width(prefix) + width(printable(line.substr(0, caret))), ' ');
  return "  " + number + " | " + prefix + printable(line) + suffix + "\n  " + margin + " | " +
         indent + "^\n";
}

std::string Diagnostics::render() const {
  const std::vector<Diagnostic> all = sorted();
  std::string text;
  for (std::size_t i = 0; i < all.size() && i < kMostShown; ++i) {
    const Diagnostic& d = all[i];
    text += heading(d.mark) + (d.severity == Severity::error ? "error: " : "warning: ") +
            d.message + "\n" + excerpt(d.mark);
    if (!d.hint.empty()) text += "  " + d.hint + "\n";
    if (d.has_other)
      text += heading(d.other) + "note: " + d.other_message + "\n" + excerpt(d.other);
  }
  if (all.size() > kMostShown) {
    text += "and " + std::to_string(all.size() - kMostShown) + " more";
    text += all.size() < kMostKept ? "\n" : " at least\n";
  }
  if (!text.empty()) text.pop_back();
  return text;
}

std::string suggest(std::string_view word, const std::vector<std::string>& candidates) {
  const std::size_t near = 1 + word.size() / 4;
  std::size_t least = near + 1;
  std::string nearest;
  for (const std::string& candidate : candidates) {
    if (word.size() > kLongestWord) break;
    const std::size_t d = distance(word, candidate, least);
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
