"""tools/python/README.md: every block of Python runs, in order, and prints what stands below it.

CARAVAN_ACCEPT=1 writes the answers anew. Blocks below a comment that says "not run" are left alone.
"""

import contextlib
import io
import os
import re
from pathlib import Path

import pytest
from conftest import ROOT

README = ROOT / "tools" / "python" / "README.md"
BLOCK = re.compile(r"(?P<note><!-- not run[^\n]*\n)?```python\n(?P<code>.*?)```\n"
                   r"(?:\n```\n(?P<answer>.*?)```\n)?", re.DOTALL)
MOST_SECONDS = 60  # of processors, those of the runs included


def test_what_stands_there_is_what_it_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "walk-through"}
    began = sum(os.times()[:4])

    def renewed(block: re.Match[str]) -> str:
        if block["note"]:
            return block[0]
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(block["code"], f"README: {block['code'].splitlines()[0]}", "exec"), names)
        lines = [line.rstrip() for line in printed.getvalue().splitlines()]
        answer = "".join(f"{line}\n" for line in lines)
        return f"```python\n{block['code']}```\n" + (f"\n```\n{answer}```\n" if answer else "")

    text = README.read_text()
    fresh = BLOCK.sub(renewed, text)
    if os.environ.get("CARAVAN_ACCEPT") == "1":
        README.write_text(fresh)
    else:
        assert text == fresh
    assert sum(os.times()[:4]) - began < MOST_SECONDS
    assert len(re.findall(r"^### \d+\. ", text, re.MULTILINE)) == 10
