// Prints the words of the scenario language as a dictionary for libFuzzer.

#include <iostream>
#include <set>
#include <string>

#include "caravan/scenarios/sections.hpp"

namespace {

// All that may be written in a value of this shape, and in its parts.
void collect(const caravan::Shape& shape, std::set<std::string>& words) {
  words.insert(shape.example);
  words.insert(shape.words.begin(), shape.words.end());
  for (const caravan::Shape& part : shape.parts) collect(part, words);
  for (const caravan::KeyShape& key : shape.keys) {
    words.insert(key.name);
    if (key.fallback.is_value) words.insert(key.fallback.text);
    collect(key.shape, words);
  }
}

}  // namespace

int main() {
  std::set<std::string> words = {
      "extends", "include", "templates", "like",       "base.yaml",
      "value",   "source",  "range",     "assumption", "lognormal(mean 22 h, cv 0.3)",
      "x 0.5",   "+ 2",     "= 0",       "~",          "all"};
  collect(caravan::scenario_shape(), words);
  for (const std::string& word : words) {
    if (word.empty() || word.size() > 60) continue;
    std::cout << '"';
    for (const char c : word) {
      if (c == '"' || c == '\\') std::cout << '\\';
      std::cout << c;
    }
    std::cout << "\"\n";
  }
}
