"""
O12: KCNA1 variants in the nine cells of Koch et al. (2023): changes of rheobase and of the area under the f-I curve, signs and sizes.

Changes of rheobase and area are those of the golden case, in the scheme of the published programs. Disputed: three areas of "RS inhibitory" and one of "STN +Kv1.1", whose
published windows open where no stored program puts them. What is held here is that I407M slows the pyramidal cell and quickens the inhibitory one, as listed.
"""
import numpy as np
import pytest

from brainkit.neurons import koch_answers, koch_sites, with_variants
from brainkit.neurons.kcna1 import kcna1
from brainkit.neurons.kcna1answers import rest_of, step_to

SITES = koch_sites()
LISTED = {  # nA: change of rheobase, I407M and C185W (second study)
    "RS inhibitory": (0.06450, -0.02675, -0.01700), "Cb stellate +Kv1.1": (0.34125, -0.079725, -0.041325)}


@pytest.mark.parametrize("cell", LISTED)
def test_o12_rheobases_are_bracketed(cell):
    "A spike within two steps of the search above wild type plus listed change, none below."
    site, (wild, *changes) = SITES[cell], LISTED[cell]
    model = with_variants(site, *kcna1("wt", "I407M", "C185W_2"))
    rheobase, step = wild + np.array([0.0, *changes]), site.high / site.steps / 100
    spikes = step_to(model, rest_of(model), rheobase + step * np.array([[-3.0], [2.0]]), site.area)[1]
    assert (spikes[0] == 0).all() and (spikes[1] > 0).all()


def test_o12_one_variant_two_signs():
    "At equal distance above their onsets the pyramidal cell fires less with I407M, the inhibitory cell more."
    sign = {}
    for cell, onset in {"RS pyramidal": [0.2208, 0.1648], "RS inhibitory": [0.0656, 0.0399]}.items():
        model = with_variants(SITES[cell], *kcna1("wt", "I407M"))
        rate = step_to(model, rest_of(model), np.array(onset) + np.array([[0.05], [0.1]]), SITES[cell].area)[0]
        sign[cell] = np.sign(rate[:, 1] - rate[:, 0])
    assert (sign["RS pyramidal"] == -1).all() and (sign["RS inhibitory"] == 1).all()


@pytest.mark.slow
@pytest.mark.parametrize("cell", SITES)
def test_o12_every_rheobase_falls(cell):
    "All listed changes of rheobase are negative; the sizes are those of the golden case."
    names = ("wt", "I407M", "F249C", "C185W_2", "V404I", "V408A_2")
    answer = koch_answers(SITES[cell], *kcna1(*names), areas=False)
    assert (answer.rheobase[1:] < answer.rheobase[0]).all()
