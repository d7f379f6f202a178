"Plasticity: event by event, whatever the trains, delays and rules, the weights are those of a sum over all earlier spikes."
import jax
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brainkit.circuits import PairSTDP, Trains, TripletSTDP, plastic
from brainkit.core import Series, Trace, integrate, spike_network

N, M, T, DT = 9, 72, 96, 0.5
RULES = {"multiplicative": PairSTDP(A_plus=0.1, A_minus=0.12, mu_plus=1.0, mu_minus=1.0, tau_plus=7.0, tau_minus=12.0), "additive, nearest": PairSTDP(A_plus=0.2, A_minus=0.2, pairs="nearest"),
         "triplets": TripletSTDP(A2_plus=0.02, A3_plus=0.1, A2_minus=0.07, A3_minus=0.03, w_min=0.0, w_max=1.0), "triplets, nearest": TripletSTDP(A2_plus=0.02, A3_minus=0.03, A3_plus=0.2, A2_minus=0.07, pairs="nearest")}


def circuit(seed):
    "Every lag occurs on both sides of some synapse, so that all circuits have one shape and are compiled once."
    rng = np.random.default_rng(seed)
    delay = rng.permutation(np.r_[1:7, np.full(6, 6), rng.integers(1, 7, M - 12)])
    net = spike_network(rng.integers(0, N, M), rng.integers(0, N, M), rng.uniform(0, 1, M), delay, N)
    behind = rng.integers(0, net.delays)
    behind[np.flatnonzero(net.delays == 6)[:6]] = np.arange(6)
    return net, behind, rng.random((T, N)) < rng.uniform(0, 0.2)


def brute(rule, net, behind, raster):
    "Synapse by synapse and spike by spike, without traces."
    source, w, heard = np.repeat(np.arange(N), np.diff(net.indptr)), net.weights.copy(), np.zeros((T + 8, N))
    for e in range(M):
        a, b = net.delays[e] - 1 - behind[e], behind[e]
        pre, post = (np.flatnonzero(raster[:, i]) + lag for i, lag in ((source[e], a), (net.indices[e], b)))

        def past(spikes, t, tau):
            gaps = t - spikes[spikes < t]
            return np.exp(-(gaps[-1:] if rule.pairs == "nearest" else gaps) * DT / float(tau)).sum()
        for t in range(T):
            w[e] = behind_step(rule, w[e], t, pre, post, past) if t in post else w[e]
            if t in pre:
                w[e] = before_step(rule, w[e], t, pre, post, past)
                heard[t + b + 1, net.indices[e]] += w[e]
    return w, heard[:T]


def behind_step(rule, w, t, pre, post, past):
    if isinstance(rule, PairSTDP):
        return min(w + rule.A_plus * (1 - w) ** rule.mu_plus * past(pre, t, rule.tau_plus), 1.0)
    return np.clip(w + past(pre, t, rule.tau_plus) * (rule.A2_plus + rule.A3_plus * past(post, t, rule.tau_y)), rule.w_min, rule.w_max)


def before_step(rule, w, t, pre, post, past):
    if isinstance(rule, PairSTDP):
        return max(w - rule.A_minus * w**rule.mu_minus * past(post, t, rule.tau_minus), 0.0)
    return np.clip(w - past(post, t, rule.tau_minus) * (rule.A2_minus + rule.A3_minus * past(pre, t, rule.tau_x)), rule.w_min, rule.w_max)


@pytest.mark.parametrize("name", [pytest.param(x, marks=pytest.mark.slow) if x == "triplets, nearest" else x for x in RULES])
@settings(max_examples=3, deadline=None)
@given(st.integers(0, 2**31))
def test_weights_and_deliveries_are_those_of_brute_force(name, seed):
    net, behind, raster = circuit(seed)
    learner = plastic(net, RULES[name], DT, dendritic=behind)
    run = integrate(Trains(), T * DT, DT, method="exact", network=learner, inputs=Series(raster.astype(float)), record={"c": Trace("coupling"), "w": Trace("weights")}, dtype="float64")
    w, heard = brute(RULES[name], net, behind, raster)
    np.testing.assert_allclose(learner.weights_after(run), w, rtol=0, atol=1e-12)
    np.testing.assert_allclose(run["c"][:, 0], heard, rtol=0, atol=1e-12)
    np.testing.assert_array_equal(run["w"][-1], learner.weights_after(run))


def test_all_at_once_none_at_all_and_nobody_to_tell():
    "Silence changes nothing; every cell in every step, with one synapse a pair, is the same by events and by visiting all; synapses that do not learn keep their weights and are heard."
    net, behind, _ = circuit(0)
    learns = np.arange(M) % 3 > 0
    ends = []
    for dense in (False, True):
        learner = plastic(net, RULES["multiplicative"], DT, dendritic=behind, learns=learns, dense=dense)
        for always in (0.0, 1.0):
            run = integrate(Trains(), 32 * DT, DT, method="exact", network=learner, n=N, inputs=np.full(N, always), record={"c": Trace("coupling")}, dtype="float64")
            ends.append((learner.weights_after(run), run["c"]))
    np.testing.assert_array_equal(ends[0][0], net.weights)
    assert (ends[0][1] == 0).all() and (ends[1][1][-1] > 0).any()
    np.testing.assert_allclose(ends[1][0], ends[3][0], atol=1e-13)
    np.testing.assert_allclose(ends[1][1], ends[3][1], atol=1e-12)
    np.testing.assert_array_equal(ends[1][0][~learns], net.weights[~learns])
    assert (ends[1][0][learns] != net.weights[learns]).all()


def going(seed):
    "A circuit, its network that learns, and what runs it for some steps of trains that repeat after T steps."
    net, behind, raster = circuit(seed)
    learner, told = plastic(net, RULES["triplets"], DT, dendritic=behind), Series(np.tile(raster, (2, 1)).astype(float))
    return net, behind, learner, lambda steps, net=learner, **more: integrate(Trains(), steps * DT, DT, method="exact", network=net, inputs=told, dtype="float64", **more)


def test_a_run_goes_on():
    _, _, learner, go = going(1)
    whole, first = go(2 * T), go(T)
    second = go(T, carry=first.carry, start=first.start)
    np.testing.assert_allclose(learner.weights_after(whole), learner.weights_after(second), atol=1e-13)


@pytest.mark.slow
def test_a_batch_is_a_loop():
    net, behind, _, go = going(1)
    with jax.enable_x64(True):
        last = lambda w: go(32, net=plastic(type(net)(w, *(getattr(net, k) for k in ("indptr", "indices", "delays", "n", "channels", "longest"))), RULES["triplets"], DT, dendritic=behind)).carry.ring.edges.w
        starts = np.stack([net.weights, 0.5 * net.weights])
        np.testing.assert_allclose(jax.vmap(last)(starts), [last(w) for w in starts], atol=1e-13)
