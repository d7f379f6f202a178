"Structures in 3Dmol in a real browser, in the frame that Jupyter shows, with every request to elsewhere blocked."
import matplotlib.image
import numpy as np

from brainkit.data import fetch
from brainkit.proteins import fetch_prediction, read_protein, view_3dmol


def test_a_residue_is_named_on_a_cartoon_and_on_a_surface(browser, tmp_path):
    atoms = read_protein(fetch("molecular/afdb_nav/SCN1A.pdb"))
    near = {"near": (1648, 14.0), "height": 500}
    views = [view_3dmol(fetch_prediction("P35498"), atoms=atoms, sticks=[1648], marks={1648: "R1648"}, title="Nav1.1", **near), view_3dmol(atoms, np.arange(len(atoms), dtype=float) / 10, "surface", **near)]
    frames, shot = tmp_path / "frames.html", tmp_path / "viewer.png"
    frames.write_text("".join(view._repr_html_() for view in views), encoding="utf-8")
    told = browser("viewer.mjs", frames=frames, shot=shot, width=900, height=1010)
    assert told["blocked"] == [] and told["errors"] == []
    for view, seen in zip(views, told["told"]):
        assert seen["atoms"] == len(view.told["row"]) and "h" in seen["ss"] and len(seen["ss"]) == len(view.told["name"])
        assert seen["before"] == "click a residue" and seen["named"] in view.told["name"]
        assert seen["labels"] == 1 + len(view.told["marks"]), "what is picked has a label, and so has a mark"
    pixels = matplotlib.image.imread(shot)[..., :3]
    for half in np.split(pixels[:1000], 2):
        assert (half.max(-1) - half.min(-1) > 0.3).mean() > 0.01, "the structure is drawn in colours"
