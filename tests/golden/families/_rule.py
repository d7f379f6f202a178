"Parameters that a reference made by rule: a generator seeded by the name, scaled by what the name says. In the words of the references' README."
import zlib

import numpy as np


def normals(name: str, shape, seed: int, scale: float) -> np.ndarray:
    "Standard normals of the name's own generator, times `scale`, float32."
    draw = np.random.Generator(np.random.PCG64(zlib.crc32(f"{seed}:{name}".encode()))).standard_normal(shape, dtype=np.float32)
    return draw * np.float32(scale)


def made(name: str, shape, seed: int) -> np.ndarray:
    "The parameter called `name`, float32 (int64 for a count of batches)."
    low = name.lower()
    if low.endswith("num_batches_tracked"):
        return np.zeros(shape, np.int64)
    if low.endswith("running_var"):
        return (1 + 0.5 * np.tanh(normals(name, shape, seed, 1.0))).astype(np.float32)
    if low.endswith("running_mean"):
        return normals(name, shape, seed, 0.1)
    if len(shape) <= 1:
        return normals(name, shape, seed, 0.1) + np.float32(low.endswith(("weight", "scale", "gamma")))
    return normals(name, shape, seed, 1 / np.sqrt(np.prod(shape[1:])))


def half(x):
    "Rounded to float16."
    return x.astype(np.float16).astype(np.float32)
