"""Single-cell cases. The squid axon under current steps, constant currents, voltage clamp and at several temperatures; passive cables, Rall's tree, a spike along an axon and a
reconstructed cell; each from the parameters, stimulus and rules of its sidecar.

What a case is follows from its arrays and its metadata, never from its name. Point neurons and their networks are claimed and reported as unsupported.

The references were sampled by linear interpolation between the steps of a variable-step solver, which holds the value of the last step to the end of the trace: the last few
tenths of a millisecond of a row that still moves repeat one number bit for bit. Those samples are no data. They are left out, at most 5 % of a row, and the note of the comparison
says what the error is with them.
"""
import ast
import math
import re

import jax
import numpy as np

from brainkit.core import Series, SpikeTimes, Trace, integrate
from brainkit.core.units import factor
from brainkit.neurons import (
    Compartments,
    HodgkinHuxley,
    Leak,
    Probe,
    build_cell,
    compartments,
    cylinder,
    input_resistance,
    rall_tree,
    read_swc,
    series_resistance,
    transfer_resistance,
    voltage_clamp,
)
from tests.golden.cases import Row, Unsupported
from tests.golden.families import points

INPUTS = ("t", "I", "V", "celsius", "x", "cases", "sec_*", "seg_*")
FIELDS = {"gnabar": "g_na", "gkbar": "g_k", "gl": "g_l", "ena": "e_na", "ek": "e_k", "el": "e_l", "cm": "C"}
FINEST = 0.0125  # ms; steps of the fourth-order scheme at 6.3 degC, shortened as the gates get faster
LATER = "is not in brainkit.neurons yet: conductance-based cells only"
RIPPLE = 0.0025  # ms; longest step of a cable whose current jumps, so that the ripple of the half-implicit scheme has gone before the first sample that counts


def claims(case) -> bool:
    meta = case.meta
    if points.claims(case) or "seeds" in meta or {"step", "neuron"} <= set(case.keys):  # networks have families of their own
        return False
    return meta.get("simulator") == "NEURON" or case.word in ("point", "net") or any(s in str(meta.get("simulator", "")) for s in ("NEST", "Brian2", "net_wb"))


def run(case):
    keys = set(case.keys)
    for needed, compute in ((("sec_nseg", "seg_area", "seg_ri"), _reconstruction), (("tree", "equiv"), _rall), (("cases", "velocity"), _propagation), (("v_ss_analytic", "x"), _cable)):
        if keys >= set(needed):
            return compute(case)
    text = f"{case.meta.get('model', '')} {case.meta.get('parameters', {}).get('equations', {}) if isinstance(case.meta.get('parameters'), dict) else ''}"
    if "one isopotential compartment" not in text or "alpha_m" not in text:
        raise Unsupported(f"{str(case.meta.get('model', case.word))[:60]!r} {LATER}")
    kind = case.meta["stimulus"]["kind"]
    if kind.startswith("voltage clamp"):
        return _clamp(case)
    if "rate_hz" in keys:
        return _rates(case)
    if "celsius" in keys or "spikes_exact" in keys:
        return _steps(case)
    raise Unsupported(f"stimulus {kind!r} with arrays {', '.join(sorted(keys))}")


# ---- inputs


def model_of(case) -> HodgkinHuxley:
    "The case's axon: every parameter converted from its unit, its temperature rule read, its rates checked against ours."
    given = case.meta["parameters"]
    celsius = case.inputs("celsius").astype(float) if case.has("celsius") else float(given["celsius"])
    return _squid(given, celsius, {"d_um"})


def _squid(given, celsius, besides=()) -> HodgkinHuxley:
    "The axon of `given` parameters with their units and equations at `celsius`; `besides` are those of the geometry."
    units = given["units"]
    unknown = set(given) - set(FIELDS) - {"units", "equations", "celsius"} - set(besides)
    if unknown:
        raise Unsupported(f"parameters {sorted(unknown)}")
    rule = re.search(r"(\d+(?:\.\d+)?)\*\*\(\(celsius-(-?[\d.]+)\)/10\)", given["equations"].get("temperature", ""))
    if not rule:
        raise Unsupported(f"temperature rule {given['equations'].get('temperature')!r}")
    values = {ours: f"{given[theirs]!r} {units[theirs]}" for theirs, ours in FIELDS.items() if theirs in given}
    model = HodgkinHuxley(**values, celsius=celsius, q10=float(rule[1]), celsius_0=float(rule[2]))
    _same_rates(model, given["equations"])
    return model


def _same_rates(model, equations):
    v = np.arange(-90.3, 50.0, 7.1)
    ours = model.replace(celsius=model.celsius_0).rates(v)
    for k, gate in enumerate("mhn"):
        for rate, value in zip(("alpha", "beta"), ours[k]):
            name = f"{rate}_{gate}"
            if not np.allclose(np.broadcast_to(_formula(equations[name], v), v.shape), value, rtol=2e-5):
                raise Unsupported(f"{name} = {equations[name]}")


def _formula(text, v):
    "Value of an arithmetic formula of V; only numbers, V, exp and + - * / ** are read."
    operators = {ast.Add: np.add, ast.Sub: np.subtract, ast.Mult: np.multiply, ast.Div: np.divide, ast.Pow: np.power}

    def value(node):
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            return float(node.value)
        if isinstance(node, ast.Name) and node.id == "V":
            return v
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return -value(node.operand)
        if isinstance(node, ast.BinOp) and type(node.op) in operators:
            return operators[type(node.op)](value(node.left), value(node.right))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "exp" and len(node.args) == 1:
            return np.exp(value(node.args[0]))
        raise Unsupported(f"formula {text!r}")

    return value(ast.parse(text, mode="eval").body)


def _start(case, model, shape):
    v0 = case.meta["initial_state"].get("v0_mV", case.meta.get("v0"))
    if v0 is None or "steady state" not in case.meta["initial_state"]["rule"]:
        raise Unsupported(f"initial state {case.meta['initial_state']}")
    return model.State(*(np.broadcast_to(np.asarray(x), shape) for x in model.steady(np.full(shape, float(v0)))))


def _substeps(model, span) -> int:
    fastest = float(np.max(model.q10 ** ((np.asarray(model.celsius) - model.celsius_0) / 10)))
    return math.ceil(span / FINEST * max(1.0, fastest) - 1e-9)


def _tolerance(case, array, unit) -> float:
    return next(float(r["tolerance"]) for r in case.meta["compare"] if array in r["arrays"] and r.get("unit", "").split()[0] == unit.split()[0])


def _pulse(steps, dt, begin, end, amplitude):
    "Mean of a square pulse in every step  # (step, row)"
    edges = np.arange(steps + 1) * dt
    inside = np.clip(edges[1:], begin, end) - np.clip(edges[:-1], begin, end)
    return inside[:, None] / dt * amplitude


# ---- kinds of cases


def _steps(case):
    model, stimulus, t = _wide(model_of(case)), case.meta["stimulus"], case.inputs("t")
    amplitude = np.atleast_1d(np.asarray(stimulus["amplitude"], float)) * np.ones_like(np.atleast_1d(model.celsius))
    rows, grid = amplitude.size, float(t[1] - t[0])
    every = _substeps(model, grid)
    dt, steps = grid / every, (len(t) - 1) * every
    begin = float(stimulus["start_ms"])
    drive = _pulse(steps, dt, begin, begin + float(stimulus["duration_ms"]), amplitude)
    start = _start(case, model, (rows,))
    run = integrate(model, steps * dt, dt, state=start, method="rk4", inputs=Series(drive), record={"v": Trace("v", every=every), "s": SpikeTimes("v", 0.0)}, dtype="float64")
    v, spikes = np.concatenate([start.v[None], run["v"]]).T, np.asarray(run["s"])
    case.returned(v=v, spikes=spikes)
    array = "v_exact" if case.has("v_exact") else "v"
    expected = case.expected(array)
    theirs = case.expected("spikes_exact") if case.has("spikes_exact") else [_crossings(t, row) for row in expected]
    yield from _compare_spikes(spikes, theirs, "spikes_exact" if case.has("spikes_exact") else f"spikes of {array}",
                               _tolerance(case, "spikes_exact" if case.has("spikes_exact") else array, "ms"))
    away = np.stack([~np.any(np.abs(t - s[np.isfinite(s)][:, None]) <= 2.0, axis=0) for s in map(np.asarray, theirs)])
    moving, tolerance = away & ~_held(expected), _tolerance(case, array, "mV")
    error, with_held = (float(np.abs(v - expected)[mask].max()) for mask in (moving, away))
    yield Row(f"{array} away from spikes", error, tolerance, error <= tolerance, f"mV, {moving.mean():.0%} of the samples; {with_held:.3g} with the held ends")


def _wide(model):
    return model.replace(**{k: np.asarray(v, float) for k, v in model.asdict().items()})


def _held(expected):
    "Trailing samples of each row that repeat its last one bit for bit, if they are at most 5 % of the row  # (row, time)"
    run = np.array([len(row) - (np.flatnonzero(row != row[-1])[-1] + 1 if np.any(row != row[-1]) else 0) for row in expected])
    run = np.where((run > 1) & (run <= 0.05 * expected.shape[1]), run, 0)
    return np.arange(expected.shape[1]) >= expected.shape[1] - run[:, None]


def _crossings(t, v):
    k = np.flatnonzero((v[:-1] < 0) & (v[1:] >= 0))
    return t[k] - v[k] / (v[k + 1] - v[k]) * (t[k + 1] - t[k])


def _compare_spikes(ours, theirs, key, tolerance):
    counts = [(np.isfinite(a).sum(), np.isfinite(b).sum()) for a, b in zip(ours, theirs)]
    same = all(a == b for a, b in counts)
    error = max((float(np.abs(a[np.isfinite(a)] - np.asarray(b)[np.isfinite(b)]).max(initial=0.0)) for a, b in zip(ours, theirs)), default=0.0) if same else np.inf
    yield Row(key, error, tolerance, error <= tolerance, f"ms, {sum(b for _, b in counts)} spikes" if same else f"counts {counts}")


def _rates(case):
    model, I = _wide(model_of(case)), case.inputs("I").astype(float)
    stop, discard = float(case.meta["time"]["t_stop_ms"]), float(case.meta["discard"])
    dt = 0.025 / _substeps(model, 0.025)
    stimulus = case.meta["stimulus"]
    drive = I if (stimulus["start_ms"], stimulus["duration_ms"]) == (0, stop) else Series(_pulse(round(stop / dt), dt, stimulus["start_ms"], stimulus["start_ms"] + stimulus["duration_ms"], I))
    run = integrate(model, stop, dt, state=_start(case, model, I.shape), method="rk4", inputs=drive, record={"s": SpikeTimes("v", 0.0, 4096)}, dtype="float64")
    late = [s[np.isfinite(s) & (s > discard)] for s in np.asarray(run["s"])]
    rate = np.array([1e3 / np.mean(np.diff(s)) if len(s) >= 3 else 0.0 for s in late])
    case.returned(rate=rate)
    expected, tolerance = case.expected("rate_hz"), _tolerance(case, "rate_hz", "relative")
    both = (rate > 0) & (expected > 0)
    error = float(np.abs(rate[both] / expected[both] - 1).max(initial=0.0))
    yield Row("rate_hz", error, tolerance, error <= tolerance, f"{both.sum()} rates that are not zero")
    differ = int(((rate > 0) != (expected > 0)).sum())
    yield Row("where it fires", differ, 1, differ <= 1, "currents at which one fires and the other does not")


def _clamp(case):
    model, t = _wide(model_of(case)), case.inputs("t")
    stimulus, V = case.meta["stimulus"], case.inputs("V").astype(float)
    onset = float(stimulus["hold_to_ms"])
    with jax.enable_x64(True):
        states = voltage_clamp(model, t, np.full(V.shape, float(stimulus["hold_mV"])), V, onset)
        currents = {f"i{k}": np.asarray(x) / 1e3 for k, x in model.currents(states).items()}  # mA/cm2
    ina, ik = currents["ina"], currents["ik"]
    after = np.flatnonzero(t >= onset)
    peak = np.take_along_axis(ina[:, after], np.abs(ina[:, after]).argmax(1)[:, None], 1)[:, 0]
    case.returned(ina=ina, ik=ik, ina_peak=peak, ik_end=ik[:, -1])
    use = (t < onset) | (t >= onset + 0.05)
    for key, ours in (("ina", ina), ("ik", ik)):
        expected, tolerance = case.expected(key), _tolerance(case, key, "of the row's largest")
        part = np.abs(ours - expected) / np.abs(expected).max(1, keepdims=True)
        error, with_held = (float(part[mask & use].max()) for mask in (~_held(expected), np.ones(part.shape, bool)))
        yield Row(key, error, tolerance, error <= tolerance, f"of each row's largest current; {with_held:.3g} with the held ends")
    yield _relative(case, "ina_peak", peak)
    last = (~_held(case.expected("ik"))).sum(1) - 1                              # the last sample at which the reference still moves
    yield _relative(case, "ik_end", ik[np.arange(len(ik)), last], f"at the last moving sample; {np.abs(ik[:, -1] / case.expected('ik_end') - 1).max():.3g} at the last")


def _relative(case, key, ours, note=""):
    "Largest relative difference. A current under 1e-5 of the largest, as at its reversal potential, is compared with the largest."
    expected, tolerance = case.expected(key), _tolerance(case, key, "relative")
    largest = np.abs(expected).max()
    error = float((np.abs(ours - expected) / np.where(np.abs(expected) > 1e-5 * largest, np.abs(expected), largest)).max())
    return Row(key, error, tolerance, error <= tolerance, note)


# ---- cells with space


def _in(given, name, wanted):
    return float(given[name]) * factor(given["units"][name], wanted)


def _passive(given):
    "C, Ra and the leak of a passive cable."
    return dict(C=_in(given, "cm", "uF/cm2"), Ra=_in(given, "Ra", "ohm cm"), v_start=float(given["e"])), Leak(g=1e3 / _in(given, "Rm", "ohm cm2"), E=float(given["e"]))


def _square(stimulus, steps, dt, stop):
    "nA of a square pulse in every step  # (step, 1)"
    if stimulus.get("amplitude_unit") != "nA":
        raise Unsupported(f"stimulus in {stimulus.get('amplitude_unit')}")
    begin, lasts = float(stimulus["start_ms"]), stimulus["duration_ms"]
    return _pulse(steps, dt, begin, stop if lasts == "to the end" else begin + float(lasts), float(stimulus["amplitude"]))


def _response(shape, given, stimulus, t, count, places):
    "Voltages of a passive cell at `places` (section, x) on the grid `t` when current enters at its very start, mV (place, time), and its input resistance there, MOhm."
    parts, (values, leak) = compartments(shape, count=count), _passive(given)
    site, grid = parts.place(0, 0.0), float(t[1] - t[0])
    every = math.ceil(grid / RIPPLE - 1e-9)
    dt, steps = grid / every, (len(t) - 1) * every
    cell, where = build_cell(parts, {"leak": leak}, sites=[site], **values), [parts.place(*p) for p in places]
    current = _square(stimulus, steps, dt, len(t) * grid)
    run = integrate(cell, steps * dt, dt, method="staggered", inputs=Series(current), record={"v": Trace(Probe(*where), every=every)}, dtype="float64")
    v = np.concatenate([np.full((1, len(where)), values["v_start"]), run["v"]]).T
    now = np.r_[current[0] if stimulus["start_ms"] == 0 else 0.0, current[every - 1::every, 0]]
    with jax.enable_x64(True):
        R = float(input_resistance(cell, site))
        reach = np.asarray(transfer_resistance(cell, site))
    xs, far = np.r_[0.0, parts.x, 1.0], np.r_[R, reach, reach[-1]]               # of an unbranched cable: between its nodes the voltage is nearly straight
    steady = values["v_start"] + float(stimulus["amplitude"]) * np.interp([x for _, x in places], xs, far) if len(xs) == parts.count[0] + 2 else None
    v = v + np.array([series_resistance(p, values["Ra"]) if p == site else 0.0 for p in where])[:, None] * now
    return v, R, steady


def _largest(key, ours, expected, tolerance, use, note=""):
    error = float(np.abs(ours - expected)[..., use].max())
    return Row(key, error, tolerance, error <= tolerance, f"mV{note}")


def _cable(case):
    given, stimulus, t = case.meta["parameters"], case.meta["stimulus"], case.inputs("t")
    if "unbranched cylinder" not in case.meta["model"] or "x=0" not in stimulus["kind"]:
        raise Unsupported(f"{case.meta['model'][:60]!r}, {stimulus['kind']!r}")
    shape = cylinder(_in(given, "L", "um"), _in(given, "d", "um"))
    v, R, steady = _response(shape, given, stimulus, t, int(given["nseg"]), [(0, float(x)) for x in case.inputs("x")])
    case.returned(v=v, R=R, steady=steady)
    begin = float(stimulus["start_ms"])
    use = (t < begin - 1e-9) | (t > begin + 0.2 + 1e-9)
    yield _largest("v", v, case.expected("v"), _tolerance(case, "v", "mV"), use)
    yield _largest("v_ss_neuron", v[:, -1:], case.expected("v_ss_neuron")[:, None], _tolerance(case, "v_ss_neuron", "mV"), slice(None), " at the end of the run")
    yield _largest("v_ss_analytic", steady[:, None], case.expected("v_ss_analytic")[:, None], _tolerance(case, "v_ss_analytic", "mV"), slice(None), ", the steady state at exact x")
    wanted = float(case.meta["Rin_analytic_MOhm"])
    tolerance = next(float(r["tolerance"]) for r in case.meta["compare"] if r.get("field") == "Rin_analytic_MOhm")
    yield Row("Rin_analytic_MOhm", abs(R / wanted - 1), tolerance, abs(R / wanted - 1) <= tolerance, "relative")


def _rall(case):
    meta, given, t = case.meta, case.meta["parameters"], case.inputs("t")
    count = re.search(r"(\d+) equal compartments per cylinder", meta["model"])
    if not count or "x=0" not in meta["stimulus"]["kind"]:
        raise Unsupported(f"{meta['model'][:80]!r}")
    lengths, d = meta["lengths_um"], _in(given, "d_parent", "um")
    shapes = rall_tree(d, [lengths["parent"], lengths["child"]], branches=int(given["n_child"])), cylinder(lengths["equivalent"], d)
    tree, equiv = (_response(shape, given, meta["stimulus"], t, int(count[1]), [(0, 0.0)])[0][0] for shape in shapes)
    case.returned(tree=tree, equiv=equiv)
    begin = float(meta["stimulus"]["start_ms"])
    use = t > begin + 0.2 + 1e-9
    against, own = (float(r["tolerance"]) for r in meta["compare"])
    yield _largest("tree", tree, case.expected("tree"), against, use)
    yield _largest("equiv", equiv, case.expected("equiv"), against, use)
    yield _largest("tree against equiv", tree, equiv, own, use, ", both ours: Rall's theorem")


def _propagation(case):
    meta, given, stimulus = case.meta, case.meta["parameters"], case.meta["stimulus"]
    ends = re.search(r"t\(x=([\d.]+)\) - t\(x=([\d.]+)\)", meta["measure"])
    if not ends or "x=0" not in stimulus["kind"] or stimulus["amplitude_unit"] != "nA":
        raise Unsupported(f"{meta['measure']!r}, {stimulus['kind']!r}")
    far, near = float(ends[1]), float(ends[2])
    stop, dt, begin = float(meta["time"]["t_stop_ms"]), min(float(meta["time"]["dt_ms"]), RIPPLE), float(stimulus["start_ms"])
    steps, speed = round(stop / dt), []
    for (d, celsius), nA in zip(case.inputs("cases"), stimulus["amplitude"]):
        axon = _squid(given, float(celsius), {"Ra", "Ra_unit", "L_um", "nseg"})
        parts = compartments(cylinder(float(given["L_um"]), float(d), "axon"), count=int(given["nseg"]))
        cell = build_cell(parts, {"hh": axon}, sites=[parts.place(0, 0.0)], C=float(axon.C), Ra=float(given["Ra"]) * factor(given["Ra_unit"], "ohm cm"), v_start=float(meta["initial_state"]["v0_mV"]))
        current = _pulse(steps, dt, begin, begin + float(stimulus["duration_ms"]), float(nA))
        run = integrate(cell, steps * dt, dt, method="staggered", inputs=Series(current), record={"s": SpikeTimes(Probe(parts.place(0, near), parts.place(0, far)), 0.0, 8)}, dtype="float64")
        a, b = run["s"][:, 0]
        speed.append((far - near) * float(given["L_um"]) * 1e-6 / ((b - a) * 1e-3))
    case.returned(velocity=np.array(speed))
    yield _relative(case, "velocity", np.array(speed), ", ".join(f"{v:.2f}" for v in speed) + " m/s")


def _reconstruction(case):
    meta, given, t = case.meta, case.meta["parameters"], case.inputs("t")
    names, Ra, start = meta["sec_names"], _in(given, "Ra", "ohm cm"), float(meta["initial_state"]["v0_mV"])
    sec, seg = ({k[4:]: case.inputs(k) for k in case.keys if k.startswith(kind)} for kind in ("sec_", "seg_"))
    parts = Compartments(area=seg["area"], up=seg["ri"] * 100.0 / Ra, end=sec["ri_end"] * 100.0 / Ra, count=sec["nseg"], parent=sec["parent"], at=sec["parent_x"].astype(float),
                         regions=tuple("soma" if n.startswith("soma") else "neurite" for n in names))
    soma = dict(given["soma"])
    if soma.pop("gl_hh") != 0:
        raise Unsupported("a leak in the soma's squid channels")
    squid = _squid({**soma, "units": given["units"], "equations": given["equations"]}, float(given["celsius"])).replace(g_l=0.0)
    leak = Leak(g=_in(given, "g_pas", "mS/cm2"), E=float(given["e_pas"]))
    where = {"soma": (int(meta["soma_sec"]), 0.5), "dend_stim": (int(meta["dend_stim"][0]), float(meta["dend_stim"][1]))}
    pushes = [(where[next(k for k in where if s["where"].startswith(k))], s) for s in meta["stimulus"]]
    cell = build_cell(parts, {"hh": (squid, "soma"), "leak": leak}, sites=[parts.place(*p) for p, _ in pushes], C=_in(given, "cm", "uF/cm2"), Ra=Ra, v_start=start)
    grid, probe = float(t[1] - t[0]), Probe(*(parts.place(int(p[0]), float(p[1])) for p in meta["probe"]))

    def simulate(longest):
        every = math.ceil(grid / longest - 1e-9)
        dt, steps = grid / every, (len(t) - 1) * every
        drive = np.concatenate([_square(s, steps, dt, len(t) * grid) for _, s in pushes], axis=1)
        run = integrate(cell, steps * dt, dt, method="staggered", inputs=Series(drive), record={"v": Trace(probe, every=every), "s": SpikeTimes(probe, 0.0)}, dtype="float64")
        spikes = run["s"][0][np.isfinite(run["s"][0])]
        return np.concatenate([np.full((1, len(probe.places)), start), run["v"]]).T, spikes

    fine, coarse = simulate(0.005), simulate(0.025)
    read = read_swc(case.path.with_name(meta["file"])).area() if case.path.with_name(meta["file"]).is_file() else None
    case.returned(v=fine[0], spikes=coarse[1])
    theirs, expected = case.expected("spikes_soma"), case.expected("v_exact")
    yield from _compare_spikes([coarse[1]], [theirs], "spikes_soma", _tolerance(case, "spikes_soma", "ms"))
    away = ~np.any(np.abs(t - theirs[:, None]) <= 2.0, axis=0)
    moving, tolerance = away & ~_held(expected), _tolerance(case, "v_exact", "mV")
    error, with_held, rough = (float(np.abs(v - expected)[np.broadcast_to(mask, v.shape)].max()) for v, mask in ((fine[0], moving), (fine[0], away), (coarse[0], moving)))
    yield Row("v_exact away from spikes", error, tolerance, error <= tolerance, f"mV, dt 0.005 ms, {moving.mean():.0%} of the samples; {with_held:.3g} with the held ends; {rough:.3g} at dt 0.025 ms")
    if read is not None:
        tolerance, off = next(float(r["tolerance"]) for r in meta["compare"] if "total_area_um2" in r.get("fields", ())), abs(read / float(meta["total_area_um2"]) - 1)
        yield Row("total_area_um2", off, tolerance, off <= tolerance, "relative, read from the SWC file")
