"""The package installs without a network, as tools/python/README.md says, and serves from anywhere."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from conftest import ROOT

SOURCE = ROOT / "tools" / "python"


def test_it_installs_into_an_environment_that_sees_debians_packages(tmp_path: Path) -> None:
    # A copy, for setuptools leaves its traces in the source folder.
    shutil.copytree(SOURCE, tmp_path / "tools" / "python", ignore=shutil.ignore_patterns("__pycache__"))
    block = re.search(r"<!-- installs.*?```\n(.*?)```", (SOURCE / "README.md").read_text(), re.DOTALL)
    assert block
    subprocess.run(["sh", "-eux"], input=block[1], text=True, cwd=tmp_path, check=True, capture_output=True)
    told = subprocess.run(
        [tmp_path / "analysis/bin/python", "-c", "import caravan, caravan.plots as p; print(caravan.__file__); "
         "print(caravan.__version__); p.network_map._draw_land(p.over_time.__globals__['axes_of'](None, (1, 1)))"],
        cwd="/", check=True, capture_output=True, text=True).stdout.split()
    assert told[0].startswith(str(tmp_path / "analysis"))
    installed = Path(told[0]).parent
    source = {path.relative_to(SOURCE / "caravan") for path in (SOURCE / "caravan").rglob("*")
              if path.is_file() and "__pycache__" not in path.parts}
    assert source == {path.relative_to(installed) for path in installed.rglob("*")
                      if path.is_file() and "__pycache__" not in path.parts}
    assert sys.version_info >= (3, 11)
