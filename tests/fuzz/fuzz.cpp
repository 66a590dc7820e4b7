// The reader under libFuzzer.

#include <cstdint>

#include "reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  caravan::read_as_scenario({reinterpret_cast<const char*>(data), size});
  return 0;
}
