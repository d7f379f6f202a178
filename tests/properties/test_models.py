"What every model of a region keeps to: it says what its variables are, and its runs can be narrowed to float32, differentiated and batched."
import jax
import jax.numpy as jnp
import numpy as np
import pytest

import brainkit.wholebrain as wholebrain
from brainkit.core import integrate, network
from brainkit.core.dynamics import prepare
from brainkit.wholebrain import NeuralMass, couplings

OFFERED = {name: getattr(wholebrain, name) for name in wholebrain.__all__ if name[0].isupper()}
MODELS = [cls for cls in OFFERED.values() if isinstance(cls, type) and issubclass(cls, NeuralMass) and cls is not NeuralMass]
REGIONS, STEPS, DT = 4, 12, 0.02
WEIGHTS = np.array([[0.0, 1.0, 0.5, 0.0], [0.3, 0.0, 0.0, 0.8], [0.0, 0.6, 0.0, 0.2], [1.0, 0.0, 0.4, 0.0]])
LATE = np.array([[0, 2, 1, 0], [5, 0, 0, 3], [0, 1, 0, 4], [2, 0, 6, 0]])
each = pytest.mark.parametrize("cls", MODELS, ids=lambda cls: cls.__name__)


@pytest.fixture(scope="module", autouse=True)
def compiled_in_haste():
    "Every program here runs once or twice: compiling it well would take most of the time."
    jax.config.update("jax_disable_most_optimizations", True)
    yield
    jax.config.update("jax_disable_most_optimizations", False)


def somewhere(model):
    "A state of four unlike regions, near the middle of the usual ranges."
    rng = np.random.default_rng(0)
    shape = (REGIONS,) if model.modes == 1 else (REGIONS, model.modes)
    return model.State(*(low + (high - low) * rng.uniform(0.4, 0.6, shape) for low, high in (model.ranges[name] for name in model.State._fields)))


def wired(model):
    "The network of four regions, late by up to six steps: of ALN the one that it asks for."
    if isinstance(model, wholebrain.ALN):
        return wholebrain.aln_network(0.01 * WEIGHTS, DT * LATE, 1.0, DT, de=3 * DT, di=2 * DT)
    return network(WEIGHTS, LATE, couplings.Linear(a=0.01))


def ends(model, dtype="float64"):
    "The state of the network after a few steps, by variable  # (variable, region) or (variable, region, mode)"
    run = integrate(model, STEPS * DT, DT, state=somewhere(model), method="euler", network=wired(model), dtype=dtype)
    return jnp.stack(run.state)


def error(x, y):
    "Largest difference of a variable, relative to its largest value."
    x, y = (np.asarray(v, float).reshape(len(v), -1) for v in (x, y))
    return (np.abs(x - y).max(1) / np.maximum(np.abs(y).max(1), 1e-6)).max()


def test_they_are_all_there():
    assert len(MODELS) >= 34


@each
@pytest.mark.quick
def test_a_model_says_what_its_variables_are(cls):
    model = cls()
    names = set(model.State._fields)
    assert model.state_units is not None and set(model.state_units) <= names
    assert set(model.ranges) == names and all(np.isfinite(r).all() and r[0] <= r[1] for r in model.ranges.values())
    assert model.couples and model.stimulated
    for some in (model.couples, model.stimulated, model.spreads, tuple(model.limits)):
        assert set(some) <= names and len(set(some)) == len(some)
    assert np.shape(prepare(model, model.initial(3), jnp.float32)[0]) == ((3,) if model.modes == 1 else (3, model.modes))
    assert type(model.sends(somewhere(model))) is model.State


@each
def test_a_run_can_be_narrowed_differentiated_and_batched(cls):
    model, name = cls(), next(k for k in cls.units() if k != "tau_ou")              # the memory of a noise that is not given moves nothing
    values = float(getattr(model, name) or 0.1) * np.array([1.0, 1.25])
    x = ends(model.replace(**{name: values[0]}))
    assert error(ends(model.replace(**{name: values[0]}), "float32"), x) < 1e-3

    run = lambda value: ends(model.replace(**{name: value}))
    with jax.enable_x64(True):
        both = jax.vmap(lambda value: jax.jvp(run, (value,), (jnp.ones_like(value),)))
        batch, slope = jax.jit(both)(jnp.asarray(values))
    assert np.isfinite(slope).all() and (np.abs(slope).reshape(2, -1).max(1) > 0).all()
    assert error(batch[0], x) < 1e-10 and error(batch[1], ends(model.replace(**{name: values[1]}))) < 1e-10
