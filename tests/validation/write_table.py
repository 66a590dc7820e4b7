"""Runs the validation tests and writes their table into sim/README.md (a minute).

    python3 tests/validation/write_table.py build/release
"""

import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).resolve().parents[2] / "sim" / "README.md"
BEGIN = "| Queue | Value | Theory | Measured, 99 % interval |\n| --- | --- | ---: | ---: |\n"
LINE = re.compile(r"^(.*), ([^,]+|class \d, .+|station \d, .+) +theory (\S+), measured (\S+) \+- (\S+) ")


def rows(text):
    last = None
    for line in text.splitlines():
        found = LINE.match(line)
        if not found or "Little's ratio" in line:
            continue
        model, value, theory, measured, half_width = (part.strip() for part in found.groups())
        split = re.match(r"(.*), ((?:class|station) \d)$", model)
        if split:
            model, value = split.group(1), f"{split.group(2)}, {value}"
        shown = "" if model == last else model
        last = model
        yield (f"| {shown} | {value} | {float(theory):.4f} | "
               f"{float(measured):.4f} ± {float(half_width):.4f} |\n")


def main():
    build = Path(sys.argv[1] if len(sys.argv) > 1 else "build/release")
    done = subprocess.run([build / "bin" / "test_validation"], capture_output=True, text=True, check=True)
    text = README.read_text()
    before, _, rest = text.partition(BEGIN)
    after = rest[rest.index("\n\n"):]
    README.write_text(before + BEGIN + "".join(rows(done.stdout)).rstrip("\n") + after)


if __name__ == "__main__":
    main()
