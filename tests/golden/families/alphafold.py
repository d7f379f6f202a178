"""AlphaFold 2 by the published Haiku modules: frames, angles and atoms, point attention, the structure module of single chains and of complexes, and what the heads say about confidence.

One function a part of the file, in PARTS; the trunk has a family of its own beside this one. 1e-4 of the largest magnitude. Rows of residues that are masked are not compared where they pass through attention, and angles and frames only where their atoms exist.
"""
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
from flax import nnx

from brainkit.proteins import (
    InvariantPointAttention,
    Rigid,
    StructureConfig,
    aligned_error,
    atom_frames,
    attention_layout,
    expected_tm,
    frame_aligned_error,
    frame_of,
    load_structure,
    place_atoms,
    plddt,
    point_lddt,
    put_weights,
    residue_arrays,
    rotation_of,
    to_atom37,
    torsion_angles,
    torsion_frames,
)
from tests.golden.cases import Unsupported, compare

INPUTS = ("*/param/*", "*/in/*", "predicted_lddt_head/out/logits", "predicted_aligned_error_head/out/logits", "predicted_aligned_error_head/out/breaks")
TOLERANCE = 1e-4


def geometry(case, name, into, weights):
    kinds, q, t, sin_cos, moved = (jnp.asarray(into[k]) for k in ("aatype", "quaternion", "translation", "torsion_sin_cos", "atom14_perturbed"))
    padding = "structure_module/in/1/seq_mask"                                           # the last residues of a file are masked in all its parts
    here = jnp.asarray(case.inputs(padding)) if case.has(padding) else jnp.ones(len(kinds))

    @jax.jit
    def everything():
        frames = torsion_frames(kinds, Rigid(rotation_of(q), t), sin_cos)
        x14 = place_atoms(kinds, frames)
        x37 = to_atom37(kinds, x14)
        r = residue_arrays()
        exists14, exists37 = (jnp.asarray(a)[kinds] for a in (r.atom14_exists, r.atom37_exists))
        angles, seen = torsion_angles(kinds, x37, exists37), atom_frames(kinds, x37, exists37)
        found = {"atom14_positions": x14, "frames_flat12": frames.flat12(), "atom37_positions": x37, "atom14_atom_exists": exists14, "atom37_atom_exists": exists37,
                 "residx_atom14_to_atom37": jnp.asarray(r.atom14_atom37)[kinds], "residx_atom37_to_atom14": jnp.asarray(r.atom37_atom14)[kinds]}
        found |= {f"atom37_to_torsion_angles/{k}": v for k, v in (("torsion_angles_sin_cos", angles.sin_cos), ("alt_torsion_angles_sin_cos", angles.alternative), ("torsion_angles_mask", angles.mask))}
        found |= {f"atom37_to_frames/rigidgroups_{k}": v for k, v in (("gt_frames", seen.frames.flat12()), ("alt_gt_frames", seen.alternative.flat12()), ("gt_exists", seen.exists), ("group_exists", seen.group_exists), ("group_is_ambiguous", seen.ambiguous))}
        home, other = (frame_of(x[:, 2], x[:, 1], x[:, 0]) for x in (x14, moved))
        for clamp in (None, 10.0):
            found[f"fape_bbframes_allatoms_clamp{clamp}"] = frame_aligned_error(other, home, here, moved.reshape(-1, 3), x14.reshape(-1, 3), (exists14 * here[:, None]).reshape(-1), clamp=clamp)
        for each in (True, False):
            found[f"lddt_ca_per_residue_{each}"] = point_lddt(moved[:, 1], x14[:, 1], here, per_residue=each)[None]
        return found
    found = everything()
    return found, {f"atom37_to_torsion_angles/{k}": found["atom37_to_torsion_angles/torsion_angles_mask"][..., None] for k in ("torsion_angles_sin_cos", "alt_torsion_angles_sin_cos")}


def _config(case, name, into, multimer):
    if name not in case.meta:
        raise Unsupported(f"{name} without its configuration in meta")
    single, pair = (into["0"], into["1"]) if "0" in into else (into["0/single"], into["0/pair"])
    return StructureConfig.official(case.meta[name], single.shape[-1], pair.shape[-1], multimer)


def attention(case, name, into, weights, multimer=False):
    config = _config(case, name, into, multimer)
    module = put_weights(InvariantPointAttention(config), weights, attention_layout(config))
    mask = into["2"][:, 0]
    out = nnx.jit(lambda m, *a: m(*a))(module, into["0"], into["1"], mask, Rigid(rotation_of(jnp.asarray(into["3"])), into["4"]))
    return {"": out}, {"": mask[:, None]}


def module(case, name, into, weights, multimer=False):
    kinds, mask = into["1/aatype"], into["1/seq_mask"]
    found = nnx.jit(lambda m, *a: m(*a))(load_structure(weights, _config(case, name, into, multimer)), into["0/single"], into["0/pair"], kinds, mask)
    place, turn = found.frames.translation, found.frames.rotation
    ours = {"final_affines": found.traj[-1], "traj": found.traj, "final_atom14_positions": found.atom14, "final_atom14_mask": found.atom14_mask, "final_atom_positions": found.atom37, "final_atom_mask": found.atom37_mask,
            "representations/structure_module": found.single, "sidechains/angles_sin_cos": found.sin_cos, "sidechains/unnormalized_angles_sin_cos": found.raw}
    ours |= {f"sidechains/atom_pos/{a}": found.positions[..., k] for k, a in enumerate("xyz")} | {f"sidechains/frames/trans/{a}": place[..., k] for k, a in enumerate("xyz")}
    ours |= {f"sidechains/frames/rot/{a}{b}": turn[..., i, j] for i, a in enumerate("xyz") for j, b in enumerate("xyz")}
    rounds = lambda k: k.startswith(("traj", "sidechains"))                                # these have an axis of rounds before that of residues
    seen = {k: mask.reshape(*(1,) * rounds(k), -1, *(1,) * (v.ndim - 1 - rounds(k))) for k, v in ours.items()}
    return ours, seen


def confidence(case, name, into, weights):
    "From the logits that the file gives for two heads, which are a result of the trunk's family and an input here."
    lddt, error, breaks = (jnp.asarray(case.inputs(k)) for k in ("predicted_lddt_head/out/logits", "predicted_aligned_error_head/out/logits", "predicted_aligned_error_head/out/breaks"))
    return {"plddt": plddt(lddt), "pae/aligned_confidence_probs": jax.nn.softmax(error, -1), "pae/predicted_aligned_error": aligned_error(error, breaks), "pae/max_predicted_aligned_error": breaks[-1] + 1.5 * (breaks[-1] - breaks[-2]),
            "ptm": expected_tm(error, breaks), "iptm": expected_tm(error, breaks, chain=into["asym_id"])}, {}


PARTS = {"confidence": confidence, "geometry": geometry, "invariant_point_attention": attention, "structure_module": module, "multimer_ipa": partial(attention, multimer=True), "multimer_structure_module": partial(module, multimer=True)}


def claims(case) -> bool:
    return bool(_parts(case))


def _parts(case):
    return [name for name in PARTS if any(k.startswith((f"{name}/in/", f"{name}/param/")) for k in case.keys)]


def _take(case, name, side):
    start = f"{name}/{side}/"
    return {k[len(start):]: np.asarray(case.inputs(k), np.float32 if side == "param" else None) for k in case.keys if k.startswith(start)}


def run(case):
    every, masks = {}, {}
    for name in _parts(case):
        found, mask = PARTS[name](case, name, _take(case, name, "in"), _take(case, name, "param"))
        every |= {f"{name}/{k}".rstrip("/"): v for k, v in found.items()}
        masks |= {f"{name}/{k}".rstrip("/"): v for k, v in mask.items()}
    case.returned(**every)
    for name in _parts(case):
        for key in sorted(k for k in case.keys if k.startswith(f"{name}/out")):
            label = key.replace("/out", "", 1)
            if label not in case.ours:
                raise Unsupported(f"no output {key}")
            weight = np.asarray(masks.get(label, 1.0))
            yield compare(key, case.ours[label] * weight, case.expected(key) * weight, TOLERANCE)
