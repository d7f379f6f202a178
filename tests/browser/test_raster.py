"The live raster in JupyterLab and a real browser, with every request to elsewhere blocked."
import matplotlib.image

CELL = "from brainkit.apps import RasterBench\nbench = RasterBench('brunel', cells=1000, duration=100.0)\nbench"


def test_a_slider_moves_the_spikes(lab, browser, tmp_path):
    shot = tmp_path / "raster.png"
    told = browser("raster.mjs", url=lab.notebook("raster", CELL), shot=shot)
    assert told["blocked"] == [], "the bench asks nothing of anybody"
    assert told["errors"] == []
    assert 100 < told["calm"]["spikes"] and told["calm"]["first"] >= 100 and told["calm"]["last"] <= 200.001
    assert told["wild"]["spikes"] > 2 * told["calm"]["spikes"], "without inhibition the circuit fires as fast as it can"
    assert told["back"]["mark"] == told["calm"]["mark"], "the same question gives the same spikes"
    pixels = matplotlib.image.imread(shot)[..., :3]
    assert (pixels.max(-1) - pixels.min(-1) > 0.3).mean() > 0.001, "the picture has colours"
