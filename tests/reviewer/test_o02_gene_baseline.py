"O2: the gene-majority baseline, leave one out, on the 825 labels of funNCion (GPL-2.0: fetched, never packaged). O3: the published ceilings are quoted."
import pytest

from brainkit.data import DataError
from brainkit.variants import CEILINGS, funncion_labels, gene_majority


def test_o2():
    try:
        labels = funncion_labels()
    except DataError as error:
        pytest.skip(f"needs the data: {error}")
    found = gene_majority(labels)
    assert (found["n"], found["gain"]) == (825, 309)
    for name, value in (("accuracy", 0.8945), ("balanced_accuracy", 0.8768), ("mcc", 0.773)):
        assert abs(found[name] - value) < 1e-3


def test_o3_ceilings_are_quoted():
    text = " ".join(f"{row['score']} {row['source']}" for row in CEILINGS)
    assert all(number in text for number in ("0.85", "0.73", "0.925", "0.897")) and all(row["source"] for row in CEILINGS)
