"""O24: the node of Deco et al. 2014 with J = 1, and feedback inhibition control that keeps every region of a connectome at its rate."""
import jax
import jax.numpy as jnp
import numpy as np

from brainkit.core import Additive, Trace, integrate, network
from brainkit.wholebrain import ReducedWongWangExcInh, balance, couplings, delays, fixed_point, load_connectivity, normalise

NODE = ReducedWongWangExcInh()


def test_the_node():
    rest = fixed_point(NODE, (0.2, 0.05))
    with jax.enable_x64(True):
        at = NODE.State(*(jnp.asarray(v) for v in rest))
        current, rate = float(NODE.currents(at)[0]), float(NODE.rates(at)[0])
    assert abs(rest.S_e - 0.16476) < 1e-5
    assert abs(current - 0.37738) < 1e-5
    assert abs(rate - 3.077) < 5e-4                                            # as listed, to the digit


def test_every_region_keeps_its_rate():
    "Four ways to run a connected network of 76 regions, side by side: at rest, with inhibitory coupling, with noise, and without control."
    brain = normalise(load_connectivity(progress=False), "region")
    net = network(np.array(brain.weights), delays(brain, 3.0, 1.0), couplings.Linear(a=1.0))
    G, lamda, sigma = np.array([0.7, 1.2, 1.0, 1.0]), np.array([0.0, 0.2, 0.0, 0.0]), 0.01 / np.sqrt(1000) * np.array([0.0, 0.0, 1.0, 0.0])
    J_i = np.stack([balance(NODE.replace(G=g, lamda=v), net, 3.077).J_i for g, v in zip(G, lamda)], 1)
    J_i[:, 3] = 1.0
    model = NODE.replace(G=G, lamda=lamda, J_i=J_i)
    start = model.State(np.full(J_i.shape, 0.16), np.full(J_i.shape, 0.04))
    run = integrate(model, 5000.0, 1.0, state=start, network=net, noise=Additive({"S_e": sigma, "S_i": sigma}), key=jax.random.key(2),
                    record={"S": Trace(("S_e", "S_i"), 1.0), "c": Trace("coupling", 1.0)}, dtype="float64")
    with jax.enable_x64(True):
        hz = np.asarray(model.rates(model.State(*jnp.asarray(run["S"][-2000:]).swapaxes(0, 1)), jnp.asarray(run["c"][-2000:, 0]))[0])
    off = np.abs(hz.mean(0) - 3.077).max(0)                                    # of the worst region, over the last two seconds
    assert off[0] < 1e-3 and off[1] < 1e-3 and off[2] < 0.4
    assert off[3] > 30                                                         # without control the strongly wired leave it
