#!/bin/sh
# Fuzzes the scenario reader for so many seconds (30 by default), on one core. What breaks it is left in
# build/fuzz/found: put it into tests/fuzz/corpus, where every test run replays it, and mend the reader.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-30}

cmake --preset fuzz >/dev/null
cmake --build --preset fuzz --target fuzz_reader fuzz_dictionary
mkdir -p build/fuzz/found build/fuzz/grown
build/fuzz/bin/fuzz_dictionary >build/fuzz/scenario.dict
/usr/bin/python3 tests/fuzz/write_seeds.py build/fuzz/seeds

# 16 kB are enough for every construct of the language; larger files are tests/tools/test_hostile.py's.
exec build/fuzz/bin/fuzz_reader -max_total_time="$seconds" -timeout=25 -rss_limit_mb=2048 -max_len=16384 \
  -dict=build/fuzz/scenario.dict -artifact_prefix=build/fuzz/found/ -print_final_stats=1 -verbosity=1 \
  build/fuzz/grown build/fuzz/seeds tests/fuzz/corpus
