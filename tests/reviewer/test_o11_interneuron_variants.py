"""
O11: the Wang-Buzsaki interneuron, a variant as a shift of V inside alpha and beta of m or h, or as a ratio of conductances, in all channels.

Disputed: the rates of this row (31.377, 57.923, 98.854, 185.157 Hz for the wild type at 0.5, 1, 2, 5 uA/cm2) are those of the forward Euler method at a step of 0.01 ms and are not
converged. brainkit gives them to 1e-4 with that method and step. The converged rates are 2.4 to 5.5 % higher; an independent adaptive solver (scipy's LSODA at 1e-10) agrees with
them to 3e-4. The critical currents agree within the row's tolerance.
"""
import numpy as np
import pytest

from brainkit.neurons import GatingDelta, WangBuzsaki, fi_curve, firing_rate, rheobase, saddle_node

ORDER = ("wild type", "g_Na x 0.75", "dV_m -5 mV", "dV_h +5 mV")
DELTA = GatingDelta(dv_m=np.array([0.0, 0.0, -5.0, 0.0]), dv_h=np.array([0.0, 0.0, 0.0, 5.0]), s_g=np.array([1.0, 0.75, 1.0, 1.0]))
CURRENT = [0.5, 1.0, 2.0, 5.0]
LISTED = [[31.377, 57.923, 98.854, 185.157], [25.293, 56.244, 99.299, 185.521], [78.248, 104.534, 147.616, 239.005], [34.082, 58.553, 98.384, 185.178]]


def test_o11_critical_currents():
    listed = [0.1607, 0.2829, -0.4528, 0.0925]
    np.testing.assert_allclose(saddle_node(WangBuzsaki(delta=DELTA, mutant=1.0))[0], listed, atol=0.005)
    np.testing.assert_allclose(rheobase(WangBuzsaki(delta=DELTA, mutant=1.0), low=-1.0, high=1.0), listed, atol=0.005)


def test_o11_rates_with_the_method_and_step_of_the_listed_values():
    fi = fi_curve(WangBuzsaki(delta=DELTA, mutant=1.0), CURRENT, duration=500.0, method="euler", dt=0.01, dtype="float64")
    np.testing.assert_allclose(fi.rate.T, LISTED, rtol=0.01)


def independent(I, dv_m=0.0, dv_h=0.0, g=35.0):
    "The same cell, typed a second time, by scipy."
    integrate = pytest.importorskip("scipy.integrate")

    def rhs(t, x):
        v, h, n = x
        u, w = v - dv_m, v - dv_h
        a, b = 0.1 * (u + 35) / (1 - np.exp(-0.1 * (u + 35))), 4 * np.exp(-(u + 60) / 18)
        dh = 5 * (0.07 * np.exp(-(w + 58) / 20) * (1 - h) - h / (1 + np.exp(-0.1 * (w + 28))))
        dn = 5 * (0.01 * (v + 34) / (1 - np.exp(-0.1 * (v + 34))) * (1 - n) - 0.125 * np.exp(-(v + 44) / 80) * n)
        return I - 0.1 * (v + 65) - g * (a / (a + b)) ** 3 * h * (v - 55) - 9 * n**4 * (v + 90), dh, dn

    up = lambda t, x: x[0]
    up.direction = 1
    return firing_rate(integrate.solve_ivp(rhs, (0, 500), (-64.0, 0.78, 0.09), method="LSODA", rtol=1e-10, atol=1e-12, events=up).t_events[0])


def test_o11_converged_rates_against_an_independent_solver():
    fi = fi_curve(WangBuzsaki(delta=DELTA, mutant=1.0), CURRENT)
    one = [independent(1.0), independent(1.0, g=0.75 * 35.0), independent(1.0, dv_m=-5.0), independent(1.0, dv_h=5.0)]
    np.testing.assert_allclose(fi.rate[1], one, rtol=5e-4)
    above = fi.rate.T / np.array(LISTED) - 1
    assert np.all(above > 0.02) and np.all(above < 0.06), "the listed rates are no longer those of an unconverged method: compare with them directly"
