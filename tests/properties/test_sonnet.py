"A checkpoint that TensorFlow wrote of the published Enformer's modules, in small (properties/sonnet/make_checkpoint.py made it), gives the same tracks."
import shutil
from pathlib import Path

import numpy as np
import pytest

from brainkit.dna import EnformerConfig, EnformerWeightsError, load_sonnet

HERE = Path(__file__).parent / "sonnet"
SMALL = EnformerConfig(dim=24, depth=1, heads=2, key=4, levels=3, multiple=12, target=4, heads_out=(("human", 3), ("mouse", 2)))


def test_checkpoint_gives_the_outputs_of_the_program_that_wrote_it():
    from flax import nnx
    truth = np.load(HERE / "truth.npz")
    found = nnx.jit(lambda m, x: m(x))(load_sonnet(HERE, SMALL), truth["x"])
    for name in ("human", "mouse"):
        assert np.abs(found[name] - truth[name]).max() < 1e-5 * np.abs(truth[name]).max()


def test_what_does_not_fit_is_named(tmp_path):
    with pytest.raises(EnformerWeightsError, match="missing: _trunk/_layers/2/_layers/1/"):
        load_sonnet(HERE, EnformerConfig(**SMALL.__dict__ | {"depth": 2}))
    with pytest.raises(EnformerWeightsError, match=r"_heads.human.0.weight has shape \(3, 48\), the network \(7, 48\)"):
        load_sonnet(HERE, EnformerConfig(**SMALL.__dict__ | {"heads_out": (("human", 7),)}))
    from brainkit.data import BundleError
    shutil.copy(HERE / "variables/variables.index", tmp_path / "variables.index")
    with pytest.raises(BundleError, match="there is no file"):
        load_sonnet(tmp_path / "variables", SMALL)
