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
};

struct Diagnostic {
  Mark mark;
  std::string message;
  std::string hint;        // such as "did you mean 'berths'?"; may be empty
  bool has_other = false;  // a conflict names two places
  Mark other;
  std::string other_message;
};

// All that is wrong with a scenario, and the texts it is quoted from.
class Diagnostics {
 public:
  // Adds a text that marks can refer to, by its returned index.
  std::size_t add_origin(std::string name, std::string text);

  void error(Mark mark, std::string message, std::string hint = "");
  void conflict(Mark mark, std::string message, Mark other, std::string other_message);

  bool empty() const { return list_.empty(); }
  // More than are shown by far: what else is wrong is counted, and not kept.
  bool has_many() const { return list_.size() >= kMany; }
  const std::vector<Diagnostic>& list() const { return list_; }

  // As a compiler prints them: name:line:column: error: message, the line, a caret; at most 20.
  std::string render() const;

 private:
  struct Origin {
    std::string name;
    std::vector<std::string> lines;
  };

  static constexpr std::size_t kMany = 1'000;

  std::string heading(Mark mark) const;
  std::string excerpt(Mark mark) const;

  std::vector<Origin> origins_;
  std::vector<Diagnostic> list_;
  std::size_t more_ = 0;  // that are not in the list
};

// "did you mean 'x'?" if some candidate is spelled much like `word`; else, for few candidates, a
// list of them; else nothing.
std::string suggest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace caravan
