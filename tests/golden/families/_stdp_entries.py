"""Pair-based plasticity of a reference simulator: one pair of spikes for each lag, read out by a second presynaptic spike, each rule from the parameters of its entry.

There the whole delay of a synapse lies behind it: a presynaptic spike meets the synapse at once, a postsynaptic one `dendritic_delay` ms later. Amplitudes are fractions of the largest weight.
When the second presynaptic spike comes is said in the entry's note only, in words; its depression is part of the answer.
"""
import re

import numpy as np

from brainkit.circuits import PairSTDP, weight_change
from tests.golden.cases import Unsupported, compare

RULE = ("tau_plus", "tau_minus", "lam", "alpha", "mu_plus", "mu_minus", "w0", "Wmax", "dendritic_delay")
INPUTS = (*RULE, "t_post_minus_t_pre", "note")


def knows(keys, read) -> bool:
    return {*RULE, "t_post_minus_t_pre", "dw"} <= {*keys}


def compute(read, keys) -> dict:
    p = {k: float(read(k)) for k in RULE}
    lags = np.asarray(read("t_post_minus_t_pre"), float)
    said = re.search(r"second pre spike (\d+(?:\.\d+)?) ms later", str(read("note")) if "note" in keys else "")
    readout = [] if said is None else [float(said[1])]
    times = np.r_[lags, p["dendritic_delay"], readout]
    dt = next((dt for dt in (0.1, 0.05, 0.025, 0.01) if np.abs(times / dt - np.rint(times / dt)).max() < 1e-6), None)  # our answer does not depend on the step, if all times are on it
    if dt is None:
        raise Unsupported("lags or dendritic delay are no multiples of 0.01 ms")
    dendritic = round(p["dendritic_delay"] / dt)
    begin = np.ceil(max(0.0, -lags.min())) + 10.0
    rule = PairSTDP(tau_plus=p["tau_plus"], tau_minus=p["tau_minus"], A_plus=p["lam"], A_minus=p["alpha"] * p["lam"], mu_plus=p["mu_plus"], mu_minus=p["mu_minus"], w_max=p["Wmax"])
    pre, post = [begin + np.array([0.0, *readout])] * len(lags), [np.array([begin + lag]) for lag in lags]
    return {"dw": weight_change(rule, pre, post, p["w0"], dt, delay=dendritic + 1, dendritic=dendritic)}


def rows(name, ours, expected):
    yield compare(f"{name}/dw", ours["dw"], expected("dw"), 1e-3)
