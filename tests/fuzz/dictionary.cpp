// Prints the words of the scenario language as a dictionary for libFuzzer.

#include <iostream>
#include <set>
#include <sstream>
#include <string>

#include "caravan/scenarios/keys.hpp"

int main() {
  std::set<std::string> words = {"extends",
                                 "base.yaml",
                                 "value",
                                 "source",
                                 "range",
                                 "assumption",
                                 "lognormal(mean 22 h, cv 0.3)",
                                 "x 0.5",
                                 "+ 2",
                                 "= 0",
                                 "~",
                                 "all"};
  for (const caravan::KeyDoc& key : caravan::all_keys()) {
    std::istringstream names(key.path);
    for (std::string name; std::getline(names, name, '.');) words.insert(name);
    std::istringstream choices(key.type);  // `one`, `other`
    for (std::string word; std::getline(choices, word, '`');) words.insert(word);
    if (key.fallback.find('"') == std::string::npos) words.insert(key.fallback);
  }
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
