"""Runs of neurolib's models, with their noise off or drawn from a seed, made again from the stored past, parameters and matrices: same Euler steps, same rounding of delays.

A case gives neurolib's parameters by its own names; those that belong to the network go to the network, the rest to the model. What the model here lacks is reported as unsupported.
"""
from functools import partial

import numpy as np

import brainkit.wholebrain as wholebrain
from brainkit.core import Trace, integrate
from tests.golden.cases import Unsupported, compare

additive = partial(wholebrain.hopf_network, coupling="additive")
INPUTS = ("Cmat", "lengthMat", "past_*", "start_*")
MODELS = {"HopfModel": (wholebrain.Hopf, wholebrain.hopf_network, ("K_gl", "signalV", "coupling")), "ALNModel": (wholebrain.ALN, wholebrain.aln_network, ("signalV", "de", "di")),
          "FHNModel": (wholebrain.FHN, wholebrain.hopf_network, ("K_gl", "signalV", "coupling")), "WCModel": (wholebrain.WC, additive, ("K_gl", "signalV")),
          "WWModel": (wholebrain.WW, additive, ("K_gl", "signalV")), "ThalamicMassModel": (wholebrain.ThalamicMass, None, ())}
UNUSED = {"ALNModel": ("fast_interp", "warn", "dosc_version", "EL", "DeltaT", "VT", "Vr", "Vs", "Tref")}  # neurolib's runs do not depend on these
TOLERANCE = 1e-10  # of each variable's largest value


def claims(case) -> bool:
    return str(case.meta.get("simulator", "")).startswith("neurolib") and {"x_kept", "x_end"} <= set(case.keys)


def run(case):
    meta = case.meta
    if meta["model"] not in MODELS:
        raise Unsupported(f"brainkit has no model for neurolib's {meta['model']}; it has {', '.join(MODELS)}")
    cls, wire, of_network = MODELS[meta["model"]]
    given = {k: v for k, v in meta["parameters"].items() if k not in ("sigma_ou", *of_network, *UNUSED.get(meta["model"], ()))}
    if unknown := set(given) - set(cls.__dataclass_fields__):
        raise Unsupported(f"parameters {', '.join(sorted(unknown))}, which brainkit's {cls.__name__} does not have")
    own = {"tau_r": meta["dt"]} if cls is wholebrain.ALN else {"like_neurolib": True} if "like_neurolib" in cls.__dataclass_fields__ else {}
    model = cls(**given, **own)
    hidden = {"sigmae_f": model.sigmae_ext, "sigmai_f": model.sigmai_ext, "rd_exc": 0.0, "rd_inh": 0.0} if cls is wholebrain.ALN else {}     # where neurolib begins what it does not show
    past = {k: case.inputs(f"past_{k}") for k in model.State._fields if case.has(f"past_{k}")}
    start = model.State(*(past[k][:, -1] if k in past else case.inputs(f"start_{k}") if case.has(f"start_{k}") else np.full(len(case.inputs("Cmat")), hidden[k]) for k in model.State._fields))
    net = wire and wire(case.inputs("Cmat"), case.inputs("lengthMat"), dt=meta["dt"], **{k: v for k, v in meta["parameters"].items() if k in of_network})
    history = np.stack([past[k] for k in model.couples]).transpose(2, 0, 1) if net else None                 # (step, variable, region)
    sigma, steps = meta["parameters"].get("sigma_ou", 0.0), round(meta["duration"] / meta["dt"])
    noise = wholebrain.neurolib_noise(model, sigma, meta["seed"], len(start[0]), steps, meta["dt"]) if sigma else None
    done = integrate(model, meta["duration"], meta["dt"], state=start, method="euler", network=net, history=history, noise=noise, record={"x": Trace(tuple(meta["kept"]))}, dtype="float64")
    case.returned(x=done["x"], end=np.stack([getattr(done.state, k) for k in meta["end"]]))
    for k, name in enumerate(meta["kept"]):
        yield compare(name, done["x"][::meta["every"], k], case.expected("x_kept")[:, k], TOLERANCE)
    for k, name in enumerate(meta["end"]):
        yield compare(f"end {name}", getattr(done.state, name), case.expected("x_end")[k], TOLERANCE)
