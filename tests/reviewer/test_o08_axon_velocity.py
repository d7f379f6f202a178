"O8: a spike along the squid's axon at 18.5 degC, radius 238 um, Ra 35.4 ohm cm: 18.70 m/s (Hodgkin and Huxley computed 18.8). Cable of 12 cm, dx 200 um, dt 2 us, timed from 40 % to 70 %."
import jax
import numpy as np
import pytest

from brainkit.core import Series, SpikeTimes, integrate
from brainkit.neurons import HodgkinHuxley, Probe, build_cell, compartments, cylinder, velocity


def speed(d, dt, length=120e3, count=600, stop=7.0):
    parts = compartments(cylinder(length, d, "axon"), count=count)
    axon = build_cell(parts, {"hh": HodgkinHuxley()}, sites=[parts.place(0, 0.0)], celsius=18.5, Ra=35.4)
    pulse = np.zeros((round(stop / dt), 1))
    pulse[round(0.1 / dt):round(0.4 / dt)] = 30e3 * (d / 476.0) ** 1.5
    places = parts.place(0, 0.4), parts.place(0, 0.7)
    with jax.enable_x64(True):
        run = integrate(axon, stop, dt, inputs=Series(pulse), method="staggered", record={"s": SpikeTimes(Probe(*places), 0.0, 4)}, dtype="float64")
    apart = np.ptp(parts.distance()[[p.index[0] for p in places]])
    return float(velocity(*run["s"][:, 0], apart))


@pytest.mark.parametrize("dt", [0.002, 0.004])
def test_o8(dt):
    assert abs(speed(476.0, dt) / 18.70 - 1) < 0.01


def test_o8_goes_with_the_root_of_the_diameter():
    np.testing.assert_allclose(speed(119.0, 0.004, length=60e3) / speed(476.0, 0.004), 0.5, rtol=1e-5)
