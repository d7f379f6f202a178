"O7: firing rates of the squid axon, from rest, first five intervals dropped. Runge-Kutta at 0.01 ms as the row asks, and at the 0.05 ms that brainkit uses."
import numpy as np
import pytest

from brainkit.neurons import HodgkinHuxley, fi_curve


@pytest.mark.parametrize("dt", [0.01, 0.05])
def test_o7(dt):
    fi = fi_curve(HodgkinHuxley(), [7.0, 10.0, 20.0, 50.0], duration=500.0, dt=dt, drop=5, dtype="float64")
    np.testing.assert_allclose(fi.rate, [58.33, 68.32, 86.47, 117.04], rtol=0.005)
