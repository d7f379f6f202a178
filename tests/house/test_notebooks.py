"Notebooks are clean, modules are what the notebooks export, and every page of them opens offline."
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.docs import notebooks, page
from tests.house.readme import ROOT

pytestmark = pytest.mark.quick
NOTEBOOKS = notebooks()
IDS = [str(p.relative_to(ROOT / "nbs")) for p in NOTEBOOKS]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_notebook_is_clean(path):
    from nbdev.clean import clean_nb
    text = path.read_text(encoding="utf-8")
    nb = json.loads(text)
    clean_nb(nb, allowed_cell_metadata_keys=["tags"])
    assert nb == json.loads(text), "run nbdev_clean"
    assert not any(c.get("outputs") for c in nb["cells"]), "committed notebooks hold no outputs"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_notebook_says_what_it_is_for(path):
    first = next(c for c in json.loads(path.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "markdown")
    text = "".join(first["source"])
    assert re.match(r"# \S.*\n+> \S", text), "the first cell is a title and one sentence: '# Title' and '> what for'"


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    "A copy of the project, exported afresh: its folder."
    copy = tmp_path_factory.mktemp("export")
    for name in ("settings.ini", "pyproject.toml"):
        shutil.copy(ROOT / name, copy)
    shutil.copytree(ROOT / "nbs", copy / "nbs", ignore=shutil.ignore_patterns(".ipynb_checkpoints", "_*"))
    for path in (ROOT / "brainkit").rglob("*.py"):
        if path.name in ("__init__.py", "_lazy.py"):
            (copy / path.relative_to(ROOT)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy / path.relative_to(ROOT))
    code = "from pathlib import Path\nfrom nbdev.export import nb_export\nfor p in sorted(Path('nbs').rglob('*.ipynb')): nb_export(p, lib_path='brainkit')"
    subprocess.run([sys.executable, "-c", code], cwd=copy, check=True, env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"})
    return copy


def test_modules_are_what_the_notebooks_export(exported):
    def modules(root):
        return {str(p.relative_to(root)): p.read_text(encoding="utf-8") for p in (root / "brainkit").rglob("*.py") if p.name not in ("_modidx.py", "__init__.py", "_lazy.py")}
    fresh, kept = modules(exported), modules(ROOT)
    assert sorted(fresh) == sorted(kept), "run nbdev_export"
    assert not [name for name in fresh if fresh[name] != kept[name]], "run nbdev_export"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_page_of_the_notebook_is_whole(path):
    from brainkit.apps.typeset import remote_loads
    html, problems = page(path)
    assert not problems and not remote_loads(html)
    assert "$$" not in re.sub(r"<(code|pre|style|script)\b.*?</\1>", "", html, flags=re.S), "an equation was left as TeX"


def folders(kind: str) -> list[Path]:
    return sorted((ROOT / "nbs" / kind).glob("*.ipynb"))


@pytest.mark.parametrize("path", folders("reports"), ids=lambda p: p.stem)
def test_report_has_one_typed_parameters_cell_with_meanings(path):
    from brainkit.apps.templates import load_template
    template = load_template(path)
    assert template.summary, "a report says in one sentence what it is for"
    assert not [p.name for p in template.parameters.values() if not p.doc], "each parameter has a comment that says what it means"


def test_no_notebook_exports_from_where_none_should():
    for kind in ("reports", "tutorials", "benchmarks"):
        for path in folders(kind):
            assert "#| export" not in path.read_text(encoding="utf-8"), f"{kind}/{path.name} exports; it must not"


def test_ruff_is_content():
    done = subprocess.run([sys.executable, "-m", "ruff", "check", "brainkit", "nbs", "tests", "setup.py"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:]
