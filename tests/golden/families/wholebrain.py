"""Whole-brain cases: networks of neural masses, run by brainkit from the stored history, parameters, stimulus and raw noise.

The conventions that the references follow (rounding of delays, coupling once a step, monitors, noise) and the tolerances are those of their README.
"""
import ast
import hashlib

import numpy as np

import brainkit.wholebrain as wholebrain
from brainkit.core import Samples, Series, Trace, integrate
from brainkit.wholebrain import NeuralMass, bounded, couplings, load_connectivity, normalise, resect
from tests.golden.cases import Row, Unsupported, compare

INPUTS = ("weights", "tract_lengths", "idelays", "speed", "dt", "start_step", "history_cvar", "state0", "stimulus", "noise")
METHODS = {"Euler": "euler", "EulerStochastic": "euler", "Heun": "heun", "HeunStochastic": "heun", "RK4": "rk4"}
SENSITIVE = ("LarterBreakspear", "ReducedSetFitzHughNagumo", "ReducedSetHindmarshRose")
PERIOD = 10  # steps a window of the averaging monitors
FIRST = 20  # rows of `coupling_first`, of which row k is the coupling after step k + 1


def claims(case) -> bool:
    return {"x_first", "state0", "history_cvar"} <= set(case.keys)


# ---- inputs


def model_of(meta: dict):
    "The model with the case's parameters and bounds."
    cls = getattr(wholebrain, meta["model"], None)
    if not (isinstance(cls, type) and issubclass(cls, NeuralMass)):
        raise Unsupported(f"brainkit has no model {meta['model']}")
    if meta.get("modes", 1) != cls.modes:
        raise Unsupported(f"{meta['modes']} modes a region; brainkit's {meta['model']} has {cls.modes}")
    given = {k: v for k, v in meta["model_parameters"].items() if k in cls.__dataclass_fields__}
    given |= {"like_tvb": True} if "like_tvb" in cls.__dataclass_fields__ else {}   # where the program that made the references departs from the equations
    model = cls(**{k: _value(cls, k, v) for k, v in given.items()})
    limits = {k: tuple(None if abs(x) >= 1e300 else x for x in v) for k, v in meta["bounds"].items()}
    if list(model.State._fields) != meta["state_variables"] or [model.State._fields.index(n) for n in model.couples] != list(meta["cvar"]):
        raise Unsupported(f"variables {meta['state_variables']}, coupled {meta['cvar']}; brainkit's are {model.State._fields}, {model.couples}")
    return model if limits == model.limits else bounded(model, limits)


def _value(cls, name, value):
    field = cls.__dataclass_fields__[name]
    values = np.ravel(np.asarray(value))
    if field.metadata.get("static"):
        if isinstance(field.default, tuple):
            return tuple(values.tolist())
        if not (values == values[0]).all():
            raise Unsupported(f"{name} that differs between regions")
        return values[0].item()
    return float(values[0]) if values.size == 1 else values.astype(float)


def coupling_of(meta: dict):
    "The coupling with the case's parameters."
    cls = getattr(couplings, meta["coupling"], None)
    if cls is None:
        raise Unsupported(f"brainkit has no coupling {meta['coupling']}")
    return cls(**{k: _value(cls, k, v) for k, v in meta["coupling_parameters"].items() if k in cls.__dataclass_fields__})


def matrices(case) -> tuple[np.ndarray, np.ndarray]:
    "Weights and delays in steps; weights that were taken out of the file are made again from the public one, and checked."
    idelays = case.inputs("idelays")
    if case.has("weights"):
        return case.inputs("weights"), idelays
    return rebuild(case.meta, "weights"), idelays


def rebuild(meta: dict, name: str) -> np.ndarray:
    "Matrix `name` of a stripped case from the fetched connectome, bit for bit. Raises ValueError where the bits differ."
    recipe = meta["rebuild"][name]
    brain = load_connectivity(f"tvb-data/connectivity/{recipe['file']}", progress=False)
    if name == "weights":
        brain = resect(brain, recipe["zero_nodes"]) if recipe.get("zero_nodes") else brain
        made = np.array(normalise(brain, recipe["norm"]).weights)
    else:
        made = np.zeros((len(brain),) * 2) if recipe.get("zero") else np.array(brain.tract_lengths)
    found = digest(made)
    if found != recipe["sha256_matrix"]:
        raise ValueError(f"{name} made from {recipe['file']} has sha256 {found[:12]}..., not {recipe['sha256_matrix'][:12]}... of the case")
    return made


def digest(a: np.ndarray) -> str:
    "SHA-256 of type, shape and bytes of an array."
    a = np.ascontiguousarray(a)
    return hashlib.sha256(f"{a.dtype.str}{a.shape}".encode() + a.tobytes()).hexdigest()


def squeeze(model, a):
    "Array `a` (..., node, mode) as the model's state has it: without the last axis where a region has one mode."
    return a if model.modes > 1 else a[..., 0]


def noise_of(case, model, state):
    "The stored raw samples with their amplitude, or None."
    meta = case.meta["noise"]
    if not meta:
        return None
    nsig = np.asarray(meta["nsig"], float)
    n = len(state._fields)
    if nsig.size not in (1, n):
        raise Unsupported(f"nsig of size {nsig.size}")
    sigma = type(state)(*np.broadcast_to(np.sqrt(2.0 * nsig.ravel()), n))
    b = None
    if meta["kind"] == "Multiplicative":
        b = equation(meta["b"]) if "b" in meta else (lambda x: x)
    elif meta["kind"] != "Additive":
        raise Unsupported(f"noise {meta['kind']}")
    return Samples(squeeze(model, case.inputs("noise")), sigma, b)


ALLOWED = (ast.Expression, ast.BinOp, ast.UnaryOp, ast.Call, ast.Name, ast.Load, ast.Constant, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.USub, ast.UAdd)


def equation(meta: dict):
    "A function of one variable from an equation of a sidecar: {'expr': 'a * var + b', 'parameters': {...}}; only arithmetic and a few functions are read."
    import jax.numpy as jnp
    known = {"pi": np.pi} | {f: getattr(jnp, f) for f in ("exp", "sin", "cos", "tanh", "sqrt", "log", "abs", "where")}
    known |= {k: float(np.ravel(v)[0]) for k, v in meta["parameters"].items()}
    tree = ast.parse(meta["expr"], mode="eval")
    for node in ast.walk(tree):
        if not isinstance(node, ALLOWED) or isinstance(node, ast.Name) and node.id not in known and node.id not in ("var", "t", "x"):
            raise Unsupported(f"equation {meta['expr']!r}")
    code = compile(tree, "equation", "eval")
    return lambda x: eval(code, {"__builtins__": {}}, known | {"var": x, "t": x, "x": x})  # the tree was checked above


# ---- run and compare


def run(case):
    meta = case.meta
    if meta["integrator"] not in METHODS:
        raise Unsupported(f"integrator {meta['integrator']}")
    model, (weights, idelays) = model_of(meta), matrices(case)
    state = model.State(*squeeze(model, case.inputs("state0")))
    stimulus = None
    if meta.get("stimulus"):
        rows = case.inputs("stimulus")
        rows = Series(rows if model.modes == 1 else rows[..., None])  # the same in every mode
        stimulus = {meta["state_variables"][k]: rows for k in meta["stvar"]}
    names = model.State._fields
    dt, start = float(case.inputs("dt")), int(case.inputs("start_step"))
    net, method = couplings.like_tvb(weights, idelays, coupling_of(meta)), METHODS[meta["integrator"]]
    done = integrate(model, meta["T_ms"], dt, state=state, method=method, network=net, noise=noise_of(case, model, state), stimulus=stimulus, history=squeeze(model, case.inputs("history_cvar")),
                     start=start, record={"x": Trace(tuple(names)), "c": Trace("coupling")}, dtype="float64")
    x, c = done["x"], done["c"]
    if len(c) <= FIRST:  # the coupling of the step after the last depends on the state alone: that step needs neither noise nor stimulus
        c = np.concatenate([c, integrate(model, dt, dt, state=done.state, method=method, network=net, start=done.start, carry=done.carry, record={"c": Trace("coupling")}, dtype="float64")["c"]])
    x, c = (v if model.modes > 1 else v[..., None] for v in (x, c))  # (step, variable, node, mode)
    case.returned(x=x, c=c)
    yield from _compare(case, x, c, dt, start)


def averages(x, start: int, dt: float, most: int):
    "Temporal and global averages as the references define them: windows of ten steps that end at multiples of ten, what lies before the start counted as zero."
    ends = [k for k in range(1, len(x) + 1) if (start + k) % PERIOD == 0][:most]
    mean = np.stack([x[max(0, k - PERIOD):k].sum(0) / PERIOD for k in ends])
    whole = np.stack([x[k - 1].mean(1, keepdims=True) for k in ends])
    return mean, (np.array(ends) - PERIOD / 2) * dt, whole, np.array(ends) * dt


def allowed(meta: dict, t: float) -> float:
    "Error allowed at time t, ms, of the long trajectory."
    if meta["noise"] or t <= 50:
        return 1e-8
    return 10 ** (-8 + 3 * (min(t, 200.0) - 50) / 150)


def _compare(case, x, c, dt, start):
    meta = case.meta
    n = len(case.expected("x_first"))
    first = case.expected("coupling0")
    ours = np.broadcast_to(c[0], first.shape) if len(c[0]) == 1 else c[0]      # a rule with one row is stored once for each coupling variable
    yield compare("coupling0", ours, first, 1e-10)
    yield compare("x_first", x[:n], case.expected("x_first"), 1e-10)
    if case.has("t_first"):
        yield compare("t_first", dt * np.arange(1, n + 1), case.expected("t_first"), 1e-10)
    if meta["model"] in SENSITIVE:
        return
    if case.has("coupling_first"):
        stored = case.expected("coupling_first")
        yield compare("coupling_first", c[1:len(stored) + 1, :1], stored, 1e-8)
    if case.has("tavg_x") and len(case.expected("tavg_x")):  # a run of a few steps may end before the first window does
        mean, t_mean, whole, t_whole = averages(x, start, dt, len(case.expected("tavg_x")))
        for key, ours in (("tavg_x", mean), ("tavg_t", t_mean), ("gavg_x", whole), ("gavg_t", t_whole)):
            yield compare(key, ours, case.expected(key), 1e-8)
    if case.has("x"):
        yield _trajectory(case, x, dt)


def _trajectory(case, x, dt) -> Row:
    "The stored samples of the whole run, each within what is allowed at its time; reported is the worst against its allowance."
    stored, t = case.expected("x"), case.expected("t")
    k = np.rint(t / dt).astype(int) - 1
    ours = x[k]
    if ours.shape != stored.shape or not np.isfinite(ours).all():
        return Row("x", np.inf, allowed(case.meta, t[-1]), False, "shape or not finite")
    errors = np.abs(ours - stored).reshape(len(t), -1).max(1) / np.abs(stored).max()
    limits = np.array([allowed(case.meta, v) for v in t])
    worst = int(np.argmax(errors / limits))
    return Row("x", float(errors[worst]), float(limits[worst]), bool((errors <= limits).all()), f"at {t[worst]:.6g} ms")
