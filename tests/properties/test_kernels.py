"Native kernels against their definitions: any size, both precisions, batched, differentiated, and every trap that was met on the way."
import os
import subprocess
import sys
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax import lax
from jax.test_util import check_grads

from brainkit.core.ffi import kernel_status
from brainkit.core.kernels import (
    MARGIN,
    check_edges,
    delay_window,
    delay_window_reference,
    edges_by_source,
    edges_by_target,
    empty_history,
    history_put,
)
from brainkit.core.normals import normal_block, normal_block_reference
from brainkit.core.ring import empty_ring, spike_ring, spike_ring_reference

pytestmark = pytest.mark.quick
DTYPES = [np.float32, np.float64]


@pytest.fixture(params=DTYPES, ids=["f32", "f64"])
def dtype(request):
    with jax.enable_x64(request.param is np.float64):
        yield request.param


def graph(n, p, shortest, longest, dtype, seed, by=edges_by_target):
    r = np.random.default_rng(seed)
    weights = np.where(r.random((n, n)) < p, r.normal(size=(n, n)), 0)
    return by(weights, r.integers(shortest, longest + 1, (n, n)), dtype)


def close(a, b, dtype, units=64):
    np.testing.assert_allclose(a, b, rtol=units * np.finfo(dtype).eps, atol=units * np.finfo(dtype).eps)


# delayed input -------------------------------------------------------------------------------------------------------------


def windowed(n, window, channels, dtype, seed=0, longest=100):
    e = graph(n, 0.4, window, longest, dtype, seed)
    h = jnp.asarray(np.random.default_rng(seed).normal(size=(channels, n, 128 + MARGIN)), dtype)
    return h, e


@pytest.mark.parametrize("n, window, channels", [(1, 1, 1), (17, 7, 3), (40, 16, 1)])
def test_window_is_its_definition(n, window, channels, dtype):
    h, e = windowed(n, window, channels, dtype)
    for t in (-3, 0, 127, 12345):
        args = (h, t, e.weights, *e[:3], window)
        fast, slow = delay_window(*args), delay_window_reference(*args)
        assert fast.shape == (window, channels, n) and fast.dtype == dtype
        close(fast, slow, dtype)


def test_window_is_the_sum_written_out(dtype):
    h, e = windowed(6, 3, 2, dtype)
    S = np.zeros((3, 2, 6))
    for i in range(6):
        for edge in range(e.indptr[i], e.indptr[i + 1]):
            for k in range(3):
                start = (200 - int(e.delays[edge])) % 128
                S[k, :, i] += float(e.weights[edge]) * np.asarray(h)[:, e.indices[edge], start + k]
    close(delay_window(h, 200, e.weights, *e[:3], 3), S, dtype)


@pytest.mark.parametrize("axes", [(0, None, None), (None, 0, None), (0, 0, None), (0, None, 0)])
def test_window_batch_is_a_loop(axes, dtype):
    h, e = windowed(9, 5, 2, dtype)
    r = np.random.default_rng(1)
    full = jnp.asarray(r.normal(size=(3, *h.shape)), dtype), jnp.asarray(r.normal(size=(3, *e.weights.shape)), dtype), jnp.array([0, 50, 999])
    call = jax.jit(lambda h, w, t: delay_window(h, t, w, *e[:3], 5))
    args = [x[0] if a is None else x for x, a in zip(full, axes)]
    together = jax.vmap(call, axes)(*args)
    for m in range(3):
        close(together[m], call(*(x if a is None else x[m] for x, a in zip(args, axes))), dtype)


def test_window_nested_batch(dtype=np.float32):
    h, e = windowed(9, 5, 1, dtype)
    hs, ws = jnp.stack([h, -h, 2 * h]), jnp.stack([e.weights, 3 * e.weights])
    call = lambda h, w: delay_window(h, 7, w, *e[:3], 5)
    table = jax.vmap(lambda w: jax.vmap(lambda h: call(h, w))(hs))(ws)
    assert table.shape == (2, 3, 5, 1, 9)
    for a in range(2):
        for b in range(3):
            close(table[a, b], call(hs[b], ws[a]), dtype)
    grads = jax.vmap(lambda w: jax.vmap(jax.grad(lambda h: (call(h, w) ** 2).sum()))(hs))(ws)
    close(grads[1, 2], jax.grad(lambda h: (call(h, ws[1]) ** 2).sum())(hs[2]), dtype, 1000)


def test_window_batched_edges_are_not_ignored(dtype):
    h, e = windowed(9, 5, 1, dtype)
    delays = jnp.stack([e.delays, e.delays + 1])
    together = jax.vmap(lambda d: delay_window(h, 7, e.weights, e.indptr, e.indices, d, 5))(delays)
    close(together[1], delay_window(h, 7, e.weights, e.indptr, e.indices, delays[1], 5), dtype)
    assert not np.allclose(together[0], together[1])


def test_window_derivatives():
    with jax.enable_x64(True):
        h, e = windowed(7, 4, 2, np.float64)
        cost = lambda h, w, t=131: (delay_window(h, t, w, *e[:3], 4) ** 3).sum()
        check_grads(cost, (h, e.weights), order=2, modes=("fwd", "rev"), eps=1e-4, rtol=1e-5, atol=1e-4)


def delayed_run(e, x0, scale, steps, window, call=delay_window):
    "A leaky network in blocks of `window` steps, weights times `scale`.  # -> (time, node)"
    def block(carry, k):
        x, h = carry
        given = call(h, k * window, scale * e.weights, *e[:3], window)[:, 0]
        x, xs = lax.scan(lambda x, c: (x + 0.1 * (jnp.tanh(c) - x), x), x, given)
        return (x, history_put(h, xs[:, None], k * window)), xs
    start = x0, empty_history(1, len(x0), 30, x0.dtype)
    return lax.scan(block, start, jnp.arange(steps // window, dtype=jnp.int32))[1].reshape(-1, len(x0))


def test_blocks_do_not_change_a_run(dtype):
    e = graph(8, 0.5, 4, 30, dtype, 3)
    x0 = jnp.asarray(np.random.default_rng(0).normal(size=8), dtype)
    a, b = (jax.jit(partial(delayed_run, steps=160, window=w))(e, x0, dtype(1)) for w in (1, 4))
    close(a, b, dtype, 500)
    close(a, jax.jit(partial(delayed_run, steps=160, window=4, call=delay_window_reference))(e, x0, dtype(1)), dtype, 500)


def test_gradient_through_a_delayed_run():
    with jax.enable_x64(True):
        e = graph(6, 0.5, 4, 30, np.float64, 3)
        x0 = jnp.asarray(np.random.default_rng(0).normal(size=6))
        cost = jax.jit(lambda scale, x0: (delayed_run(e, x0, scale, 80, 4) ** 2).mean())
        grads = jax.jit(jax.grad(cost, (0, 1)))(1.3, x0)
        eps = 1e-6
        assert abs((cost(1.3 + eps, x0) - cost(1.3 - eps, x0)) / (2 * eps) - grads[0]) < 1e-8
        bump = eps * jnp.eye(6)[2]
        assert abs((cost(1.3, x0 + bump) - cost(1.3, x0 - bump)) / (2 * eps) - grads[1][2]) < 1e-8
        batch = jax.vmap(jax.grad(cost), (0, None))(jnp.array([1.3, 0.7]), x0)
        np.testing.assert_allclose(batch[0], grads[0], rtol=1e-12)


@pytest.mark.parametrize("steps", [1, 3, 16])
def test_history_keeps_its_margin(steps, dtype):
    h, wanted, t = empty_history(2, 3, 32, dtype), np.zeros((2, 3, 32)), -5
    r = np.random.default_rng(0)
    put = jax.jit(history_put)
    for _ in range(50):
        block = r.normal(size=(steps, 2, 3)).astype(dtype)
        h = put(h, block, t)
        for k in range(steps):
            wanted[..., (t + k) % 32] = block[k]
        t += steps
    np.testing.assert_array_equal(h[..., :32], wanted.astype(dtype))
    np.testing.assert_array_equal(h[..., 32:], wanted[..., :MARGIN].astype(dtype))


def test_window_refusals():
    h, e = windowed(5, 4, 1, np.float32)
    with pytest.raises(ValueError, match="power of two"):
        delay_window(h[..., 1:], 0, e.weights, *e[:3], 4)
    with pytest.raises(ValueError, match="window is 17; allowed: 1 to 16"):
        delay_window(h, 0, e.weights, *e[:3], 17)
    with pytest.raises(ValueError, match=r"delays must lie in 16\.\.128; they span 3\.\.3"):
        delay_window(h, 0, e.weights, e.indptr, e.indices, 3 + 0 * e.delays, 16)
    with pytest.raises(ValueError, match=r"indices must lie in 0\.\.4"):
        delay_window(h, 0, e.weights, e.indptr, e.indices + 5, e.delays, 4)
    with pytest.raises(ValueError, match="weights"):
        delay_window(h, 0, e.weights[1:], *e[:3], 4)
    with pytest.raises(ValueError, match="block has shape"):
        history_put(h, jnp.zeros((17, 1, 5)), 0)
    check_edges(*e[:3], targets=5, shortest=4, longest=128)


# spikes --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 7, 8, 61])
@pytest.mark.parametrize("kind", ["flags", "sizes"])
def test_ring_is_its_definition(n, kind, dtype):
    e, r = graph(n, 0.3, 1, 9, dtype, n, edges_by_source), np.random.default_rng(n)
    rings = [empty_ring(9, n, dtype)] * 2
    calls = jax.jit(spike_ring), jax.jit(spike_ring_reference)
    for t in range(-4, 20):
        z = (r.random(n) < 0.4) | (np.arange(n) == n - 1)  # the last neuron always spikes
        z = jnp.asarray(z if kind == "flags" else z * r.normal(size=n), None if kind == "flags" else dtype)
        fast, slow = (f(z, g, t, *e) for f, g in zip(calls, rings))
        rings = [fast[1], slow[1]]
        close(fast[0], slow[0], dtype)
        close(fast[1], slow[1], dtype)
        assert int(fast[2].count) == int(slow[2].count) == int((z != 0).sum())
        np.testing.assert_array_equal(fast[2].index, slow[2].index)


def test_every_spike_arrives_once_and_on_time(dtype):
    n, longest, steps = 13, 6, 60
    e, r = graph(n, 0.5, 1, longest, dtype, 5, edges_by_source), np.random.default_rng(0)
    z = r.random((steps, n)) < 0.2
    wanted = np.zeros((steps + longest + 1, n))
    for t, j in zip(*np.nonzero(z)):
        for edge in range(e.indptr[j], e.indptr[j + 1]):
            wanted[t + int(e.delays[edge]), e.indices[edge]] += float(e.weights[edge])
    ring, heard = lax.scan(lambda g, x: spike_ring(x[0], g, x[1], *e)[1::-1], empty_ring(longest, n, dtype), (jnp.asarray(z), jnp.arange(steps)))
    close(heard, wanted[1 : steps + 1], dtype)
    still = np.roll(np.asarray(ring), -(steps + 1), 0)[: longest - 1]  # what is on its way
    close(still, wanted[steps + 1 : steps + longest], dtype)


def test_ring_receptors_and_common_values(dtype):
    e = graph(10, 0.5, 1, 1, dtype, 2, edges_by_source)
    z = jnp.arange(10) % 3 == 0
    place = e.indices + 10 * (jnp.arange(e.indices.size) % 2)
    given, ring, _ = spike_ring(z, empty_ring(4, (2, 10), dtype), 0, e.indptr, place, jnp.int32(1), jnp.asarray(0.5, dtype))
    many, _, _ = spike_ring_reference(z, empty_ring(4, (2, 10), dtype), 0, e.indptr, place, jnp.ones_like(e.delays), jnp.full(e.indices.shape, 0.5, dtype))
    assert given.shape == (2, 10) and ring.shape == (4, 2, 10) and float(jnp.abs(ring).max()) == 0
    np.testing.assert_array_equal(given, many)


@pytest.mark.parametrize("axes", [(0, 0, 0, None), (0, None, None, None), (None, None, 0, None), (0, 0, None, 0)])
def test_ring_batch_is_a_loop(axes, dtype):
    e, r = graph(11, 0.5, 1, 5, dtype, 1, edges_by_source), np.random.default_rng(1)
    full = (jnp.asarray(r.random((3, 11)) < 0.5), jnp.asarray(r.normal(size=(3, 5, 11)), dtype),
            jnp.asarray(r.normal(size=(3, *e.weights.shape)), dtype), jnp.array([0, 3, 77]))
    call = jax.jit(lambda z, g, w, t: spike_ring(z, g, t, *e[:3], w))
    args = [x[0] if a is None else x for x, a in zip(full, axes)]
    together = jax.vmap(call, axes)(*args)
    for m in range(3):
        alone = call(*(x if a is None else x[m] for x, a in zip(args, axes)))
        for a, b in zip(jax.tree.leaves(together), jax.tree.leaves(alone)):
            close(a[m], b, dtype)


def test_ring_nested_batch(dtype=np.float32):
    e, r = graph(11, 0.5, 1, 5, dtype, 1, edges_by_source), np.random.default_rng(1)
    z, w = jnp.asarray(r.random((2, 11)) < 0.5), jnp.asarray(r.normal(size=(3, *e.weights.shape)), dtype)
    g = jnp.asarray(r.normal(size=(2, 5, 11)), dtype)
    call = lambda z, g, w: spike_ring(z, g, 2, *e[:3], w)
    table = jax.vmap(lambda w: jax.vmap(lambda z, g: call(z, g, w))(z, g))(w)
    for a in range(3):
        for b in range(2):
            for x, y in zip(jax.tree.leaves(table), jax.tree.leaves(call(z[b], g[b], w[a]))):
                close(x[a, b], y, dtype)


def test_ring_derivatives():
    with jax.enable_x64(True):
        e, r = graph(9, 0.5, 1, 5, np.float64, 4, edges_by_source), np.random.default_rng(1)
        z, g = jnp.asarray(r.normal(size=9) * (r.random(9) < 0.5)), jnp.asarray(r.normal(size=(5, 9)))

        def cost(z, g, w):
            for t in range(3):
                given, g, _ = spike_ring(jnp.sin(z) if t else z, g, t, *e[:3], w)
                z = z + given
            return (z**2).sum() + (g**2).sum()
        check_grads(jax.jit(cost), (z + 0.1, g, e.weights), order=1, modes=("fwd", "rev"), eps=1e-6, rtol=1e-5)


def test_ring_of_flags_differentiates_in_weights(dtype=np.float32):
    e = graph(9, 0.5, 1, 1, dtype, 4, edges_by_source)
    z = jnp.arange(9) % 2 == 0
    grad = jax.grad(lambda w: spike_ring(z, empty_ring(1, 9, dtype), 0, *e[:3], w)[0].sum())(e.weights)
    np.testing.assert_array_equal(grad, np.repeat(np.asarray(z, dtype), np.diff(e.indptr)))


def test_surrogate_reaches_silent_neurons(dtype=np.float32):
    e = graph(9, 0.9, 1, 1, dtype, 4, edges_by_source)
    grad = jax.grad(lambda z: spike_ring(z, empty_ring(1, 9, dtype), 0, *e)[0].sum())(jnp.zeros(9, dtype))
    close(grad, [float(e.weights[e.indptr[j] : e.indptr[j + 1]].sum()) for j in range(9)], dtype)


@pytest.mark.parametrize("batch", [None, 3])
def test_ring_is_not_copied_in_a_loop(batch):
    e = graph(61, 0.3, 1, 6, np.float32, 0, edges_by_source)
    ring = empty_ring(6, 61) if batch is None else jnp.zeros((batch, 6, 61))
    tick = lambda r, t, e: spike_ring(jnp.arange(61) == t % 61, r, t, *e)[1::-1]
    step = tick if batch is None else jax.vmap(tick, (0, None, None))
    program = jax.jit(lambda r, e: lax.scan(lambda r, t: step(r, t, e), r, jnp.arange(50))).lower(ring, e).compile().as_text()
    shape = ",".join(map(str, ring.shape))
    assert sum(f" = f32[{shape}]" in line and " copy(" in line for line in program.splitlines()) <= 1


def test_ring_refusals():
    e = graph(5, 0.9, 1, 4, np.float32, 0, edges_by_source)
    with pytest.raises(ValueError, match=r"delays must lie in 1\.\.3; they span 4\.\.4"):
        spike_ring(jnp.zeros(5, bool), empty_ring(3, 5), 0, e.indptr, e.indices, 4 + 0 * e.delays, e.weights)
    with pytest.raises(ValueError, match=r"delays must lie in 1\.\.4; they span 0"):
        spike_ring(jnp.zeros(5, bool), empty_ring(4, 5), 0, e.indptr, e.indices, 0 * e.delays, e.weights)
    with pytest.raises(ValueError, match=r"indices must lie in 0\.\.3"):
        spike_ring(jnp.zeros(5, bool), empty_ring(4, 4), 0, *e)
    with pytest.raises(ValueError, match="indptr"):
        spike_ring(jnp.zeros(6, bool), empty_ring(4, 5), 0, *e)
    with pytest.raises(ValueError, match="at least 1 step"):
        empty_ring(0, 5)


# normals -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 3, 4, 33, 152])
def test_normals_are_their_definition(n, dtype):
    for key in (jax.random.key(n), jax.random.key(n, impl="rbg")):
        a, b = (np.asarray(f(key, -2, (5, n), dtype)) for f in (normal_block, normal_block_reference))
        assert a.dtype == dtype and np.abs(a - b).max() <= 16 * np.finfo(dtype).eps


def test_normals_do_not_know_of_blocks_or_batches(dtype):
    key = jax.random.key(1)
    whole = normal_block(key, 0, (16, 2, 7), dtype)
    np.testing.assert_array_equal(whole, np.concatenate([normal_block(key, t, (4, 2, 7), dtype) for t in range(0, 16, 4)]))
    keys = jax.random.split(key, 3)
    for k, row in zip(keys, jax.vmap(lambda k: normal_block(k, 3, (4, 7), dtype))(keys)):
        np.testing.assert_array_equal(row, normal_block(k, 3, (4, 7), dtype))
    assert len(np.unique(np.concatenate([np.ravel(normal_block(k, 0, (16, 64), dtype)) for k in keys]))) > 3060


def test_normals_refuse_other_types():
    with pytest.raises(TypeError, match="float64 where jax_enable_x64"):
        normal_block(jax.random.key(0), 0, (4, 3), jnp.float64)


# which one runs ------------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.environ.get("BRAINKIT_KERNELS") == "reference", reason="references were asked for")
def test_native_kernels_are_used_here():
    h, e = windowed(4, 2, 1, np.float32)
    delay_window(h, 0, e.weights, *e[:3], 2)
    assert kernel_status()["delay_window_float32"] == "native"


def test_references_can_be_asked_for():
    code = ("import jax, sys; from brainkit.core.normals import normal_block; from brainkit.core.ffi import kernel_status;"
            "print(normal_block(jax.random.key(0), 0, (1, 1)).shape, 'numba' in sys.modules, kernel_status())")
    out = subprocess.run([sys.executable, "-c", code], env={**os.environ, "BRAINKIT_KERNELS": "reference"}, capture_output=True, text=True, check=True).stdout
    assert out.startswith("(1, 1) False") and "BRAINKIT_KERNELS=reference" in out
