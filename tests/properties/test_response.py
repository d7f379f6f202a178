"Impedance against NEURON 9.0.2, by its own tool with the gates held and by small sines with them free, on the cable of test_clamps.py (properties/nrn/make_clamps.py made the numbers)."
import json
from pathlib import Path

import numpy as np

from brainkit.neurons import HodgkinHuxley, at_rest, build_cell, compartments, cylinder, impedance

NRN = json.loads((Path(__file__).parent / "nrn" / "clamps.json").read_text())["impedance"]


def test_a_cable_answers_as_neurons_does():
    parts = compartments(cylinder(400.0, 2.0), count=21)
    cell = build_cell(parts, {"hh": HodgkinHuxley(e_l=-54.3)}, sites=[parts.place(0, 0.5 / 21), parts.place(0, 1 - 0.5 / 21)])
    np.testing.assert_allclose(at_rest(cell).v[0], NRN["v"], atol=1e-3)
    np.testing.assert_allclose(np.abs(impedance(cell, NRN["f"], frozen=True).z), NRN["z_frozen"], rtol=1e-9)
    own = impedance(cell, NRN["f"])
    np.testing.assert_allclose(np.abs(own.z), NRN["z"], rtol=5e-4)
    np.testing.assert_allclose(np.angle(own.z), NRN["phase"], atol=5e-4)
    np.testing.assert_allclose(np.abs(impedance(cell, NRN["f"], at=1).z), NRN["transfer"], rtol=5e-4)
