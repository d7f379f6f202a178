"""Simulations that The Virtual Brain 2.10 saved give the numbers that it gave.

Each zip in `saved` holds the files that tvb-framework 2.10.0 wrote for five made-up regions; the npz beside it the state at which tvb-library 2.10.0 began,
held over its history, and every tenth sample of its Raw monitor, with the delayed sums in float64.
"""
import warnings
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from brainkit.wholebrain import read_tvb, resect

SAVED = Path(__file__).parent / "saved"
LIMIT = {"jansenrit": 1e-12, "epileptor": 1e-12, "reducedset": 1e-8}  # of the whole span; the coefficients of the reduced set are integrals


def opened(name):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return read_tvb(SAVED / f"{name}.zip")


@pytest.mark.parametrize("name", LIMIT)
def test_saved_simulation_gives_its_numbers(name):
    it, reference = opened(name), np.load(SAVED / f"{name}.npz")
    raw = it.run(state=it.model.State(*reference["state"]), dtype="float64")["Raw"][9::10]
    assert raw.shape == reference["raw"].shape
    assert np.abs(raw - reference["raw"]).max() < LIMIT[name] * np.ptp(reference["raw"])


def test_saved_parts_can_be_replaced():
    it = opened("epileptor")
    assert it.model.x0.shape == (5,) and set(it.record) == {"Raw", "SpatialAverage", "GlobalAverage"} and not it.left
    cut = replace(it, connectivity=resect(it.connectivity, "A")).run(duration=30.0)["Raw"]
    assert np.isfinite(cut).all() and not np.array_equal(cut[-1], it.run(duration=30.0)["Raw"][-1])
