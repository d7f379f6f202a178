"""O17: fixed points of the exact mean field of quadratic cells. O18: 10 000 such cells against it, before, during and after a kick, in units of tau."""
import numpy as np
import pytest

from brainkit.circuits import MPR, QIF, kick, lorentzian, mpr_fixed_points
from brainkit.core import TemporalAverage, integrate

THEORY = MPR(J=15.0, eta=-5.0, Delta=1.0)


def test_o17_roots_and_bistable_range():
    points = mpr_fixed_points(THEORY)
    np.testing.assert_allclose(points.r, [0.08113, 0.47298, 1.03060], atol=1e-4)
    assert points.stable.tolist() == [True, False, True]
    np.testing.assert_allclose(mpr_fixed_points(THEORY, 3.0).r, [1.37324], atol=1e-4)
    for eta in np.arange(-5.72, -3.13, 0.02):  # the range found on a grid of 0.02; its exact ends are the folds -5.7435 and -3.1361
        assert len(mpr_fixed_points(THEORY.replace(eta=float(eta))).r) == 3
    for eta in (-5.7436, -3.1360):
        assert len(mpr_fixed_points(THEORY.replace(eta=eta)).r) == 1


def test_o18_network_holds_the_state_of_its_mean_field_after_the_kick():
    push, record = kick(3.0, 30.0, 60.0), lambda of: {"r": TemporalAverage(of, period=1.0)}
    cells = QIF(eta=lorentzian(10_000, -5.0, 1.0))
    network = integrate(cells, 90.0, 0.01, method="exact", inputs=push, record=record("s"))["r"]
    field = integrate(THEORY, 90.0, 0.01, method="rk4", inputs=push, record=record("r"))["r"]
    for part, tolerance in ((slice(15, 30), 0.05), (slice(50, 60), 0.015), (slice(80, 90), 0.015)):
        assert network[part].mean() == pytest.approx(field[part].mean(), rel=tolerance)
    assert network[80:].mean() > 10 * network[15:30].mean()  # it has not fallen back
