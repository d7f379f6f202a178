"The neuron report end to end, small: a cell on a reconstruction, the page it leaves, and a broken reconstruction refused by its line."
import json
import subprocess
import sys
from pathlib import Path

import numpy as np

BRAINKIT = [sys.executable, "-c", "import sys; from brainkit.cli import main; sys.exit(main())"]
DRAWN = Path(__file__).parents[1] / "golden/cases/neurons/cell_drawn.swc"


def make(out, *more):
    return subprocess.run([*BRAINKIT, "report", "neuron", "-p", "length", "60", *more, "--out", str(out), "--quiet"], capture_output=True, text=True, timeout=600)


def test_a_cell_on_a_reconstruction(tmp_path):
    out = tmp_path / "out"
    done = make(out, "-p", "cell", "fast spiking", "-p", "swc", str(DRAWN), "-p", "step", "4")
    assert done.returncode == 0, done.stderr
    values = {name: row["value"] for name, row in json.loads((out / "values.json").read_text()).items()}
    assert values["spikes"] >= 2 and 0.4 < values["rheobase"] < 1.2 and np.isclose(values["step"], 4 * values["rheobase"])
    assert values["tips"] > 1 and 0 < values["least_share"] <= values["farthest_share"] <= 1 and values["input_resistance"] > 10
    page = (out / "index.html").read_text()
    for what in ("1 How it fires", "2 Features", "3 What the tree does", "Research use only", "What this cannot do"):
        assert what in page, f"the page does not say {what!r}"


def test_a_broken_reconstruction_is_refused_by_its_line_before_any_work(tmp_path):
    broken = tmp_path / "broken.swc"
    broken.write_text("1 1 0 0 0 5 -1\n2 3 0 10 0 1 1\n3 3 0 20 0 -2 2\n")
    done = make(tmp_path / "out", "-p", "swc", str(broken))
    assert done.returncode == 2 and not (tmp_path / "out").exists()
    assert "broken.swc:3: point 3 has radius -2" in done.stderr, done.stderr
