"""AlphaFold 2's trunk, heads and whole model by the published Haiku modules, for the family `alphafold`, which claims the files; one function a part in PARTS.

1e-4 of the largest magnitude; 1e-3 for the whole model. Attention runs four rows at a time, as in the reference.
"""
from dataclasses import replace
from functools import partial

import jax.numpy as jnp
import numpy as np
from flax import nnx

from brainkit.proteins.alphafold import predict
from brainkit.proteins.alphafold_weights import PREFIX, alphafold_with, config_of, load_module, trunk_of
from brainkit.proteins.attention import ColumnAttention, GlobalColumnAttention, RowAttention, Transition
from brainkit.proteins.embedding import Previous, TemplateConfig, TemplateEmbedding, Templates, Trunk, TrunkConfig, features_from
from brainkit.proteins.evoformer import BlockConfig, EvoformerBlock
from brainkit.proteins.heads import Heads, HeadsConfig
from brainkit.proteins.triangles import OuterProductMean, TriangleAttention, TriangleMultiplication
from tests.golden.cases import Unsupported

CHUNK = 4
TOLERANCES = {"alphafold_no_recycle": 1e-3, "alphafold_recycle2": 1e-3}
RNGS = partial(nnx.Rngs, 0)


def _run(module, *args):
    return nnx.jit(lambda module, *args: module(*args))(module, *args)


def _top(weights):
    "The module that all arrays of a part are under."
    return {name.split("//")[0].split("/")[0] for name in weights}.pop()


def _single(make, arguments, chunked=False):
    "A part that is one module of one array: `make(shape of a parameter by its name's end, meta)`."
    def part(case, name, into, weights):
        shape = lambda end: next(np.shape(v) for k, v in weights.items() if k.endswith(end))
        meta = case.meta[name]
        module = load_module(lambda: make(shape, meta), weights, _top(weights), bool(meta.get("fuse_projection_weights")))
        out = nnx.jit(lambda m, *a: m(*a, CHUNK) if chunked else m(*a))(module, *(into[str(k)] for k in arguments))
        return {"": out}, {}
    return part


def _key(shape):
    return shape("//query_w")[-1]


def _row(shape, meta):
    return RowAttention(shape("//query_w")[0], shape("//feat_2d_weights")[0], meta["num_head"], _key(shape), rngs=RNGS())


def _column(kind):
    return lambda shape, meta: kind(shape("//query_w")[0], meta["num_head"], _key(shape), rngs=RNGS())


def _think(shape, meta):
    return Transition(shape("transition1//weights")[0], meta["num_intermediate_factor"], rngs=RNGS())


def _outer(shape, meta):
    return OuterProductMean(shape("left_projection//weights")[0], shape("//output_w")[-1], meta["num_outer_channel"], rngs=RNGS())


def _multiply(shape, meta):
    if meta["equation"] not in ("ikc,jkc->ijc", "kjc,kic->ijc"):
        raise Unsupported(f"the equation {meta['equation']}")
    return TriangleMultiplication(shape("gating_linear//weights")[0], meta["num_intermediate_channel"], meta["equation"] == "ikc,jkc->ijc", rngs=RNGS())


def _attend(shape, meta):
    return TriangleAttention(shape("//feat_2d_weights")[0], meta["num_head"], _key(shape), shape("//value_w")[-1], meta["orientation"] == "per_row", rngs=RNGS())


def block(case, name, into, weights):
    meta, (msa, pair) = case.meta.get(name) or case.meta["evoformer_iteration"], (into["0"].shape[-1], into["2"].shape[-1])
    top, whole = _top(weights), any("msa_column_global_attention" in k for k in weights)
    multiply = meta["triangle_multiplication_outgoing"]
    config = BlockConfig(msa, pair, meta["msa_row_attention_with_pair_bias"]["num_head"], meta["triangle_attention_starting_node"]["num_head"], meta["outer_product_mean"]["num_outer_channel"], multiply["num_intermediate_channel"],
                         meta["msa_transition"]["num_intermediate_factor"], meta["pair_transition"]["num_intermediate_factor"], whole, meta["outer_product_mean"]["first"] or "opm_first" in name)
    module = load_module(lambda: EvoformerBlock(config, rngs=RNGS()), weights, top, multiply["fuse_projection_weights"])
    m, z = nnx.jit(lambda b, m, a, z, c: b(m, z, a, c, CHUNK))(module, into["0"], into["1"], into["2"], into["3"])
    return {"msa": m, "pair": z}, {}


def _template_config(meta, channels):
    pairs, ask = meta["template_pair_stack"], meta["attention"]
    at, bins = pairs["triangle_attention_starting_node"], meta["dgram_features"]
    heads = at["num_head"]
    return TemplateConfig(channels, pairs["num_block"], heads, at["key_dim"] // heads, at["value_dim"] // heads, pairs["triangle_multiplication_outgoing"]["num_intermediate_channel"], pairs["pair_transition"]["num_intermediate_factor"],
                          ask["num_head"], ask["key_dim"] // ask["num_head"], ask["value_dim"] // ask["num_head"], bins["min_bin"], bins["max_bin"], bins["num_bins"], meta["use_template_unit_vector"])


def _templates(into, prefix=""):
    take = lambda name: jnp.asarray(into[f"{prefix}template_{name}"])
    return Templates(take("aatype"), take("all_atom_positions"), take("all_atom_masks"), take("pseudo_beta"), take("pseudo_beta_mask"), take("mask"))


def templates(case, name, into, weights):
    top = _top(weights)
    config = _template_config(case.meta[name], np.shape(weights[f"{top}/single_template_embedding/embedding2d//weights"])[-1])
    module = load_module(lambda: TemplateEmbedding(config, into["0"].shape[-1], rngs=RNGS()), weights, top)
    return {"": nnx.jit(lambda m, *a: m(*a, CHUNK))(module, into["0"], _templates(into, "1/"), into["2"])}, {}


def _fill(meta):
    return not meta.get("global_config", {}).get("zero_init", False)


def _trunk_config(meta, config: TrunkConfig, fill):
    template = meta["template"]["enabled"] and _template_config(meta["template"], config.template.channels)
    return replace(config, reach=meta["max_relative_feature"], first=meta["prev_pos"]["min_bin"], last=meta["prev_pos"]["max_bin"], bins=meta["prev_pos"]["num_bins"], template=template or None,
                   torsions=bool(template) and meta["template"]["embed_torsion_angles"], fill_angles=fill)


def trunk(case, name, into, weights):
    top, meta = _top(weights), case.meta[name]
    config = _trunk_config(meta, trunk_of({f"{PREFIX}/evoformer{k[len(top):]}": v for k, v in weights.items()}), _fill(case.meta.get("alphafold_no_recycle", {})))
    module = load_module(lambda: Trunk(config, rngs=RNGS()), weights, top)
    previous = Previous(into["prev_msa_first_row"], into["prev_pair"], into["prev_pos"]) if meta["recycle_pos"] and meta["recycle_features"] else None
    found = nnx.jit(lambda m, *a: m(*a, CHUNK))(module, features_from(into), previous)
    return {"msa": found.msa, "pair": found.pair, "single": found.single, "msa_first_row": found.row}, {}


def head(case, name, into, weights):
    kind, meta = name.removesuffix("_head"), case.meta[name]
    x = next(iter(into.values()))
    width, sizes = x.shape[-1], {}
    if kind == "distogram":
        sizes = dict(pair=width, distance_bins=meta["num_bins"], first=meta["first_break"], last=meta["last_break"])
    elif kind == "predicted_aligned_error":
        sizes = dict(pair=width, error_bins=meta["num_bins"], error_last=meta["max_error_bin"])
    elif kind == "predicted_lddt":
        sizes = dict(structure=width, lddt_bins=meta["num_bins"], lddt_channels=meta["num_channels"])
    elif kind == "masked_msa":
        sizes = dict(msa=width, letters=meta["num_output"])
    else:
        sizes = dict(single=width)
    place = {"distogram": "distance", "predicted_aligned_error": "error", "predicted_lddt": "lddt", "masked_msa": "letters", "experimentally_resolved": "resolved"}[kind]
    heads = nnx.eval_shape(lambda: Heads(HeadsConfig(**sizes), rngs=RNGS()))
    below = {"distogram": "/half_logits", "predicted_lddt": ""}.get(kind, "/logits")
    setattr(heads, place, load_module(lambda: getattr(Heads(HeadsConfig(**sizes), rngs=RNGS()), place), weights, name + below))
    if kind in ("distogram", "predicted_aligned_error"):
        logits, edges = (heads.distances if kind == "distogram" else heads.errors)(x)
        return {"logits": logits, "bin_edges" if kind == "distogram" else "breaks": edges}, {}
    return {"logits": _run(getattr(heads, place), x)}, {}


def whole(case, name, into, weights):
    meta, inputs = case.meta.get(name) or case.meta["alphafold_no_recycle"], "alphafold_recycle2"
    take = lambda part, side: {k[len(part) + len(side) + 2:]: np.asarray(case.inputs(k), np.float32 if side == "param" else None) for k in case.keys if k.startswith(f"{part}/{side}/")}
    weights = weights or take("alphafold_no_recycle", "param")
    into = into or take(inputs, "in")
    samples = len(into["aatype"])
    if name == "alphafold_no_recycle":
        into, samples = {k: v[:1] for k, v in into.items()}, 1
    told, heads = config_of(weights, meta["heads"]["structure_module"]["num_layer"]), meta["heads"]
    trunk = _trunk_config(meta["embeddings_and_evoformer"], told.trunk, _fill(meta))
    config = replace(told, trunk=trunk, structure=replace(told.structure, scale=heads["structure_module"]["position_scale"]),
                     heads=replace(told.heads, first=heads["distogram"]["first_break"], last=heads["distogram"]["last_break"], error_last=heads["predicted_aligned_error"]["max_error_bin"]))
    found = predict(alphafold_with(weights, config), features_from(into), samples - 1, chunk=CHUNK).prediction
    r, s, a = found
    ours = {"distogram/bin_edges": a.distance_edges, "distogram/logits": a.distance, "experimentally_resolved/logits": a.resolved, "masked_msa/logits": a.letters, "predicted_aligned_error/breaks": a.error_edges, "predicted_aligned_error/logits": a.error,
            "predicted_lddt/logits": a.lddt, "representations/msa": r.msa, "representations/msa_first_row": r.row, "representations/pair": r.pair, "representations/single": r.single, "representations/structure_module": s.single,
            "structure_module/final_atom_mask": s.atom37_mask, "structure_module/final_atom_positions": s.atom37}
    seen = jnp.asarray(into["seq_mask"][0])
    masks = {k: seen.reshape(-1, *(1,) * (v.ndim - 1)) for k, v in ours.items() if k in ("predicted_lddt/logits", "representations/structure_module", "structure_module/final_atom_positions")}
    return ours, masks


PARTS = {
    "msa_row_attention_with_pair_bias": _single(_row, (0, 1, 2), True), "msa_column_attention": _single(_column(ColumnAttention), (0, 1), True), "msa_column_global_attention": _single(_column(GlobalColumnAttention), (0, 1), True),
    "msa_transition": _single(_think, (0,), True), "outer_product_mean": _single(_outer, (0, 1), True),
    **{f"triangle_multiplication_{way}{fused}": _single(_multiply, (0, 1)) for way in ("outgoing", "incoming") for fused in ("", "_fused")},
    **{f"triangle_attention_{way}_node": _single(_attend, (0, 1), True) for way in ("starting", "ending")},
    "evoformer_iteration": block, "extra_msa_iteration": block, "evoformer_iteration_opm_first_multimer": block, "template_embedding": templates, "embeddings_and_evoformer": trunk,
    **{f"{kind}_head": head for kind in ("distogram", "predicted_lddt", "predicted_aligned_error", "masked_msa", "experimentally_resolved")},
    "alphafold_no_recycle": whole, "alphafold_recycle2": whole,
}
