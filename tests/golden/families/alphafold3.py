"""AlphaFold 3 by the released program: the token transformer of the diffusion module on made-up weights, and the embedding of a noise level. 1e-4 of the largest magnitude, where the mask is 1."""
import jax.numpy as jnp
import numpy as np
from flax import nnx

from brainkit.proteins.diffusion_transformer import noise_embedding, transformer_with
from tests.golden.cases import Unsupported, compare

INPUTS = ("*/param/*", "*/in/*")
TOLERANCE = 1e-4
STEP = 8


def claims(case) -> bool:
    return any(key.startswith("diffusion_transformer/") for key in case.keys)


def run(case):
    modules = sorted({key.split("/")[0] for key in case.keys if "/" in key})
    for module in modules:
        if module not in MODULES:
            raise Unsupported(f"the module {module}")
    ours = {module: MODULES[module](case) for module in modules}
    case.returned(**ours)
    for module in modules:
        got, expected = ours[module], np.asarray(case.expected(f"{module}/out"))
        if module == "diffusion_transformer":
            seen = np.asarray(case.inputs(f"{module}/in/mask"))[:, None]
            got, expected = got * seen, expected * seen
        yield compare(module, got, expected, TOLERANCE)


def _transformer(case):
    given = lambda name: jnp.asarray(case.inputs(f"diffusion_transformer/in/{name}"), jnp.float32)
    prefix = "diffusion_transformer/param/"
    model = transformer_with({key[len(prefix):]: case.inputs(key) for key in case.keys if key.startswith(prefix)})
    return nnx.jit(lambda m, *x: m(*x))(model, given("act"), given("single_cond"), given("pair_cond"), given("mask"))


def _noise(case):
    level, weight, bias = (jnp.asarray(case.inputs(f"noise_embedding/in/{name}"), jnp.float32) for name in ("sigma_scaled_noise_level", "fourier_weight", "fourier_bias"))
    return noise_embedding(level, weight, bias)[:, ::STEP]


MODULES = {"diffusion_transformer": _transformer, "noise_embedding": _noise}
