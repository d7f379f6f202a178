"The stimulus that a reference case stores, made again from its description."
import json
from pathlib import Path

import numpy as np
import pytest

from brainkit.wholebrain import Stimulus, equations

CASES = [p for p in sorted((Path(__file__).parent / "cases" / "wholebrain").glob("*.npz")) if json.loads(p.with_suffix(".json").read_text()).get("stimulus")]


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_stored_stimulus(path):
    meta = json.loads(path.with_suffix(".json").read_text())
    told = meta["stimulus"]
    with np.load(path) as case:
        stored = case["stimulus"]
    weights = np.zeros(stored.shape[1])
    weights[told["nodes"]] = told["weight"]
    made = Stimulus(weights, getattr(equations, told["eq"])(**told["pars"])).series(meta["T_ms"], meta["dt"]).values
    np.testing.assert_allclose(made, stored, rtol=1e-12, atol=1e-15)


def test_there_is_one():
    assert CASES
