"""Random networks, statistics inside the bands of the reference: Brunel's model A, the Potjans-Diesmann microcircuit at its scale, the Wang-Buzsaki interneuron network.

Each is drawn anew with the case's number of seeds (the interneuron networks from the very seeds, whose rule the case gives), and the mean over seeds is compared. The error is the distance from the
middle of the band, the tolerance half its width, both relative to the middle. Memory: about 100 MB a million synapses of a microcircuit while it runs, 0.4 GB for Brunel's; minutes for each, so these are slow cases.
"""
import numpy as np

from brainkit.circuits import (
    Brunel,
    CorticalCell,
    DeltaLIF,
    Microcircuit,
    brunel_spikes,
    by_population,
    coherence,
    cv_isi,
    draw_interneurons,
    fano,
    gamma_runs,
    microcircuit_spikes,
    rates,
    rhythm,
)
from tests.golden.cases import Row, Unsupported

INPUTS = ("result/*/params/*",)
KINDS = {"brunel": "brunel", "potjans-diesmann": "cortex", "wang-buzsaki 1996 interneuron network": "gamma"}
OF_GAMMA = {"Msyn": "M_syn", "I_mu": "I_mu", "I_sigma": "I_sigma", "g_syn": "g_syn", "tau_syn": "tau_syn"}


def claims(case) -> bool:
    return _kind(case) is not None


def _kind(case):
    model = str(case.meta.get("model", "")).lower()
    return next((kind for name, kind in KINDS.items() if model.startswith(name)), None)


def run(case):
    kind = _kind(case)
    return {"brunel": _brunel, "cortex": _cortex, "gamma": _gamma}[kind](case)


def _window(case):
    return float(case.meta["T_ms"]), float(case.meta["discard_ms"]), float(case.meta["dt"])


def _band(key, ours, band):
    "A row of one number against its band, two numbers or a dict that holds them."
    low, high = map(float, band if isinstance(band, list | tuple) else (band["min"], band["max"]))
    middle, half = 0.5 * (low + high), 0.5 * (high - low)
    scale = abs(middle) if middle else 1.0
    ok = bool(np.isfinite(ours)) and low <= ours <= high
    return Row(key, abs(ours - middle) / scale if np.isfinite(ours) else np.inf, half / scale, ok, f"{ours:.4g}, band {low:.4g} to {high:.4g}, mean over seeds")


def _known(key, ours, band):
    if key.rsplit("/", 1)[-1] not in ours:
        return Row(key, np.inf, 0.0, False, "unsupported: no such statistic here")
    return _band(key, ours[key.rsplit("/", 1)[-1]], band)


def _mean(seeds):
    return {k: float(np.nanmean([s[k] for s in seeds])) for k in seeds[0]}


def _statistics(spikes, band=(4.0, 500.0)):
    cv = cv_isi(spikes)
    cv = cv[np.isfinite(cv)]
    per_cell, beat = rates(spikes), rhythm(spikes, band=band)
    return dict(rate_hz=per_cell.mean(), cv_isi=cv.mean() if len(cv) else np.nan, cv_isi_median=np.median(cv) if len(cv) else np.nan, fano_3ms=fano(spikes, 3.0), fano_5ms=fano(spikes, 5.0),
                rate_sd_over_neurons_hz=per_cell.std(), silent_fraction=(per_cell == 0).mean(), peak_freq_hz=beat.peak, peak_over_poisson=beat.height, n_spikes=len(spikes.time))


def _brunel(case):
    p, (T, discard, dt) = case.meta["params"], _window(case)
    cell = DeltaLIF(tau_m=p["tau_m"], E_L=p["E_L"], V_th=p["V_th"], V_reset=p["V_reset"], t_ref=p["t_ref"], J=p["J_mV"], g=p["g"])
    circuit = Brunel(g=p["g"], eta=p["eta"], n_e=p["NE"], n_i=p["NI"], c_e=p["CE"], c_i=p["CI"], delay=p["delay"], cell=cell)
    if p["V_m"] != p["E_L"]:
        raise Unsupported(f"starts at V_m {p['V_m']}; ours starts at E_L {p['E_L']}")
    if "nu_ext_total_hz" in p and abs(1000 * circuit.external / p["nu_ext_total_hz"] - 1) > 1e-9:
        raise Unsupported(f"external rate {p['nu_ext_total_hz']} Hz is not eta times the threshold rate, {1000 * circuit.external:g} Hz")
    ours = _mean([_statistics(brunel_spikes(circuit, T, seed, dt).window(discard, T)) for seed in case.meta["seeds"]])
    case.returned(**ours)
    for key, band in case.expected("acceptance_mean_over_seeds").items():
        yield _known(key, ours, band)


def _cortex(case):
    p, (T, discard, dt) = case.meta["params"], _window(case)
    cell = CorticalCell(tau_m=p["tau_m"], C=p["C_m"], E_L=p["E_L"], V_th=p["V_th"], V_reset=p["V_reset"], t_ref=p["t_ref"], tau_s=p["tau_syn"])
    circuit = Microcircuit(scale=p["scale"], k_scale=p["kscale"], connected=tuple(map(tuple, p["C"])), outside=tuple(p["Kext"]), bg_rate=p["bg_rate"], rates=tuple(p["full_mean_rates_for_compensation"]),
                           v_mean=tuple(p["V0_mean"]), v_sd=tuple(p["V0_sd"]), psp=p["PSP_mV"], g=p["g"], boost=p["L4E_to_L23E_factor"], delay_e=p["delay_e"], delay_i=p["delay_i"],
                           sd_delay=p["rel_sd_delay"], sd_weight=p["rel_sd_weight"], cell=cell)
    if list(circuit.sizes.values()) != list(p["N"]):
        raise Unsupported(f"has {p['N']} cells; the table at this scale gives {list(circuit.sizes.values())}")
    differ = np.abs(circuit.synapses - np.asarray(p["synapses_target_by_source"])).max()
    yield Row("synapses_target_by_source", float(differ), 0.0, differ == 0, "from the table of probabilities")
    error = float(np.abs(circuit.direct / np.asarray(p["I_dc_pA"]) - 1).max()) if np.any(p["I_dc_pA"]) else float(np.abs(circuit.direct).max())
    yield Row("I_dc_pA", error, 1e-5, error <= 1e-5, "of the rule of scaling")
    seeds = [by_population(circuit, microcircuit_spikes(circuit, T, seed, dt).window(discard, T)) for seed in case.meta["seeds"]]
    ours = {name: _mean([s[name] for s in seeds]) for name in circuit.names}
    case.returned(**ours)
    for name, bands in case.expected("acceptance_mean_over_seeds").items():
        for key, band in bands.items():
            yield _known(f"{name}/{key}", ours[name], band)


def _conditions(case):
    "The parameters of each condition, in order."
    found = []
    while True:
        try:
            found.append({ours: float(case.inputs(f"result/{len(found)}/params/{theirs}")) for theirs, ours in OF_GAMMA.items()})
        except KeyError:
            if not found:
                raise
            return found


def _gamma(case):
    p, (T, discard, dt) = case.meta["params"], _window(case)
    common = {ours: p[theirs] for theirs, ours in dict(C="C", g_L="g_L", E_L="E_L", g_Na="g_Na", E_Na="E_Na", g_K="g_K", E_K="E_K", phi="phi", E_syn="E_syn", theta_syn="theta_syn", alpha="alpha").items()}
    conditions, seeds = _conditions(case), case.meta["seeds"]
    nets = [(*draw_interneurons(seed, int(p["N"]), c["M_syn"], c["I_mu"], c["I_sigma"]), {k: c[k] for k in ("M_syn", "g_syn", "tau_syn")}) for c in conditions for seed in seeds]
    every = [_coherent(s) for s in gamma_runs(nets, T, discard, dt, "float64", **common)]
    ours = [_mean(every[k * len(seeds): (k + 1) * len(seeds)]) for k in range(len(conditions))]
    case.returned(**{str(k): o for k, o in enumerate(ours)})
    for k, (c, o) in enumerate(zip(conditions, ours)):
        for key, band in (case.expected(f"result/{k}/acceptance_mean_over_seeds") or {}).items():
            yield _known(f"Msyn {c['M_syn']:g}, I {c['I_mu']:g} +- {c['I_sigma']:g}/{key}", o, band)


def _coherent(spikes):
    per_cell = rates(spikes)
    found = _statistics(spikes, (4.0, 200.0)) | {"kappa_1ms": coherence(spikes, 1.0)}
    return found | {"kappa_tau_0p1_over_f": coherence(spikes, 100.0 / per_cell.mean()) if per_cell.any() else float("nan")}
