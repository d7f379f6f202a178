"Links, over many random cases: shares and samples obey their laws whatever the chain."
import jax
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brainkit.links import (
    Belief,
    Bernoulli,
    Chain,
    ChainError,
    Fixed,
    HalfNormal,
    Link,
    LogNormal,
    Mixture,
    Normal,
    OutsideValidity,
    Prior,
    PriorError,
    Quantity,
    QuantityError,
    Samples,
    Uniform,
)

pytestmark = pytest.mark.quick
few = settings(max_examples=25, deadline=None, derandomize=True)
sds = st.lists(st.floats(0.2, 3), min_size=2, max_size=5)
priors = st.one_of(
    st.builds(Normal, st.floats(-5, 5), st.floats(0.1, 3)), st.builds(LogNormal, st.floats(0.1, 5), st.floats(0.05, 1)), st.builds(HalfNormal, st.floats(0.1, 3)),
    st.builds(lambda low, span: Uniform(low, low + span), st.floats(-5, 5), st.floats(0.1, 5)), st.builds(lambda m, s: Normal(m, s, low=m - s, high=m + 2 * s), st.floats(-5, 5), st.floats(0.1, 3)),
)


def line(sds, gain=1.0):
    "A chain of links, each of which scales by `gain` and adds a normal number of its own."
    def link(i):
        return Link(f"{i}", Quantity(f"y{i}"), Quantity(f"y{i + 1}"), lambda v, **p: gain * v + p[f"e{i}"], parameters=Prior(Belief(f"e{i}", "1", Normal(0, sds[i]), "test")), falsifier="test")
    return Chain([link(i) for i in range(1, len(sds))], Prior(Belief("y1", "1", Normal(0, sds[0]), "test")))


def known(sds, gain):
    "Variance shares of the line, in closed form."
    v = np.array(sds) ** 2 * gain ** (2.0 * np.r_[len(sds) - 1, np.arange(len(sds) - 2, -1, -1)])
    return v / v.sum()


@few
@given(sds, st.floats(0.5, 2), st.integers(0, 99))
def test_shares_of_a_linear_gaussian_chain_are_the_known_ones(sds, gain, seed):
    chain, key = line(sds, gain), jax.random.key(seed)
    last = f"y{len(sds)}"
    direct, read = chain.shares(key, 1024, last, bootstrap=50), chain.shares(key, 512, last, method="surrogate")
    for found in (direct.first, direct.total, read.first):
        np.testing.assert_allclose(found, known(sds, gain), atol=0.06)
    assert direct.sum_interval[0] <= 1 and read.sum <= 1


@few
@given(st.lists(st.floats(-2, 2), min_size=6, max_size=6), st.integers(0, 99))
def test_first_order_shares_sum_to_at_most_one_and_total_to_at_least_one(c, seed):
    a, b = Quantity("a"), Quantity("b")
    tangle = Link("tangle", Quantity("x"), (a, b), lambda x, p: (x + c[0] * x * p, np.sin(c[1] * p) + 0.1 * x), parameters=Prior(Belief("p", "1", Uniform(-1, 1), "test")), falsifier="test")
    knot = Link("knot", (a, b), Quantity("y"), lambda a, b, q: a * (1 + c[2] * q) + c[3] * b * b + c[4] * a * b * q + c[5] * q, parameters=Prior(Belief("q", "1", Normal(0, 1), "test")), falsifier="test")
    chain = Chain([tangle, knot], Prior(Belief("x", "1", Normal(0, 1), "test")))
    direct, read = chain.shares(jax.random.key(seed), 1024, "y", bootstrap=100), chain.shares(jax.random.key(seed), 1024, "y", method="surrogate")
    assert direct.sum_interval[0] <= 1 and direct.total_interval[:, 1].sum() >= 1 and read.sum <= 1
    assert (direct.first_interval[:, 0] <= direct.total_interval[:, 1]).all()


@few
@given(priors, st.integers(0, 2**31))
def test_a_prior_map_rises_and_random_and_even_samples_agree(prior, seed):
    u = np.linspace(1e-6, 1 - 1e-6, 1001)
    assert (np.diff(prior.icdf(u)) >= 0).all()
    table, key = Prior(Belief("x", "1", prior, "test")), jax.random.key(seed)
    drawn, even = table.sample(key, 2048)["x"], table.quasi(key, 2048)["x"]
    grid = prior.icdf((np.arange(20_000) + 0.5) / 20_000)
    assert abs(np.median(even) - np.median(grid)) < 0.02 * grid.std()
    assert abs(np.median(drawn) - np.median(grid)) < 0.2 * grid.std()
    np.testing.assert_array_equal(drawn, table.sample(key, 2048)["x"])


@few
@given(st.lists(st.tuples(priors, st.sampled_from(["mV", "ms", "1"])), min_size=1, max_size=5), st.data())
def test_any_change_of_a_prior_breaks_its_seal(rows, data):
    table = Prior(*(Belief(f"x{i}", unit, d, "test") for i, (d, unit) in enumerate(rows)))
    seal, i = table.seal(), data.draw(st.integers(0, len(rows) - 1))
    table.verify(seal)
    changed = [Belief(b.name, b.unit, Fixed(0.5), b.reason) if k == i else b for k, b in enumerate(table)]
    for other in (Prior(*changed), Prior(*(b for k, b in enumerate(table) if k != i)), table + Prior(Belief("new", "1", Fixed(1), "test"))):
        with pytest.raises(PriorError):
            other.verify(seal)


@few
@given(st.floats(0, 1), st.floats(0.05, 0.95), st.integers(0, 99))
def test_dropping_counts_every_row_and_keeps_rows_together(cut, p, seed):
    chain = Chain([Link("half", Quantity("x"), Quantity("y"), lambda x, s: x * s, valid={"x": (None, cut)}, parameters=Prior(Belief("s", "1", Mixture((p, 1 - p), (Fixed(1), Fixed(2))), "test")), falsifier="test"),
                   Link("one", Quantity("y"), Quantity("z"), lambda y, c: y + c, valid={"z": (None, 1.0)}, parameters=Prior(Belief("c", "1", Bernoulli(0.1), "test")), falsifier="test")],
                  Prior(Belief("x", "1", Uniform(0, 1), "test")))
    try:
        run = chain.run(jax.random.key(seed), 300, outside="drop")
    except OutsideValidity as e:
        assert "no sample" in str(e)
        return
    np.testing.assert_array_equal(run["z"], run["x"] * run["s"] + run["c"])
    assert (run["x"] <= cut).all() and (run["z"] <= 1).all()
    assert run.samples.n == run.kept.sum() == 300 - sum(sum(d.values()) for d in run.dropped.values())
    if run.dropped:
        with pytest.raises(OutsideValidity, match=next(iter(run.dropped))):
            chain.run(jax.random.key(seed), 300)


@few
@given(st.sampled_from(["V", "mV", "uV", "kV"]), st.sampled_from(["V", "mV", "uV", "ms", "Hz", "1", "mV/ms"]), st.floats(0.1, 100))
def test_units_convert_there_and_back_or_refuse(a, b, x):
    samples = Samples({Quantity("v", a): [x, -x]})
    if "V" in b and "/" not in b:
        volts = {"V": 1, "mV": 1e-3, "uV": 1e-6, "kV": 1e3}
        there = Samples({Quantity("v", b): samples.get(Quantity("v", b))})
        np.testing.assert_allclose(there["v"] * volts[b], samples["v"] * volts[a], rtol=1e-12)
        np.testing.assert_allclose(there.get(Quantity("v", a)), samples["v"], rtol=1e-12)
        return
    with pytest.raises(QuantityError):
        samples.get(Quantity("v", b))
    link = Link("l", Quantity("v", b), Quantity("w"), lambda v: v, falsifier="test")
    with pytest.raises(ChainError, match="'l' does not join"):
        Chain([link], Prior(Belief("v", a, Fixed(x), "test")))


@few
@given(sds, st.integers(0, 99), st.floats(-2, 2))
def test_a_sweep_equals_separate_runs(sds, seed, value):
    chain, key, last = line(sds, 0.7), jax.random.key(seed), f"y{len(sds)}"
    swept = chain.sweep(key, 64, "e1", [0.0, value], last)
    for run, v in zip(swept.runs, (0.0, value)):
        assert run.samples.digest() == chain.run(key, 64, fixed={"e1": v}).samples.digest()
    np.testing.assert_allclose(swept.runs[1].minus(swept.runs[0], last)[last], value * 0.7 ** (len(sds) - 2), atol=1e-9)


def test_a_perturbed_link_changes_what_depends_on_it_and_nothing_else():
    chain, key = line([1, 1, 1, 1]), jax.random.key(0)
    before, after = chain.run(key, 64), chain.run(key, 64, fixed={"e2": 5.0})
    moved = {n for n in before.samples.names if not np.array_equal(before[n], after[n])}
    assert moved == {"e2", *chain.downstream("e2")} == {"e2", "y3", "y4"}
