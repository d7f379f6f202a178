"""ESM-2 by fair-esm: scores of letters, contacts, activations, attention maps, and the three rules that score substitutions; small models whose parameters are in the file, and larger ones made by rule.

1e-4 of the largest magnitude; log odds and log likelihoods on the same scale.
"""
import jax.numpy as jnp
import numpy as np
from flax import nnx

from brainkit.proteins import ESM, RESIDUES, ESMConfig, load_weights, masked_marginals, wild_type_marginals
from brainkit.proteins.esm_weights import weights_of
from tests.golden.cases import Unsupported, compare
from tests.golden.families._rule import half, made, normals

INPUTS = ("param/*", "in/*")
TOLERANCE = 1e-4


def claims(case) -> bool:
    return "ESM" in str(case.meta.get("model", "")) and "in/tokens" in case.keys


def run(case):
    meta = case.meta
    config = ESMConfig(meta["layers"], meta["dim"], meta["heads"])
    weights = {k[6:]: case.inputs(k) for k in case.keys if k.startswith("param/")} or _by_rule(config, meta["seed"])
    model = load_weights(weights, config)
    ours, every = {}, nnx.jit(lambda m, t: (m(t), m.contacts(t), m.represent(t), m.attention_maps(t)))
    for name, key in (("plain", "in/tokens"), ("masked", "in/tokens_masked")):
        t = jnp.asarray(case.inputs(key))
        logits, contacts, layers, maps = every(model, t)
        ours |= {f"{name}/logits": logits, f"{name}/contacts": contacts, f"{name}/attentions": maps} | {f"{name}/repr_{k}": x for k, x in enumerate(layers)}
    sequence, order = meta["seqs"][0], [RESIDUES.index(x) for x in meta["aa_order"]]
    wild, hidden = wild_type_marginals(model, sequence), masked_marginals(model, sequence)
    own = np.array([RESIDUES.index(x) for x in sequence])
    ours |= {"score/wt_marginal": wild.scores[:, order], "score/masked_marginal": hidden.scores[:, order], "score/pseudo_perplexity": hidden.perplexity,
             "score/pseudo_log_likelihood": hidden.log_p[np.arange(len(own)), own].sum(), "score/double_mutant_masked_marginal": hidden.score((4, "A"), (10, "W"))}
    real = {name: np.asarray(case.inputs(key)) != 1 for name, key in (("plain", "in/tokens"), ("masked", "in/tokens_masked"))}
    case.returned(**ours)
    for key in sorted(k for k in case.keys if k.startswith("out/")):
        name = key[4:]
        if name not in ours:
            raise Unsupported(f"no output {name}")
        expected = np.asarray(case.expected(key), float)
        got = np.asarray(ours[name], float)
        part = name.split("/")[0]
        if part in real and ("logits" in name or "repr" in name) and got.shape == expected.shape:
            got, expected = got * real[part][..., None], expected * real[part][..., None]      # padding is nobody's
        yield compare(key, got, expected, TOLERANCE)


def _by_rule(config, seed):
    shapes = {k: v.shape for k, v in weights_of(ESM(config)).items()}
    return {k: half(normals(k, s, seed, 0.5) if k == "embed_tokens.weight" else made(k, s, seed)) for k, s in shapes.items()}
