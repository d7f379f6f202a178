"""KCNA1 variants in nine cells (Koch et al. 2023): changes of rheobase and of the area under the f-I curve, all variants of the case beside the wild type.

Every cell and variant that the case names is computed before a value is read; names are no results. A change of rheobase is compared absolutely, within 5 % of its size, or one step of
its search where it is below three; a change of area within 5 %, or 0.001 where it is below 0.01. Signs of changes that are not zero must agree. The cells are run as the published programs
run them, step for step, since their tables carry the error of that scheme and the rounding of that window. Rate and change of area are those that the tables hold, found by recomputing them,
not those that their description names: the steady rate of the paper's sensitivity analysis (half a second from the first spike after 1000 ms), and the difference of areas over the variant's area.
"""
import numpy as np

from brainkit.neurons.kcna1 import KCNA1, kcna1, koch_sites
from brainkit.neurons.kcna1answers import PUBLISHED, area_change, koch_answers
from tests.golden.cases import Row, Unsupported

INPUTS = ("how", "names", "count", "source")
TABLES = ("rheobase_change", "normalised_AUC_change")


def claims(case) -> bool:
    return set(TABLES) <= set(case.sealed) and "how" in case.meta


def run(case):
    sites, variants = koch_sites(), case.names(TABLES[0])
    cells = case.names(f"{TABLES[0]}/{variants[0]}")
    if unknown := [v for v in variants if v not in KCNA1] + [c for c in cells if c not in sites]:
        raise Unsupported(f"variants or cells {unknown}")
    asked = ("wt", *(v for v in variants if v != "wt"))
    ours = {}
    for cell in cells:
        answer = koch_answers(sites[cell], *kcna1(*asked), PUBLISHED)
        ours[cell] = dict(rheobase=answer.rheobase - answer.rheobase[0], area=area_change(answer.area))
    case.returned(**{cell: dict(x) for cell, x in ours.items()})
    for cell in cells:
        resolution = sites[cell].high / sites[cell].steps / 100
        pick = lambda table, cell=cell: np.array([float(case.expected(f"{table}/{v}/{cell}")) for v in asked])
        yield _row(f"{TABLES[0]}/{cell}", ours[cell]["rheobase"], pick(TABLES[0]), asked, 3 * resolution, 1.001 * resolution)
        yield _row(f"{TABLES[1]}/{cell}", ours[cell]["area"], pick(TABLES[1]), asked, 0.01, 0.001)


def _row(key, ours, expected, names, small, absolute):
    "Worst error over what is allowed, of all variants; a wrong sign is an error without bound."
    allowed = np.where(np.abs(expected) < small, absolute, 0.05 * np.abs(expected))
    error = np.abs(ours - expected) / allowed
    signs = (np.sign(ours) != np.sign(expected)) & (expected != 0)
    worst = int(np.argmax(np.where(signs, np.inf, error)))
    note = f"in units of what is allowed; worst {names[worst]}: {ours[worst]:.6g}, expected {expected[worst]:.6g}; {int((error <= 1).sum())} of {len(names)} within, {int(signs.sum())} wrong signs"
    return Row(key, float(error[worst]), 1.0, bool((error <= 1).all() and not signs.any()), note)
