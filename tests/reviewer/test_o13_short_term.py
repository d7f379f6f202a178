"O13: a depressing synapse (U = 0.5, tau_rec = 800 ms, no facilitation) under 20 Hz: what the second spike carries of the first, and each in the end; alone, and as a network delivers it."
import jax
import numpy as np

from brainkit.circuits import LIF, TsodyksMarkram, WithRelease, release
from brainkit.core import Trace, integrate, spike_network

SYNAPSE = TsodyksMarkram(U=0.5, tau_rec=800.0, tau_fac=0.0)
E = np.exp(-50.0 / 800.0)


def test_closed_form():
    with jax.enable_x64(True):
        share = np.asarray(release(SYNAPSE, 50.0 * np.arange(200)).share)
        np.testing.assert_allclose([share[1] / share[0], share[-1], SYNAPSE.steady(20.0)], [0.5303, 0.05713, 0.05713], atol=1e-5)      # as listed, to their digits
        np.testing.assert_allclose([share[1] / share[0], share[-1]], [1 - 0.5 * E, 0.5 * (1 - E) / (1 - 0.5 * E)], rtol=1e-6)


def test_as_a_network_delivers_it():
    "A cell that is driven to fire at 20 Hz, and what reaches another through a weight of 3."
    cell = LIF(C=1.0, g_L=1e-6, E_L=0.0, V_th=49.9, V_reset=0.0, t_ref=0.0)               # a counter: 1 pA moves it by 1 mV a ms
    model = WithRelease(cell, TsodyksMarkram(U=0.5, tau_rec=800.0))
    net = spike_network([0], [1], 3.0, 20, 2, channels=2)
    run = integrate(model, 5000.0, 0.5, method="exact", network=net, inputs=np.array([1.0, 0.0]), n=2, record={"heard": Trace("coupling")}, dtype="float64")
    heard = run["heard"][:, 0, 1]
    when = np.flatnonzero(heard)
    assert len(when) == 99 and (np.diff(when) == 100).all()
    np.testing.assert_allclose([heard[when[1]] / heard[when[0]], heard[when[-1]] / 3.0], [1 - 0.5 * E, 0.5 * (1 - E) / (1 - 0.5 * E)], rtol=1e-6)
