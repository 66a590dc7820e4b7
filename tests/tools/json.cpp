#include "json.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <sstream>

using namespace caravan;

TEST_CASE("JSON is valid, whatever the text and the numbers") {
  std::ostringstream out;
  JsonWriter json(out);
  json.open_object();
  json.key("a").value(0.1).key("b").open_list().value("x\"y\\z\n").open_object().close_object();
  json.close_list().key("c").value(std::numeric_limits<double>::quiet_NaN());
  json.key("d").value(1e300).key("e").open_list().close_list().close_object();
  CHECK(out.str() == R"({"a": 0.1, "b": ["x\"y\\z\u000a", {}], "c": null, "d": 1e+300, "e": []})");
}
