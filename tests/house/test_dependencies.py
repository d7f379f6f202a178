"What the package imports it requires, and what it requires was tested and pinned."
import ast
import re
import sys
from importlib.metadata import packages_distributions

import pytest
from packaging.markers import Marker
from packaging.utils import canonicalize_name

from tests.house.readme import ROOT
from tests.house.weights import closure, requirements

pytestmark = pytest.mark.quick
OPTIONAL = {"nbdev", "execnb", "psutil", "dask", "distributed", "cloudpickle", "blackjax", "pynwb", "libneuroml", "lxml", "nir", "scikit-learn", "pyfaidx", "pybigtools", "joblib", "anndata", "openmm"}  # extras and what they bring: imported where they are needed, with an error that names the extra


def imported() -> dict[str, set[str]]:
    "Top-level packages that brainkit's modules import, and where."
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "brainkit").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module] if isinstance(node, ast.ImportFrom) and not node.level else []
            for name in names:
                found.setdefault(name.split(".")[0], set()).add(str(path.relative_to(ROOT)))
    return {k: v for k, v in found.items() if k not in sys.stdlib_module_names and k != "brainkit"}


def test_imports_are_required():
    provided, allowed = packages_distributions(), closure(requirements()["run"]) | OPTIONAL
    for name, where in imported().items():
        homes = {canonicalize_name(d) for d in provided.get(name, [name])}
        assert homes & allowed, f"{name} is imported by {sorted(where)} and no requirement of settings.ini brings it"


def pins() -> dict[str, list[tuple[str, str | None]]]:
    found: dict[str, list] = {}
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            m = re.fullmatch(r'([a-z0-9-]+)==(\S+)(?: ; (python_version == "3\.\d+"))?', line)
            assert m, f"constraints.txt holds names, versions and Python versions only, not {line!r}"
            found.setdefault(m[1], []).append((m[2], m[3]))
    return found


def test_constraints_pin_what_is_required():
    known = pins()
    missing = [n for group in requirements() for n in requirements()[group] if n not in known]
    assert not missing, "run python -m tests.house.constraints with one interpreter for each tested Python"


def test_constraints_know_both_pythons():
    for version in ("3.11", "3.13"):
        jax = [v for v, marker in pins()["jax"] if marker is None or Marker(marker).evaluate({"python_version": version})]
        assert len(jax) == 1, f"jax is not pinned for Python {version}"


def test_settings_are_the_one_truth():
    "pyproject.toml holds tools and the build system only."
    import tomllib
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "project" not in project and set(project["tool"]) <= {"ruff", "pytest"}
