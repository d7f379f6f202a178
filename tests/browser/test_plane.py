"The phase plane of the tutorial in JupyterLab and a real browser, with every request to elsewhere blocked."
import json

import matplotlib.image

from brainkit.apps.templates import notebooks


def test_a_slider_moves_the_plane(lab, browser, tmp_path):
    cells = json.loads(notebooks("tutorials")["phase_plane"].read_text(encoding="utf-8"))["cells"]
    code = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
    last = next(k for k, text in enumerate(code) if "class PhasePlane" in text)
    shot = tmp_path / "plane.png"
    told = browser("plane.mjs", url=lab.notebook("plane", *(text for text in code[:last + 1] if "assert" not in text)), shot=shot)
    assert told["blocked"] == [] and told["errors"] == []
    assert told["sliders"] == 6 and told["width"] > 500
    assert told["first"].startswith("1 fixed point:\nstable at 0.103"), told["first"]
    assert told["moves"] == 4 and told["pictures"] == 5, "from 1.0 by steps of 0.2 past the Hopf bifurcation at 1.740"
    assert told["last"].startswith("1 fixed point:\nunstable at 0.19"), told["last"]
    pixels = matplotlib.image.imread(shot)[..., :3]
    assert (pixels.max(-1) - pixels.min(-1) > 0.3).mean() > 0.003, "the nullclines have colours"
