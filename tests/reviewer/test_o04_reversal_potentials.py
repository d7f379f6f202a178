"O4: Nernst's potassium at 37 degC and 5.4/140 mM; the resting potential of the squid's axon by Goldman, Hodgkin and Katz at 20 degC. Closed forms, within 0.05 mV."
import jax
import numpy as np
import pytest

from brainkit.neurons import ghk, nernst

SQUID = {"K": (1.0, 20.0, 400.0, 1), "Na": (0.04, 440.0, 50.0, 1), "Cl": (0.45, 560.0, 52.0, -1)}


@pytest.mark.parametrize("wide", [False, True])
def test_o4(wide):
    with jax.enable_x64(wide):
        assert abs(nernst(5.4, 140.0, celsius=37.0) - -86.997) < 0.05
        assert abs(ghk(SQUID, celsius=20.0) - -59.92) < 0.05


def test_o4_one_ion_is_nernst_and_arrays_do():
    for name, (_, outside, inside, z) in SQUID.items():
        np.testing.assert_allclose(ghk({name: SQUID[name]}, 20.0), nernst(outside, inside, 20.0, z), rtol=1e-5)
    assert nernst(np.array([5.4, 54.0]), 140.0).shape == (2,)


def test_o4_refusals():
    with pytest.raises(ValueError, match="outside is -1.0; allowed: positive"):
        nernst(-1.0, 140.0)
    with pytest.raises(ValueError, match="z is 0"):
        nernst(5.4, 140.0, z=0)
    with pytest.raises(ValueError, match="Ca has valence 2; allowed: 1 or -1"):
        ghk({"Ca": (1.0, 2.0, 1e-4, 2)})
