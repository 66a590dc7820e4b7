"""tools/python/gallery.py draws every picture that it names."""

import subprocess
import sys
from pathlib import Path

from conftest import ROOT

import caravan.plots


def test_all_pictures_are_drawn(tmp_path: Path) -> None:
    script = ROOT / "tools" / "python" / "gallery.py"
    printed = subprocess.run([sys.executable, script, tmp_path, "-r", "3", "--points", "2"],
                             check=True, capture_output=True, text=True).stdout.split()
    assert sorted(printed) == sorted(str(path) for path in tmp_path.iterdir())
    for path in map(Path, printed):
        assert path.read_bytes().startswith(b"\x89PNG")
        assert path.stat().st_size > 20_000


def test_the_gallery_leaves_no_kind_of_picture_out() -> None:
    script = (ROOT / "tools" / "python" / "gallery.py").read_text()
    assert [name for name in caravan.plots.__all__ if f"plots.{name}(" not in script] == []
