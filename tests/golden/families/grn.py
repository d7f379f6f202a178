"""Regulatory networks by the rules of GENIE3 and GRNBoost2 on simulated expression: importances of every regulator for every gene.

Both methods draw at random, so that importances are compared by the Spearman correlation of the whole matrix without its diagonal: at least 0.95 for GENIE3, at least 0.80 for GRNBoost2, whose early stopping alone differs that much between two seeds; the error is 1 minus
the correlation. Where the true edges are given, the average precision of the targets that are no regulators may differ by 0.03. The diagonal is 0.
"""
import re

import numpy as np

from brainkit.genes import genie3, grnboost2, score_edges
from tests.golden.cases import Row, Unsupported

INPUTS = ("in/*",)
ALLOWED = {"genie3_importance": 0.05, "grnboost2_importance": 0.20}
WORDS = {"trees": r"RF_KWARGS[^;]*?n_estimators[ =]*(\d+)", "rate": r"lr[ =]*([\d.]*\d)", "most": r"SGBM_KWARGS.*?n_estimators[ =]*(\d+)", "features": r"SGBM_KWARGS.*?max_features[ =]*([\d.]*\d)",
         "subsample": r"subsample[ =]*([\d.]*\d)", "window": r"window[ =]*(\d+)"}


def claims(case) -> bool:
    return {"in/expression", "in/truth"} <= set(case.keys) and "n_tf" in case.meta


def run(case):
    rules = {word: float(found[1]) for word, pattern in WORDS.items() if (found := re.search(pattern, case.meta.get("rules", "")))}
    whole = {k: int(v) if k in ("trees", "most", "window") else v for k, v in rules.items()}
    x, n, seed = np.asarray(case.inputs("in/expression"), float), int(case.meta["n_tf"]), int(case.meta["seed"])
    wanted = [key for key in ALLOWED if f"out/{key}" in case.keys]
    if not wanted:
        raise Unsupported("it holds neither GENIE3's nor GRNBoost2's importances")
    makers = {"genie3_importance": lambda: genie3(x, n, trees=whole.pop("trees", 1000), seed=seed, jobs=2), "grnboost2_importance": lambda: grnboost2(x, n, **{k: v for k, v in whole.items() if k != "trees"}, seed=seed, jobs=2)}
    ours = {key: makers[key]().scores for key in wanted}
    case.returned(**ours)
    truth = np.asarray(case.inputs("in/truth"))
    for key in wanted:
        yield from _compared(key, ours[key], np.asarray(case.expected(f"out/{key}"), float), truth, n)


def _compared(key, got, expected, truth, n):
    from scipy.stats import spearmanr
    if got.shape != expected.shape:
        yield Row(key, np.inf, ALLOWED[key], False, f"shape {got.shape}, expected {expected.shape}")
        return
    edges = ~np.eye(*got.shape, dtype=bool)
    apart = 1 - spearmanr(got[edges], expected[edges]).statistic
    yield Row(key, float(apart), ALLOWED[key], bool(apart <= ALLOWED[key]), "1 - Spearman")
    yield Row(f"{key} diagonal", float(np.abs(np.diagonal(got)).max()), 0.0, bool((np.diagonal(got) == 0).all()))
    late = np.abs(score_edges(got[:, n:], truth[:, n:]).aupr - score_edges(expected[:, n:], truth[:, n:]).aupr) if 0 < (truth[:, n:] != 0).sum() < truth[:, n:].size else 0.0
    yield Row(f"{key} average precision", float(late), 0.03, bool(late <= 0.03), "of targets that are no regulators")
