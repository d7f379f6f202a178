"Synapses, short-term release and gap junctions on cells that know nothing of them: the cells of brainkit.neurons, in a network, under every scheme that the cell carries."
import jax
import numpy as np
import pytest

from brainkit.circuits import AMPA, GABAA, LIF, NMDA, FiresAt, TsodyksMarkram, WithGap, WithRelease, WithSynapses, gap_junctions
from brainkit.core import Trace, integrate, spike_network
from brainkit.neurons import AdEx, HodgkinHuxley, QuadraticIF

KINDS = (AMPA(), NMDA(), GABAA())


def run(model, method, dt, I, T=20.0):
    steps = spike_network([0, 0, 0], [1, 1, 1], [0.3, 0.2, 0.1], np.rint(np.array([0.5, 1.0, 1.5]) / dt).astype(int), 2, channel=[0, 1, 2], channels=3)
    return integrate(model, T, dt, method=method, network=steps, n=2, inputs=np.array([I, 0.0]), record={"v": Trace(model.voltage), "s": Trace("spikes")}, dtype="float64")


@pytest.mark.slow
def test_a_squid_axon_drives_another_alike_under_two_schemes():
    "Dressed in everything: spikes of both cells within a step of each other, and a spike that the second cell has only through its synapses."
    model = WithGap(WithRelease(WithSynapses(FiresAt(HodgkinHuxley(), -20.0), KINDS), TsodyksMarkram(U=0.5)), gap_junctions([0], [1], 0.02, 2))
    a, b = run(model, "staggered", 0.025, 10.0), run(model, "heun", 0.025, 10.0)
    for i in (0, 1):
        s, t = (np.flatnonzero(r["s"][:, i]) for r in (a, b))
        assert len(s) == len(t) >= 1 and abs(s - t).max() <= 1
    alone = integrate(HodgkinHuxley(), 20.0, 0.025, method="staggered", n=1, inputs=0.0, record={"v": Trace("v")}, dtype="float64")
    assert alone["v"].max() < -60


@pytest.mark.parametrize("cell, method, I", [(AdEx(), "heun", 2000.0), (QuadraticIF(), "exact", 5.0)], ids=["AdEx", "QuadraticIF"])
def test_cells_without_channels(cell, method, I):
    "The first cell fires as it would bare; the second stands where it started until the first spike has had time to arrive, and not after."
    dressed = run(WithSynapses(cell, KINDS), method, 0.05, I)
    plain = integrate(cell, 20.0, 0.05, method=method, n=1, inputs=I, record={"s": Trace("spikes")}, dtype="float64")
    np.testing.assert_array_equal(dressed["s"][:, 0], plain["s"][:, 0])
    first = np.flatnonzero(plain["s"][:, 0])[0]
    untouched = integrate(cell, 20.0, 0.05, method=method, n=1, inputs=0.0, record={"v": Trace("v")}, dtype="float64")["v"][:, 0]
    np.testing.assert_allclose(dressed["v"][:first + 10, 1], untouched[:first + 10], rtol=1e-12)
    assert abs(dressed["v"][first + 60, 1] - untouched[first + 60]) > 1e-3


@pytest.mark.slow
def test_gradient_through_a_dressed_network():
    "Of a potential by a decay time and a release, against finite differences."
    def end(tau, U):
        model = WithRelease(WithSynapses(LIF(E_L=-65.0, V_reset=-65.0), (AMPA(tau=tau),)), TsodyksMarkram(U=U))
        net = spike_network([0], [1], 5.0, 10, 2)
        return integrate(model, 8.0, 0.1, method="exact", network=net, state=model.initial(2)._replace(v=np.array([0.0, -65.0])), dtype="float64").state.v[1]
    with jax.enable_x64(True):
        slope = jax.jit(jax.grad(end, (0, 1)))(3.0, 0.4)
        f = jax.jit(end)
        for k, h in ((0, 1e-4), (1, 1e-4)):
            up, down = [3.0, 0.4], [3.0, 0.4]
            up[k], down[k] = up[k] + h, down[k] - h
            np.testing.assert_allclose(slope[k], (f(*up) - f(*down)) / (2 * h), rtol=1e-6)
        assert slope[0] > 0 and slope[1] > 0
