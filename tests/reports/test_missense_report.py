"The missense report end to end, small: every number claimed, the same in another process, and refusals before any work."
import json
import os
import subprocess
import sys

import pytest

from brainkit.report import Claims, run

BRAINKIT = [sys.executable, "-c", "import sys; from brainkit.cli import main; sys.exit(main())"]


def told(gene, variant, labels="none"):
    "Every claim of the report, made in this process."
    from brainkit.variants import dossier
    claims, d = Claims(), dossier.gather(gene, variant, labels=labels)
    text = "\n".join(say(d, claims) for say in (dossier.say_name, dossier.say_scores, dossier.say_conflicts, dossier.say_function, dossier.say_gating))
    return json.loads(json.dumps(claims.rows())), text


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    "The report through the command line, without the labels that would have to be fetched."
    out = tmp_path_factory.mktemp("missense") / "out"
    done = subprocess.run([*BRAINKIT, "report", "missense", "-p", "gene", "SCN1A", "-p", "variant", "p.Arg1648His", "-p", "labels", "none", "--out", str(out), "--quiet"], capture_output=True, text=True, timeout=600,
                          env={k: v for k, v in os.environ.items() if k != "MPLBACKEND"})           # figures go to the page, not to a backend without one
    return done, out


def test_report_claims_the_same_numbers_in_another_process(page):
    done, out = page
    assert done.returncode == 0, done.stderr
    claimed, _ = told("SCN1A", "p.Arg1648His")
    assert json.loads((out / "values.json").read_text()) == claimed
    value = lambda name: claimed[name]["value"]
    assert value("name_length") == 2009 and value("name_paralogues_alike") == 8 and value("score_grantham") == 29 and value("score_blosum62_loss") == 5
    assert value("conflicts") == 3 and value("conflict_0_difference") == pytest.approx(value("score_nine_paralogues_rank") - value("score_grantham_rank"))
    assert value("gating_measured") == 3 and value("gain_probability") is None and claimed["gain_probability"]["note"]


def test_page_says_what_it_must(page):
    text = (page[1] / "index.html").read_text()
    told = text.split("<main", 1)[1]
    assert len(text.encode()) < 15e6 and told.count("<img") >= 2
    for what in ("Research use only, not for clinical decisions", "It gives no verdict", "does not choose between them", "ROC 0.85", "ROC 0.73", "DIV S4", "What this page does not know"):
        assert what in told, f"the page does not say {what!r}"


def test_a_rank_counts_every_change_of_the_protein():
    import numpy as np

    from brainkit.variants import gene, parse, scores
    claimed, text = told("SCN1A", "p.Arg1648Cys")
    own, change = gene("SCN1A").sequence, parse("p.Arg1648Cys")
    every = np.array([scores.grantham(r, a) for r in own for a in "ACDEFGHIKLMNPQRSTVWY" if a != r])
    mine = scores.grantham(change.reference, change.alternate)
    assert claimed["score_grantham_rank"]["value"] == pytest.approx(((every < mine).sum() + 0.5 * (every == mine).sum()) / len(every))
    assert claimed["score_grantham_higher"]["value"] == (every > mine).sum() and claimed["gating_measured"]["value"] == 0 and "Of 7 parts 0" in text


@pytest.mark.slow
def test_gain_or_loss_stands_beside_the_genes_name():
    claimed, text = told("SCN1A", "p.Arg1648His", "scion")
    value = lambda name: claimed[name]["value"]
    assert value("gain_by_gene_name") == pytest.approx((value("gain_gains") + 1) / (value("gain_labels") + 2)) and value("gain_area") > 0.6 > value("gain_area_name")
    assert text.index("Probability that the channel does more") < text.index("The gene's name alone")


@pytest.mark.parametrize(("given", "why"), [
    ({"variant": "p.Lys1648His"}, "has Arg at 1648, not Lys"), ({"variant": "R1648H"}, "expected 'p.'"), ({"variant": "p.Arg222Ter"}, "makes a stop"), ({"variant": "p.Arg1648="}, "changes no residue"), ({"variant": "p.Arg9999His"}, "allowed 1 to 2009"),
    ({"gene": "SCN99A"}, "not known here"), ({"gene": "CDKL5"}, "kinase"), ({"labels": "mine"}, "labels"), ({"alphamissense": "not/there.tsv.gz"}, "is no file")])
@pytest.mark.quick
def test_refusals_come_before_any_work(given, why, tmp_path):
    with pytest.raises(ValueError, match=why):
        run("missense", {"gene": "SCN1A", "variant": "p.Arg1648His"} | given, tmp_path / "out", progress=False)
    assert not list(tmp_path.iterdir())
