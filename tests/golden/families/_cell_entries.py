"""
Izhikevich and adaptive exponential cells under a step of current; spike times within 0.1 ms.

The program's step generator is heard one step after its nominal time, the delay of its connection.
Its Izhikevich cell (with consistent integration) is forward Euler at the entry's step, and ours is run so; its adaptive exponential cell is solved to 1e-9 and resets within its step, so ours is run at
a fiftieth of the step and its spikes are reported, as there, at the end of the step of the entry. With Euler steps the fast cell amplifies rounding (equal algebra in another order moves its last spikes by 0.04 to 0.13 ms).
"""
import numpy as np

from brainkit.core import Trace, integrate
from brainkit.neurons import AdEx, Izhikevich, spike_times
from tests.golden.cases import Row, Unsupported

OF_IZHIKEVICH, OF_ADEX = ("a", "b", "c", "d", "v0", "u0"), ("C_m", "g_L", "E_L", "V_th", "Delta_T", "a", "tau_w", "b", "V_reset", "V_peak", "t_ref", "V_m", "w")
COMMON = ("model", "I", "t_on", "dt", "T")
INPUTS = (*{*OF_IZHIKEVICH, *OF_ADEX, *COMMON},)
KINDS = {"izhikevich consistent_integration=True": "izhikevich", "aeif_cond_exp": "adex"}
FINER = 50


def _kind(keys, read):
    return next((k for text, k in KINDS.items() if read("model").startswith(text)), None) if "model" in keys else None


def knows(keys, read) -> bool:
    return _kind(keys, read) is not None


def compute(read, keys) -> dict:
    given = lambda *names: {k: float(read(k)) for k in names}
    dt, t_on, T, I = (given(k)[k] for k in ("dt", "t_on", "T", "I"))
    if _kind(keys, read) == "izhikevich":
        p = given(*OF_IZHIKEVICH)
        model, step, method = Izhikevich(a=p["a"], b=p["b"], c=p["c"], d=p["d"]), dt, "euler"
        state = model.State(np.array([p["v0"]]), np.array([p["u0"]]))
    else:
        p = given(*OF_ADEX)
        if p["t_ref"] != 0:
            raise Unsupported(f"t_ref is {p['t_ref']:g}; our AdEx has no refractory period")
        model = AdEx(C=p["C_m"], g_L=p["g_L"], E_L=p["E_L"], V_T=p["V_th"], D_T=p["Delta_T"], a=p["a"], tau_w=p["tau_w"], b=p["b"], V_r=p["V_reset"], V_p=p["V_peak"])
        step, method, state = dt / FINER, "rk4", model.State(np.array([p["V_m"]]), np.array([p["w"]]))
    heard = t_on + dt
    quiet = integrate(model, heard, step, state=state, inputs=0.0, method=method, record={"s": Trace("spikes")}, dtype="float64")
    driven = integrate(model, T - heard, step, state=quiet.state, inputs=I, method=method, record={"s": Trace("spikes")}, dtype="float64")
    times = spike_times(np.concatenate([quiet["s"], driven["s"]]), step)[0]
    return {"spikes": np.ceil(times / dt - 1e-6) * dt}


def rows(name, ours, expected):
    times, found = np.asarray(expected("spikes"), float), ours["spikes"]
    same = len(times) == len(found)
    error = float(np.abs(times - found).max(initial=0.0)) if same else np.inf
    yield Row(f"{name}/spikes", error, 0.1, error <= 0.1, f"ms, {len(found)} spikes" + ("" if same else f", expected {len(times)}"))
