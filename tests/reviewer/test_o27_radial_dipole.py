"O27: potential of a radial dipole half way out in the unit sphere, closed form and Legendre series."
import numpy as np
from numpy.polynomial import legendre

from brainkit.wholebrain import sphere_gain

LISTED = [0.79577, -0.07374, -0.12379]
ANGLES = np.radians([0.0, 90.0, 180.0])


def around(angles):
    return np.c_[np.sin(angles), 0 * angles, np.cos(angles)]


def series(angles, depth=0.5, terms=120):
    n = np.arange(1, terms)
    return legendre.legval(np.cos(angles), np.r_[0.0, (2 * n + 1) * depth ** (n - 1)]) / (4 * np.pi)


def test_listed_values():
    V = sphere_gain(around(ANGLES), [[0, 0, 0.5]], [[0, 0, 1.0]], radius=1.0)[:, 0]
    np.testing.assert_allclose(V, LISTED, atol=1e-4 * 0.79577)


def test_closed_form_is_the_series():
    angles = np.linspace(0, np.pi, 181)
    for depth in (0.1, 0.5, 0.8):
        V = sphere_gain(around(angles), [[0, 0, depth]], [[0, 0, 1.0]], radius=1.0)[:, 0]
        np.testing.assert_allclose(V, series(angles, depth, 400), atol=1e-10)


def test_conductivity_and_size():
    "Twice the conductivity halves the potential; a head of twice the size reads a quarter."
    V = sphere_gain(around(ANGLES), [[0, 0, 0.5]], [[0, 0, 1.0]], radius=1.0)
    np.testing.assert_allclose(sphere_gain(around(ANGLES), [[0, 0, 0.5]], [[0, 0, 1.0]], radius=1.0, sigma=2.0), V / 2, rtol=1e-12)
    np.testing.assert_allclose(sphere_gain(2 * around(ANGLES), [[0, 0, 1.0]], [[0, 0, 1.0]], radius=2.0), V / 4, rtol=1e-12)
