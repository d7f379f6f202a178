"O14: Graupner & Brunel (2012), set 'DP', 60 pairs at 1 Hz: 0.765, 0.882, 1.222, 1.172, 1.085 at -20, -10, 10, 20, 40 ms, by the analytic crossing of the barrier and by stochastic synapses."
import jax
import numpy as np

from brainkit.circuits import CalciumSynapse, pairing_sample, strength_change

LAGS, EXPECTED = np.array([-20.0, -10.0, 10.0, 20.0, 40.0]), [0.765, 0.882, 1.222, 1.172, 1.085]


def test_o14_analytic():
    np.testing.assert_allclose(strength_change(CalciumSynapse(), LAGS, frequency=1.0, count=60), EXPECTED, atol=0.01)


def test_o14_stochastic_synapses():
    "Ten thousand synapses a lag: a standard error of 0.007, and the cubic force in the pauses, which the analytic crossing leaves out."
    synapse = CalciumSynapse()
    up = pairing_sample(synapse, LAGS, jax.random.key(0), n=10_000).mean(1)
    np.testing.assert_allclose((1 - up + synapse.b * up) / 3.0, EXPECTED, atol=0.03)
