"Cells in whole numbers: every bit is that of plain Python integers, whatever the registers hold; spikes with a derivative keep their value."
import jax.numpy as jnp
import numpy as np
import pytest
from flax import nnx
from hypothesis import given, settings
from hypothesis import strategies as st

from brainkit.circuits import CellLayer, FixedCells, FixedLayer, SpikingCells, rounded, spike_code, spiking_network
from brainkit.core import Series, Trace, integrate

STEPS, CELLS = 24, 16
seeds = st.integers(0, 2**31)


def fit(x, how):
    return (x + 2**23) % 2**24 - 2**23 if how == "wrap" else max(1 - 2**23, min(2**23 - 1, x))


def towards_zero(x, keep):
    return (abs(x) * keep // 4096) * (1 if x >= 0 else -1)


def in_python(cells, c, inputs):
    "Records (u, v, z) of cell `c` under whole `inputs`, one step at a time."
    du, dv, threshold, bias, exponent, pause = (int(getattr(cells, k)[c]) for k in ("du", "dv", "threshold", "bias", "exponent", "pause"))
    u = v = left = 0
    out = []
    for s in inputs:
        u = fit(towards_zero(u, 4096 - du) + int(s) * 2 ** (6 + exponent), cells.overflow_u)
        v = 0 if left else fit(towards_zero(v, 4096 - dv) + u + bias, cells.overflow_v)
        left, z = max(left - 1, 0), v > 64 * threshold
        v, left = (0, pause) if z else (v, left)
        out.append((u, v, int(z)))
    return out


@settings(max_examples=25, deadline=None)
@given(seeds, st.sampled_from(["wrap", "saturate"]), st.sampled_from(["wrap", "saturate"]), st.sampled_from([3, 300, 30_000]))
def test_fixed_cells_are_plain_integers_bit_for_bit(seed, overflow_u, overflow_v, size):
    rng = np.random.default_rng(seed)
    whole = lambda low, high: rng.integers(low, high + 1, CELLS)
    cells = FixedCells(du=whole(0, 4096), dv=whole(0, 4096), threshold=whole(0, 131071 if size > 300 else 2 * size), bias=whole(-4 * size, 4 * size), exponent=whole(0, 7), pause=whole(0, 5),
                       overflow_u=overflow_u, overflow_v=overflow_v)
    S = rng.integers(-size, size + 1, (STEPS, CELLS)).astype(np.int32)
    run = integrate(cells, float(STEPS), 1.0, method="exact", state=cells.initial(CELLS), inputs=Series(S), record={k: Trace(k) for k in "uvz"})
    seen = np.stack([run[k] for k in "uvz"], -1).astype(int)
    assert (seen == np.stack([in_python(cells, c, S[:, c]) for c in range(CELLS)], 1)).all()


@settings(max_examples=10, deadline=None)
@given(seeds, st.integers(2, 8))
def test_a_fixed_layer_adds_whole_weights(seed, bits):
    rng = np.random.default_rng(seed)
    most = 2 ** (bits - 1) - 1
    weights, spikes = rng.integers(-most, most + 1, (40, CELLS)), rng.random((STEPS, 40)) < 0.3
    layer = FixedLayer(weights.astype(np.int32), FixedCells(du=4096, dv=0, threshold=131071, exponent=8 - bits), 1.0)
    sums = spikes.astype(int) @ weights * 2 ** (14 - bits)
    run = layer(spikes)
    assert (run["u"] == sums).all() and (run["v"] == sums.cumsum(0)).all()


def test_sums_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="below 2\\^30"):
        FixedLayer(np.full((200_000, 1), 127, np.int32), FixedCells(), 1.0)


@settings(max_examples=10, deadline=None)
@given(seeds)
def test_eight_bits_keep_the_potentials_of_a_readout(seed):
    net = spiking_network((12, 5), SpikingCells(kind="LIF", tau_mem=6.0), rngs=nnx.Rngs(seed))
    x = (np.random.default_rng(seed).random((STEPS, 3, 12)) < 0.4).astype(np.float32)
    fixed = rounded(net)
    exact, scale = np.asarray(net(jnp.asarray(x))), np.abs(np.asarray(net.layers[0].kernel[...])).max() * 0.5 / 127 * 12
    assert np.abs(fixed(x) / fixed.layers[0].unit - exact).max() < scale + 0.01


@settings(max_examples=10, deadline=None)
@given(seeds, st.sampled_from(["LIF", "CubaLIF", "IF"]))
def test_a_layer_of_cells_forgets_its_future(seed, kind):
    "What comes later changes nothing before."
    rng = np.random.default_rng(seed)
    layer, x = CellLayer(SpikingCells(kind=kind, r=2.0)), rng.normal(0.6, 1.0, (STEPS, CELLS)).astype(np.float32)
    y = x.copy()
    y[STEPS // 2 :] = rng.normal(size=y[STEPS // 2 :].shape)
    a, b = np.asarray(layer(jnp.asarray(x))), np.asarray(layer(jnp.asarray(y)))
    assert (a[: STEPS // 2] == b[: STEPS // 2]).all() and set(np.unique(a)) <= {0, 1}


@settings(max_examples=20, deadline=None)
@given(seeds)
def test_the_code_of_an_image_loses_nothing(seed):
    pixels = np.random.default_rng(seed).integers(0, 17, (7, 64))
    assert (spike_code(pixels).sum(0) == pixels).all()
