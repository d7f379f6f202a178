"Composed cells: gradient against finite difference, one population against one cell at a time, float32 against float64, probability of a scheme kept by every scheme of integration."
import jax
import jax.numpy as jnp
import numpy as np
import pytest

from brainkit.core import integrate
from brainkit.neurons import (
    HCN,
    SK,
    Calcium,
    LCalcium,
    Leak,
    ResurgentNa,
    SquidK,
    SquidNa,
    TraubK,
    TraubNa,
    compose,
    equilibrium,
    shell,
    variant,
)


def axon(g):
    return compose(SquidNa(), SquidK(), Leak(g=0.3, E=-54.387)).replace(v_start=-65.0).with_(k=SquidK(g=g))


def test_gradient_of_a_conductance():
    cell = compose(SquidNa(), SquidK(), Leak(g=0.3, E=-54.387))

    def end(g):
        changed = cell.replace(channels=cell.channels.with_(k=cell.channels.k.replace(g=g)))
        return integrate(changed, 2.0, 0.02, inputs=1.0, method="staggered", dtype="float64").state.v

    with jax.enable_x64(True):
        slope, h = jax.grad(end)(jnp.asarray(36.0)), 1e-4
        np.testing.assert_allclose(slope, (end(jnp.asarray(36.0 + h)) - end(jnp.asarray(36.0 - h))) / (2 * h), rtol=1e-6)


def test_population_is_its_cells_and_single_is_double():
    g = np.array([20.0, 36.0, 50.0])
    run = lambda g, dtype="float64", **n: integrate(axon(g), 4.0, 0.02, inputs=8.0, method="staggered", dtype=dtype, **n).state.v
    together = np.asarray(run(g, n=3))
    np.testing.assert_allclose(together, [float(run(x)) for x in g], rtol=1e-12)
    np.testing.assert_allclose(run(g, "float32", n=3), together, atol=0.05)


@pytest.mark.parametrize("method, dt", [("staggered", 0.025), ("exponential_euler", 0.025), ("heun", 1e-5)])
def test_a_scheme_keeps_its_probability(method, dt):
    cell = compose(ResurgentNa(), TraubK(), Leak(), v_start=-70.0)
    state = integrate(cell, 40 * dt, dt, inputs=5.0, method=method, dtype="float64").state
    np.testing.assert_allclose(sum(np.asarray(x) for n, x in zip(state._fields, state) if n.startswith("nar_")), 1.0, rtol=1e-10)


def test_rest_of_a_cell_with_calcium_is_a_rest():
    cell = compose(TraubNa(), TraubK(), LCalcium(g=0.1), SK(), HCN(), Leak(g=0.05, E=-70.0), pool=Calcium(k=shell(1.0), tau=20.0))
    rest = equilibrium(cell)
    run = integrate(cell, 50.0, 0.025, state=rest, method="staggered", dtype="float64").state
    np.testing.assert_allclose([run.v, run.ca], [rest.v, rest.ca], rtol=1e-6)


def test_any_channel_takes_a_variant():
    for channel in (SquidK(), HCN(), LCalcium(), SK()):
        gate = next(iter(channel.gates))
        changed = variant(channel, mutant=1.0, s_g=0.5, **{gate: dict(dv=7.0, s_tau=2.0, p=0.1)})
        wild, mutant = channel.pair(gate, -47.0, 0.5), changed.pair(f"{gate}_mut", -40.0, 0.5)
        np.testing.assert_allclose(mutant.a / mutant.b, 0.1 + 0.9 * wild.a / wild.b, rtol=1e-5)
        np.testing.assert_allclose(mutant.b, wild.b / 2.0, rtol=1e-5)
