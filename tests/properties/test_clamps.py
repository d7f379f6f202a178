"Clamps against NEURON 9.0.2 (SEClamp with rs, IClamp, ExpSyn, Exp2Syn, integrated by CVODE at 1e-9; properties/nrn/make_clamps.py made the numbers)."
import json
from pathlib import Path

import numpy as np
import pytest

from brainkit.neurons import AdEx, HodgkinHuxley, Leak, LeakyIF, build_cell, compartments, cylinder
from brainkit.neurons.clamps import DynamicClamp, VoltageClamp, clamp
from brainkit.neurons.protocols import CurrentStep, SynapticTrain

NRN = json.loads((Path(__file__).parent / "nrn" / "clamps.json").read_text())
AXON = HodgkinHuxley(e_l=-54.3)  # as NEURON has it


def at(values, times, dt):
    "The samples at these times, of a run whose sample k is at (k + 1) dt."
    return np.asarray(values)[np.round(np.asarray(times) / dt).astype(int) - 1]


def test_a_voltage_clamp_with_series_resistance_is_neurons():
    ref, dt = NRN["seclamp"], 0.005
    probe = VoltageClamp(levels=[-65.0, 0.0, -80.0], durations=[2.0, 6.0, 4.0], R_s=2.0, area=1000.0)
    run = clamp(AXON, probe, 12.0, dt, state=AXON.steady(-65.0), dtype="float64")
    np.testing.assert_allclose(at(run["v"], ref["t"], dt), ref["v"], atol=0.05)
    np.testing.assert_allclose(1e-2 * at(run["i"], ref["t"], dt), ref["i"], atol=0.05 / 2.0)   # 1 uA/cm2 on 1000 um2 is 0.01 nA


def test_synapses_and_a_step_are_neurons():
    ref, dt = NRN["synapses"], 0.025
    own = 1e5 / 1000.0                                                                         # mS/cm2 a uS
    both = (SynapticTrain(length=50.0, weight=0.01 * own, E=0.0, tau=3.0, tau_rise=0.5, times=(5.013, 9.4, 13.127, 21.5))
            + SynapticTrain(length=50.0, weight=0.004 * own, E=-80.0, tau=5.0, times=(3.31, 20.0)) + CurrentStep(start=30.0, length=5.5, amplitude=8.0))
    v = at(clamp(AXON, both, 50.0, dt, state=AXON.steady(-65.0), dtype="float64")["v"], ref["t"], dt)
    slow = np.abs(np.gradient(ref["v"], ref["t"])) < 5
    np.testing.assert_allclose(v[slow], np.asarray(ref["v"])[slow], atol=0.1)
    assert np.mean(np.abs(v - ref["v"])) < 0.02 and np.max(ref["v"]) > 20


def test_a_cable_with_two_electrodes_is_neurons():
    ref, dt = NRN["cable"], 0.01
    parts = compartments(cylinder(400.0, 2.0), count=21)
    cell = build_cell(parts, {"hh": AXON}, sites=[parts.place(0, 0.5 / 21), parts.place(0, 1 - 0.5 / 21)])
    probe = VoltageClamp(levels=[-65.0, -20.0], durations=[2.0, 8.0], R_s=5.0, site=0) + CurrentStep(start=5.0, length=2.0, amplitude=0.1, site=1)
    run = clamp(cell, probe, 20.0, dt, dtype="float64")
    for k, name in enumerate(("v0", "v1")):
        v, theirs = at(run["v"][:, k], ref["t"], dt), np.asarray(ref[name])
        slow = np.abs(np.gradient(theirs, ref["t"])) < 20
        np.testing.assert_allclose(v[slow], theirs[slow], atol=0.1, err_msg=name)
    np.testing.assert_allclose(at(run["i"][:, 0], ref["t"], dt)[40:49], ref["i"][40:49], atol=0.02)


def test_every_kind_of_cell_takes_every_kind_of_clamp():
    step, law = CurrentStep(start=1.0, length=3.0, amplitude=np.array([0.1, 0.2])), DynamicClamp(length=5.0, E=-70.0, g=lambda v, t: 0.001 + 0.0 * v)
    parts = compartments(cylinder(100.0, 2.0), count=3)
    tree = build_cell(parts, {"leak": Leak(g=0.1, E=-65.0)}, sites=[parts.place(0, 0.5), parts.place(0, 0.9)])
    run = clamp(tree, step + law.replace(site=1), 5.0, 0.05)
    assert run["v"].shape == run["i"].shape == (100, 2, 2) and np.allclose(run["i"][50, :, 0], [0.1, 0.2]) and np.allclose(run["i"][50, :, 1], -0.001 * (run["v"][50, :, 1] + 70.0), rtol=1e-3)
    many = HodgkinHuxley(g_na=np.array([100.0, 120.0, 130.0]))
    assert clamp(many, SynapticTrain(length=5.0, weight=0.1, times=(1.0,)), 5.0, 0.05)["v"].shape == (100, 3)
    assert clamp(AdEx(), VoltageClamp(levels=[-65.0], durations=[5.0], R_s=10.0) + law, 5.0, 0.05)["v"][-1] < -64
    with pytest.raises(ValueError, match="method 'exact' needs"):
        clamp(LeakyIF(), SynapticTrain(length=5.0, weight=5.0, times=(1.0,)), 5.0, 0.05, method="exact")
