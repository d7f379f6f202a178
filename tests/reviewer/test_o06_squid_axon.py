"O6: the squid axon at 6.3 degC: rest, Hopf point, fold of cycles, single-spike rheobase. Fourth-order Runge-Kutta, dt 0.05 ms; cycle runs of 1 s."
import numpy as np
import pytest

from brainkit.neurons import HodgkinHuxley, equilibrium, hopf, jacobian, lowest_current, rheobase


def test_o6_rest():
    rest = equilibrium(HodgkinHuxley())
    np.testing.assert_allclose(rest, [-64.99637933119195, 0.05295508681300881, 0.5959941247398599, 0.3177323997608675], atol=1e-8)


def test_o6_hopf_by_eigenvalues():
    first, second = hopf(HodgkinHuxley())
    assert abs(first.current - 9.775) < 0.01 and first.destabilises and not second.destabilises
    eigenvalues = np.linalg.eigvals(jacobian(HodgkinHuxley(), first.v)[0])
    pair = eigenvalues[np.abs(eigenvalues.imag) > 0]
    assert np.abs(pair.real).max() < 1e-6 and eigenvalues.real.min() < -0.1


def test_o6_fold_of_cycles_by_lowering_the_current():
    assert abs(lowest_current(HodgkinHuxley(), 10.0) - 6.27) < 0.02


def test_o6_single_spike_rheobase():
    assert abs(rheobase(HodgkinHuxley(), kind="spike", low=0.0, duration=100.0, dtype="float64") - 2.237) < 0.01


def test_o6_refusals_name_what_is_allowed():
    with pytest.raises(ValueError, match="does not keep firing"):
        lowest_current(HodgkinHuxley(), 3.0)
    with pytest.raises(ValueError, match="never starts.*widen low and high"):
        rheobase(HodgkinHuxley(), low=0.0, high=1.0, duration=50.0, tolerance=0.1)
