"The bench for a variant in JupyterLab and a real browser, with every request to elsewhere blocked."
import matplotlib.image

CELL = "from brainkit.apps import VariantBench\nbench = VariantBench('NM_001165963.4(SCN1A):c.4943G>A (p.Arg1648His)')\nbench"


def test_a_variant_is_typed_refused_and_clicked(lab, browser, tmp_path):
    shot = tmp_path / "variant.png"
    told = browser("variant.mjs", url=lab.notebook("variant", CELL), shot=shot, width=1700, height=1500)
    first, refused, other, clicked = (told[k] for k in ("first", "refused", "other", "clicked"))
    assert told["blocked"] == [], "the bench asks nothing of anybody"
    assert told["errors"] == []
    words = dict(first["rungs"])
    assert len(words) == 10 and words["base pair"] == "known" and words["gating"] == "measured" and words["person"] == "unknown"
    assert first["scores"] == 4 and first["conflicts"] == 3 and first["measured"] == 8 and first["asked"] == [1648]
    assert "the gene's name alone" in first["gain"] and "Within genes" in first["gain"]
    assert "p.Arg1648His" in refused["said"] and refused["rungs"] == first["rungs"], "what was shown stays"
    assert dict(other["rungs"])["gain or loss"] == "measured" and dict(other["rungs"])["gating"] == "assumed" and other["asked"] == [1319]
    assert clicked["asked"] == [clicked["residue"]], "the tile that was clicked is asked"
    pixels = matplotlib.image.imread(shot)[..., :3]
    assert (pixels.max(-1) - pixels.min(-1) > 0.3).mean() > 0.02, "the maps have colours"
