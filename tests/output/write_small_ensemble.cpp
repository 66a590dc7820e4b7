// Writes the made-up ensemble for test_readers.py.

#include "small_ensemble.hpp"

int main(int, char** argv) { caravan::test::write_small_ensemble(argv[1], 3); }
