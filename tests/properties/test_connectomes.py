"Connectomes of any size: what every edit keeps, and that every format gives back what was written."
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brainkit.wholebrain import (
    Connectivity,
    binarise,
    disconnect,
    distance_matched_null,
    lesion,
    normalise,
    read_bids,
    read_connectivity,
    read_csv,
    reorder,
    resect,
    scramble,
    symmetrise,
    threshold,
    write_bids,
    write_csv,
    write_zip,
)

quick = settings(max_examples=20, deadline=None)


@st.composite
def connectomes(draw, least=2):
    "A connectome of random size, density, weights, lengths and places."
    n = draw(st.integers(least, 12))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    w = rng.gamma(0.7, 1.0, (n, n)) * (rng.random((n, n)) < draw(st.floats(0.1, 1.0)))
    return Connectivity(weights=w, tract_lengths=rng.uniform(1, 150, (n, n)) * (w > 0), centres=rng.uniform(-70, 70, (n, 3)), labels=tuple(f"r{k}" for k in range(n)), cortical=rng.random(n) < 0.8,
                        orientations=rng.standard_normal((n, 3)) if draw(st.booleans()) else None, areas=rng.uniform(1, 99, n) if draw(st.booleans()) else None)


def outside(c):
    return c.weights * ~np.eye(len(c), dtype=bool)


def equal(a, b):
    assert a.labels == b.labels
    for field in ("weights", "tract_lengths", "centres", "cortical", "orientations", "areas"):
        x, y = getattr(a, field), getattr(b, field)
        assert (x is None) == (y is None) and (x is None or np.array_equal(x, y)), field


@quick
@given(connectomes(), st.integers(0, 99))
def test_scramble_keeps_degrees_and_strength_in(c, seed):
    null = scramble(c, seed)
    for axis in (0, 1):
        assert ((null.weights != 0).sum(axis) == (c.weights != 0).sum(axis)).all()
    np.testing.assert_allclose(null.weights.sum(1), c.weights.sum(1), rtol=1e-12, atol=1e-12)
    assert (np.diag(null.weights) == np.diag(c.weights)).all() and sorted(null.weights.ravel()) == sorted(c.weights.ravel())
    assert (null.tract_lengths[outside(null) > 0] > 0).all()


@quick
@given(connectomes(least=4), st.integers(0, 99))
def test_scramble_keeps_both_strengths_or_says_that_it_cannot(c, seed):
    try:
        null = scramble(c, seed, strength="both")
    except ValueError as error:
        assert "use another seed" in str(error)
        return
    for axis in (0, 1):
        np.testing.assert_allclose(null.weights.sum(axis), c.weights.sum(axis), rtol=1e-7, atol=1e-9 * c.weights.sum())


@quick
@given(connectomes(), st.integers(0, 99), st.integers(1, 6))
def test_matched_null_keeps_degrees_lengths_and_weights(c, seed, bins):
    null = distance_matched_null(c, seed, bins)
    straight = np.linalg.norm(c.centres[:, None] - c.centres, axis=-1)
    lengths = np.where(c.tract_lengths > 0, c.tract_lengths, straight)
    for axis in (0, 1):
        assert ((null.weights != 0).sum(axis) == (c.weights != 0).sum(axis)).all()
    assert sorted(null.weights.ravel()) == sorted(c.weights.ravel())
    before, after = (np.nonzero(outside(x)) for x in (c, null))
    if len(before[0]):
        cuts = np.quantile(lengths[before], np.linspace(0, 1, bins + 1)[1:-1])
        classes = [np.searchsorted(cuts, lengths[at], side="right") for at in (before, after)]
        total = [np.bincount(k, x.weights[at], bins) for k, x, at in zip(classes, (c, null), (before, after))]
        assert (np.bincount(classes[0], minlength=bins) == np.bincount(classes[1], minlength=bins)).all()
        np.testing.assert_allclose(*total, rtol=1e-12, atol=1e-12)


@quick
@given(connectomes(), st.data())
def test_resection_removes_exactly(c, data):
    gone = data.draw(st.lists(st.sampled_from(c.labels), unique=True))
    k = np.isin(c.labels, gone)
    touched = k[:, None] | k
    cut = resect(c, gone)
    assert (cut.weights[touched] == 0).all() and (cut.weights[~touched] == c.weights[~touched]).all() and (cut.tract_lengths == c.tract_lengths).all()
    assert (lesion(c, dict.fromkeys(gone, 0.0)).weights == cut.weights).all() and (lesion(c, dict.fromkeys(gone, 1.0)).weights == c.weights).all()


@quick
@given(connectomes(), st.data())
def test_disconnection_removes_exactly(c, data):
    side = np.array(data.draw(st.lists(st.sampled_from([0, 1, 2]), min_size=len(c), max_size=len(c))))
    a, b = np.flatnonzero(side == 0), np.flatnonzero(side == 1)
    between = ((side[:, None] == 0) & (side == 1)) | ((side[:, None] == 1) & (side == 0))
    cut = disconnect(c, a, b)
    assert (cut.weights[between] == 0).all() and (cut.weights[~between] == c.weights[~between]).all()


@quick
@given(connectomes(), st.floats(0, 1))
def test_threshold_keeps_the_strongest(c, proportion):
    kept = threshold(c, proportion=proportion)
    fibres, left = outside(c)[outside(c) > 0], outside(kept)[outside(kept) > 0]
    assert len(left) == round(proportion * len(fibres)) and (not len(left) or not len(left) < len(fibres) or left.min() >= np.sort(fibres)[::-1][len(left) - 1])
    assert (np.diag(kept.weights) == np.diag(c.weights)).all() and set(np.unique(binarise(c).weights)) <= {0.0, 1.0}
    if len(left):
        assert (outside(threshold(c, absolute=left.min())) == outside(kept)).all()


@quick
@given(connectomes())
def test_symmetrise_and_normalise(c):
    for how in ("mean", "max", "sum"):
        even = symmetrise(c, how)
        assert (even.weights == even.weights.T).all() and (even.tract_lengths == even.tract_lengths.T).all()
    assert np.isclose(symmetrise(c).weights.sum(), c.weights.sum())
    if (c.weights != 0).any():
        assert np.isclose(normalise(c, "tract").weights.max(), 1) and np.isclose(normalise(c, "region").weights.sum(1).max(), 1)


@quick
@given(connectomes(), st.randoms(use_true_random=False))
def test_reorder_and_back(c, random):
    other = list(c.labels)
    random.shuffle(other)
    turned = reorder(c, other)
    equal(reorder(turned, c.labels), c)
    turned.same_regions(other)
    if tuple(other) != c.labels:
        with pytest.raises(ValueError, match="use reorder"):
            c.same_regions(other, "the map")


@quick
@given(connectomes())
def test_formats_give_back_what_was_written(tmp_path_factory, c):
    folder = tmp_path_factory.mktemp("c")
    equal(read_connectivity(write_zip(c, folder / "c.zip")), c)
    equal(read_bids(write_bids(c, folder / "bids")), c)
    at = write_csv(c, folder / "csv")
    again = read_csv(at / "weights.csv", at / "lengths.csv", centres=at / "centres.csv")
    assert again.labels == c.labels and all(np.array_equal(getattr(again, f), getattr(c, f)) for f in ("weights", "tract_lengths", "centres"))
