"""O22: where the six-variable Epileptor starts to seize, how often it does and for how long. No noise, Heun, dt 0.02.

All excitabilities are regions of one uncoupled run, so that the long times cost one pass.
"""
import numpy as np
import pytest

from brainkit.core import integrate
from brainkit.wholebrain import Epileptor, Episodes, critical_x0, eigenvalues, fixed_point, interictal

DT = 0.02


@pytest.fixture(scope="module")
def long():
    x0 = np.array([-1.6, -2.0, -2.2])
    model = Epileptor(x0=x0)
    run = integrate(model, 25000.0, DT, state=interictal(model, 3), record={"s": Episodes("x1", -0.5, 300.0, 32)}, dtype="float64")
    return {x: (run["s"][k][: run["s_count"][k]], run["s_end"][k][: run["s_count"][k]]) for k, x in enumerate(x0)}


def test_critical_value_by_hand():
    assert abs(critical_x0() + 2.0620) < 1e-4
    assert abs(float(critical_x0(Iext=3.1)) - (-4 / 3 - (4.1 - 32 / 27) / 4)) < 1e-12


def test_critical_value_from_the_eigenvalues():
    "The fixed point of all six variables loses stability within 0.002 of the listed -2.0614."
    def growth(x0):
        model = Epileptor(x0=float(x0))
        return eigenvalues(model, fixed_point(model, (-1.34, 1 - 5 * 1.34**2, 4 * (-1.34 - x0), -1.0, 0.0, -0.134)))[0].real

    low, high = -2.08, -2.04
    assert growth(low) < 0 < growth(high)
    while high - low > 1e-5:
        middle = 0.5 * (low + high)
        low, high = (low, middle) if growth(middle) > 0 else (middle, high)
    assert abs(low + 2.0614) < 0.002


@pytest.mark.parametrize("x0, period, ictal", [(-1.6, 1905, 962), (-2.0, 2435, 652)])
def test_periods_and_lengths(long, x0, period, ictal):
    starts, ends = long[x0]
    whole = slice(1, -1)                                                       # the first may be a start-up transient, the last cut off
    assert len(starts) >= 9
    np.testing.assert_allclose(np.diff(starts[1:]).mean(), period, rtol=0.03)
    np.testing.assert_allclose((ends - starts)[whole].mean(), ictal, rtol=0.03)


def test_no_seizure_below_the_edge(long):
    assert len(long[-2.2][0]) <= 1                                             # at most the start-up transient


def test_critical_value_by_simulation():
    "The lowest x0 that seizes after 20 s, in steps of 0.0005: within 0.002 of -2.0614."
    x0 = np.arange(-2.066, -2.056, 0.0005)
    model = Epileptor(x0=x0)
    run = integrate(model, 60000.0, DT, state=interictal(model, len(x0)), record={"s": Episodes("x1", -0.5, 300.0, 64)}, dtype="float64")
    late = np.nanmax(run["s"], axis=1, initial=-1, where=np.isfinite(run["s"]))
    assert abs(x0[late > 20000].min() + 2.0614) < 0.002
