"The circuit report end to end, small: a page with its numbers, and settings that cannot be refused before any work."
import json
import subprocess
import sys

import pytest

BRAINKIT = [sys.executable, "-c", "import sys; from brainkit.cli import main; sys.exit(main())"]


def make(out, *more):
    return subprocess.run([*BRAINKIT, "report", "circuit", *more, "--out", str(out), "--quiet"], capture_output=True, text=True, timeout=600)


def test_a_small_circuit_beside_its_theory(tmp_path):
    out = tmp_path / "out"
    done = make(out, "-p", "model", "brunel", "-p", "g", "5", "-p", "eta", "2", "-p", "cells", "1000", "-p", "duration", "300")
    assert done.returncode == 0, done.stderr
    values = {name: row["value"] for name, row in json.loads((out / "values.json").read_text()).items()}
    assert values["cells"] == 1000 and values["synapses"] == 100_000 and values["theory_count"] >= 1
    assert abs(values["rate"] / values["theory_rate"] - 1 - values["theory_error"] / 100) < 1e-9 and abs(values["theory_error"]) < 25
    assert 0 < values["cv_e"] < 1 and values["fano_e"] > 0 and values["height_i"] > 0
    page = (out / "index.html").read_text()
    for what in ("1 Who is wired to whom", "2 How it fires", "3 What theory says", "Research use only", "What this cannot do", "in-degree 80"):
        assert what in page, f"the page does not say {what!r}"


@pytest.mark.parametrize(("settings", "told"), [(("-p", "g", "-1"), "g is -1; allowed: 0 to 20"), (("-p", "model", "two populations", "-p", "conductances", "g_xy=1"), "g_xy is no setting")])
def test_what_cannot_be_is_refused_before_any_work(tmp_path, settings, told):
    done = make(tmp_path / "out", *settings)
    assert done.returncode == 2 and not (tmp_path / "out").exists()
    assert told in done.stderr, done.stderr
