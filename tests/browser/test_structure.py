"The bench for a structure in JupyterLab and a real browser, with every request to elsewhere blocked."
import html

import matplotlib.image

from brainkit.proteins import HARDLY

CELL = "from brainkit.apps import StructureBench\nbench = StructureBench('SCN1A', 'p.Arg1648His')\nbench.extent.value = 'around'\nbench"


def test_a_residue_is_picked_on_the_cartoon_and_on_the_map(lab, browser, tmp_path):
    shot = tmp_path / "structure.png"
    told = browser("structure.mjs", url=lab.notebook("structure", CELL), shot=shot, width=1500, height=1300)
    first, refused, picked, coloured, mapped = (told[k] for k in ("first", "refused", "picked", "coloured", "mapped"))
    assert told["blocked"] == [], "the bench asks nothing of anybody"
    assert told["errors"] == []
    assert first["traces"] == ["chain", "sticks", "picked", "pairs", "profile"] and 1_000 < told["vertices"] < 20_000
    assert first["label"] == ["R1648H"] and HARDLY in html.unescape(first["words"]) and first["neighbours"] == 9
    assert refused["words"] == first["words"] and refused["colours"] == first["colours"], "what was shown stays"
    assert picked["label"] == [picked["named"]] and picked["place"] != first["place"] and HARDLY not in picked["words"]
    assert coloured["colours"] != picked["colours"] and mapped["colours"] != coloured["colours"], "the colour follows the residue"
    pixels = matplotlib.image.imread(shot)[..., :3]
    assert (pixels.max(-1) - pixels.min(-1) > 0.3).mean() > 0.02, "the cartoon and the map have colours"
