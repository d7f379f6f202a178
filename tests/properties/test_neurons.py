"Cells: no difference is no difference, a population is its cells, gradients are slopes, and both precisions tell the same story."
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from brainkit.core import Inputs, Trace, integrate
from brainkit.neurons import GatingDelta, HodgkinHuxley, Pospischil, WangBuzsaki, equilibrium, fi_curve, linoid, saddle_node

CELLS = {"squid": HodgkinHuxley(), "interneuron": WangBuzsaki(), "pyramidal": Pospischil()}
DRIVE = {"squid": 10.0, "interneuron": 1.0, "pyramidal": 2.0}


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name, method", [("interneuron", "rk4"), ("interneuron", "staggered"), ("pyramidal", "staggered")])
def test_an_identical_mutant_changes_no_bit(name, method, dtype):
    cell = CELLS[name].replace(mutant=np.array([0.0, 0.5, 1.0]), delta=GatingDelta())
    v = integrate(cell, 40.0, 0.05, n=3, inputs=DRIVE[name], method=method, record={"v": Trace("v")}, dtype=dtype)["v"]
    assert (v == v[:, :1]).all() and v.max() > 0


@pytest.mark.parametrize("name", CELLS)
def test_a_population_is_its_cells(name):
    cell, I = CELLS[name], DRIVE[name] * np.array([0.5, 1.0, 2.0])
    together = integrate(cell, 30.0, 0.05, n=3, inputs=I, method="rk4", dtype="float64").state.v
    alone = integrate(cell, 30.0, 0.05, inputs=I[1], method="rk4", dtype="float64").state.v
    np.testing.assert_allclose(together[1], alone, rtol=1e-8)


def test_samples_and_currents_make_one_population():
    both = fi_curve(WangBuzsaki(g_na=np.array([35.0, 30.0])), [0.5, 2.0], duration=300.0)
    np.testing.assert_allclose(both.rate[:, 1], fi_curve(WangBuzsaki(g_na=30.0), [0.5, 2.0], duration=300.0).rate, rtol=1e-4)


def test_a_current_without_a_rest_in_range_is_refused():
    with pytest.raises(ValueError, match="has no rest between"):
        equilibrium(Pospischil(), -3.0)


def test_gradient_of_a_trace_by_a_gate_is_the_slope():
    def v(dv_m):
        cell = WangBuzsaki(delta=GatingDelta(dv_m=dv_m), mutant=0.5)
        return integrate(cell, 1.6, 0.05, inputs=1.0, method="euler", dtype="float64").state.v

    with jax.enable_x64(True):
        slope = jax.grad(v)(jnp.float64(-1.0))
        by_difference = (v(-1.0 + 1e-4) - v(-1.0 - 1e-4)) / 2e-4
    np.testing.assert_allclose(slope, by_difference, rtol=1e-6)


@given(st.floats(-40, 40))
def test_linoid(x):
    with jax.enable_x64(True):
        np.testing.assert_allclose(linoid(x) - linoid(-x), x, atol=1e-12)
        assert linoid(x) >= 0


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(list(CELLS)), st.floats(-0.9, 0))
def test_rest_is_rest(name, current):
    with jax.enable_x64(True):
        state = equilibrium(CELLS[name], current)
        assert max(abs(float(x)) for x in CELLS[name].drift(state, Inputs(s=current))) < 1e-9


@settings(max_examples=10, deadline=None)
@given(st.floats(-6, 1), st.floats(0.8, 1.0))
def test_the_threshold_lies_between_those_of_the_two_channels(dv_m, s_g):
    shift = GatingDelta(dv_m=dv_m, s_g=s_g)
    wild, half, all_ = (float(saddle_node(WangBuzsaki(delta=shift, mutant=f))[0]) for f in (0.0, 0.5, 1.0))
    assume(np.isfinite([wild, half, all_]).all())  # far enough, the cell loses its saddle and starts in another way
    assert min(wild, all_) - 1e-9 <= half <= max(wild, all_) + 1e-9
