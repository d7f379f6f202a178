"Every operation that has a kernel for the CPU also lowers for a GPU, and calls nothing there that only a CPU has; seen without a GPU, from the program that one would be given."
import re

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from flax import nnx

from brainkit.circuits import DeltaLIF
from brainkit.core import Additive, Spikes, Trace, integrate, loop, network, spike_network
from brainkit.core.adjoint import look_through, put_through
from brainkit.core.crossings import crossings
from brainkit.core.delays import Edges, delayed_scan
from brainkit.core.events import pack_flags
from brainkit.core.kernels import delay_window, empty_history, history_put
from brainkit.core.lanes import lane_scan
from brainkit.core.normals import normal_block
from brainkit.core.ring import empty_ring, spike_ring
from brainkit.neurons.tree import grow, tree_solve
from brainkit.proteins.esm import ESM, ESMConfig
from brainkit.proteins.evoformer import BlockConfig, EvoformerBlock
from brainkit.wholebrain import Generic2dOscillator
from brainkit.wholebrain.couplings import Linear

f4, i4 = np.float32, np.int32
INDPTR, INDICES, DELAYS, WEIGHTS = np.array([0, 1, 2], i4), np.array([1, 0], i4), np.array([16, 17], i4), np.ones(2, f4)
HISTORY, TREE = empty_history(1, 2, 32), grow(3, [(0, 1), (1, 2)])[0]


def look(h, w):
    return delay_window(h, 3, w, INDPTR, INDICES, DELAYS, 16)


def through(h, w):
    arrived, h = look_through(h[None], jnp.int32(0), w, INDPTR, INDICES, DELAYS, 16)
    return (arrived ** 2).sum() + (put_through(h, arrived, jnp.int32(0)) ** 2).sum()


def ring(z, w):
    return spike_ring(z, empty_ring(17, 2), 0, INDPTR, INDICES, DELAYS, w)


def cells(v, row):
    v = v + 0.1 * (jnp.tanh(v) - row)
    return v, v


def regions(v, row, arrived):
    v = v + 0.1 * (arrived[0] - row)
    return v, v, v[None]


OPERATIONS = {
    "delayed_scan": (lambda v, x, h: delayed_scan(regions, v, x, h, 0, Edges(WEIGHTS, INDPTR, INDICES, DELAYS), 16), np.ones(2, f4), np.ones(20, f4), HISTORY),
    "delay_window": (look, HISTORY, WEIGHTS),
    "delay_window, its gradient": (jax.grad(lambda h, w: (look(h, w) ** 2).sum(), (0, 1)), HISTORY, WEIGHTS),
    "delay_window, of a batch": (jax.vmap(look, (0, None)), jnp.stack([HISTORY] * 2), WEIGHTS),
    "history_put": (history_put, HISTORY, np.ones((16, 1, 2), f4), 3),
    "normal_block": (lambda k: normal_block(jax.random.wrap_key_data(k), 0, (4, 5)), np.zeros(2, np.uint32)),
    "spike_ring, of flags": (ring, np.ones(2, bool), WEIGHTS),
    "spike_ring, of numbers": (ring, np.ones(2, f4), WEIGHTS),
    "lane_scan": (lambda v, x: lane_scan(cells, v, x), np.ones(5, f4), np.ones(4, f4)),
    "crossings": (lambda b: crossings(b, b[0], 0.0, 0, jnp.zeros(3, jnp.int32), jnp.zeros((2, 3), jnp.int32), jnp.zeros((2, 3))), np.ones((4, 3), f4)),
    "pack_flags": (pack_flags, np.ones((2, 3), bool)),
    "tree_solve": (lambda d, g, b: tree_solve(TREE, d, g, b), np.ones((2, 3), f4), np.ones(3, f4), np.ones((2, 3), f4)),
    "tree_solve, its gradient": (jax.grad(lambda d, g, b: tree_solve(TREE, d, g, b).sum(), (0, 2)), np.ones((2, 3), f4), np.ones(3, f4), np.ones((2, 3), f4)),
    "through and back": (jax.grad(through, (0, 1)), HISTORY[0], WEIGHTS),
}


def for_cuda(f, *given):
    "The program that a GPU would be given; asserts that it calls nothing that only a CPU has."
    text = jax.jit(f).trace(*given).lower(lowering_platforms=("cuda",)).as_text()
    called = set(re.findall(r"custom_call @(\w+)", text))
    assert not {name for name in called if name.startswith(("brainkit_", "lapack_")) or "cpu" in name}, called
    return text


@pytest.mark.parametrize("name", OPERATIONS)
def test_operation_lowers(name):
    assert "func.func public @main" in for_cuda(*OPERATIONS[name])


def test_a_kernel_would_be_seen(monkeypatch):
    "The same look at the program for a CPU finds the kernel: the test above can fail."
    monkeypatch.setenv("BRAINKIT_KERNELS", "native")
    text = jax.jit(look).trace(HISTORY, WEIGHTS).lower(lowering_platforms=("cpu",)).as_text()
    assert re.search(r"custom_call @brainkit_delay_window", text)


class Enough(Exception):
    "The program has been seen; it need not run."


def test_integrate_lowers(monkeypatch):
    "Regions with delays and noise, and cells that meet through spikes: the whole compiled loop."
    compiled = loop._compiled.__wrapped__

    def watched(plan, capacity, tail, *given):
        assert "stablehlo.while" in for_cuda(lambda *g: compiled(plan, capacity, tail, *g), *given)
        raise Enough
    monkeypatch.setattr(loop, "_compiled", watched)
    brain = network(np.array([[0, 1], [1, 0]], f4), np.full((2, 2), 16), Linear(a=0.1))
    with pytest.raises(Enough):
        integrate(Generic2dOscillator(), 1.6, 0.1, network=brain, noise=Additive({"V": 0.01}), key=jax.random.key(0), record={"v": Trace("V")})
    spikes = spike_network(np.array([0, 1]), np.array([1, 0]), 0.5, np.array([1, 2]), 2, channels=2)
    with pytest.raises(Enough):
        integrate(DeltaLIF(), 1.6, 0.1, method="exact", network=spikes, n=2, record={"s": Spikes()})


@pytest.mark.parametrize("module, given", [
    (lambda: ESM(ESMConfig(1, 16, 2), rngs=nnx.Rngs(0)), (np.zeros((1, 5), i4),)),
    (lambda: EvoformerBlock(BlockConfig(8, 8, 2, 2, 4, 8), rngs=nnx.Rngs(0)), (np.ones((2, 3, 8), f4), np.ones((3, 3, 8), f4), np.ones((2, 3), f4), np.ones((3, 3), f4))),
], ids=["ESM", "Evoformer"])
def test_network_lowers(module, given):
    shape, weights = nnx.split(nnx.eval_shape(module))
    assert "dot_general" in for_cuda(lambda w, *g: jax.tree.leaves(nnx.merge(shape, w)(*g)), weights, *given)
