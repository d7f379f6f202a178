"Random networks at the size of their references: inside the bands, and told apart from networks that are a little wrong. Slow: about a minute of processor time and under 1 GB."
import json
from pathlib import Path

import pytest

from tests.golden.__main__ import load_families, results
from tests.golden.cases import Case

CASES = sorted((Path(__file__).parent / "networks").glob("*.json"))
FAMILIES = load_families()


def test_each_is_claimed_by_the_family_whatever_its_name():
    assert len(CASES) == 3 and all(FAMILIES["networks"].claims(Case(p, "x")) for p in CASES)


@pytest.mark.slow
@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_inside_the_bands(path):
    rows = list(results(Case(path), FAMILIES))
    assert len(rows) >= 3 and all(verdict.startswith("ok") for *_, verdict in rows), "\n".join(map(str, rows))


@pytest.mark.slow
def test_a_wrong_weight_is_outside(tmp_path):
    case = json.loads(next(p for p in CASES if "pd" in p.stem).read_text())
    case["params"]["g"] = -3.5
    case["params"]["I_dc_pA"] = [0.0] * 8
    (tmp_path / "other.json").write_text(json.dumps(case))
    verdicts = [verdict for *_, verdict in results(Case(tmp_path / "other.json"), FAMILIES)]
    assert sum(v.startswith("FAIL") for v in verdicts) > 8
