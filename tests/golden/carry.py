"""Carry whole-brain cases into the repository without the copyleft matrices: `python -m tests.golden.carry OUTDIR CASE.npz ...`.

`weights` and `tract_lengths` are taken out where the public connectome gives them back bit for bit, and the recipe with the SHA-256 of each is kept under
`rebuild` in the JSON. A case whose matrices cannot be made again is refused.
"""
import json
import sys
from pathlib import Path

import numpy as np

from tests.golden.families.wholebrain import digest, rebuild


def recipe(meta: dict, name: str, stored: np.ndarray) -> dict:
    "How `rebuild` makes matrix `name` of a case. Raises ValueError where that gives other bits."
    how = {"file": meta["connectivity"], "dtype": stored.dtype.str, "shape": list(stored.shape), "sha256_matrix": digest(stored)}
    how |= {"zero_nodes": meta.get("connectivity_edit_zero_nodes"), "norm": meta["normalisation"]} if name == "weights" else {"zero": bool(meta.get("zero_delay"))}
    rebuild({"rebuild": {name: how}}, name)
    return how


def carry(case: Path, folder: Path) -> Path:
    "Write `case` without its matrices into `folder`; gives the new file."
    meta = json.loads(case.with_suffix(".json").read_text())
    with np.load(case) as archive:
        arrays = {k: archive[k] for k in archive.files}
    meta["rebuild"] = {k: recipe(meta, k, arrays.pop(k)) for k in ("weights", "tract_lengths") if k in arrays}
    folder.mkdir(parents=True, exist_ok=True)
    out = folder / case.name
    np.savez_compressed(out, **arrays)
    out.with_suffix(".json").write_text(json.dumps(meta, indent=1) + "\n")
    return out


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    for name in sys.argv[2:]:
        made = carry(Path(name), Path(sys.argv[1]))
        print(f"{made}  {made.stat().st_size // 1024} kB")
