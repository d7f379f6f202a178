"A wheel carries the notebooks and the data registry, and works from anywhere."
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.house.readme import ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    "A folder into which a freshly built wheel was unpacked, and the wheel's names."
    import shutil
    where = tmp_path_factory.mktemp("wheel")
    source = where / "source"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(".git", ".venv*", "build", "dist", "*.egg-info", "__pycache__", ".pytest_cache"))
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(where), str(source)], check=True, timeout=300)
    wheel = next(where.glob("*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(where / "site")
        return where / "site", archive.namelist()


def test_wheel_carries_notebooks_and_data(installed):
    _, names = installed
    for kind in ("reports", "tutorials", "benchmarks"):
        for path in (ROOT / "nbs" / kind).glob("*.ipynb"):
            assert f"brainkit/_notebooks/{kind}/{path.name}" in names
    assert "brainkit/datasets/registry.json" in names
    assert {f"brainkit/proteins/static/{path.name}" for path in (ROOT / "brainkit/proteins/static").iterdir()} <= set(names), "3Dmol and its licences"
    assert not [n for n in names if "tests/" in n or n.startswith("nbs/")]


def test_wheel_works_from_an_empty_folder(installed, tmp_path):
    site, _ = installed
    path = os.pathsep.join([str(site), sysconfig.get_paths()["purelib"]])
    run = f"import sys; sys.path[:0] = {path.split(os.pathsep)!r}; import brainkit; print(brainkit.__file__); from brainkit.cli import main; sys.exit(main(['report', '--list']))"
    done = subprocess.run([sys.executable, "-S", "-c", run], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.splitlines()[0]).is_relative_to(site), "the wheel's package is the one that ran"
    for path in (ROOT / "nbs/reports").glob("*.ipynb"):
        assert path.stem in done.stdout
