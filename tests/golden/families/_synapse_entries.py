"""
Short-term depression and facilitation under a given train (the share of the weight that each spike carries), and the magnesium block of NMDA channels over voltages; both within 1e-3 of the largest.

The block's concentrations stand in the names of the columns that hold the expected values, Mg_1.0 and the like; names may be read, values not.
"""
import jax
import numpy as np

from brainkit.circuits import TsodyksMarkram, magnesium_block, release
from tests.golden.cases import Unsupported, compare

TRAIN = ("U", "tau_fac", "tau_rec", "spike_times")
INPUTS = (*TRAIN, "formula", "V")


def knows(keys, read) -> bool:
    return set(TRAIN) <= set(keys) or ({"formula", "V"} <= set(keys) and any(k.startswith("Mg_") for k in keys))


def compute(read, keys) -> dict:
    with jax.enable_x64(True):
        if set(TRAIN) <= set(keys):
            U, tau_fac, tau_rec = (float(read(k)) for k in TRAIN[:3])
            return {"amplitudes": release(TsodyksMarkram(U=U, tau_fac=tau_fac, tau_rec=tau_rec), np.asarray(read("spike_times"), float)).share}
        if "jahr" not in read("formula").lower():
            raise Unsupported(f"block {read('formula')!r}; ours is that of Jahr and Stevens")
        v = np.asarray(read("V"), float)
        return {k: magnesium_block(v, float(k.removeprefix("Mg_"))) for k in keys if k.startswith("Mg_")}


def rows(name, ours, expected):
    for key, value in ours.items():
        yield compare(f"{name}/{key}", value, expected(key), 1e-3)
