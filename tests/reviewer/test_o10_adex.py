"O10: the adaptive exponential cell of Brette & Gerstner (2005): 627.18 pA by a slow ramp (Hopf, closed form), 577 pA by a step from rest, 17 spikes in 500 ms at 1 nA (forward Euler, 0.01 ms)."
import numpy as np

from brainkit.core import Trace, integrate
from brainkit.neurons import AdEx, spike_times


def test_o10_hopf():
    current, kind = AdEx().rheobase()
    assert kind == "hopf"
    np.testing.assert_allclose(current, 627.18, rtol=0.005)


def test_o10_step_and_spikes():
    steps = np.r_[570.0:586.0:2.0, 1000.0]
    run = integrate(AdEx(), 500.0, 0.01, n=len(steps), inputs=steps, method="euler", record={"s": Trace("spikes")}, dtype="float64")
    counts = np.array([len(s) for s in spike_times(run["s"], 0.01)])
    np.testing.assert_allclose(steps[np.argmax(counts > 0)], 577.0, rtol=0.005)
    assert abs(counts[-1] - 17) <= 1
