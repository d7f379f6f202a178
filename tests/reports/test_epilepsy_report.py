"The epilepsy report on a connectome and a table that someone brings: run whole through the command line, and refused in words where a file is wrong."
import json
import subprocess
import sys

import numpy as np
import pytest

from brainkit.report import ReportError, run
from brainkit.wholebrain import Connectivity
from brainkit.wholebrain.formats import write_csv

BRAINKIT = [sys.executable, "-c", "import sys; from brainkit.cli import main; sys.exit(main())"]
LABELS = tuple(f"region{k:02d}" for k in range(16))
TABLE = "region,x0\nregion03,-1.3\nregion04,-1.8\n"


@pytest.fixture(scope="module")
def mine(tmp_path_factory):
    "A folder with a connectome of sixteen regions on a ring, each joined to its two neighbours on either side."
    turn = np.arange(16) * 2 * np.pi / 16
    round_ = (np.arange(16)[:, None] - np.arange(16)) % 16
    apart = np.minimum(round_, 16 - round_)
    weights = np.where((apart > 0) & (apart < 3), 1.0 / np.maximum(apart, 1), 0.0)
    centres = np.stack([60 * np.cos(turn), 60 * np.sin(turn), 10.0 * (np.arange(16) % 2)], 1)
    return write_csv(Connectivity(weights, 23.0 * apart * (weights > 0), centres, LABELS, name="ring"), tmp_path_factory.mktemp("brain") / "ring")


def test_own_connectome_and_table_end_to_end(mine, tmp_path):
    (tmp_path / "x0.csv").write_text(TABLE)
    options = ["-p", "connectome", mine, "-p", "x0", tmp_path / "x0.csv", "-p", "draws", "2", "-p", "most", "2", "-p", "electrodes", "3"]
    done = subprocess.run([*BRAINKIT, "report", "epilepsy", *map(str, options), "--out", str(tmp_path / "out"), "--quiet"], capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    values = {k: v["value"] for k, v in json.loads((tmp_path / "out/values.json").read_text()).items()}
    page = (tmp_path / "out/index.html").read_text()
    assert values["starters"] >= 1 and values["recruited"] >= values["starters"] and values["plan_1"] < values["plan_nothing"] and values["plan_1"] < values["plan_1_random"]
    assert values["contacts_auroc"] > 0.5 and values["plan_runs"] == 2 * (1 + values["plan_sets"] + 8 * 2)
    for what in ("Your table on", "region03", "Research use only, not for clinical decisions", "What to take out"):
        assert what in page, f"the page does not say {what!r}"
    assert str(tmp_path) not in page and str(mine) not in page, "the page names a folder of this machine"


@pytest.mark.parametrize(("table", "why"), [
    ("region,x0\nregion99,-1.3\n", "line 2: .* has no region 'region99'"), ("region,excitability\nregion03,-1.3\n", "lacks the column x0"), ("region,x0\nregion03,nan\n", "x0 of region03 is 'nan'"),
    ("region,x0\nregion03,1.3\n", "allowed: a number from -3.5 to -0.5"), ("region,x0\nregion03,-1\nregion03,-1\n", "line 3: region 'region03' was given before, in line 2")])
@pytest.mark.quick
def test_wrong_tables_are_refused_before_any_work(mine, table, why, tmp_path):
    (tmp_path / "x0.csv").write_text(table)
    with pytest.raises(ReportError, match=why):
        run("epilepsy", {"connectome": str(mine), "x0": str(tmp_path / "x0.csv")}, tmp_path / "out", progress=False)
    assert [p.name for p in tmp_path.iterdir()] == ["x0.csv"]
