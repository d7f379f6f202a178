"O29: the bridge from cells to a mean field prints how far it is off: 99 uncoupled Wang-Buzsaki cells against three fits to their firing curve, whole and with less sodium."
import numpy as np
import pytest

from brainkit.circuits import NoSmoothOnset, fit_quadratic, fit_series, lorentzian_currents, residual
from brainkit.core import SpikeTimes, integrate
from brainkit.neurons import WangBuzsaki

SETTINGS = [(0.3, 0.05), (0.6, 0.1), (0.6, 0.3)]
LISTED = {1.0: (18.37, 37.83, 41.64), 0.75: (8.93, 33.39, 38.17), 0.6: (0.99, 3.60, 12.61)}
AT_THRESHOLD = {1.0: (16.0, 28.2, 29.4), 0.75: (8.0, 24.5, 26.4)}
I = np.r_[np.arange(-0.1, 0.5, 0.02), np.arange(0.5, 1.0, 0.05), np.arange(1.0, 8.01, 0.14)]


def rates(sodium, currents, duration, skip, method, dt):
    "Rates, Hz, of cells with a share `sodium` (cell,) of their sodium under steady `currents` (cell,): intervals after `skip` ms."
    cells = WangBuzsaki(g_na=35.0 * sodium)
    run = integrate(cells, duration, dt, n=(len(currents),), inputs=currents, method=method, record={"t": SpikeTimes("v", most=500)})
    kept = [t[np.isfinite(t) & (t > skip)] for t in np.asarray(run["t"])]
    return np.array([1000 * (len(t) - 1) / (t[-1] - t[0]) if len(t) > 1 else 0.0 for t in kept])


@pytest.fixture(scope="module")
def measured():
    "Rates of the 99 cells of each setting, (sodium, setting), by the listed scheme, forward Euler at 0.01 ms."
    currents = np.concatenate([lorentzian_currents(99, *s) for s in SETTINGS])
    sodium = np.repeat(list(LISTED), len(currents))
    return dict(zip(LISTED, rates(sodium, np.tile(currents, 3), 700.0, 200.0, "euler", 0.01).reshape(3, 3, 99).mean(2)))


@pytest.fixture(scope="module")
def converged():
    "(firing curves over `I`, mean rates of the 99 cells of each setting) of the three cells, by RK4."
    currents = np.concatenate([I, *(lorentzian_currents(99, *s) for s in SETTINGS)])
    f = rates(np.repeat(list(LISTED), len(currents)), np.tile(currents, 3), 1500.0, 300.0, "rk4", 0.02).reshape(3, -1)
    return dict(zip(LISTED, f[:, : len(I)])), dict(zip(LISTED, f[:, len(I):].reshape(3, 3, 99).mean(2)))


def test_the_listed_rates(measured):
    for share, listed in LISTED.items():
        np.testing.assert_allclose(measured[share], listed, rtol=0.02)


def test_the_residual_is_printed_and_below_5_percent_by_the_series(converged):
    curves, cells = converged
    for share in (1.0, 0.75):
        threshold, series = fit_quadratic(I, curves[share], 3), fit_series(I, curves[share])
        predicted = {"threshold": [float(threshold.population(*s)) for s in SETTINGS], "series": [series.population(lorentzian_currents(99, *s)) for s in SETTINGS]}
        off = {name: residual(p, cells[share]) for name, p in predicted.items()}
        for name, e in off.items():
            print(f"sodium {share}: {name} {np.round(e, 1)} %")
        assert abs(off["series"]).max() < 5
        np.testing.assert_allclose(predicted["threshold"], AT_THRESHOLD[share], rtol=0.12)
        assert (off["threshold"] < -2).all() and off["threshold"].min() < -20


def test_a_cell_that_jumps_is_refused(converged):
    with pytest.raises(NoSmoothOnset, match="jumps from 0"):
        fit_quadratic(I, converged[0][0.6])
