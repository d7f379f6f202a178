"Importing brainkit costs nothing and loads nothing."
import re
import subprocess
import sys

import pytest

pytestmark = pytest.mark.quick
HEAVY = {"jax", "jaxlib", "flax", "matplotlib", "plotly", "xarray", "scipy", "numba", "pooch", "pandas", "papermill", "nbconvert", "numpy"}


def imports(code: str) -> tuple[float, set[str]]:
    "Seconds that `code` spends importing brainkit and below, and the top-level packages loaded when it is done."
    done = subprocess.run([sys.executable, "-X", "importtime", "-c", f"{code}\nimport sys; print(*sorted(sys.modules))"], capture_output=True, text=True, check=True)
    spent = [int(m[1]) for m in re.finditer(r"\|\s*(\d+) \| (?=brainkit$)", done.stderr, re.M)]
    return sum(spent) / 1e6, {name.split(".")[0] for name in done.stdout.split()}


def test_import_is_quick_and_light():
    runs = [imports("import brainkit") for _ in range(5)]
    assert min(spent for spent, _ in runs) < 0.15
    assert not runs[0][1] & HEAVY


def test_packages_are_light_until_used():
    _, loaded = imports("import brainkit.core, brainkit.data, brainkit.plot, brainkit.apps, brainkit.report, brainkit.cli")
    assert not loaded & HEAVY


def test_an_unknown_name_says_which_there_are():
    import brainkit
    with pytest.raises(AttributeError, match="has no attribute 'cor'; it has"):
        brainkit.cor  # noqa: B018
