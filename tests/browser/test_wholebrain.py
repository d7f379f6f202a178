"The bench for a whole brain in JupyterLab and a real browser, with every request to elsewhere blocked."
import matplotlib.image
import numpy as np

CELL = "from brainkit.apps import WholeBrain\nbench = WholeBrain('Generic2dOscillator', duration=200.0, settle=50.0)\nbench"


def test_sliders_and_clicks_are_answered(lab, browser, tmp_path):
    from brainkit.wholebrain import load_connectivity
    shot = tmp_path / "bench.png"
    told = browser("wholebrain.mjs", url=lab.notebook("bench", CELL), labels=load_connectivity(progress=False).labels, shot=shot)
    number, region = told["number"], told["region"]
    first, moved, out, turned, back = (told[k] for k in ("first", "moved", "out", "turned", "back"))
    assert told["blocked"] == [], "the bench asks nothing of anybody"
    assert told["errors"] == []
    assert first["points"] > 100 and moved["mean"] != first["mean"] and moved["colours"] != first["colours"], "a key moves the slider, the slider the traces and the colours"
    assert first["silent"] == moved["silent"] == [] and out["silent"] == [region], "the region has no trace where it is out"
    assert out["symbols"][number] == "x" and out["symbols"].count("x") == 1
    assert max(told["apart"]) < 1 and told["travelled"] > 3, "a handle lies on its marker, before and after the head is turned"
    assert turned["silent"] == [region] and turned["colours"] == out["colours"], "to turn the head is not to click"
    np.testing.assert_allclose([back["mean"], back["colours"]], [moved["mean"], moved["colours"]], err_msg="given back, everything is as it was")
    assert back["silent"] == [] and "x" not in back["symbols"]
    pixels = matplotlib.image.imread(shot)[..., :3]
    assert (pixels.max(-1) - pixels.min(-1) > 0.3).mean() > 0.01, "the pictures have colours"
