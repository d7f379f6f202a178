"""Whole-brain cases in every form of the format, made here by a plain loop in numpy that shares no code with brainkit, and run through the family.

They cover what the carried cases do not: RK4 with a stimulus, multiplicative and coloured noise, bounds, parameters that differ between regions, connectivity edits, other
couplings and sizes, no delay.
"""
import json
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.golden.__main__ import load_families, results  # noqa: E402
from tests.golden.cases import Case  # noqa: E402

N, STEPS, DT, PERIOD = 7, 240, 0.1, 10


def oscillator(x, c, p):
    V, W = x
    return np.stack([p["d"] * p["tau"] * (p["alpha"] * W - p["f"] * V**3 + p["e"] * V**2 + p["g"] * V + p["gamma"] * (p["I"] + c[0])),
                     p["d"] / p["tau"] * (p["a"] + p["b"] * V + p["c"] * V**2 - p["beta"] * W)])


def gate(x, c, p):
    y = p["a"] * (p["w"] * p["J_N"] * x + p["I_o"] + p["J_N"] * c[:1]) - p["b"]
    return -x / p["tau_s"] + (1 - x) * p["gamma"] * y / (1 - np.exp(-p["d"] * y))


OSCILLATOR = dict(tau=1.0, I=0.0, a=-2.0, b=-10.0, c=0.0, d=0.02, e=3.0, f=1.0, g=0.0, alpha=1.0, beta=1.0, gamma=1.0)
GATE = dict(a=0.27, b=0.108, d=154.0, gamma=0.641, tau_s=100.0, w=0.6, J_N=0.2609, I_o=0.33)
MODELS = {"Generic2dOscillator": (oscillator, ["V", "W"], OSCILLATOR), "ReducedWongWang": (gate, ["S"], GATE)}
COUPLINGS = {
    "Linear": lambda W, o, x, p: p["a"] * (W * o).sum(-1) + p["b"],
    "Scaling": lambda W, o, x, p: p["a"] * (W * o).sum(-1),
    "Difference": lambda W, o, x, p: p["a"] * (W * (o - x[..., None])).sum(-1),
    "Kuramoto": lambda W, o, x, p: p["a"] * (W * np.sin(o - x[..., None])).sum(-1),
    "HyperbolicTangent": lambda W, o, x, p: (W * p["a"] * (1 + np.tanh((p["b"] * o - p["midpoint"]) / p["sigma"]))).sum(-1),
    "Sigmoidal": lambda W, o, x, p: p["cmin"] + (p["cmax"] - p["cmin"]) / (1 + np.exp(-p["a"] * ((W * o).sum(-1) - p["midpoint"]) / p["sigma"])),
}


def step(method, f, clip, x, c, s, z):
    if method.startswith("Euler"):
        return clip(x + DT * (f(x, c) + s) + z)
    if method.startswith("Heun"):
        p = clip(x + DT * (f(x, c) + s) + z)
        return clip(x + DT / 2 * (f(x, c) + f(p, c)) + DT * s + z)
    k1 = f(x, c)
    k2 = f(clip(x + DT / 2 * k1), c)
    k3 = f(clip(x + DT / 2 * k2), c)
    k4 = f(clip(x + DT * k3), c)
    return clip(x + DT / 6 * (k1 + 2 * k2 + 2 * k3 + k4) + DT * s)


def make(folder, seed=0, model="Generic2dOscillator", parameters=None, coupling="Linear", coupling_parameters=None, integrator="Heun", noise=None, stimulated=False, bounds=None,
         zero_delay=False, gone=(), ntau=0.0):
    "Write a case computed by a plain loop; gives its path."
    rng = np.random.default_rng(seed)
    drift, names, defaults = MODELS[model]
    p = defaults | (parameters or {})
    q = coupling_parameters or {"a": 0.05, "b": 0.01}
    W = rng.uniform(0, 2, (N, N)) * (rng.uniform(size=(N, N)) < 0.6)
    W[list(gone)] = W[:, list(gone)] = 0
    delays = np.zeros((N, N), int) if zero_delay else rng.integers(0, 30, (N, N))
    horizon = int(delays.max()) + 1
    start = horizon - 1
    limits = bounds or {}
    clip = lambda x: np.stack([np.clip(v, *limits.get(n, (-np.inf, np.inf))) for n, v in zip(names, x)])
    past = [clip(rng.uniform(0.1, 0.9, (len(names), N))) for _ in range(horizon)]
    history = np.stack(past)[:, :1]
    stimulus = 0.4 * (rng.uniform(size=(STEPS, N)) < 0.2) if stimulated else None
    xi = g = None
    if noise:
        eta, e, xi = rng.normal(size=(len(names), N)), np.exp(-DT / ntau) if ntau else 0.0, []
        for _ in range(STEPS):
            eta = e * eta + np.sqrt(1 - e * e) * rng.normal(size=eta.shape)
            xi.append(DT * np.sqrt(1 / ntau) * eta if ntau else np.sqrt(DT) * eta)
        xi, g = np.stack(xi), np.sqrt(2 * np.asarray(noise["nsig"]))[:, None]
    x, states, couplings = past[-1], [], []

    def received():
        old = np.stack([[past[-1 - delays[i, j]][0, j] for j in range(N)] for i in range(N)])[None]
        return COUPLINGS[coupling](W, old, past[-1][:1], q)

    for k in range(STEPS):
        c = received()
        couplings.append(c)
        s = np.zeros_like(x)
        if stimulated:
            s[0] = stimulus[k]
        z = 0.0 if not noise else g * xi[k] * (1.5 * x + 0.2 if noise["kind"] == "Multiplicative" else 1.0)
        x = step(integrator, lambda y, c: drift(y, c, p), clip, x, c, s, z)
        states.append(x)
        past.append(x)
    X, C = np.stack(states)[..., None], np.stack([*couplings, received()])[..., None]
    ends = [k for k in range(1, STEPS + 1) if (start + k) % PERIOD == 0]
    arrays = dict(weights=W, tract_lengths=delays * 0.3, idelays=delays.astype(np.int32), speed=3.0, dt=DT, start_step=start, history_cvar=history[..., None], state0=history_state(past, horizon),
                  coupling0=C[0], x_first=X[:20], t_first=DT * np.arange(1, 21), coupling_first=C[1:21, :1], x=X[9::10], t=DT * np.arange(10, STEPS + 1, 10),
                  tavg_x=np.stack([X[max(0, k - 10):k].sum(0) / 10 for k in ends[:20]]), tavg_t=(np.array(ends[:20]) - 5) * DT, gavg_x=np.stack([X[k - 1].mean(1, keepdims=True) for k in ends[:20]]),
                  gavg_t=np.array(ends[:20]) * DT)
    arrays |= {"stimulus": stimulus} if stimulated else {}
    arrays |= {"noise": xi[..., None]} if noise else {}
    np.savez(folder / "case.npz", **arrays)
    listed = lambda d: {k: np.atleast_1d(v).tolist() for k, v in d.items()}
    told = None if not noise else noise | {"ntau": ntau} | ({"b": {"equation": "Linear", "expr": "a * var + b", "parameters": {"a": 1.5, "b": 0.2}}} if noise["kind"] == "Multiplicative" else {})
    meta = dict(model=model, state_variables=names, cvar=[0], stvar=[0], modes=1, bounds=limits, model_parameters=listed(p), coupling=coupling, coupling_parameters=listed(q), integrator=integrator, dt=DT,
                T_ms=STEPS * DT, stimulus={"nodes": []} if stimulated else None, noise=told, zero_delay=zero_delay)
    (folder / "case.json").write_text(json.dumps(meta))
    return folder / "case.npz"


def history_state(past, horizon):
    return past[horizon - 1][..., None]


FORMS = {
    "euler": dict(integrator="Euler"),
    "rk4 with a stimulus": dict(integrator="RK4", stimulated=True),
    "heun with a stimulus": dict(stimulated=True, seed=5),
    "no delay": dict(zero_delay=True),
    "multiplicative": dict(integrator="HeunStochastic", noise=dict(kind="Multiplicative", nsig=[0.01, 0.002])),
    "multiplicative, euler": dict(integrator="EulerStochastic", noise=dict(kind="Multiplicative", nsig=[0.01, 0.002])),
    "coloured": dict(integrator="HeunStochastic", noise=dict(kind="Additive", nsig=[0.01, 0.002]), ntau=3.0),
    "one amplitude for all": dict(integrator="HeunStochastic", noise=dict(kind="Additive", nsig=[0.01])),
    "bounds": dict(bounds={"V": [-0.2, 0.6], "W": [-1e308, 0.7]}, integrator="RK4"),
    "bounds and noise": dict(model="ReducedWongWang", bounds={"S": [0.0, 1.0]}, integrator="EulerStochastic", noise=dict(kind="Additive", nsig=[0.02])),
    "no bounds": dict(model="ReducedWongWang", bounds={}, stimulated=True),
    "parameters by region": dict(parameters={"a": np.linspace(-2.5, -1.5, N), "I": np.linspace(0, 0.5, N)}),
    "regions taken out": dict(gone=(1, 4)),
    "all taken out": dict(gone=range(N)),
    "scaling": dict(coupling="Scaling", coupling_parameters={"a": 0.03}),
    "difference": dict(coupling="Difference", coupling_parameters={"a": 0.2}),
    "kuramoto": dict(coupling="Kuramoto", coupling_parameters={"a": 0.2}),
    "tanh": dict(coupling="HyperbolicTangent", coupling_parameters={"a": 0.1, "b": 0.9, "midpoint": 0.2, "sigma": 0.5}),
    "sigmoidal": dict(coupling="Sigmoidal", coupling_parameters={"cmin": -0.3, "cmax": 0.8, "midpoint": 1.0, "a": 1.2, "sigma": 2.0}),
}


@pytest.mark.parametrize("form", FORMS)
def test_form(form, tmp_path):
    rows = list(results(Case(make(tmp_path, **FORMS[form])), load_families()))
    assert len(rows) == 9 and all(row[-1].startswith("ok") for row in rows), "\n".join(map(str, rows))
    assert max(row[2] for row in rows) < 1e-11
