"Who connects to whom: what must hold for any sizes, laws and seeds."
import tempfile
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from brainkit.circuits import (
    Distance,
    EdgeList,
    Projection,
    SmallWorld,
    Wiring,
    blocks,
    fixed_total,
    generator,
    read_sonata,
    separation,
    sonata_wiring,
    write_sonata,
)

seeds, sizes = st.integers(0, 2**31), st.integers(2, 40)


def synapses(net):
    "Every synapse as a row: source, place, delay, weight, in one order."
    each = np.diff(net.indptr)
    rows = np.stack([np.repeat(np.arange(net.n), each), net.indices, np.broadcast_to(net.delays, each.sum()), np.broadcast_to(net.weights, each.sum())], 1)
    return rows[np.lexsort(rows.T)]


@settings(max_examples=30, deadline=None)
@given(seeds, sizes, sizes, st.integers(0, 500), st.booleans())
def test_a_total_is_kept_and_sorted_by_sender(seed, sources, targets, total, skip):
    targets = sources if skip else targets
    source, target = fixed_total(generator(seed), sources, targets, total, skip)
    assert len(source) == total and (np.diff(source) >= 0).all() and not (skip and (source == target).any())
    assert not total or (source.max() < sources and target.max() < targets and min(source.min(), target.min()) >= 0)


@settings(max_examples=30, deadline=None)
@given(seeds, st.integers(5, 60), st.integers(1, 8), st.floats(0, 1))
def test_a_small_world_keeps_its_ties(seed, n, half, p):
    k = min(2 * half, (n - 2) // 2 * 2)
    source, target = SmallWorld(k, p).draw(generator(seed), n, n, True)
    pairs = set(zip(source.tolist(), target.tolist()))
    assert len(source) == n * k == len(pairs) and not (source == target).any() and {(b, a) for a, b in pairs} == pairs


@settings(max_examples=20, deadline=None)
@given(seeds, sizes, sizes, st.floats(0, 1), st.sampled_from(["gaussian", "exponential"]), st.floats(1, 200))
def test_distance_joins_a_pair_once_and_is_periodic(seed, n_a, n_b, p0, kernel, scale):
    rng = generator(seed)
    a, b, box = rng.uniform(0, 100, (n_a, 2)), rng.uniform(0, 100, (n_b, 2)), np.array([100.0, 100.0])
    law = Distance(a, b, p0, scale, kernel, tuple(box))
    source, target = law.draw(rng, n_a, n_b, False)
    assert len(np.unique(source * n_b + target)) == len(source) <= n_a * n_b
    np.testing.assert_allclose(separation(a[:, None], b + 3 * box, box), separation(a[:, None], b, box), atol=1e-9)
    assert separation(a[:, None], b, box).max() <= 50 * np.sqrt(2) + 1e-9
    assert abs(len(source) - law.count(n_a, n_b, False)) <= 6 * np.sqrt(law.count(n_a, n_b, False)) + 6


@settings(max_examples=15, deadline=None)
@given(seeds, sizes, sizes, st.integers(0, 200))
def test_a_list_is_built_and_travels_through_files_unchanged(seed, n_a, n_b, many):
    rng = generator(seed)
    ends = rng.integers(0, n_a, many), rng.integers(0, n_b, many)
    rows = [Projection("A", "B", law=EdgeList(*ends), weight=rng.normal(size=many), delay=0.1 * rng.integers(1, 9, many)),
            *blocks(["A", "B"], total=[[3, 0], [0, 5]], weight=2.0, delay=0.3, channel=1, autapses=True)]
    wiring = Wiring({"A": n_a, "B": n_b}, rows, 0.1, channels=2, dtype="float64")
    net = wiring.build(seed)
    listed = synapses(net)[np.isin(synapses(net)[:, 1], np.arange(n_a, n_a + n_b))]
    assert wiring.synapses == many + 8 == len(synapses(net)) and sorted(listed[:, 0]) == sorted(ends[0])
    with tempfile.TemporaryDirectory() as folder:
        again = sonata_wiring(*read_sonata(write_sonata(Path(folder), wiring, net)), 0.1, dtype="float64").build(0)
    np.testing.assert_allclose(synapses(again), synapses(net), rtol=1e-12)
