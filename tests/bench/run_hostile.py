"""How soon files that were made to hurt are refused: writes its table into tests/bench/README.md.

    /usr/bin/python3 tests/bench/run_hostile.py [build folder, such as build/release]

The files are those of tests/tools/test_hostile.py, each refused by `caravan validate` as a whole process; the
best of three.
"""

import os
import re
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
ROUNDS = 3
SHOWN = 8


def refusals(hostile):
    """Test, where it differs, bytes and seconds of each file, in the order of the tests."""
    hostile.HostileTest.refusals.clear()
    suite = unittest.defaultTestLoader.loadTestsFromModule(hostile)
    result = unittest.TestResult()
    suite.run(result)
    for test, trace in result.failures + result.errors:
        sys.exit(f"{test}: {trace}")
    return list(hostile.HostileTest.refusals)


def row(test, differs, size, seconds):
    what = test.removeprefix("test_").replace("_", " ")
    begins = f"`` {differs!r} ``".replace("|", "\\|")
    return f"| {what} | {begins} | {size / 1e6:.1f} | {seconds:.2f} |\n"


def main(arguments):
    build = Path(arguments[0] if arguments else ROOT / "build/release").resolve()
    os.environ |= {"CARAVAN": str(build / "bin/caravan"), "BUILD_TYPE": "Release"}
    sys.path.insert(0, str(ROOT / "tests/tools"))
    import test_hostile as hostile

    rounds = [refusals(hostile) for _ in range(ROUNDS)]
    files = [(*of_one[0][:3], min(seconds for *_, seconds in of_one)) for of_one in zip(*rounds)]
    slowest = sorted(files, key=lambda one: -one[-1])
    others = max(seconds for *_, seconds in slowest[SHOWN:])
    text = ("| hostile file | where it differs from a good one | MB | seconds until it is refused |\n" +
            "|---|---|---|---|\n" +
            "".join(row(*one) for one in slowest[:SHOWN]) +
            f"\nThe {len(files) - SHOWN} others: at most {others:.2f} s each.\n")
    print(text)
    readme = HERE / "README.md"
    readme.write_text(re.sub(r"(<!-- written by run_hostile.py -->\n).*?(<!-- end of hostile files -->)",
                             lambda m: m[1] + text + m[2], readme.read_text(), flags=re.S))


if __name__ == "__main__":
    main(sys.argv[1:])
