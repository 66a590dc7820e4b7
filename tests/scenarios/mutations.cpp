// Whatever a file holds, reading it ends soon, with a scenario or with a ScenarioFileError.

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "caravan/scenarios/load.hpp"
#include "caravan/sim/random.hpp"

using namespace caravan;

namespace {

const std::string kTests = std::string(CARAVAN_SOURCE_DIR) + "/tests/";

class Mutator {
 public:
  explicit Mutator(std::uint64_t number)
      : luck_({.seed = 1, .purpose = name_hash("mutations"), .entity = number}) {}

  std::string mutate(std::string text) {
    for (std::size_t n = below(2) + 1; n > 0 && !text.empty(); --n) change(text);
    return text;
  }

 private:
  std::size_t below(std::size_t count) {
    return static_cast<std::size_t>(luck_.uniform() * static_cast<double>(count));
  }

  void change(std::string& text) {
    static const std::vector<std::string> kWords = {": ",
                                                    "{",
                                                    "}",
                                                    "[",
                                                    "]",
                                                    "- ",
                                                    "\n",
                                                    "\n\n",
                                                    "  ",
                                                    "\t",
                                                    "'",
                                                    "\"",
                                                    "#",
                                                    "&a ",
                                                    "*a",
                                                    "!!",
                                                    "|",
                                                    "> ",
                                                    "null",
                                                    "~",
                                                    "-1",
                                                    "1e300",
                                                    "0",
                                                    "99999999999",
                                                    "nan",
                                                    "<<:",
                                                    "\xff",
                                                    "%",
                                                    "--- ",
                                                    "value: ",
                                                    "range: [1, 2]",
                                                    "\xc3\xa9",
                                                    "/",
                                                    "1e-320"};
    const std::size_t at = below(text.size());
    switch (below(5)) {
      case 0: text[at] = static_cast<char>(below(256)); break;
      case 1: text.erase(at, below(40) + 1); break;
      case 2: text.insert(at, kWords[below(kWords.size())]); break;
      case 3: text.insert(at, text.substr(below(text.size()), below(200))); break;
      case 4: replace_number(text, at); break;
    }
  }

  void replace_number(std::string& text, std::size_t at) {
    const std::size_t digit = text.find_first_of("0123456789", at);
    if (digit == std::string::npos) return;
    const std::size_t end = text.find_first_not_of("0123456789.", digit);
    static const std::vector<std::string> kNumbers = {"0",     "1e18", "-3", "0.0000001",
                                                      "1e308", "4.5",  "00"};
    text.replace(digit, end == std::string::npos ? 1 : end - digit,
                 kNumbers[below(kNumbers.size())]);
  }

  RandomStream luck_;
};

// 'g' if good, 'b' if bad; anything else escapes.
char outcome_of(const std::string& text) {
  const auto path = std::filesystem::temp_directory_path() /
                    ("caravan-mutation-" + std::to_string(getpid()) + ".yaml");
  std::ofstream(path, std::ios::binary) << text;
  char outcome = 'g';
  try {
    load_scenario(path.string(), {}).build();
  } catch (const ScenarioFileError& error) {
    outcome = std::string(error.what()).empty() ? '?' : 'b';
  }
  std::filesystem::remove(path);
  return outcome;
}

}  // namespace

TEST_CASE("mutations of a good scenario are read or refused, never anything else") {
  for (const std::string name : {"tools/small.yaml", "scenarios/oil.yaml"}) {
    CAPTURE(name);
    std::ifstream file(kTests + name, std::ios::binary);
    const std::string good((std::istreambuf_iterator<char>(file)), {});
    int read = 0, refused = 0;
    for (std::uint64_t i = 0; i < 3000; ++i) {
      CAPTURE(i);
      const char outcome = outcome_of(Mutator(i).mutate(good));
      REQUIRE((outcome == 'g' || outcome == 'b'));
      (outcome == 'g' ? read : refused)++;
    }
    // Both happen, so that both ways are tried.
    CHECK(read > 100);
    CHECK(refused > 1000);
  }
}

TEST_CASE("hostile files are refused soon") {
  CHECK(outcome_of(std::string(100'000, '[')) == 'b');
  CHECK(outcome_of("a: " + std::string(100'000, '{')) == 'b');
  CHECK(outcome_of(std::string(1'000'000, 'a')) == 'b');
  std::string list = "title: [";
  for (int i = 0; i < 300'000; ++i) list += "1,";
  CHECK(outcome_of(list + "1]") == 'b');
  CHECK(outcome_of("a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n") == 'b');
  std::string deep;
  for (int i = 0; i < 2000; ++i) deep += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  CHECK(outcome_of(deep) == 'b');
}
