"""CUBA (Brette et al. 2007, benchmark 2), 4 000 cells: the spike list on which two public simulators agree, spike by spike, in float64 at dt 0.1 ms."""
from pathlib import Path

import numpy as np

from brainkit.circuits import LIF, LIFState
from brainkit.core import Trace, integrate, spike_network

CASE = Path(__file__).parent / "spikes/net_cuba4000_exact_spikes.npz"


def ours(case, duration):
    "(step at whose end each spike is found, cell), cells 0..3199 exciting by 16.2 pA, the rest inhibiting by -90 pA, one step after the spike is found."
    source = np.repeat(np.arange(len(case["out_degree"])), case["out_degree"])
    inhibits = source >= 3200
    # a current that is to act from the end of the next step on begins with the step after it: two steps
    net = spike_network(source, case["post"], np.where(inhibits, -90.0, 16.2), 2, 4000, channel=inhibits.astype(int), channels=2)
    run = integrate(LIF(), duration, 0.1, method="exact", network=net, state=LIFState(case["v0"], 0.0, 0.0, 0.0), record={"spikes": Trace("spikes")}, dtype="float64")
    step, cell = np.nonzero(run["spikes"])
    return step + 1, cell


def test_every_spike_of_half_a_second_and_the_count_of_all():
    with np.load(CASE) as case:
        case = dict(case)
    step, cell = ours(case, 2500.0)
    order = np.lexsort((case["neuron"], case["step"]))
    early, theirs = step <= 5000, case["step"][order] <= 5000
    np.testing.assert_array_equal(np.stack([step[early], cell[early]]), np.stack([case["step"][order][theirs], case["neuron"][order][theirs]]))
    assert abs(len(step) / len(order) - 1) < 1e-3
