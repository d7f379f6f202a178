"Every notebook runs: sources and tutorials cell by cell as tests, reports through papermill, with small parameters."
import json
from pathlib import Path

import pytest

from brainkit.apps.templates import load_template, notebooks
from tests.notebooks.runner import ROOT, run_notebook

# Parameters that make a report small enough for a test run; what is not named keeps its default.
SMALL: dict[str, dict[str, object]] = json.loads((Path(__file__).parent / "small.json").read_text(encoding="utf-8"))
RUN_ELSEWHERE = {"reports", "tutorials", "benchmarks"}
OWN_TESTS = {p.stem.removeprefix("test_").removesuffix("_report") for p in (ROOT / "tests/reports").glob("test_*_report.py")}  # these run their report whole, through the command line
SOURCES = sorted(p for p in (ROOT / "nbs").rglob("*.ipynb") if p.relative_to(ROOT / "nbs").parts[0] not in RUN_ELSEWHERE and ".ipynb_checkpoints" not in p.parts)


def has_flag(path: Path, flag: str) -> bool:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return any(line.strip() == f"#| {flag}" for c in cells if c["cell_type"] == "code" for line in "".join(c["source"]).splitlines())


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT / "nbs")))
def test_source(path):
    passed, said, _ = run_notebook(path)
    assert passed, said[-6000:]


@pytest.mark.slow
@pytest.mark.parametrize("path", [p for p in SOURCES if has_flag(p, "slow")], ids=lambda p: str(p.relative_to(ROOT / "nbs")))
def test_source_with_its_slow_cells(path):
    passed, said, _ = run_notebook(path, ("slow",), 1800)
    assert passed, said[-6000:]


@pytest.mark.parametrize("name", notebooks("tutorials"))
def test_tutorial(name, tmp_path):
    import nbformat
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook
    path = notebooks("tutorials")[name]
    template, small = load_template(path, tag_required=False), tmp_path / "tutorials" / path.name
    small.parent.mkdir()
    nbformat.write(parameterize_notebook(load_notebook_node(str(path)), {k: v for k, v in SMALL.get(f"tutorials/{name}", {}).items() if k in template.parameters}, kernel_name="python3", language="python"), small)
    passed, said, _ = run_notebook(small)
    assert passed, said[-6000:]


@pytest.mark.parametrize("name", [n for n in notebooks("reports") if n not in OWN_TESTS])
def test_report(name, tmp_path):
    from brainkit.report import run
    result = run(name, SMALL.get(f"reports/{name}", {}), tmp_path / name, progress=False)
    assert not result.failure and not result.problems
    assert json.loads((result.folder / "values.json").read_text()), "a report claims at least one number"


@pytest.mark.slow
@pytest.mark.parametrize("name", notebooks("benchmarks"))
def test_benchmark(name, tmp_path):
    from brainkit.report import run
    result = run(name, SMALL.get(f"benchmarks/{name}", {}), tmp_path / name, kind="benchmarks", progress=False)
    assert not result.failure and not result.problems


def test_small_parameters_name_notebooks_that_exist():
    for name in SMALL:
        kind, _, stem = name.partition("/")
        assert stem in notebooks(kind), f"small.json names {name}"


def test_a_failing_cell_is_seen(tmp_path):
    bad = tmp_path / "bad.ipynb"
    bad.write_text(json.dumps({"cells": [{"cell_type": "code", "id": "a", "metadata": {}, "source": ["assert 1 == 2, 'numbers differ'"], "execution_count": None, "outputs": []}],
                               "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    passed, said, _ = run_notebook(bad)
    assert not passed and "numbers differ" in said
