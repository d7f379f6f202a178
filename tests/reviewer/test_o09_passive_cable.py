"O9: a passive cable, 2 um thick, Ra 150 ohm cm, Rm 20 kohm cm2, 500 um long and sealed: length constant 816.5 um, V(L)/V(0) 0.8379, input resistance 714.3 MOhm, within 0.5 %."
import jax
import numpy as np
import pytest

from brainkit.core import integrate
from brainkit.neurons import (
    Leak,
    attenuation,
    build_cell,
    cable_resistance,
    compartments,
    cylinder,
    input_resistance,
    length_constant,
    transfer_resistance,
)


def test_o9_closed_form():
    lam = float(length_constant(2.0, 20e3, 150.0))
    np.testing.assert_allclose([lam, attenuation(500.0, 500.0, lam), cable_resistance(2.0, 20e3, 150.0, 500.0)], [816.5, 0.8379, 714.3], rtol=1e-4)


@pytest.mark.parametrize("count, tolerance", [(51, 5e-3), (201, 1e-4)])
@pytest.mark.parametrize("wide", [False, True])
def test_o9_compartments(count, tolerance, wide):
    parts = compartments(cylinder(500.0, 2.0), count=count)
    cell = build_cell(parts, {"leak": Leak(g=1e3 / 20e3)}, Ra=150.0)
    with jax.enable_x64(wide):
        R, v = input_resistance(cell, parts.place(0, 0.0)), transfer_resistance(cell, parts.place(0, 0.0))
    np.testing.assert_allclose([R, v[-1] / R], [714.3, 0.8379], rtol=tolerance)


def test_o9_is_where_a_run_ends():
    parts = compartments(cylinder(500.0, 2.0), count=51)
    cell = build_cell(parts, {"leak": Leak(g=1e3 / 20e3, E=-65.0)}, sites=[parts.place(0, 0.0)], Ra=150.0)
    with jax.enable_x64(True):
        run = integrate(cell, 400.0, 0.1, inputs=0.01, method="staggered", dtype="float64")
        np.testing.assert_allclose(run.state.v + 65.0, 0.01 * transfer_resistance(cell, parts.place(0, 0.0)), rtol=1e-6)
