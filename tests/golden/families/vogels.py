"""The random circuits of Vogels and Abbott as benchmarks (Brette et al. 2007): CUBA, COBA and COBAHH, drawn again from their seeds, and CUBA spike by spike.

A case names its model, step, duration, seeds and parameters. The circuits and initial states are drawn by the rule that the case states, so the mean over its seeds is held to the band for the same circuits; the
wider band for any five circuits is held as well. Programs differ in when a spike acts and how long a cell is held: Brian2 lets a spike without delay act in the next step and holds a cell a step less than its
refractory time, NEST holds it for all of it. Conductances are stepped by schemes of second order, and not finer than 0.1 ms where a case has finer steps, which is what its band is for.
Of a spike list every spike of the first half second must be the same, and the number of all within 0.1 %.
"""
import re

import numpy as np

from brainkit.circuits import (
    LIF,
    CobaHH,
    CobaLIF,
    LIFState,
    VogelsAbbott,
    coba_spikes,
    cobahh_start,
    cuba_start,
    cv_isi,
    fano,
    generator,
    rates,
    self_sustained,
)
from tests.golden.cases import Row, Unsupported, compare

INPUTS = ("v0", "out_degree", "post", "seed")
LIST = {"step", "neuron", "v0", "out_degree", "post"}
KINDS = ("cobahh", "coba", "cuba")  # the longest first
EXACT_MS, LIST_MS, COARSEST = 500.0, 2500.0, 0.1
SAME, WIDE = "acceptance_same_seeded_networks_mean", "acceptance_other_networks_mean_over_5_seeds"
NAMES = {"C_m_pF": "C", "g_L_nS": "g_L", "g_Na_nS": "g_Na", "g_K_nS": "g_K", "E_L": "E_L", "E_Na": "E_Na", "E_K": "E_K", "V_T": "V_T", "E_ex": "E_e", "E_in": "E_i", "V_th": "V_th",
         "V_reset": "V_reset", "tau_syn_ex": "tau_e", "tau_syn_in": "tau_i"}


def claims(case) -> bool:
    return set(case.keys) >= LIST or (case.keys == () and _kind(case) is not None and "seeds" in case.meta)


def _kind(case):
    return next((k for k in KINDS if str(case.meta.get("model", "")).lower().startswith(k)), None)


def run(case):
    return _list(case) if case.keys else _bands(case)


def _list(case):
    "A spike list: the circuit and the initial potentials are arrays of the case."
    p = case.meta.get("params", {})
    dt, degree, post, v0 = float(case.meta.get("dt", 0.1)), case.inputs("out_degree"), case.inputs("post"), case.inputs("v0")
    n_e = int(p.get("NE", round(0.8 * len(v0))))
    circuit = VogelsAbbott(n_e=n_e, n_i=len(v0) - n_e, w_e=p.get("w_ex_pA", 16.2), w_i=p.get("w_in_pA", -90.0), delay=p.get("delay_ms", dt))
    state, duration = LIFState(np.asarray(v0, float), 0.0, 0.0, 0.0), float(case.meta.get("T_ms", LIST_MS))
    spikes = self_sustained(_cuba(p, p.get("t_ref", 5.0)), circuit, state, np.repeat(np.arange(len(v0)), degree), post, duration, dt, dtype="float64")
    step = np.rint(spikes.time / dt).astype(int)
    case.returned(step=step, cell=spikes.cell)
    theirs, who = case.expected("step").astype(int), case.expected("neuron").astype(int)
    order, last = np.lexsort((who, theirs)), round(EXACT_MS / dt)
    ours, wanted = ({(int(t), int(j)) for t, j in zip(a, b) if t <= last} for a, b in ((step, spikes.cell), (theirs[order], who[order])))
    yield Row("spikes", float(len(ours ^ wanted)), 0.0, ours == wanted, f"of {len(wanted)} in {EXACT_MS:g} ms")
    count = (step <= theirs.max(initial=0)).sum()
    yield compare("count", [count], [len(theirs)], 1e-3)


def _cuba(p, t_ref) -> LIF:
    cell = {NAMES[k]: float(v) for k, v in p.items() if k in NAMES}
    return LIF(**cell, t_ref=t_ref) if "tau_m" not in p else LIF(**cell, g_L=float(p.get("C_m_pF", 200.0)) / float(p["tau_m"]), t_ref=t_ref)


def _bands(case):
    "Bands for means over seeded circuits."
    meta, kind = case.meta, _kind(case)
    p, simulator = meta["params"], str(meta.get("simulator", ""))
    if not ("Brian" in simulator or "NEST" in simulator):
        raise Unsupported(f"how {simulator or 'an unnamed program'} times spikes is not known")
    step = max(float(meta["dt"]), COARSEST) if kind != "cuba" else float(meta["dt"])
    each = [_spikes(kind, p, "Brian" in simulator, float(meta["dt"]), step, float(meta["T_ms"]), seed).window(float(meta["discard_ms"]), float(meta["T_ms"])) for seed in meta["seeds"]]
    ours = _means(each, int(p["NE"]))
    case.returned(**ours)
    bands = {name: band for name, band in ((n, _or_none(case, n)) for n in (SAME, WIDE)) if band}
    if not bands:
        raise Unsupported(f"the case has neither {SAME} nor {WIDE}")
    for name, band in bands.items():
        for key, (low, high) in band.items():
            middle, half = (low + high) / 2, (high - low) / 2
            if key not in ours:
                yield Row(f"{key} ({name.split('_')[1]})", np.inf, half / middle, False, "not a statistic that is computed here")
                continue
            yield Row(f"{key} ({name.split('_')[1]})", abs(ours[key] - middle) / abs(middle), half / abs(middle), low <= ours[key] <= high, f"{ours[key]:.4g} in {low:.4g} to {high:.4g}")


def _or_none(case, name):
    try:
        return case.expected(name)
    except KeyError:
        return None


def _spikes(kind, p, brian, dt, step, duration, seed):
    "One circuit of a case, run in steps of `step` ms where the case has `dt`."
    delay = float(p.get("delay_ms", 0.0))
    if abs(delay / step - round(delay / step)) > 1e-6:
        step = dt
    exciting, inhibiting = (p.get("w_ex_pA"), p.get("w_in_pA")) if kind == "cuba" else (p["w_ex_nS"], p["w_in_nS"])
    circuit = VogelsAbbott(n_e=int(p["NE"]), n_i=int(p["NI"]), p=float(p["p"]), w_e=float(exciting), w_i=float(inhibiting), delay=delay)
    rng = generator(int(seed))
    pairs = circuit.pairs(rng)
    held = float(p.get("t_ref", 0.0)) - (dt if brian else 0.0)
    if kind == "cuba":
        cell = _cuba(p, held)
        return self_sustained(cell, circuit, cuba_start(cell, circuit.n, rng), *pairs, duration, step, dtype="float64")
    named = {NAMES[k]: float(v) for k, v in p.items() if k in NAMES}
    if kind == "coba":
        return coba_spikes(duration, rng, step, circuit, CobaLIF(**named, t_ref=held), pairs=pairs)
    cell = CobaHH(**named, **_heard(str(p.get("spike", ""))))
    gates = (0.0, 0.0, 0.0) if brian else tuple(float(x) for x in cell.settled(cell.E_L))
    return self_sustained(cell, circuit, cobahh_start(cell, circuit.n, rng, gates), *pairs, duration, step)


def _heard(text: str) -> dict:
    "When a cell is heard, from the words of the case: the level where they name one, and for how long then not."
    level, dead = re.search(r"V > (-?[\d.]+) mV", text), re.search(r"([\d.]+) ms", text)
    return ({"V_spike": float(level[1])} if level else {}) | ({"t_dead": float(dead[1])} if dead else {})


def _means(each, exciting: int) -> dict:
    "Means over circuits of the statistics that a band may name."
    of = {"rate_hz": lambda s: rates(s).mean(), "rate_E_hz": lambda s: rates(s.cells(slice(0, exciting))).mean(), "rate_I_hz": lambda s: rates(s.cells(slice(exciting, s.n))).mean(),
          "cv_isi": lambda s: _of_some(np.mean, cv_isi(s)), "cv_isi_median": lambda s: _of_some(np.median, cv_isi(s)), "fano_3ms": lambda s: fano(s, 3.0), "fano_5ms": lambda s: fano(s, 5.0)}
    return {name: float(np.mean([f(s) for s in each])) for name, f in of.items()}


def _of_some(statistic, values):
    "Of the values that are numbers; NaN if none is."
    values = values[np.isfinite(values)]
    return statistic(values) if len(values) else np.nan
