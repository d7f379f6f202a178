"The link from a variant's name to a language model gives the scores that the published program gave, carried in a golden case of ESM-2."
import json
from pathlib import Path

import numpy as np

from brainkit.links.language import language_map
from brainkit.proteins import ESMConfig, load_weights
from brainkit.variants.alignment import LETTERS


def test_the_link_gives_the_published_rules():
    case = np.load(Path(__file__).parent / "cases" / "molecular" / "esm2_b.npz")
    meta = json.loads(case["meta"].tobytes())
    model = load_weights({k[6:]: case[k] for k in case.files if k.startswith("param/")}, ESMConfig(meta["layers"], meta["dim"], meta["heads"]))
    sequence, order = meta["seqs"][0], [LETTERS.index(a) for a in meta["aa_order"]]
    for rule, key in (("wild-type marginal", "out/score/wt_marginal"), ("masked marginal", "out/score/masked_marginal")):
        found = language_map(model, sequence, rule)
        expected = np.where(found.own(), np.nan, -case[key][:, np.argsort(order)])
        np.testing.assert_allclose(found.values, expected, atol=1e-4 * np.abs(case[key]).max(), err_msg=rule)
