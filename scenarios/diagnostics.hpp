// Mistakes in what a user wrote: where, what, and what was meant.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace caravan {

// A place in a text that a user wrote: a file, or a --set on the command line.
struct Mark {
  std::size_t origin = 0;  // index in Diagnostics
  std::size_t line = 1;    // from 1
  std::size_t column = 1;  // from 1, in bytes
  bool operator==(const Mark&) const = default;
};

enum class Severity : std::uint8_t { error, warning };

struct Diagnostic {
  Severity severity = Severity::error;
  Mark mark;
  std::string message;
  std::string hint;        // such as "did you mean 'berths'?"; may be empty
  bool has_other = false;  // a conflict names two places
  Mark other;
  std::string other_message;
};

// There are so many that no more are looked for.
struct TooManyMistakes {};

// All that is wrong with a scenario, and the texts it is quoted from.
class Diagnostics {
 public:
  // Adds a text that marks can refer to, by its returned index.
  std::size_t add_origin(std::string name, std::string text);

  // Throw TooManyMistakes after the two hundredth.
  void error(Mark mark, std::string message, std::string hint = "");
  void warning(Mark mark, std::string message, std::string hint = "");
  void conflict(Mark mark, std::string message, Mark other, std::string other_message);

  // "a.yaml:12:3"; of what stands on the command line, all of it: "--set places.aktau.tracks=6".
  std::string place_of(Mark mark) const;

  bool empty() const { return list_.empty(); }
  const std::vector<Diagnostic>& list() const { return list_; }

  // In the order of files and lines.
  std::vector<Diagnostic> sorted() const;
  // The name of the text that a mark is in.
  const std::string& name_of(Mark mark) const { return origins_[mark.origin].name; }
  // The column, from 1, behind the word or the text in quotes that stands at a mark.
  std::size_t end_column(Mark mark) const;

  // Warnings count as errors from here on.
  void be_strict();

  // As a compiler prints them: name:line:column: error: message, the line, a caret, and the same
  // as a note for the other place of a conflict; at most 20.
  std::string render() const;

 private:
  struct Origin {
    std::string name;
    std::string text;
  };

  void add(Diagnostic diagnostic);
  std::string_view line_of(Mark mark) const;
  std::string heading(Mark mark) const;
  std::string excerpt(Mark mark) const;

  std::vector<Origin> origins_;
  std::vector<Diagnostic> list_;
};

// "did you mean 'x'?" if some candidate is spelled much like `word`; else, for few candidates, a
// list of them; else nothing.
std::string suggest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace caravan
