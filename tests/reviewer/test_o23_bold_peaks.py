"""O23: when BOLD peaks. The double gamma of SPM 5.00 s after a burst, with an undershoot of -0.089 at 15.75 s; a balloon driven for one second 3.38 s after it starts with the constants of
Friston et al. (2000), 2.20 s with those of The Virtual Brain's simulator. Each within 0.05 s.
"""
import jax
import numpy as np
import pytest

from brainkit.core import Bold
from brainkit.wholebrain import Balloon, BalloonBold, HrfBold, MixtureOfGammas, balloon_bold, replay

SPM = MixtureOfGammas(a_1=6.0, a_2=16.0, l=1.0, c=1 / 6)
FRISTON = dict(tau_s=1 / 0.65, tau_f=1 / 0.41, tau_o=0.98, alpha=0.32, e0=0.34)
TVB = dict(tau_s=0.8, tau_f=0.4, tau_o=1.0, alpha=0.32, e0=0.4)
STEP = 0.01                                                                    # s
SECOND = (np.arange(2000) < round(1 / STEP)).astype(float)[:, None]


def balloon(constants, **options):
    return Balloon(**{"E0" if k == "e0" else k: v for k, v in constants.items()}, **options)


def test_double_gamma():
    t = np.arange(0, 40, 0.001)
    with jax.enable_x64(True):
        h = np.asarray(SPM(t))
    assert abs(t[h.argmax()] - 5.00) < 0.05 and abs(t[h.argmin()] - 15.75) < 0.05 and abs(h.min() / h.max() + 0.089) < 1e-3


def test_double_gamma_through_the_recorder():
    burst = np.zeros((20000, 1))
    burst[:4] = 1.0
    seen = replay(burst, 1.0, {"bold": HrfBold("x", SPM, period=20.0)}, "float64")
    t, y = seen["bold_time"] / 1000, seen["bold"][:, 0]
    assert abs(t[y.argmax()] - 5.00) < 0.05 and abs(t[y.argmin()] - 15.75) < 0.05 and abs(y.min() / y.max() + 0.089) < 1e-3


@pytest.mark.parametrize("constants, peak", [(FRISTON, 3.38), (TVB, 2.20)], ids=["Friston 2000", "TVB"])
def test_balloon(constants, peak):
    "The recorder of the core, ours in the loop, and the series all at once."
    recorders = {"core": Bold("x", repetition=20.0, **constants), "ours": BalloonBold("x", balloon(constants, coefficients="friston"), repetition=20.0)}
    seen = replay(SECOND, 1e3 * STEP, recorders, "float64")
    for name in recorders:
        assert abs(seen[f"{name}_time"][seen[name][:, 0].argmax()] / 1000 - peak) < 0.05
    y = balloon_bold(np.r_[[[0.0]], SECOND], STEP, balloon(constants, coefficients="friston"), "float64")
    assert abs(STEP * y[:, 0].argmax() - peak) < 0.05
