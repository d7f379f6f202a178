"Every model of a region advances in the kernel of delayed networks, whatever it is given."
import jax
import jax.numpy as jnp
import numpy as np
import pytest

from brainkit import wholebrain
from brainkit.core import Additive, Multiplicative, Series, TemporalAverage, integrate, loop, network
from brainkit.wholebrain import couplings

NODES, STEPS = 20, loop.AT_ONCE
MODELS = sorted(n for n in wholebrain.__all__ if isinstance(c := getattr(wholebrain, n), type) and issubclass(c, wholebrain.NeuralMass) and c is not wholebrain.NeuralMass)


def wired(model, rule=None):
    r = np.random.default_rng(0)
    weights, steps = r.random((NODES, NODES)) * (1 - np.eye(NODES)) / NODES, r.integers(16, 150, (NODES, NODES))
    return wholebrain.aln_network(weights, 0.3 * steps, 3.0, 0.1) if model.wiring else network(weights, steps, rule or couplings.Linear(a=0.01))


def in_the_kernel(model, monkeypatch, rule=None, **given) -> bool:
    "Is such a run taken by the kernel? It is not run."
    monkeypatch.setattr(loop, "DELAYED_FROM", 0)
    run = lambda a: integrate(model, 0.1 * STEPS, 0.1, state=jax.tree.map(lambda x: a * x, model.initial(NODES)), network=wired(model, rule), record={"x": TemporalAverage(model.State._fields, 1.0)}, **given)["x"]
    return "delayed[" in str(jax.make_jaxpr(run)(1.0))


@pytest.mark.parametrize("name", MODELS)
def test_every_model(name, monkeypatch):
    model = getattr(wholebrain, name)()
    assert in_the_kernel(model, monkeypatch, noise=Multiplicative({model.State._fields[0]: 0.01}), key=jax.random.key(0), inputs=0.1 * np.ones((NODES, 1) if model.modes > 1 else NODES))


def rules():
    return [couplings.Linear(), couplings.Scaling(), couplings.Sigmoidal(), couplings.HyperbolicTangent(), couplings.SigmoidalJansenRit(), couplings.PreSigmoidal(), couplings.PreSigmoidal(dynamic=False), couplings.Difference(), couplings.Kuramoto()]


@pytest.mark.parametrize("model", [wholebrain.WilsonCowan(), wholebrain.ReducedSetFitzHughNagumo()], ids=["regions", "modes"])
def test_every_coupling_and_input(model, monkeypatch):
    more = (1,) if model.modes > 1 else ()
    v, pulse = model.State._fields[0], lambda t: 0.1 * jnp.where((t % 5.0 < 1.0) & (jnp.tan(t) > 0.0), 1.0, jnp.arctan2(jnp.sin(t), 2.0))
    for rule in rules():
        assert in_the_kernel(model, monkeypatch, rule), rule
    for given in (dict(inputs=pulse), dict(stimulus={v: lambda t: pulse(t) * jnp.ones((NODES, *more))}), dict(inputs=Series(np.ones((STEPS, NODES, *more)))), dict(method="euler"), dict(method="rk4"),
                  dict(noise=Additive({v: 0.01}, tau=2.0), key=jax.random.key(0)), dict(stimulus={v: Series(np.ones((STEPS, NODES, *more)))})):
        assert in_the_kernel(model, monkeypatch, **given), given


def test_what_mixes_regions_within_a_step_takes_the_plain_loop(monkeypatch):
    assert not in_the_kernel(wholebrain.WilsonCowan(), monkeypatch, couplings.PreSigmoidal(globalT=True))
