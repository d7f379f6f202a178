"Structures in 3Dmol in a real browser, in the frame that Jupyter shows, with every request to elsewhere blocked."
import matplotlib.image
import numpy as np

from brainkit.data import fetch
from brainkit.proteins import fetch_prediction, read_protein, view_3dmol
from brainkit.proteins.residues import three_letters


def test_a_residue_is_named_on_a_cartoon_and_on_a_surface(browser, tmp_path):
    atoms = read_protein(fetch("molecular/afdb_nav/SCN1A.pdb"))
    near = {"near": (1648, 14.0), "height": 300}
    views = [view_3dmol(fetch_prediction("P35498"), atoms=atoms, sticks=[1648], marks={1648: "R1648"}, title="Nav1.1", **near), view_3dmol(atoms, np.arange(len(atoms), dtype=float) / 10, "surface", **near)]
    frames, shot = tmp_path / "frames.html", tmp_path / "viewer.png"
    frames.write_text("".join(view._repr_html_() for view in views), encoding="utf-8")
    told = browser("viewer.mjs", frames=frames, shot=shot, width=640, height=610)
    assert told["blocked"] == [] and told["errors"] == []
    for view, seen in zip(views, told["told"]):
        names, lines = view.told["name"], view.told["pdb"].splitlines()
        assert seen["atoms"] == len(view.told["row"]) and len(seen["b"]) == len(names)
        np.testing.assert_allclose(seen["b"], [float(name.split(": ")[1]) for name in names], rtol=6e-3)
        assert seen["ss"].count("h") == sum(int(line[71:76]) for line in lines if line.startswith("HELIX")) > 20, "the helices are ours"
        letter, hit = {three: one for one, three in three_letters().items()}, seen["hit"]
        assert seen["before"] == "click a residue" and seen["named"].split(":")[0] == f"{letter[hit['name']]}{hit['residue']}" and hit["pixels"] < 30
        assert seen["labels"] == 1 + len(view.told["marks"]), "what is picked has a label, and so has a mark"
    pixels = matplotlib.image.imread(shot)[..., :3]
    for half in np.split(pixels[:600], 2):
        assert (half.max(-1) - half.min(-1) > 0.3).mean() > 0.01, "the structure is drawn in colours"
