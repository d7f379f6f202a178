"""
Values that test_clamps.py and test_response.py compare with: NEURON (9.0.2) with its own hh, SEClamp, IClamp, ExpSyn, Exp2Syn and Impedance, CVODE at 1e-9. Run it in an environment that has NEURON:
python make_clamps.py
"""
import json
from pathlib import Path

import numpy as np
from neuron import h

h.load_file("stdrun.hoc")
h.celsius = 6.3


def run(duration, **wanted):
    "Arrays by name of the references in `wanted`, and their times."
    vectors = {k: h.Vector().record(ref) for k, ref in dict(t=h._ref_t, **wanted).items()}
    h.cvode_active(1)
    h.cvode.atol(1e-9)
    h.cvode.rtol(1e-9)
    h.finitialize(-65.0)
    h.continuerun(duration)
    return {k: np.array(x) for k, x in vectors.items()}


def sampled(rows, times, jumps=()):
    "The rows at `times` that are not jumps, to nine digits."
    times = times[np.all([~np.isclose(times, j) for j in jumps], axis=0)] if jumps else times
    digits = lambda x: [float(f"{y:.9g}") for y in x]
    return {k: digits(times if k == "t" else np.interp(times, rows["t"], x)) for k, x in rows.items()}


def patch():
    cell = h.Section(name="patch")
    cell.L = cell.diam = np.sqrt(1000 / np.pi)                                  # 1000 um2
    cell.insert("hh")
    h.usetable_hh = 0                                                           # a table of rates is 1 % off in slope
    return cell


def cable():
    cell = h.Section(name="cable")
    cell.L, cell.diam, cell.nseg, cell.Ra = 400, 2, 21, 100
    cell.insert("hh")
    h.usetable_hh = 0
    return cell


def clamped_patch():
    cell = patch()
    clamp = h.SEClamp(cell(0.5))
    clamp.rs, clamp.dur1, clamp.amp1, clamp.dur2, clamp.amp2, clamp.dur3, clamp.amp3 = 2.0, 2, -65, 6, 0, 4, -80
    return sampled(run(12, v=cell(0.5)._ref_v, i=clamp._ref_i), np.round(np.arange(0.1, 12, 0.1), 3), (2, 8))


def synapses():
    cell = patch()
    fast, slow, step = h.Exp2Syn(cell(0.5)), h.ExpSyn(cell(0.5)), h.IClamp(cell(0.5))
    fast.tau1, fast.tau2, fast.e, slow.tau, slow.e = 0.5, 3, 0, 5, -80
    step.delay, step.dur, step.amp = 30, 5.5, 0.08
    wires = [(h.NetCon(None, fast), 0.01, (5.013, 9.4, 13.127, 21.5)), (h.NetCon(None, slow), 0.004, (3.31, 20.0))]
    for wire, weight, _ in wires:
        wire.weight[0], wire.delay = weight, 0
    handler = h.FInitializeHandler(lambda: [wire.event(t) for wire, _, times in wires for t in times])
    out = sampled(run(50, v=cell(0.5)._ref_v), np.round(np.arange(0.5, 50, 0.5), 3))
    del handler
    return out


def two_electrodes():
    cell = cable()
    first, last = cell(0.5 / 21), cell(1 - 0.5 / 21)
    clamp, step = h.SEClamp(first), h.IClamp(last)
    clamp.rs, clamp.dur1, clamp.amp1, clamp.dur2, clamp.amp2 = 5, 2, -65, 8, -20
    step.delay, step.dur, step.amp = 5, 2, 0.1
    return sampled(run(20, v0=first._ref_v, v1=last._ref_v, i=clamp._ref_i), np.round(np.arange(0.2, 20, 0.2), 3), (2, 10))


def impedance():
    "With the gates held by NEURON's Impedance; with them by a sine of 1 pA, fitted after 300 ms."
    cell = cable()
    first, last = cell(0.5 / 21), cell(1 - 0.5 / 21)
    h.cvode_active(0)
    h.secondorder, h.dt, h.steps_per_ms = 2, 0.01, 100
    h.finitialize(-65.0)
    h.continuerun(300)
    rest, tool, frequencies = first.v, h.Impedance(), (5, 20, 50, 60, 100, 200, 500)
    tool.loc(first.x, sec=cell)
    frozen = []
    for f in frequencies:
        tool.compute(f, 0)
        frozen.append(tool.input(first.x, sec=cell))
    wave, rows = h.IClamp(first), []
    wave.dur = 1e9
    t = 0.01 * np.arange(70001)
    times = h.Vector(t)                                                         # NEURON holds no reference to it
    for f in frequencies:
        shape = h.Vector(1e-3 * np.sin(2e-3 * np.pi * f * t))
        shape.play(wave._ref_amp, times, True)
        v, w = h.Vector().record(first._ref_v), h.Vector().record(last._ref_v)
        h.finitialize(-65.0)
        h.continuerun(700)
        late = slice(30000, 70000)
        basis = np.stack([np.sin(2e-3 * np.pi * f * t[late]), np.cos(2e-3 * np.pi * f * t[late]), np.ones(40000)], 1)
        (a, b, _), (c, d, _) = (np.linalg.lstsq(basis, np.array(x)[late], rcond=None)[0] for x in (v, w))
        rows.append((1e3 * np.hypot(a, b), np.arctan2(b, a), 1e3 * np.hypot(c, d)))
    return dict(zip(("z", "phase", "transfer"), ([float(f"{y:.7g}") for y in x] for x in zip(*rows))), f=frequencies, z_frozen=frozen, v=rest)


if __name__ == "__main__":
    made = dict(seclamp=clamped_patch(), synapses=synapses(), cable=two_electrodes(), impedance=impedance())
    Path(__file__).with_name("clamps.json").write_text(json.dumps(made, separators=(",", ":")) + "\n")
