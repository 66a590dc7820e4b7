"""What the fuzzer starts from: the tests' scenarios, good and bad, and pieces of the shipped ones.

usage: write_seeds.py FOLDER
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LARGEST = 6000  # bytes


def sections(text):
    """The lines of each section of a scenario: from a key at the left margin to the next."""
    section = []
    for line in text.splitlines(keepends=True):
        if line[:1].isalpha() and section:
            yield section
            section = []
        section.append(line)
    yield section


def piece(section):
    """Its first entries, as many as fit."""
    kept, size = [], 0
    for line in section:
        size += len(line.encode())
        if size > LARGEST:
            break
        kept.append(line)
    return "".join(kept)


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted((ROOT / "tests").rglob("*.yaml")):
        if path.stat().st_size <= 2 * LARGEST:
            (folder / "-".join(path.relative_to(ROOT).parts)).write_bytes(path.read_bytes())
    base = "extends: base.yaml\n"
    for path in sorted((ROOT / "scenarios").rglob("*.yaml")):
        for number, section in enumerate(sections(path.read_text())):
            seed = base + "".join(line for line in [piece(section)] if not line.startswith("extends"))
            (folder / f"{path.stem}-{number}.yaml").write_text(seed)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
