"The browser of tracks in JupyterLab and a real browser, with every request to elsewhere blocked."
import matplotlib.image

CELL = """
import numpy as np
from brainkit.apps import TrackBench
from brainkit.dna import EnformerConfig, GeneModel, Genome, TranscriptModel, enformer_reader, enformer_with, letters
from brainkit.dna.enformer_weights import shapes
sizes, rng = EnformerConfig(dim=24, depth=1, heads=2, key=8, levels=4, multiple=2, target=26, heads_out=(("human", 5),)), np.random.default_rng(1)
network = enformer_with({name: rng.uniform(0.2, 0.4, shape) if name.endswith("var") else rng.normal(0, 0.35, shape) for name, shape in shapes(sizes).items()}, sizes)
genome = Genome({"chr1": letters(np.random.default_rng(0).integers(0, 4, 3000).astype(np.uint8))})
gene = GeneModel("g", "KNOWN", "chr1", 1400, 1600, 1, "", (TranscriptModel("t", "chr1", 1, ((1400, 1450), (1520, 1600)), ((1520, 1560),)),))
bench = TrackBench(enformer_reader(network, tracks=(4, 0)), genome, "chr1", 1501, genes=[gene], around=3)
bench
"""


def test_a_mutation_is_moved_and_the_tracks_follow(lab, browser, tmp_path):
    shot = tmp_path / "tracks.png"
    told = browser("tracks.mjs", url=lab.notebook("tracks", CELL), shot=shot, width=1300, height=1100)
    first, moved, lettered, refused = (told[k] for k in ("first", "moved", "lettered", "refused"))
    assert told["blocked"] == [] and told["errors"] == []
    assert max(map(abs, first["change"])) > 1e-4 and len(first["change"]) == 26
    assert moved["at"] == first["at"] + 1 and moved["alternate"] != first["alternate"] and moved["reference"] == first["reference"], "the mutation moves, and only its track"
    assert lettered["at"] == moved["at"] and lettered["change"] != moved["change"] and lettered["chosen"]["y"] != moved["chosen"]["y"]
    assert "This is not asked." in refused["said"] and refused["alternate"] == lettered["alternate"], "what was shown stays"
    pixels = matplotlib.image.imread(shot)[..., :3]
    assert (pixels.max(-1) - pixels.min(-1) > 0.3).mean() > 0.01, "tracks and tiles have colours"
