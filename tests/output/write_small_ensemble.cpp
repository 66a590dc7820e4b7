// Writes the made-up ensembles for test_readers.py: without oil, and with.

#include "small_ensemble.hpp"

using namespace caravan::test;

int main(int, char** argv) {
  write_small_ensemble(argv[1], 3);
  write_small_ensemble(argv[2], 3, small_oil_network());
}
