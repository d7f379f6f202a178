"""Cortical surfaces: a neural mass at every vertex, run by brainkit from the mesh, the kernel, the mapping and the constant history.

Distances, local connectivity, delays and coupling are all made anew from vertices, triangles, kernel, tract lengths and parameters, and compared too.
"""
from dataclasses import dataclass
from functools import partial
from typing import Any

import jax
import numpy as np

from brainkit.core import Dynamics, Trace, integrate, network
from brainkit.wholebrain import equations
from brainkit.wholebrain.geodesics import geodesic_distances
from brainkit.wholebrain.mesh import Mesh
from brainkit.wholebrain.surface import Cortex, LocalConnectivity, local_connectivity
from tests.golden.cases import Unsupported, compare
from tests.golden.families.wholebrain import METHODS, coupling_of, model_of, rebuild

INPUTS = ("vertices", "triangles", "region_mapping", "weights", "tract_lengths", "speed", "dt", "start_step", "coupling_strength", "x0")
ALIASED = ("Kuramoto",)  # models of which The Virtual Brain hands out one array for all slopes, so that Heun's second slope has overwritten the first
NOWHERE = ("MontbrioPazoRoxin", "CoombesByrne", "CoombesByrne2D", "GastSchmidtKnosche_SD", "GastSchmidtKnosche_SF", "DumontGutkin", "KIonEx", "EpileptorCodim3", "EpileptorCodim3SlowMod",
           "Hopfield")  # models whose equations in The Virtual Brain have no local term: it is passed to them and not read


@partial(jax.tree_util.register_dataclass, data_fields=["sheet", "dt"], meta_fields=[])
@dataclass(frozen=True, eq=False)
class Overwritten(Dynamics):
    "Euler's method on this is Heun's on `sheet` with the first slope overwritten by the second."
    sheet: Any
    dt: Any

    State, couples, initial = property(lambda self: self.sheet.State), property(lambda self: self.sheet.couples), None

    def drift(self, state, u):
        first = self.sheet.drift(state, u)
        return self.sheet.drift(type(state)(*(x + self.dt * k for x, k in zip(state, first))), u)


def claims(case) -> bool:
    return "local_kernel" in case.meta and {"vertices", "triangles", "x0"} <= set(case.keys)


def kernel_of(meta: dict):
    "The kernel with the case's parameters; what only normalises it elsewhere is left out."
    cls = getattr(equations, meta["local_kernel"], None)
    if cls is None:
        raise Unsupported(f"brainkit has no kernel {meta['local_kernel']}")
    if unknown := set(meta["local_kernel_parameters"]) - set(cls.__dataclass_fields__):
        raise Unsupported(f"kernel {meta['local_kernel']} with {', '.join(sorted(unknown))}")
    return cls(**meta["local_kernel_parameters"])


def _matrix(case, name: str):
    return case.inputs(name) if case.has(name) else rebuild(case.meta, name)


def _sorted(case, name: str):
    "The stored sparse values in the order of rows, then columns, and where they stand."
    row, column, value = (np.asarray(case.expected(k)) for k in (f"{name}_row", f"{name}_col", name))
    order = np.lexsort((column, row))
    return row[order], column[order], value[order]


def run(case):
    meta = case.meta
    if meta["integrator"] not in METHODS:
        raise Unsupported(f"integrator {meta['integrator']}")
    described = meta | {"model_parameters": meta.get("model_parameters", meta.get("parameters")), "bounds": meta.get("bounds", {})}
    described["modes"] = x0.shape[2] if (x0 := case.inputs("x0")).ndim == 3 else 1
    if "bounds" not in meta:                                                 # not stored: those of the model itself
        described["bounds"] = {k: [-1e308 if low is None else low, 1e308 if high is None else high] for k, (low, high) in _own_limits(meta).items()}
    model = model_of(described)
    mesh = Mesh(case.inputs("vertices"), case.inputs("triangles"))
    weights, lengths = _matrix(case, "weights"), _matrix(case, "tract_lengths")
    dt, start = float(case.inputs("dt")), int(case.inputs("start_step"))
    distance = geodesic_distances(mesh, meta["cutoff_mm"])
    local = local_connectivity(distance, kernel_of(meta))
    late = np.rint(lengths / float(case.inputs("speed")) / dt).astype(int)
    strength = np.ravel(case.inputs("coupling_strength"))
    if meta["model"] in NOWHERE:
        strength = 0.0 * strength
    cortex = Cortex(mesh, case.inputs("region_mapping"), local, len(weights))
    names = model.State._fields
    sheet, method = cortex.sheet(model, strength if strength.size > 1 else strength[0]), METHODS[meta["integrator"]]
    if meta["model"] in ALIASED and method == "heun":
        sheet, method = Overwritten(sheet, dt), "euler"
    done = integrate(sheet, meta["T_ms"], dt, state=model.State(*x0), method=method,
                     network=cortex.around(network(weights, late, coupling_of(meta))), start=start, record={"x": Trace(names), "sa": Trace(cortex.mean(names), meta["spatial_average_period_ms"])}, dtype="float64")
    case.returned(x=done["x"], sa=done["sa"], t=done["sa_time"], delays=late, distance=distance, local=local)
    if case.has("idelays"):
        yield compare("idelays", late, case.expected("idelays"), 0.0)
    yield from _sparse(case, "gdist", distance)
    yield from _sparse(case, "lc", local.tocsr() if isinstance(local, LocalConnectivity) else local)
    first, t = case.expected("x_first"), case.expected("t")
    yield compare("x_first", done["x"][:len(first)], first, 1e-8)
    yield compare("t_first", dt * np.arange(1, len(first) + 1), case.expected("t_first"), 1e-8)
    yield compare("x", done["x"][np.rint(t / dt).astype(int) - 1], case.expected("x"), 1e-8)
    yield compare("sa", done["sa"], case.expected("sa"), 1e-8)
    yield compare("sa_t", done["sa_time"] + start * dt, case.expected("sa_t"), 1e-8)


def _own_limits(meta: dict) -> dict:
    import brainkit.wholebrain as wholebrain
    return getattr(getattr(wholebrain, meta["model"], None), "limits", {})


def _sparse(case, name: str, ours):
    "Compare a sparse matrix with the stored one: the same entries, and their values."
    if not case.has(name):
        return
    row, column, value = _sorted(case, name)
    ours = ours.tocsr()
    ours.sort_indices()
    here = np.repeat(np.arange(ours.shape[0]), np.diff(ours.indptr)), ours.indices
    same = len(row) == ours.nnz and (row == here[0]).all() and (column == here[1]).all()
    yield compare(name, ours.data if same else np.full(1, np.nan), value, 1e-8, "" if same else f"{ours.nnz} entries, {len(row)} stored")
