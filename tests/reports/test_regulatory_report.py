"The report on regulatory variants end to end, small: a call file, a genome, genes and weights that someone brings, and refusals before any work."
import json
import subprocess
import sys

import numpy as np
import pytest

from brainkit.report import run

BRAINKIT = [sys.executable, "-c", "import sys; from brainkit.cli import main; sys.exit(main())"]


@pytest.fixture(scope="module")
def mine(tmp_path_factory):
    "A folder with a genome of 3000 bases, five calls of which two cannot be asked, a gene, and the weights of a small network."
    from brainkit.data.vcf import VCF, Record, write_vcf
    from brainkit.dna import EnformerConfig, enformer_with, letters, save_enformer, write_fasta
    from brainkit.dna.enformer_weights import shapes
    here = tmp_path_factory.mktemp("mine")
    dna = letters(np.random.default_rng(0).integers(0, 4, 3000).astype(np.uint8))
    dna = dna[:1500] + "CACACA" + dna[1506:]
    other = lambda p: "ACGT".replace(dna[p - 1], "")[0]
    calls = [Record("chr1", p, f"v{p}", dna[p - 1], (other(p),)) for p in (1400, 1600, 2990)] + [Record("chr1", 1500, "shorter", dna[1499:1502], (dna[1499],)), Record("chr1", 1000, "wrong", other(1000), (dna[999],))]
    write_fasta(here / "g.fa", {"chr1": dna})
    write_vcf(here / "calls.vcf", VCF((), (), calls))
    write_vcf(here / "bare.vcf", VCF((), (), [Record("1", 1400, ".", dna[1399], (other(1400),))]))
    (here / "g.gtf").write_text("".join(f'chr1\tx\t{kind}\t1450\t1900\t.\t+\t.\tgene_id "G1"; transcript_id "T1"; gene_name "KNOWN";\n' for kind in ("gene", "transcript", "exon")))
    sizes, rng = EnformerConfig(dim=24, depth=1, heads=2, key=8, levels=4, multiple=2, target=14, heads_out=(("human", 5),)), np.random.default_rng(1)
    made = {name: rng.uniform(0.2, 0.4, shape) if name.endswith("var") else rng.normal(0, 0.35, shape) for name, shape in shapes(sizes).items()}
    save_enformer(enformer_with(made, sizes), here / "w.safetensors")
    return here


def given(mine, **more):
    return {"vcf": str(mine / "calls.vcf"), "genome": str(mine / "g.fa"), "model": "enformer", "weights": str(mine / "w.safetensors"), "genes": str(mine / "g.gtf"), "tracks": "4,0", "random": "12", "shown": "1"} | more


def test_own_calls_end_to_end(mine, tmp_path):
    options = [text for name, value in given(mine).items() for text in ("-p", name, value)]
    done = subprocess.run([*BRAINKIT, "report", "regulatory", *options, "--out", str(tmp_path / "out"), "--quiet"], capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    values = {k: v["value"] for k, v in json.loads((tmp_path / "out/values.json").read_text()).items()}
    head, *rows = [line.split("\t") for line in (tmp_path / "out/scores.tsv").read_text().splitlines()]
    assert head[5:7] == ["human track 4", "human track 0"] and len(rows) == values["alleles"] == 5 and values["scored"] == 3 and values["missing"] == 2 and values["random"] == 12
    assert float(rows[0][5]) == values["score_0_0"] and values["tss_0"] == 1399 - 1449 and 0 <= values["percentile_3_1"] <= 100
    page = (tmp_path / "out/index.html").read_text()
    told = page.split("<main", 1)[1]
    for what in ("Research use only", "was not measured here", "past its last", "is it another assembly", "KNOWN", "no number here speaks of that gene", "What this page does not know", "rare is not harmful"):
        assert what in told, f"the page does not say {what!r}"
    assert told.count("<img") == 1 and str(mine) not in page and str(tmp_path) not in page


@pytest.mark.parametrize(("more", "why"), [({"vcf": "bare.vcf"}, "did you mean 'chr1'"), ({"model": "basenji"}, "basenji"), ({"weights": ""}, "one file for 'enformer'"), ({"tracks": "9"}, "'human' 0 to 4"), ({"vcf": "not/there.vcf"}, "is no file"), ({"genome": ""}, "no genome is given")])
@pytest.mark.quick
def test_refusals_come_before_any_work(mine, tmp_path, more, why):
    more = {k: str(mine / v) if v.endswith("bare.vcf") else v for k, v in more.items()}
    with pytest.raises(ValueError, match=why):
        run("regulatory", given(mine, **more), tmp_path / "out", progress=False)
    assert not list(tmp_path.iterdir())
