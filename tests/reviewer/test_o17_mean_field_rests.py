"O17: rests of the Montbrio-Pazo-Roxin mean field, and the interval in which it has two that are stable."
import numpy as np

from brainkit.wholebrain import MontbrioPazoRoxin, eigenvalues, fixed_point, mean_field_rates

MODEL = MontbrioPazoRoxin(J=15.0, eta=-5.0, Delta=1.0)


def at(r):
    return MODEL.State(r, -1.0 / (2 * np.pi * r))


def test_three_rests():
    rates = mean_field_rates(MODEL)
    np.testing.assert_allclose(rates, [0.08113, 0.47298, 1.03060], rtol=1e-4)
    assert [eigenvalues(MODEL, at(r))[0].real < 0 for r in rates] == [True, False, True]
    for r in rates:                                                            # the roots of the quartic are zeros of the drift itself
        np.testing.assert_allclose(fixed_point(MODEL, (r * 1.001, at(r).V)).r, r, rtol=1e-9)


def test_one_rest_under_input():
    np.testing.assert_allclose(mean_field_rates(MODEL, I=3.0), [1.37324], rtol=1e-4)
    np.testing.assert_allclose(mean_field_rates(MODEL.replace(I=3.0)), [1.37324], rtol=1e-4)


def test_interval_of_two_stable_rests():
    """Between the folds of eta(rho) = pi2 rho2 - J rho - Delta2 / (4 pi2 rho2), exactly -5.7435 and -3.1361.

    The listed -5.72 and -3.14, read off a scan in steps of 0.02, lie inside; the first is one step more than the scan explains.
    """
    rho = np.roots([2 * np.pi**2, -15.0, 0.0, 0.0, 1 / (2 * np.pi**2)])
    rho = rho[np.isreal(rho) & (rho.real > 0)].real
    low, high = sorted(np.pi**2 * rho**2 - 15 * rho - 1 / (4 * np.pi**2 * rho**2))
    count = {eta: len(mean_field_rates(MODEL.replace(eta=eta))) for eta in (low - 1e-4, low + 1e-4, high - 1e-4, high + 1e-4)}
    assert list(count.values()) == [1, 3, 3, 1]
    np.testing.assert_allclose([low, high], [-5.7435, -3.1361], atol=1e-4)
    assert 0 <= -5.72 - low < 0.03 and 0 <= high + 3.14 < 0.02
    assert all(len(mean_field_rates(MODEL.replace(eta=eta))) == 3 for eta in (-5.72, -3.14))
