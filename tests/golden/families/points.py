"""
Point neurons and synapses of NEST, each from the parameters of its entry.

An entry is computed by the first of the modules `_*_entries.py` beside this one that knows it by its content. Such a module has

    INPUTS                            names of the keys of an entry that may be read before our code has returned (patterns)
    knows(keys, read) -> bool         is it one of ours? From the names of its keys and the values of its inputs, read(key)
    compute(read, keys) -> dict       our numbers by name
    rows(name, ours, expected)        the comparisons, as Rows; expected(key) is the stored value

`compute` raises `Unsupported` for an entry whose parameters it cannot serve.
"""
import importlib
import pkgutil
from functools import partial
from pathlib import Path

import numpy as np

from tests.golden.cases import Row, Unsupported

ENTRIES = [importlib.import_module(f"tests.golden.families.{m.name}") for m in pkgutil.iter_modules([str(Path(__file__).parent)]) if m.name.startswith("_") and m.name.endswith("_entries")]
INPUTS = tuple(f"results/*/{key}" for module in ENTRIES for key in module.INPUTS)


def claims(case) -> bool:
    return "results" in case.sealed and "NEST" in str(case.meta.get("simulator", "")) and case.keys == () and "model" not in case.meta


def run(case):
    names, known, ours, unsupported = case.names("results"), {}, {}, {}
    for name in names:
        keys, read = case.names(f"results/{name}"), partial(_read, case, name)
        known[name] = next((m for m in ENTRIES if m.knows(keys, read)), None)
        try:
            if known[name] is None:
                raise Unsupported("no cell or synapse of ours is like it")
            ours[name] = known[name].compute(read, keys)
        except Unsupported as reason:
            unsupported[name] = reason
    case.returned(**ours)
    for name in names:
        if name in unsupported:
            yield Row(name, np.inf, 0.0, False, f"unsupported: {unsupported[name]}")
        else:
            yield from known[name].rows(name, ours[name], lambda key, name=name: case.expected(f"results/{name}/{key}"))


def _read(case, name, key):
    "An input of an entry."
    return case.inputs(f"results/{name}/{key}")
