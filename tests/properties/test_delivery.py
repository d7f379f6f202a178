"Delivery of spikes: by events as by a matrix, whatever the delays; nothing lost, however many; and what cannot be delivered is refused."
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jax import lax

from brainkit.circuits import LIF, CobaHH, DeltaLIF, VogelsAbbott, cobahh_start
from brainkit.core import Series, Spikes, Spiking, Surrogate, Trace, integrate, kernel_status, spike_network
from brainkit.core.ring import empty_ring, spike_ring

N, SLOTS, EDGES, STEPS = 13, 7, 60, 24
CELLS = {"CobaHH": CobaHH(), "DeltaLIF": DeltaLIF(J=4.0)}


@jax.jit
def by_events(z, indptr, indices, delays, weights):
    "What arrives in each step  # (step, place)"
    def tick(ring, x):
        given, ring, events = spike_ring(x[0], ring, x[1], indptr, indices, delays, weights)
        return ring, (given, events.count)
    return lax.scan(tick, empty_ring(SLOTS, 2 * N, weights.dtype), (z, jnp.arange(len(z), dtype=jnp.int32)))[1]


def by_matrix(z, source, place, delay, weight):
    "The same by one matrix a delay."
    heard = np.zeros((len(z) + SLOTS + 1, 2 * N))
    for d in range(1, SLOTS + 1):
        matrix = np.zeros((N, 2 * N))
        np.add.at(matrix, (source[delay == d], place[delay == d]), weight[delay == d])
        heard[d:d + len(z)] += z @ matrix
    return heard[1:len(z) + 1]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**31), st.sampled_from([0.0, 0.1, 0.5, 1.0]), st.sampled_from(["any", "one", "longest"]), st.booleans())
def test_events_are_the_matrix(seed, share, which, dyadic):
    r = np.random.default_rng(seed)
    source, place = np.sort(r.integers(0, N, EDGES)), r.integers(0, 2 * N, EDGES)
    delay = {"any": r.integers(1, SLOTS + 1, EDGES), "one": np.ones(EDGES, int), "longest": np.full(EDGES, SLOTS)}[which]
    weight = r.integers(-64, 65, EDGES) / 64 if dyadic else r.normal(size=EDGES)
    z = r.random((STEPS, N)) < share                                              # none, few, half, and every cell at once
    with jax.enable_x64(True):
        indptr = jnp.asarray(np.r_[0, np.cumsum(np.bincount(source, minlength=N))], jnp.int32)
        given, count = by_events(jnp.asarray(z), indptr, jnp.asarray(place, jnp.int32), jnp.asarray(delay, jnp.int32), jnp.asarray(weight))
    wanted = by_matrix(z.astype(float), source, place, delay, weight)
    np.testing.assert_array_equal(count, z.sum(1))
    if dyadic:
        np.testing.assert_array_equal(given, wanted)
    else:
        np.testing.assert_allclose(given, wanted, rtol=0, atol=1e-12)


def pulsed(name, n=40, dtype="float32", **record):
    "A small circuit of such cells, driven so that all of them fire, some at once."
    r = np.random.default_rng(3)
    m = 8 * n
    inhibits = r.random(m) < 0.3
    scale = {"DeltaLIF": (1.0, 1.0), "CobaHH": (4.0, 8.0)}[name]
    net = spike_network(r.integers(0, n, m), r.integers(0, n, m), np.where(inhibits, scale[1], scale[0]), r.integers(1, 9, m), n, channel=inhibits.astype(int), channels=2)
    push = np.where(np.arange(400)[:, None] % 100 < 50, {"DeltaLIF": 0.3, "CobaHH": 600.0}[name], 0.0) * r.uniform(0.5, 1.5, n)
    return integrate(CELLS[name], 40.0, 0.1, method="exact", network=net, inputs=Series(push), n=n, record=record, dtype=dtype)


@pytest.mark.parametrize("name", [pytest.param("DeltaLIF", marks=pytest.mark.slow), "CobaHH"])
def test_one_call_is_the_plain_loop(name):
    "The native sixteen steps against the loop that is taken where something else is recorded with them."
    record = dict(s=Spikes(), v=Trace("v"), z=Trace("spikes"))
    fast, slow = pulsed(name, **record), pulsed(name, **record, c=Trace("coupling"))
    assert any(k.startswith("volley") and v == "native" for k, v in kernel_status().items())
    assert len(fast["s"]) > 40
    for run in (fast, slow):                                                       # bits and flags say the same
        step, cell = np.nonzero(run["z"])
        np.testing.assert_array_equal(np.stack([np.rint(run["s"] * 10) - 1, run["s_cell"]]), np.stack([step, cell]))
    early = slice(0, 120)                                                          # later a rounding may move a spike
    np.testing.assert_allclose(fast["v"][early], slow["v"][early], atol=0.02)


def test_every_spike_is_kept_when_all_fire_in_every_step():
    class Always(Spiking):
        State = DeltaLIF.State

        def propagate(self, state, u, dt):
            return state

        def spikes(self, before, after):
            return after.v < 1e9
    jax.tree_util.register_pytree_node(Always, lambda a: ((), None), lambda *_: Always())
    n, steps = 300, 50
    net = spike_network(np.arange(n), np.roll(np.arange(n), 1), 1.0, 3, n, channels=2)
    run = integrate(Always(), steps * 1.0, 1.0, method="exact", network=net, state=Always.State(np.zeros(n), np.zeros(n)), record={"s": Spikes(), "c": Trace("coupling")})
    assert len(run["s"]) == n * steps and (np.bincount(run["s_cell"]) == steps).all()
    assert (run["c"][:, 0] == (np.arange(steps) >= 3)[:, None]).all()             # and every one arrives


def test_a_state_that_is_lost_is_named_with_its_cell_and_time():
    n, where = 9, 2
    net = VogelsAbbott(n_e=6, n_i=3, p=0.5, w_e=6.0, w_i=67.0).network(np.arange(8), np.arange(1, 9), 0.1)
    start = cobahh_start(CobaHH(), n, np.random.default_rng(0))
    push = np.zeros((96, n))
    push[57, where] = np.nan
    with pytest.raises(FloatingPointError, match=r"^g_e at \[2\] left the finite numbers between 5.7 and 5.8"):
        integrate(CobaHH(), 9.6, 0.1, method="exact", network=net, state=start, stimulus={"g_e": Series(push)})
    with pytest.raises(ValueError, match="initial v is nan; allowed: finite"):
        integrate(CobaHH(), 10.0, 0.1, method="exact", network=net, state=start._replace(v=np.full(n, np.nan)))


@pytest.mark.parametrize("smooth", [pytest.param(True, id="smooth"), pytest.param(False, id="hard", marks=pytest.mark.slow)])
def test_a_gradient_through_a_circuit_is_the_quotient_of_differences(smooth):
    "Weights and drive of smooth cells with delays; hard ones fire as the plain cell does, and have a gradient."
    n, r = 6, np.random.default_rng(1)
    net = spike_network(np.repeat(np.arange(n), 3), r.integers(0, n, 3 * n), 1.0, r.integers(1, 9, 3 * n), n, channel=r.integers(0, 2, 3 * n), channels=2)

    def cost(cell, w, I):
        made = type(net)(w, net.indptr, net.indices, net.delays, n, 2, net.longest)
        run = integrate(cell, 6.4, 0.2, method="exact", network=made, inputs=I, state=LIF.State(np.linspace(-60, -51, n), 0.0, 0.0, 0.0), record={"v": Trace("v"), "z": Trace("spikes")}, dtype="float64")
        return (run["v"] ** 2).mean() + run["z"].mean()
    with jax.enable_x64(True):
        at = jnp.asarray(r.normal(50, 20, 3 * n)), jnp.asarray(r.uniform(100, 300, n))
        both = jax.jit(jax.value_and_grad(cost, (1, 2)))
        value, slopes = both(Surrogate(LIF(), 2.0, smooth=smooth), *at)
        if not smooth:
            assert all(np.isfinite(s).all() and np.abs(s).max() > 0 for s in slopes)
            return
        for k, way in ((0, r.normal(size=3 * n)), (1, r.normal(size=n))):
            h = 1e-5
            up, down = (both(Surrogate(LIF(), 2.0, smooth=True), *(x + s * h * way if j == k else x for j, x in enumerate(at)))[0] for s in (1, -1))
            np.testing.assert_allclose(slopes[k] @ way, (up - down) / (2 * h), rtol=1e-5)
