"""
Values that test_clamps.py and test_impedance.py compare with: NEURON (9.0.2) with its own hh, SEClamp, IClamp, ExpSyn, Exp2Syn and Impedance, CVODE at 1e-9. Run it in an environment that has NEURON:
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
    return cell


def cable():
    cell = h.Section(name="cable")
    cell.L, cell.diam, cell.nseg, cell.Ra = 400, 2, 21, 100
    cell.insert("hh")
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
    cell = cable()
    first, last = cell(0.5 / 21), cell(1 - 0.5 / 21)
    h.cvode_active(0)
    h.dt = 0.025
    h.finitialize(-65.0)
    h.continuerun(300)
    tool = h.Impedance()
    tool.loc(first.x, sec=cell)
    rows = []
    for f in (1, 5, 10, 20, 40, 60, 80, 100, 200, 500):
        tool.compute(f, 1)
        gates = tool.input(first.x, sec=cell), tool.input_phase(first.x, sec=cell), tool.transfer(last.x, sec=cell)
        tool.compute(f, 0)
        rows.append((f, *gates, tool.input(first.x, sec=cell)))
    return dict(zip(("f", "z", "phase", "transfer", "z_frozen"), ([float(f"{y:.9g}") for y in x] for x in zip(*rows))), v=first.v)


if __name__ == "__main__":
    made = dict(seclamp=clamped_patch(), synapses=synapses(), cable=two_electrodes(), impedance=impedance())
    Path(__file__).with_name("clamps.json").write_text(json.dumps(made, separators=(",", ":")) + "\n")
