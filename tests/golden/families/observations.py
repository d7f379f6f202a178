"""What is observed of a brain: haemodynamics and monitors fed with a known signal, lead fields, and measures of time series.

A monitor hears its signal from the loop itself, which repeats it step by step. Conventions and tolerances are those of the references' README.
"""
import jax
import numpy as np

from brainkit.core import TemporalAverage
from brainkit.data import load
from brainkit.wholebrain import (
    Balloon,
    DoubleExponential,
    Eeg,
    FirstOrderVolterra,
    Gamma,
    GlobalAverage,
    HrfBold,
    Meg,
    MixtureOfGammas,
    Seeg,
    Sensors,
    SubSample,
    balloon_bold,
    fcd,
    functional_connectivity,
    infinite_gain,
    kuramoto_order,
    meg_gain,
    metastability,
    on_sphere,
    region_gain,
    replay,
    synchrony,
    variance_global,
    variance_of_node_variance,
)
from tests.golden.cases import Row, Unsupported, compare

INPUTS = ("u", "dt", "balloon_u", "source", "centres", "orientations", "region_mapping_16k", "sensors_eeg", "sensors_meg", "seeg_locations", "ts", "fcd_window", "fcd_step")
TOLERANCE = 1e-8
KERNELS = (FirstOrderVolterra, Gamma, DoubleExponential, MixtureOfGammas)


def claims(case) -> bool:
    return any(k in case.meta for k in ("bold_period_ms", "noncortical_regions")) or {"ts", "fc", "fcd"} <= set(case.keys)


def run(case):
    compute = _bold if "bold_period_ms" in case.meta else _lead_fields if "noncortical_regions" in case.meta else _analysers
    ours = compute(case)
    case.returned(**ours)
    for key, value in case.ours.items():
        if case.has(key):
            yield _row(key, value, case.expected(key))


def _row(key, ours, expected) -> Row:
    "A comparison in which a channel without a place, such as a trigger, is not a number on both sides."
    ours, expected = np.asarray(ours, float), np.asarray(expected, float)
    if ours.shape != expected.shape or not np.isnan(expected).any():
        return compare(key, ours, expected, TOLERANCE)
    none = np.isnan(expected).all(axis=tuple(range(1, expected.ndim)))
    same = np.array_equal(np.isnan(ours), np.isnan(expected))
    return compare(key, ours[~none], expected[~none], TOLERANCE, f"{none.sum()} channels without a place") if same else Row(key, np.inf, TOLERANCE, False, "not a number in other places")


# ---- haemodynamics


def kernel_of(meta: dict):
    "The response function that has the parameters of a sidecar; what they imply, such as a factorial, is computed."
    given = meta["parameters"]
    cls = next((c for c in KERNELS if set(c.__dataclass_fields__) <= set(given)), None)
    if cls is None:
        raise Unsupported(f"a response function of {', '.join(given)}")
    return cls(**{k: float(given[k]) for k in cls.__dataclass_fields__})


def _bold(case) -> dict:
    meta, u = case.meta, case.inputs("u")
    dt = float(meta["dt"])
    length, window = meta["hrf_length_ms"], meta["interim_period_ms"]
    kernels = {k: kernel_of(v) for k, v in meta["kernels"].items() if k != "balloon"}
    seen = replay(u, dt, {k: HrfBold("x", hrf, meta["bold_period_ms"], length, window, like_tvb=True) for k, hrf in kernels.items()}, "float64")
    ours = {f"bold_{k}": seen[k] for k in kernels} | {f"bold_t_{k}": seen[f"{k}_time"] for k in kernels}
    with jax.enable_x64(True):
        ours |= {f"hrf_{k}": np.asarray(hrf(1e-3 * window * np.arange(round(length / window)))) for k, hrf in kernels.items()}
    steps = {k: meta[f"{k}_period_steps"] for k in ("tavg", "subsample", "gavg")}
    simple = {"tavg": TemporalAverage("x", every=steps["tavg"]), "subsample": SubSample("x", every=steps["subsample"]), "gavg": GlobalAverage("x", every=steps["gavg"])}
    short = replay(u[:meta["simple_monitor_steps"]], dt, simple, "float64")
    ours |= {k: short[k][:, None, :, None] for k in simple} | {f"{k}_t": short[f"{k}_time"] for k in simple}
    return ours | _balloon(case)


def _balloon(case) -> dict:
    meta, activity = case.meta["kernels"]["balloon"], case.inputs("balloon_u")
    if meta.get("normalize_neural_input") or meta.get("neural_input_transformation", "none") != "none":
        raise Unsupported("a balloon whose input is transformed")
    given = {k: float(np.ravel(meta[k])[0]) for k in Balloon.units()}
    period, every = case.meta["balloon_sample_period_ms"], case.meta["balloon_stored_every"]
    ours = {"balloon_t": np.arange(len(activity))[::every] * period}
    for form in ("nonlinear", "linear"):
        for revised in (0, 1):
            blood = Balloon(**given, form=form, coefficients="revised" if revised else "classical")
            ours[f"balloon_{form}_rbm{revised}"] = balloon_bold(activity, 1e-3 * period, blood, "float64")[::every]
    return ours


# ---- lead fields


def _lead_fields(case) -> dict:
    "Gains of regions from the public projection matrices or on a sphere, and what sensors read through them."
    meta, files, source = case.meta, case.meta["files"], case.inputs("source")
    if meta["noncortical_regions"]:
        raise Unsupported("regions below the cortex, whose columns are mixed in")
    mapping, places = case.inputs("region_mapping_16k"), (case.inputs("centres"), case.inputs("orientations"))
    gain = {k: region_gain(load(f"tvb-data/projectionMatrix/{files[k]['projection']}", progress=False), mapping, source.shape[1]) for k in ("eeg", "meg")}
    seeg = infinite_gain(case.inputs("seeg_locations"), *places, sigma=meta["sigma"])
    on = {k: on_sphere(case.inputs(f"sensors_{k}"), places[0], margin)[0] for k, margin in (("eeg", 1.05125), ("meg", 1.01))}
    ours = {"gain_eeg": gain["eeg"], "gain_eeg_avgref": gain["eeg"], "gain_meg": gain["meg"], "gain_seeg_regioncentres_analytic": seeg,
            "gain_eeg_analytic": infinite_gain(on["eeg"], *places, sigma=meta["sigma"]), "gain_meg_analytic": meg_gain(on["meg"], *places, mu_0=meta["mu_0"], like_tvb=True)}
    names = lambda g: tuple(map(str, range(len(g))))
    leads = {"eeg": Eeg(gain["eeg"], names(gain["eeg"]), reference=None), "eeg_avgref": Eeg(gain["eeg"], names(gain["eeg"])), "meg": Meg(gain["meg"], names(gain["meg"]))}
    record = {k: Sensors("x", every=meta["period_steps"], lead=lead) for k, lead in leads.items()} | {"seeg": Sensors("x", every=1, lead=Seeg(seeg, names(seeg)))}
    seen = replay(source, meta["dt"], record, "float64")
    return ours | {f"{k}_x": seen[k] for k in record} | {f"{k}_t": seen[f"{k}_time"] for k in leads}


# ---- measures of time series


def _analysers(case) -> dict:
    with jax.enable_x64(True):
        ts = case.inputs("ts")
        R = kuramoto_order(ts)
        return {"fc": functional_connectivity(ts), "fcd": fcd(ts, int(case.inputs("fcd_window")), int(case.inputs("fcd_step"))), "kuramoto_R": R, "sync": synchrony(ts),
                "metastability": metastability(ts), "variance_global": variance_global(ts), "variance_of_node_variance": variance_of_node_variance(ts)}
