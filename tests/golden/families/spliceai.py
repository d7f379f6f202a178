"""SpliceAI's five published networks by Keras: chances along a made sequence, each network and their mean, and what a mutation does. 1e-4 of the largest magnitude.

The weights may not be shipped (CC BY-NC 4.0): they are taken from the folder BRAINKIT_SPLICEAI, or from brainkit's cache where their user has fetched them, and else the case is skipped.
"""
import os
from pathlib import Path

import numpy as np
from flax import nnx

from brainkit.data.cache import cache_folder
from brainkit.dna.sequence import one_hot
from brainkit.dna.spliceai_weights import PUBLISHED, load_splice
from tests.golden.cases import Skipped, Unsupported, compare

INPUTS = ("in/*",)
TOLERANCE = 1e-4


def claims(case) -> bool:
    return {"in/sequence", "out/model1"} <= set(case.keys)


def weights() -> list[Path]:
    "The five files, or Skipped."
    folder = os.environ.get("BRAINKIT_SPLICEAI")
    files = [Path(folder) / Path(name).name if folder else cache_folder() / name for name in PUBLISHED]
    missing = [str(f) for f in files if not f.is_file()]
    if missing:
        raise Skipped(f"SpliceAI's weights (not for commercial use): {missing[0]} is not there; fetch them with brainkit.dna.load_splice() or name their folder in BRAINKIT_SPLICEAI")
    return files


def run(case):
    if case.meta["channels"] != ["neither", "acceptor", "donor"]:
        raise Unsupported(f"channels {case.meta['channels']}")
    model = load_splice(weights())
    sequence = bytes(case.inputs("in/sequence")).decode()
    place, (ref, alt) = int(case.inputs("in/mutant_pos0")), bytes(case.inputs("in/mutant_ref_alt")).decode()
    if sequence[place] != ref:
        raise Unsupported(f"at {place} the sequence has {sequence[place]}, not {ref}")
    mutant = sequence[:place] + alt + sequence[place + 1 :]
    each = nnx.jit(lambda m, x: m.each(x))
    before, after = (np.asarray(each(model, one_hot(s)[None]))[:, 0] for s in (sequence, mutant))
    change = after.mean(0) - before.mean(0)
    deltas = [sign * (sign * change[:, channel]).max() for channel in (1, 2) for sign in (1, -1)]
    ours = {f"model{k}": p for k, p in enumerate(before, 1)} | {"mean": before.mean(0), "mean_mutant": after.mean(0), "delta_AG_AL_DG_DL": np.abs(deltas)}
    case.returned(**ours)
    for key in sorted(name[4:] for name in case.keys if name.startswith("out/")):
        if key not in ours:
            raise Unsupported(f"no output {key}")
        yield compare(key, ours[key], case.expected(f"out/{key}"), TOLERANCE)
