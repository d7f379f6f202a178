"""The random circuits CUBA, COBA and COBAHH of 4 000 cells, drawn from five seeds and held to the bands of two simulators; and what the family makes of a case.

The slow ones take about a minute of processor time together.
"""
import json
from pathlib import Path

import pytest

from tests.golden.__main__ import results
from tests.golden.cases import Case
from tests.golden.families import vogels

CASES = sorted((Path(__file__).parent / "spikes").glob("net_*.json"))


@pytest.mark.slow
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_five_seeded_circuits_are_in_the_band(path):
    rows = list(results(Case(path), {"vogels": vogels}))
    assert len(rows) >= 7 and all(verdict.startswith("ok") for *_, verdict in rows), "\n".join(map(str, rows))


def test_everything_is_read_from_the_case(tmp_path):
    "A small circuit of other sizes, duration and seeds: run and held to the case's own band, and failed by another."
    told = json.loads(CASES[0].with_name("net_cuba4000_brian2.json").read_text())
    told |= {"T_ms": 60, "discard_ms": 20, "seeds": [11, 12]}
    told["params"] |= {"NE": 160, "NI": 40, "p": 0.1, "E_L": -45.0}
    del told[vogels.WIDE]
    for band, good in (([1.0, 200.0], True), ([500.0, 600.0], False)):
        (tmp_path / "other.json").write_text(json.dumps(told | {vogels.SAME: {"rate_hz": band}}))
        (_, key, error, _, verdict), = results(Case(tmp_path / "other.json"), {"vogels": vogels})
        assert key == "rate_hz (same)" and verdict.startswith("ok" if good else "FAIL"), verdict
