"The olive's equations written a second time, in plain numpy, and what junctions conserve for any cube and seed."
import jax
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brainkit.circuits import Olive, displacements, gap_lattice, junction_pairs, olive_start
from brainkit.core import integrate


def sigmoid(u):
    return 1 / (1 + np.exp(-u))


def gate(target, tau, y):
    return (target - y) / tau


def fast_potassium(V, y):
    alpha, beta = 0.13 * (V + 25) / (1 - np.exp(-(V + 25) / 10)), 1.69 * np.exp(-(V + 35) / 80)
    return alpha * (1 - y) - beta * y


def into_dendrites(V, pairs, g):
    "The gap currents, pair by pair."
    total = np.zeros_like(V)
    for i, j in pairs:
        d = V[i] - V[j]
        total[j] += g * (0.2 + 0.8 * np.exp(-d * d / 100)) * d
        total[i] -= g * (0.2 + 0.8 * np.exp(-d * d / 100)) * d
    return total


def slope(y, g_CaL, pairs, g_gap, extra):
    "dy/dt by the formulas of the benchmark, currents outward, one after another."
    Vs, k, l, h, n, x, Va, ha, xa, Vd, Ca, r, s, q = y
    out = np.empty_like(y)
    soma = 0.016 * (Vs - 10) + g_CaL * k**3 * l * (Vs - 120) + 150 * sigmoid((Vs + 30) / 5.5) ** 3 * h * (Vs - 55) + (9 * n**4 + 5 * x**4) * (Vs + 75)
    out[0] = -(soma + 0.13 / 0.25 * (Vs - Vd) + 0.13 / 0.85 * (Vs - Va))
    out[1] = gate(sigmoid((Vs + 61) / 4.2), 1.0, k)
    out[2] = gate(sigmoid(-(Vs + 85) / 8.5), 20 * np.exp((Vs + 160) / 30) / (1 + np.exp((Vs + 84) / 7.3)) + 35, l)
    out[3] = gate(sigmoid(-(Vs + 70) / 5.8), 3 * np.exp(-(Vs + 40) / 33), h)
    out[4] = gate(sigmoid((Vs + 3) / 10), 5 + 47 * np.exp((Vs + 50) / 900), n)
    out[5] = fast_potassium(Vs, x)
    out[6] = -(0.016 * (Va - 10) + 240 * sigmoid((Va + 30) / 5.5) ** 3 * ha * (Va - 55) + 240 * xa**4 * (Va + 75) + 0.13 / 0.15 * (Va - Vs))
    out[7] = gate(sigmoid(-(Va + 60) / 5.8), 1.5 * np.exp(-(Va + 40) / 33), ha)
    out[8] = fast_potassium(Va, xa)
    high = 4.5 * r * r * (Vd - 120)
    out[9] = -(0.01532 * (Vd - 10) + high + 35 * s * (Vd + 75) + 0.12 * q * (Vd + 43) + 0.13 / 0.75 * (Vd - Vs)) + into_dendrites(Vd, pairs, g_gap) + extra
    out[10] = -3 * high - 0.075 * Ca
    alpha, beta = 1.7 / (1 + np.exp(-(Vd - 5) / 13.9)), 0.02 * (Vd + 8.5) / (np.exp((Vd + 8.5) / 5) - 1)
    out[11] = gate(alpha / (alpha + beta), 5 / (alpha + beta), r)
    binding = np.minimum(2e-5 * Ca, 0.01)
    out[12] = gate(binding / (binding + 0.015), 1 / (binding + 0.015), s)
    out[13] = gate(sigmoid(-(Vd + 80) / 4), 1 / (np.exp(-0.086 * Vd - 14.6) + np.exp(0.07 * Vd - 1.87)), q)
    return out


@pytest.mark.parametrize("seed, g_gap, extra", [(0, 0.05, 0.0), (7, 0.11, 2.5)])
def test_joined_cells_follow_an_independent_right_hand_side(seed, g_gap, extra):
    cube = gap_lattice(4, seed)
    g, start = np.random.default_rng(seed).uniform(0.5, 1.7, cube.n), olive_start(seed, cube.n)
    end = integrate(Olive(g_CaL=g, g_gap=g_gap, junctions=cube), 50.0, 0.025, state=start, method="euler", inputs=extra, dtype="float64").state
    y, pairs = np.array(start), [*zip(cube.first.tolist(), cube.second.tolist())]
    for _ in range(2000):
        y = y + 0.025 * slope(y, g, pairs, g_gap, extra)
    np.testing.assert_allclose(np.array(end), y, rtol=1e-9, atol=1e-10)


def test_a_cell_follows_an_adaptive_solver():
    from scipy.integrate import solve_ivp
    start = olive_start(3, 1)
    end = integrate(Olive(), 100.0, 0.05, state=start, method="rk4", dtype="float64").state
    wanted = solve_ivp(lambda t, y: slope(y[:, None], 1.1, [], 0.0, 0.0)[:, 0], (0, 100), np.array(start)[:, 0], method="LSODA", rtol=1e-11, atol=1e-12).y[:, -1]
    np.testing.assert_allclose(np.array(end)[:, 0], wanted, rtol=1e-5)


@settings(max_examples=8, deadline=None)
@given(st.sampled_from((4, 7)), st.integers(0, 2**31), st.sampled_from((0.0, 5.0, 10.0)), st.floats(0.5, 30))
def test_what_junctions_conserve(side, seed, per_cell, spread):
    cube = gap_lattice(side, seed, per_cell)
    low, high = np.minimum(cube.first, cube.second).astype(np.int64), np.maximum(cube.first, cube.second)
    assert len(np.unique(low * cube.n + high)) == len(cube) == round(cube.n * per_cell / 2) and (low < high).all()
    V = -60 + spread * np.random.default_rng(seed).standard_normal(cube.n)
    with jax.enable_x64(True):
        I = np.asarray(cube.current(V))
        turned = np.asarray(junction_pairs(cube.second, cube.first, cube.n).current(V))  # a junction has no direction
    assert abs(I.sum()) <= 1e-13 * abs(I).sum() and (V * I).sum() <= 0
    np.testing.assert_allclose(turned, I, atol=1e-12 * (1 + abs(I).max()))


@settings(max_examples=20, deadline=None)
@given(st.integers(4, 12), st.floats(1.5, 5.0), st.floats(1.0, 8.0))
def test_each_shell_has_its_share(side, reach, width):
    steps, chance = displacements(side, reach, width)
    square = (steps**2).sum(1)
    shells = np.unique(square)
    share = np.array([chance[square == s].sum() for s in shells])
    np.testing.assert_allclose(share, np.exp(-shells / width**2) / np.exp(-shells / width**2).sum(), rtol=1e-10)
    assert square.max() < min(reach, side // 2) ** 2 and len(np.unique(np.r_[steps, -steps], axis=0)) == 2 * len(steps)




@pytest.mark.slow
def test_the_gradient_of_a_cell_by_its_junctions():
    cube, start = gap_lattice(4, 3), olive_start(5, 64)._replace(V_d=-60 + 5 * np.random.default_rng(0).standard_normal(64))

    def end(g):
        return integrate(Olive(junctions=cube, g_gap=g), 0.8, 0.05, state=start, method="euler", dtype="float64").state.V_d
    with jax.enable_x64(True):
        slope = float(jax.grad(lambda g: end(g)[0])(0.05))
        near = [float(np.asarray(end(g))[0]) for g in (0.0501, 0.0499)]
    np.testing.assert_allclose(slope, (near[0] - near[1]) / 2e-4, rtol=1e-5)
