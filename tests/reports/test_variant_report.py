"The variant report end to end, small: complete, repeatable, fed from page to page, with its null, and refusing what it cannot answer."
import json
import subprocess
import sys

import pytest

from brainkit.report import Claims, ReportError, run

BRAINKIT = [sys.executable, "-c", "import sys; from brainkit.cli import main; sys.exit(main())"]
ARMS = ("A", "B", "C")


def told(variant="p.Arg1648His", dv_m=0.0, seed=0):
    "Every claim of the report on a SCN1A variant, made in this process."
    from brainkit.links.arms import ask, make_arms
    from brainkit.links.story import Story, examine
    from brainkit.links.thread import SIZES, run_thread
    from brainkit.wholebrain import load_connectivity, normalise
    question = ask("SCN1A", variant)
    thread = run_thread(make_arms(question, dv_m), normalise(load_connectivity(), "region"), seed, SIZES["small"])
    claims = Claims()
    Story(thread, examine(thread), question, claims).every()
    return json.loads(json.dumps(claims.rows()))


@pytest.fixture(scope="module")
def base():
    return told()


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    "The report through the command line, small."
    out = tmp_path_factory.mktemp("variant") / "out"
    done = subprocess.run([*BRAINKIT, "report", "variant", "-p", "gene", "SCN1A", "-p", "variant", "p.Arg1648His", "-p", "size", "small", "--out", str(out), "--quiet"],
                          capture_output=True, text=True, timeout=600)
    return done, out


def test_report_runs_and_claims_the_same_numbers_in_another_process(page, base):
    done, out = page
    assert done.returncode == 0, done.stderr
    assert json.loads((out / "values.json").read_text()) == base
    for prefix in ("evidence_", "channel_", "neuron_", "circuit_", "bridge_", "brain_", "surgery_", "null_", "sensitivity_"):
        assert any(name.startswith(prefix) for name in base), f"no number of the page {prefix!r}"


def test_page_says_what_it_must_and_not_what_it_must_not(page):
    text = (page[1] / "index.html").read_text()
    told = text.split("<main", 1)[1]
    assert len(text.encode()) < 15e6 and "Research use only, not for clinical decisions" in told
    assert "will seize" not in told and "untypeset" not in told.split("</style>")[-1]
    for what in ("0 Verdict", "1 Evidence", "2 Channel", "3 Neuron", "4 Circuit", "5 Bridge", "6 Whole brain", "7 Surgery", "8 Sensitivity", "9 Provenance", "ROC 0.85", "ROC 0.73", "capped by the weakest link"):
        assert what in told, f"the page does not say {what!r}"


def test_one_gate_moves_every_later_page_and_no_earlier_one(base):
    moved = told(dv_m=5.0)
    assert set(moved) == set(base)
    changed = {name for name in base if moved[name] != base[name]}
    for arm in ARMS:
        for name in (f"channel_{arm}_dv_m_median", f"neuron_{arm}_rheobase_i_median", f"circuit_{arm}_e", f"bridge_{arm}_excitability_median", f"brain_{arm}_load_mean"):
            assert name in changed, f"{name} did not follow the activation shift"
        assert changed & {f"brain_{arm}_any", f"brain_{arm}_many", f"brain_{arm}_recruited_mean"}, f"recruitment of {arm} did not follow"
    for name in ("channel_A_s_tau_median", "channel_C_s_g_median", "neuron_wild_rheobase_i", "circuit_wild_e", "bridge_residual_wild", "brain_wild_recruited_mean", "brain_wild_any"):
        assert name not in changed, f"{name} does not depend on the variant"
    assert not [n for n in changed if n.startswith(("evidence_", "weight_"))]


def test_synonymous_variant_lands_in_the_wild_type_band():
    claims = told("p.Arg1648=")
    value = lambda name: claims[name]["value"]
    assert value("neuron_S_rheobase_i_median") == value("neuron_wild_rheobase_i")
    low, high = value("bridge_S_excitability_90")
    assert low < 0.1 and high > -0.1 and abs(value("bridge_S_excitability_median")) < 0.2
    assert abs(value("brain_S_recruited_mean") - value("brain_wild_recruited_mean")) <= 0.25 * 76


@pytest.mark.parametrize(("gene", "variant", "why"), [
    ("SCN1A", "p.Gly1648His", "has Arg at 1648, not Gly"), ("SCN1A", "R1648H", "expected 'p.'"), ("SCN1A", "p.Arg1648Cys", "no measured gating"), ("SCN1A", "p.Leu263Val", "no wild type of its series"),
    ("CDKL5", "p.Arg59Ter", "kinase"), ("SCN99A", "p.Arg1His", "not known here"), ("SCN1A", "p.Arg9999His", "allowed 1 to 2009")])
@pytest.mark.quick
def test_refusals_come_before_any_work(gene, variant, why, tmp_path):
    with pytest.raises(ReportError, match=why.replace("(", r"\(")):
        run("variant", {"gene": gene, "variant": variant}, tmp_path / "out", progress=False)
    assert not list(tmp_path.iterdir())
