// A part of a README that is made from declarations, between two HTML comments.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace caravan::test {

// Checks that the text between the lines `begin` and `end` of the README in the folder `name` is
// `wanted`; with CARAVAN_ACCEPT=1 in the environment, makes it so.
inline void check_generated_part(const std::string& name, const std::string& begin,
                                 const std::string& end, const std::string& wanted) {
  const std::string path = std::string(CARAVAN_SOURCE_DIR) + "/" + name + "/README.md";
  std::string readme;
  {
    std::ifstream file(path);
    readme.assign(std::istreambuf_iterator<char>(file), {});
  }
  const std::size_t begins = readme.find(begin + "\n");
  const std::size_t ends = readme.find(end);
  REQUIRE(begins != std::string::npos);
  REQUIRE(ends != std::string::npos);
  const std::size_t from = begins + begin.size() + 1;
  if (std::getenv("CARAVAN_ACCEPT") != nullptr) {
    std::ofstream(path) << readme.replace(from, ends - from, wanted);
    return;
  }
  CHECK(readme.substr(from, ends - from) == wanted);
}

}  // namespace caravan::test
