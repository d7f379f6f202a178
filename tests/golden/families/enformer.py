"""Enformer by its PyTorch port: heads, embeddings, activations of every part, the gradient by the bases, loss and correlation of small networks; chosen rows of the whole one, whose parameters are made by rule; and the original's
features of distance.

1e-4 of the largest magnitude forward, 1e-3 for gradients and for the correlation (tracks of a random network hardly vary over bins, so it is a quotient of small differences); features of distance within 2.5e-3, the rounding of the reference's own single-precision gamma densities. The whole network takes 1.0 GB of parameters and some 5 GB in all.
"""
import jax
import jax.numpy as jnp
import numpy as np
from flax import nnx

from brainkit.dna import EnformerConfig, distance_features, enformer_with, pearson, poisson_loss
from brainkit.dna.enformer_weights import shapes
from tests.golden.cases import Unsupported, compare
from tests.golden.families._rule import made

INPUTS = ("param/*", "in/*")
FORWARD, BACKWARD, GAMMA, CORRELATION = 1e-4, 1e-3, 2.5e-3, 1e-3


def claims(case) -> bool:
    return "enformer" in str(case.meta.get("model", "")).lower() or any(k.startswith("out/gamma_dm") for k in case.keys)


def run(case):
    if not case.meta.get("model"):
        yield from _distances(case)
    elif case.meta.get("config"):
        yield from _small(case)
    else:
        yield from _whole(case)


def _distances(case):
    "Names say the length T and the number F of curves, and the step between the rows that are kept."
    ours, keys = {}, [k for k in case.keys if k.startswith("out/")]
    for key in keys:
        words = key[4:].split("_")
        table = words[0] == "table"
        T, F = (int(words[1]), int(words[2][1:])) if table else (int(words[2][1:]), int(words[3][1:]))
        every = distance_features(T, 6 * F)[:, 2 * F:3 * F]
        ours[key[4:]] = every[::7] if table else every if T < 1000 else every[::11]
    case.returned(**ours)
    for key in keys:
        yield compare(key, ours[key[4:]], case.expected(key), GAMMA)


def _small(case):
    c = case.meta["config"]
    config = EnformerConfig(dim=c["dim"], depth=c["depth"], heads=c["heads"], key=c.get("attn_dim_key", 64), levels=c["num_downsamples"], multiple=c.get("dim_divisible_by", 128), target=c["target_length"],
                            heads_out=tuple(c["output_heads"].items()), gamma="positions" if c.get("use_tf_gamma") else "features")
    model = enformer_with({k[6:]: case.inputs(k) for k in case.keys if k.startswith("param/")}, config)
    x, target = jnp.asarray(case.inputs("in/x"), jnp.float32), jnp.asarray(case.inputs("in/target_human"), jnp.float32)
    ours = dict(nnx.jit(_everything)(model, x, target))
    for key in (k[4:] for k in case.keys if k.startswith("out/posfeat")):
        length, width = (int(w[3:]) for w in key.split("_")[1:])
        ours[key] = distance_features(length, width, "features")
    case.returned(**ours)
    for key in (k for k in case.keys if k.startswith("out/")):
        if key[4:] not in ours:
            raise Unsupported(f"no output {key}")
        yield compare(key, ours[key[4:]], case.expected(key), BACKWARD if "grad" in key else CORRELATION if "pearson" in key else FORWARD)


def _everything(model, x, target):
    found = _activations(model, x)
    heads, slope = model(x), jax.grad(lambda x: model(x)["human"][..., :3].mean())(x)
    found |= dict(heads) | {"embeddings": model.embed(x), "grad_x_of_mean_human_tracks0to2": slope}
    return found | {"poisson_loss_human": poisson_loss(heads["human"], target), "pearson_over_positions_human": pearson(heads["human"], target)}


def _activations(model, x):
    found = {}
    y = model.stem(x)
    found["mid/stem_BCL"] = y.swapaxes(1, 2)
    for stage in model.tower:
        y = stage(y)
    found["mid/conv_tower_BCL"] = y.swapaxes(1, 2)
    for k, block in enumerate(model.blocks):
        if k == 0:
            found["mid/block0_attention_out_BLC"] = block.attention(block.attention_norm(y))
        y = block(y)
        found[f"mid/block{k}_BLC"] = y
    return found


def _whole(case):
    config = EnformerConfig(gamma="positions" if case.meta.get("use_tf_gamma") else "features")
    seed = case.meta["seed"]
    model = enformer_with({name: made(name, shape, seed) for name, shape in shapes(config).items()}, config)
    x = jnp.asarray(np.eye(4, dtype=np.float32)[np.random.default_rng(seed).integers(0, 4, 196608)][None])
    both = nnx.jit(lambda m, x: (m(x), m.embed(x)))
    heads, embedded = (jax.tree.map(np.asarray, y) for y in both(model, x))
    ours = {f"{name}_rows_0_128_447_895": y[0, [0, 128, 447, 895]] for name, y in heads.items()}
    ours |= {"embeddings_rows_0_447_895": embedded[0, [0, 447, 895]], "human_mean_per_bin": heads["human"][0].mean(-1)}
    case.returned(**ours)
    for key in (k for k in case.keys if k.startswith("out/")):
        if key[4:] not in ours:
            raise Unsupported(f"no output {key}")
        yield compare(key, ours[key[4:]], case.expected(key), FORWARD)
