"Cells with branches: the tree solve is the dense one, a slope is a slope through a thousand steps, charge is kept, a batch is its cells, and the step is of second order."
import jax
import jax.numpy as jnp
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from brainkit.core import Inputs, Series, Trace, integrate
from brainkit.neurons import (
    HodgkinHuxley,
    Leak,
    Morphology,
    Probe,
    Section,
    SquidK,
    SquidNa,
    build_cell,
    compartments,
    compose,
    grow,
    rall_tree,
    read_swc,
    tree_solve,
)


def shape():
    "A soma, a dendrite, and two apical branches."
    line = lambda *points: np.array(points, float)
    return Morphology((Section("soma", line([-10, 0, 0], [10, 0, 0]), np.full(2, 8.0)), Section("dendrite", line([10, 0, 0], [120, 0, 0]), np.array([2.0, 1.2]), 0),
                       Section("apical", line([120, 0, 0], [260, 80, 0]), np.array([0.8, 0.4]), 1), Section("apical", line([120, 0, 0], [260, -90, 0]), np.array([1.0, 0.3]), 1)))


PARTS = compartments(shape(), longest=40.0)
SITES = [PARTS.place(0), PARTS.place(1, 1.0)]
CELL = build_cell(PARTS, {"hh": (HodgkinHuxley(g_l=0.0), ("soma", "apical")), "leak": Leak(g=0.05)}, sites=SITES, C=0.9, Ra=120.0)
TIP = Probe(PARTS.place(0), PARTS.place(2, 1.0))


def dense(tree, d, g):
    A = np.diag(d)
    for i, p in enumerate(tree.above):
        if i != p:
            A[[i, p], [i, p]] += g[i]
            A[[i, p], [p, i]] -= g[i]
    return A


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**31), st.integers(1, 12), st.sampled_from(["float32", "float64"]))
def test_solve_equals_a_dense_solve_on_random_trees(seed, reach, dtype):
    r, n, members = np.random.default_rng(seed), 40, 5                           # of one size, so that it compiles once
    tree, _ = grow(n, r.permuted([(i, r.integers(max(0, i - reach), i)) for i in range(1, n)], axis=1))
    width = tree.levels.shape
    tree = jax.tree.map(jnp.asarray, tree.__class__(tree.above, tree.order, tree.up, np.pad(tree.levels, ((0, n - width[0]), (0, n - width[1])), constant_values=n)))
    d = r.uniform(0, 2, (members, n)) * (r.random((members, n)) < 0.7)
    d[:, r.integers(n)] += 0.5                                                   # something leaks somewhere
    g, b = np.exp(r.uniform(-3, 5, (members, n))), r.normal(size=(members, n))
    with jax.enable_x64(dtype == "float64"):
        x = solve(tree, *(y.astype(dtype) for y in (d, g, b)))
    wanted = np.array([np.linalg.solve(dense(tree, *y), z) for *y, z in zip(d, g, b)])
    assert np.abs(np.asarray(x) - wanted).max() < (1e-9 if dtype == "float64" else 1e-3) * np.abs(wanted).max()


solve = jax.jit(tree_solve)


def test_a_padded_tree_and_the_reference_agree(monkeypatch):
    monkeypatch.setenv("BRAINKIT_KERNELS", "reference")
    r = np.random.default_rng(0)
    tree, _ = grow(30, [(i, r.integers(max(0, i - 4), i)) for i in range(1, 30)])
    with jax.enable_x64(True):
        d, g, b = r.uniform(0.1, 1, (3, 30))
        plain = jax.jit(lambda *x: tree_solve(tree, *x))(d, g, b)
        monkeypatch.delenv("BRAINKIT_KERNELS")
        native = jax.jit(lambda *x: tree_solve(tree, *x) + 0.0)(d, g, b)
    np.testing.assert_allclose(plain, native, rtol=1e-12)


def test_gradient_through_a_thousand_steps():
    push = np.zeros((1000, 2))
    push[100:300] = [0.5, 0.1]

    def after(Ra, g_na, v_start, scale):
        soma = CELL.channels["hh"].replace(g_na=g_na)
        cell = build_cell(PARTS, {"hh": (soma, ("soma", "apical")), "leak": Leak(g=0.05)}, sites=SITES, C=0.9).replace(Ra=Ra, v_start=v_start)
        run = integrate(cell, 25.0, 0.025, inputs=Series(scale * push), method="staggered", record={"v": Trace(TIP, every=100)}, dtype="float64")
        return (run["v"] ** 2).sum() * 1e-3 + run.state.v.sum()

    with jax.enable_x64(True):
        at = np.array([120.0, 120.0, -65.0, 1.0])
        f = jax.jit(jax.value_and_grad(lambda x: after(*x)))
        slope, h = np.asarray(f(at)[1]), 1e-5 * np.abs(at)
        by_difference = np.array([(f(at + e)[0] - f(at - e)[0]) / (2 * e.sum()) for e in np.diag(h)])
    assert np.abs(by_difference).min() > 1e-3
    np.testing.assert_allclose(slope, by_difference, rtol=1e-5)


@settings(max_examples=10, deadline=None)
@given(st.floats(0.0, 1.0), st.floats(-0.3, 0.5), st.floats(0.001, 0.1))
def test_charge_is_conserved(soma, fork, dt):
    with jax.enable_x64(True):
        stays, through = balance(np.array([soma, fork]), dt)
    np.testing.assert_allclose(stays + through, 1e3 * (soma + fork), rtol=1e-9, atol=1e-6)   # pA


@jax.jit
def balance(s, dt):
    "Charge that stays on the membrane, and that goes through it, a ms of one step, pA."
    x = CELL.initial()
    x = x._replace(v=x.v + 30.0 * jnp.sin(jnp.arange(PARTS.n)))
    after = CELL.solve_voltage(x, Inputs(s=s), dt)
    G, GE = CELL.ionic(x)
    return (CELL.capacitance() * (after - x.v) / dt).sum(), (G * (x.v + after) / 2 - GE).sum()


def test_a_batch_and_vmap_are_the_cells_one_by_one_in_both_precisions():
    amplitude, Ra = np.array([[0.3, 0.0], [0.6, 0.1], [0.0, 0.2]]), np.array([80.0, 120.0, 200.0])
    one = lambda R, s, dtype="float64": integrate(CELL.replace(Ra=R), 5.0, 0.025, n=len(R) if np.ndim(R) else None, inputs=s, method="staggered",
                                                  record={"v": Trace(TIP, every=10)}, dtype=dtype)["v"]
    with jax.enable_x64(True):
        alone = np.stack([one(R, s) for R, s in zip(Ra, amplitude)], 1)
        np.testing.assert_allclose(one(Ra, amplitude), alone, atol=1e-8)
        np.testing.assert_allclose(jax.jit(jax.vmap(one, out_axes=1))(Ra, amplitude), alone, atol=1e-8)
    np.testing.assert_allclose(one(Ra, amplitude, "float32"), alone, atol=0.05)


def test_order_of_convergence_is_two():
    def end(dt):
        wave = lambda t: 0.6 * jnp.sin(np.pi * t / 4.0) ** 2 * jnp.array([1.0, 0.3])
        return np.asarray(integrate(CELL, 4.0, dt, inputs=wave, method="staggered", dtype="float64").state.v)

    with jax.enable_x64(True):
        v = [end(dt) for dt in (0.04, 0.02, 0.01, 0.005)]
    steps = [np.abs(a - b).max() for a, b in zip(v, v[1:])]
    orders = np.log2(np.array(steps[:-1]) / steps[1:])
    assert np.all(np.abs(orders - 2.0) < 0.15), orders


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**31), st.integers(1, 4), st.floats(3.0, 60.0))
def test_cutting_keeps_area_and_joins_everything(seed, depth, longest):
    r = np.random.default_rng(seed)
    cell = rall_tree(r.uniform(1, 8), r.uniform(5, 200, depth), branches=int(r.integers(1, 4)))
    parts = compartments(cell, longest=longest)
    np.testing.assert_allclose(parts.area.sum(), cell.area(), rtol=1e-12)
    pairs, spans = parts.wiring()
    tree, which = grow(int(max(pairs.max(initial=0), parts.n - 1)) + 1, pairs)
    assert (which >= 0).sum() == len(tree.above) - 1 and np.all(spans > 0)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**31))
def test_a_written_tree_is_read_back(tmp_path_factory, seed):
    r, path = np.random.default_rng(seed), tmp_path_factory.mktemp("swc") / "cell.swc"
    points, rows, total = [(np.zeros(3), 5.0)], ["1 1 0 0 0 5 -1"], 0.0
    for i in range(2, 30):
        p = int(r.integers(1, i))
        where, radius = points[p - 1][0] + r.uniform(6, 20, 3) * r.choice([-1, 1], 3), r.uniform(0.2, 2.0)
        points.append((where, radius))
        rows.append(f"{i} 3 {' '.join(map(repr, map(float, where)))} {radius!r} {p}")
        alone = p == 1
        total += 0.0 if alone else np.linalg.norm(where - points[p - 1][0])
    path.write_text("\n".join(rows))
    cell = read_swc(path)
    children = {p: [int(row.split()[0]) for row in rows[1:] if int(row.split()[-1]) == p] for p in range(1, 30)}
    stubs = sum(np.linalg.norm(points[i - 1][0]) - 5.0 for i in children[1] if len(children[i]) != 1)   # alone on the soma: from its surface
    np.testing.assert_allclose(cell.length("dendrite"), total + stubs, rtol=1e-9)


def test_channels_of_the_library_fit_a_tree():
    "The squid's channels composed, or put in one by one, pull as the axon written by hand does."
    squid = HodgkinHuxley()
    leak = Leak(g=float(squid.g_l), E=float(squid.e_l))
    hands = build_cell(PARTS, {"hh": squid}, sites=SITES)
    composed = build_cell(PARTS, {"hh": compose(SquidNa(), SquidK(), leak)}, sites=SITES)
    single = build_cell(PARTS, {"na": SquidNa(), "k": SquidK(), "leak": leak}, sites=SITES)
    with jax.enable_x64(True):
        v = jnp.linspace(-80.0, 20.0, PARTS.n)
        slopes = [cell.drift(cell.steady(v - 5.0)._replace(v=v), Inputs(s=0.1)).v for cell in (hands, composed, single)]
    np.testing.assert_allclose(slopes[1], slopes[0], rtol=1e-9)
    np.testing.assert_allclose(slopes[2], slopes[0], rtol=1e-9)
