"The bench for a cell in JupyterLab and a real browser, with every request to elsewhere blocked."
import matplotlib.image

CELL = "from brainkit.apps import CellBench\nbench = CellBench('squid axon', length=60.0)\nbench"


def test_a_slider_moves_the_traces(lab, browser, tmp_path):
    shot = tmp_path / "bench.png"
    told = browser("cellbench.mjs", url=lab.notebook("cell", CELL), shot=shot)
    first, shut, still, clamped = (told[k] for k in ("first", "shut", "still", "clamped"))
    assert told["blocked"] == [], "the bench asks nothing of anybody"
    assert told["errors"] == []
    assert first["points"] == 1100 and abs(first["last"] - 110) < 0.01 and first["high"] > 20, "the axon fires"
    assert shut["high"] < -20 and still["high"] == 0, "without sodium it does not, and no sodium flows"
    assert abs(clamped["high"]) < 0.5, "the voltage is where the clamp holds it"
    pixels = matplotlib.image.imread(shot)[..., :3]
    assert (pixels.max(-1) - pixels.min(-1) > 0.3).mean() > 0.001, "the pictures have colours"
