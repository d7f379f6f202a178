"Orders of convergence, conservation, gradients, batches, precision and memory of the loop over time."
import subprocess
import sys
import textwrap
from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import brainkit.core.loop as loop
from brainkit.core import (
    Additive,
    Coupling,
    Dynamics,
    Moments,
    Multiplicative,
    Series,
    TemporalAverage,
    Trace,
    field,
    integrate,
    network,
    parameters,
    sweep,
)

pytestmark = pytest.mark.quick


@parameters
class Oscillator(Dynamics):
    "A harmonic oscillator that hears others."
    omega: float = field(1.0, unit="1/ms")
    gain: float = field(0.5)

    class State(NamedTuple):
        x: Any
        y: Any

    couples = ("x",)

    def initial(self, n=()):
        return self.State(jnp.ones(n), jnp.zeros(n))

    def drift(self, state, u):
        heard = u.c[0] if hasattr(u.c, "ndim") else 0.0
        return self.State(-self.omega * state.y + self.gain * heard, self.omega * state.x + u.s)


@parameters
class Growth(Dynamics):
    "Geometric Brownian motion dx = mu x dt + sigma x dW, whose solution is known."
    mu: float = field(0.5, unit="1/ms")

    class State(NamedTuple):
        x: Any

    def initial(self, n=()):
        return self.State(jnp.ones(n))

    def drift(self, state, u):
        return self.State(self.mu * state.x)


@pytest.mark.parametrize("method, order", [("euler", 1), ("heun", 2), ("rk4", 4)])
def test_order_of_a_driven_run(method, order):
    "Order under an input that is a function of time, seen at the stage times."
    def error(n):
        run = integrate(Oscillator(), 4.0, 4.0 / n, method=method, dtype="float64", inputs=jnp.cos)
        exact = np.cos(4.0) - 0.5 * 4.0 * np.sin(4.0)  # x'' = -x - cos t, x(0) = 1, x'(0) = 0
        return abs(float(run.state.x) - exact)
    assert abs(np.log2(error(64) / error(128)) - order) < 0.25


@pytest.mark.parametrize("method, held, order, correction", [("euler", True, 0.5, 0.5), ("heun", False, 1.0, 0.0)])
def test_strong_order_of_noise(method, held, order, correction):
    "Euler-Maruyama reaches the Ito solution with order 1/2, stochastic Heun the Stratonovich one with order 1, on the very same paths."
    sigma, fine, paths = 1.0, 1024, 4000
    w = np.random.default_rng(0).normal(size=(fine, paths)) / np.sqrt(fine)
    exact = np.exp((0.5 - correction * sigma**2) + sigma * w.sum(0))

    def error(n):
        from brainkit.core import Samples
        xi = w.reshape(n, fine // n, paths).sum(1)[:, None]
        noise = Samples(xi, sigma, b=lambda x: x, held=held)
        run = integrate(Growth(), 1.0, 1.0 / n, n=paths, method=method, dtype="float64", noise=noise)
        return np.mean(np.abs(np.asarray(run.state.x) - exact))
    assert abs(np.log2(error(32) / error(128)) / 2 - order) < 0.15


def test_noise_of_a_run_has_the_variance_it_states():
    "An Ornstein-Uhlenbeck process has variance sigma^2 tau / 2, white or, with coloured noise of time ntau, sigma^2 tau / (1 + ntau / tau)."
    @parameters
    class Leak(Dynamics):
        class State(NamedTuple):
            x: Any

        def initial(self, n=()):
            return self.State(jnp.zeros(n))

        def drift(self, state, u):
            return self.State(-state.x / 5.0)

    for tau, wanted in ((None, 0.3**2 * 5 / 2), (2.0, 0.3**2 * 5 / (1 + 2 / 5))):
        run = integrate(Leak(), 2000.0, 0.05, n=200, method="heun", noise=Additive(0.3, tau=tau), key=jax.random.key(3), record={"x": Moments("x", skip=100.0)})
        np.testing.assert_allclose(run["x_var"].mean(), wanted, rtol=0.03)


def delayed(n=5, seed=0):
    r = np.random.default_rng(seed)
    return r.normal(size=(n, n)) * (r.random((n, n)) < 0.7) / n, r.integers(0, 40, (n, n))


@pytest.mark.parametrize("checkpoint, room", [(None, None), (None, 0), (3, None)])
def test_gradient_through_a_delayed_network(checkpoint, room, monkeypatch):
    "Gradient in a parameter and in a weight against central differences, through delays, blocks and checkpoints, asked for or for want of room, in double precision."
    monkeypatch.setattr(loop, "KEPT", loop.KEPT if room is None else room)
    w, d = delayed()
    net = network(w, d)
    start = Oscillator.State(np.linspace(0.2, 1.0, 5), np.zeros(5))

    def loss(omega, scale):
        model = Oscillator().replace(omega=omega)
        scaled = jax.tree.map(lambda x: x, net).__class__(**{**vars(net), "weights": jnp.asarray(net.weights) * scale})
        run = integrate(model, 10.7, 0.1, state=start, network=scaled, dtype="float64", record={"x": TemporalAverage("x", 0.5)}, checkpoint=checkpoint)
        return (run["x"] ** 2).mean()

    with jax.enable_x64(True):
        g = jax.grad(loss, (0, 1))(1.0, 1.3)
        h = 1e-5
        numeric = [(loss(1.0 + h, 1.3) - loss(1.0 - h, 1.3)) / (2 * h), (loss(1.0, 1.3 + h) - loss(1.0, 1.3 - h)) / (2 * h)]
    np.testing.assert_allclose(g, numeric, rtol=1e-7)


def test_a_gradient_keeps_what_its_steps_begin_with(monkeypatch):
    "Two variables of 64 nodes a step where there is room, and far less in segments where there is not."
    last = lambda omega: integrate(Oscillator().replace(omega=omega), 640.0, 0.1, n=64).state.x.sum()
    room = lambda: jax.jit(jax.grad(last)).lower(0.06).compile().memory_analysis().temp_size_in_bytes
    assert room() < 1.5 * 6400 * 2 * 64 * 4
    monkeypatch.setattr(loop, "KEPT", 0)
    assert room() < 6400 * 2 * 64 * 4 / 4


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 1000), longest=st.integers(1, 60))
def test_blocks_equal_a_plain_loop(seed, longest):
    "A run with delays against the same equations stepped one by one in numpy."
    n, dt, steps = 4, 0.05, 50
    r = np.random.default_rng(seed)
    w, d = r.normal(size=(n, n)), r.integers(0, longest + 1, (n, n))
    past = r.normal(size=(longest + 1, 1, n))
    run = integrate(Oscillator(), steps * dt, dt, state=Oscillator.State(past[-1, 0], np.zeros(n)), network=network(w, d), history=past, method="euler",
                    dtype="float64", record={"x": Trace("x")})
    xs, y = list(past[:, 0]), np.zeros(n)
    for _ in range(steps):
        heard = np.array([sum(w[i, j] * xs[-1 - d[i, j]][j] for j in range(n)) for i in range(n)])
        x = xs[-1]
        xs.append(x + dt * (-y + 0.5 * heard))
        y = y + dt * x
    np.testing.assert_allclose(run["x"], np.array(xs[longest + 1:]), rtol=1e-9, atol=1e-12)


def test_vmap_and_sweep_equal_the_loop():
    "A batch over parameters, states and keys is the loop over them, with delays and noise."
    w, d = delayed()
    net = network(w, d)

    def one(member):
        omega, key = member
        model = Oscillator().replace(omega=omega)
        return integrate(model, 5.0, 0.1, network=net, noise=Additive(0.1), key=key, record={"x": TemporalAverage("x", 1.0)})["x"]

    omegas, keys = jnp.linspace(0.5, 1.5, 6), jax.random.split(jax.random.key(0), 6)
    loop = np.stack([one((float(o), k)) for o, k in zip(omegas, keys)])
    np.testing.assert_allclose(jax.jit(jax.vmap(lambda o, k: one((o, k))))(omegas, keys), loop, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(sweep(one, (omegas, keys), batch=4), loop, rtol=1e-4, atol=1e-5)


def test_single_against_double_precision():
    "Single precision follows double to its own rounding on a stable run."
    w, d = delayed()
    a, b = (integrate(Oscillator(gain=0.1), 20.0, 0.1, network=network(w, d), dtype=t, record={"x": Trace("x", every=5)})["x"] for t in ("float32", "float64"))
    assert a.dtype == np.float32 and b.dtype == np.float64
    np.testing.assert_allclose(a, b, atol=2e-4)


def test_limits_hold_at_every_stage():
    "A bounded state never leaves its bounds, and its drift is never evaluated outside them."
    @parameters
    class Root(Dynamics):
        class State(NamedTuple):
            x: Any
        limits = {"x": (0.0, 1.0)}

        def initial(self, n=()):
            return self.State(jnp.full(n, 0.5))

        def drift(self, state, u):
            return self.State(-3.0 * jnp.sqrt(state.x))  # NaN below zero

    run = integrate(Root(), 5.0, 0.5, n=(3,), noise=Additive(0.5), key=jax.random.key(0), record={"x": Trace("x")})
    assert np.isfinite(run["x"]).all() and run["x"].min() == 0.0 and run["x"].max() <= 1.0


def test_stimulus_and_series_are_held_over_their_step():
    run = integrate(Oscillator(omega=1e-9), 1.0, 0.1, method="heun", stimulus={"x": Series(jnp.arange(10.0))}, record={"x": Trace("x")})
    np.testing.assert_allclose(run["x"], 1.0 + 0.1 * np.cumsum(np.arange(10.0)), rtol=1e-5)


PROGRAM = """
    import resource, sys
    import jax, jax.numpy as jnp, numpy as np
    sys.path.insert(0, {path!r})
    from test_core import Oscillator
    from brainkit.core import Additive, Moments, Onset, Spectrum, integrate, network
    net = network(np.roll(np.eye(64), 1, 0) * 0.1, np.full((64, 64), 20))
    record = {{"m": Moments("x"), "o": Onset("x", 1.5), "s": Spectrum("x", 1.0, length=256)}}
    run = lambda duration: integrate(Oscillator(omega=0.01, gain=0.0), duration, 0.1, network=net, noise=Additive(0.01), key=jax.random.key(0), record=record, chunk=16000)
    run(3200.0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    run({duration})
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak)
"""


def test_memory_does_not_grow_with_duration():
    "Peak memory of a run with reduced recorders, ten times as long as one before it in the same process, grows by less than 8 MB; the states alone would be 164 MB."
    from pathlib import Path
    code = textwrap.dedent(PROGRAM).format(path=str(Path(__file__).parent), duration=32000.0)
    grown = int(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    assert grown < 8 * 1024, f"{grown} kB"


def test_a_coupling_sees_the_receiver():
    "A difference coupling, sum w (x_j - x_i), vanishes on a uniform state."
    @partial(jax.tree_util.register_dataclass, data_fields=[], meta_fields=[])
    class Difference(Coupling):
        def post(self, summed, x, total):
            return summed - x * total

    w, d = delayed()
    run = integrate(Oscillator(omega=0.0), 2.0, 0.1, network=network(w, d, Difference()), dtype="float64", record={"c": Trace("coupling")})
    np.testing.assert_allclose(run["c"], 0.0, atol=1e-14)


def test_multiplicative_noise_needs_no_key_twice():
    "The same key gives the same numbers; another key gives others."
    run = lambda k: integrate(Growth(), 1.0, 0.01, n=3, noise=Multiplicative(0.2), key=jax.random.key(k)).state.x
    np.testing.assert_array_equal(run(1), run(1))
    assert (np.asarray(run(1)) != np.asarray(run(2))).all()


def test_a_stimulus_on_a_gate_reaches_it_in_every_scheme_of_membranes():
    "A gate at its steady state, pushed at a constant rate, moves by that rate times its time constant, whichever scheme steps it."
    from brainkit.core import Affine, Membrane

    @parameters
    class Cell(Membrane):
        class State(NamedTuple):
            v: Any
            h: Any

        def affine(self, state, u):
            return self.State(Affine(-6.5, 0.1), Affine(0.2, 0.4))

    rest = Cell.State(-65.0, 0.5)
    for method in ("heun", "exponential_euler", "staggered"):
        for push in (0.04, Series(jnp.full(1000, 0.04))):
            run = integrate(Cell(), 100.0, 0.1, state=rest, method=method, stimulus={"h": push})
            np.testing.assert_allclose([run.state.v, run.state.h], [-65.0, 0.6], rtol=1e-5, err_msg=method)


def test_couplings_with_other_numbers_are_not_equal():
    class Other(Coupling):
        def __init__(self, a):
            object.__setattr__(self, "a", a)
    assert Other(1.0) != Other(2.0) and len({Other(1.0), Other(2.0)}) == 2


@pytest.mark.quick
def test_hundreds_of_steps_at_once_are_recorded_as_sixteen_are(monkeypatch):
    from brainkit.wholebrain import Generic2dOscillator, SpatialAverage
    from brainkit.wholebrain.couplings import Linear
    from brainkit.wholebrain.seizures import Episodes
    wired = network(np.ones((3, 3)) - np.eye(3), np.full((3, 3), 16), Linear(a=0.01))
    record = {"often": Episodes("V", 0.0, gap=2.0, most=64), "mean": TemporalAverage(("V", "W"), every=10), "each": Trace("W"), "area": SpatialAverage("V", period=0.7, groups=(0, 1, 0)), "spread": Moments("V", skip=5.0)}

    def run():
        return integrate(Generic2dOscillator(), 60.0, 0.1, n=3, network=wired, noise=Additive(0.5), key=jax.random.key(0), record=record, start=7, dtype="float64").records

    few = run()
    monkeypatch.setattr(loop, "DELAYED_FROM", 0)
    many = run()
    assert few["often_count"].max() > 3
    for name in few:
        np.testing.assert_allclose(many[name], few[name], rtol=1e-11, atol=1e-11, err_msg=name)
