"Circuits: what must hold for any sizes, steps and seeds."
import jax
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from brainkit.circuits import (
    LIF,
    MPR,
    DeltaLIF,
    LIFState,
    MPRState,
    Projection,
    SpikeList,
    Wiring,
    bernoulli_pairs,
    cv_isi,
    fixed_indegree,
    generator,
    mpr_fixed_points,
    population_count,
    rates,
    siegert,
)
from brainkit.core import Inputs

seeds, sizes = st.integers(0, 2**31), st.integers(1, 60)


@settings(max_examples=40, deadline=None)
@given(seeds, sizes, sizes, st.floats(0, 1), st.booleans())
def test_every_cell_gets_its_indegree_from_distinct_senders(seed, sources, targets, share, skip):
    n = max(sources, targets) if skip else sources
    k = int(share * (n - skip))
    source, target = fixed_indegree(generator(seed), n, n if skip else targets, k, skip_self=skip)
    assert (np.bincount(target, minlength=n if skip else targets) == k).all()
    assert len({*zip(source.tolist(), target.tolist())}) == len(source) and (not len(source) or (0 <= source.min() and source.max() < n))
    assert not skip or (source != target).all()


@settings(max_examples=40, deadline=None)
@given(seeds, sizes, sizes, st.floats(0, 1))
def test_a_pair_is_drawn_at_most_once(seed, sources, targets, p):
    source, target = bernoulli_pairs(generator(seed), sources, targets, p)
    assert len(np.unique(source * targets + target)) == len(source) <= sources * targets
    assert not len(source) or (source.max() < sources and target.max() < targets and min(source.min(), target.min()) >= 0)


@settings(max_examples=20, deadline=None)
@given(seeds, sizes, sizes, st.integers(0, 5), st.floats(0, 1))
def test_what_is_announced_is_built(seed, n_a, n_b, k, p):
    circuit = Wiring({"A": n_a, "B": n_b}, [Projection("A", "B", indegree=min(k, n_a), weight=0.5), Projection("B", "A", probability=p, channel=1)], 0.5, channels=2)
    net = circuit.build(seed)
    source = np.repeat(np.arange(net.n), np.diff(net.indptr))
    channel, target = np.divmod(net.indices, net.n)
    assert net.channels == 2 and (channel == (source >= n_a)).all() and ((target < n_a) == (source >= n_a)).all()
    assert (channel == 0).sum() == n_b * min(k, n_a) and abs((channel == 1).sum() - p * n_a * n_b) <= 6 * np.sqrt(p * (1 - p) * n_a * n_b) + 1e-6
    assert np.array_equal(circuit.build(seed).indices, net.indices)


@settings(max_examples=30, deadline=None)
@given(st.floats(0.01, 20), st.floats(-80, -51), st.floats(-50, 50), st.floats(-50, 50), st.floats(1, 40))
def test_two_half_steps_are_one(dt, v, excite, inhibit, tau):
    with jax.enable_x64(True):
        cell, u = LIF(tau_e=tau), Inputs(s=-100.0)
        state = LIFState(*(np.array(x) for x in (v, excite, inhibit, 0.0)))
        once, twice = cell.propagate(state, u, dt), cell.propagate(cell.propagate(state, u, dt / 2), u, dt / 2)
        np.testing.assert_allclose(once, twice, rtol=1e-9, atol=1e-9)


@settings(max_examples=30, deadline=None)
@given(st.floats(-10, 40), st.floats(0.5, 10), st.floats(0.1, 5))
def test_more_input_is_more_firing_up_to_the_pause(mu, sigma, more):
    low, high = siegert(mu, sigma, DeltaLIF()), siegert(mu + more, sigma, DeltaLIF())
    assert 0 <= low <= high <= 500


@settings(max_examples=30, deadline=None)
@given(st.floats(-10, 5), st.floats(0.05, 3), st.floats(0, 25))
def test_nothing_moves_at_a_fixed_point(eta, Delta, J):
    field = MPR(eta=eta, Delta=Delta, J=J)
    points = mpr_fixed_points(field)
    assert len(points.r) in (1, 2, 3) and (points.r > 0).all()
    for r, v in zip(points.r, points.v):
        slope = field.drift(MPRState(float(r), float(v)), Inputs())
        np.testing.assert_allclose(np.array(slope, float) / (1 + np.pi**2 * r**2 + v**2), 0, atol=1e-5)


@settings(max_examples=30, deadline=None)
@given(seeds, st.integers(0, 300), st.integers(1, 9), st.floats(1, 99))
def test_windows_partition_the_spikes(seed, count, n, cut):
    r = np.random.default_rng(seed)
    spikes = SpikeList(np.sort(r.uniform(0.001, 100, count)), r.integers(0, n, count), n, 0.0, 100.0)
    parts = spikes.window(0, cut), spikes.window(cut, 100)
    assert sum(len(p.time) for p in parts) == count == population_count(spikes, 4.0).sum()
    np.testing.assert_allclose(rates(spikes) * 100, rates(parts[0]) * cut + rates(parts[1]) * (100 - cut), atol=1e-6)
    cv = cv_isi(spikes)
    assert ((cv >= 0) | np.isnan(cv)).all() and cv.shape == (n,)
