"The protein report end to end, small: the numbers it claims are those of the model's file, what was not given is named, and refusals come before any work."
import json
import os
import subprocess
import sys

import pytest

from brainkit.report import run

BRAINKIT = [sys.executable, "-c", "import sys; from brainkit.cli import main; sys.exit(main())"]


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    "The report through the command line, about one residue of the registered model."
    out = tmp_path_factory.mktemp("protein") / "out"
    done = subprocess.run([*BRAINKIT, "report", "protein", "-p", "variant", "p.Arg1648His", "--out", str(out), "--quiet"], capture_output=True, text=True, timeout=600,
                          env={k: v for k, v in os.environ.items() if k != "MPLBACKEND"})           # figures go to the page, not to a backend without one
    return done, out


def test_numbers_are_those_of_the_file(page):
    from brainkit.data import fetch
    done, out = page
    assert done.returncode == 0, done.stderr
    said = {name: row["value"] for name, row in json.loads((out / "values.json").read_text()).items()}
    plddt = {int(line[22:26]): float(line[60:66]) for line in fetch("molecular/afdb_nav/SCN1A.pdb").read_text().splitlines() if line.startswith("ATOM") and line[12:16].strip() == "CA"}
    assert said["residues"] == len(plddt) == 2009 and said["plddt_mean"] == pytest.approx(sum(plddt.values()) / 2009, abs=1e-3)
    assert said["residue_plddt"] == pytest.approx(plddt[1648], abs=1e-3) and said["share_very_low"] == pytest.approx(sum(v < 50 for v in plddt.values()) / 2009)
    assert said["plddt_DIV_S4"] == pytest.approx(sum(plddt[k] for k in range(1632, 1652)) / 20, abs=1e-3) and said["neighbours"] >= 5
    data = json.loads((out / "provenance.json").read_text())["data"]
    assert {d["name"]: d["licence"] for d in data}["molecular/afdb_nav/SCN1A.pdb"] == "CC-BY-4.0"


def test_page_says_what_it_must(page):
    text = (page[1] / "index.html").read_text()
    told = text.split("<main", 1)[1]
    assert len(text.encode()) < 15e6 and told.count("<img") >= 2
    for what in ("Research use only, not for clinical decisions", "A <em>predicted</em> structure", "release v1 or v2", "DIV S4", "The mutant was not predicted", "hardly moves", "No map of pair errors was given", "What this page does not know"):
        assert what in told, f"the page does not say {what!r}"


@pytest.mark.parametrize(("given", "why"), [
    ({"variant": "p.Lys1648His"}, "has Arg at 1648, not Lys"), ({"variant": "p.Arg222Ter"}, "one residue becoming another"), ({"protein": "Nav1.1"}, "UniProt accession such as P35498"), ({"model": "not/there.pdb"}, "is no file"), ({"pae": "not/there.json"}, "is no file"), ({"release": "-2"}, "release is -2")])
@pytest.mark.quick
def test_refusals_come_before_any_work(given, why, tmp_path):
    with pytest.raises(ValueError, match=why):
        run("protein", given, tmp_path / "out", progress=False)
    assert not list(tmp_path.iterdir())
