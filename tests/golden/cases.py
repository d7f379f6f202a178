"""What a golden case is, and the seal on its expected values.

A family is a module in `tests/golden/families` with

    INPUTS = ("weights", "in/*", ...)         patterns of the arrays, and of paths into sealed metadata, that may be read before our code has returned
    def claims(case) -> bool                  is this case ours? Sees `case.meta`, `case.keys` and `case.word` only
    def run(case) -> iterable of Row          (key, error, tolerance, ok, note); plain tuples of these five will do

`run` reads `case.meta` and `case.inputs(key)`, computes, calls `case.returned(name=array, ...)`, and only then may call `case.expected(key)`.
It raises `Unsupported(reason)` for a case it cannot compute (counted as failed) and `Skipped(what it needs)` for weights or programs that may not be
shipped (counted as neither).
"""
import functools
import json
import zipfile
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

RESULTS = ("result", "results", "acceptance*", "expected*", "same_network_differences", "independent_check", "finite", "x_min", "x_max", "x_last*", "sha256_x", "*_change")


class Sealed(RuntimeError):
    "A family asked for an expected value before its code had returned, or for an array that it did not declare as an input."


class Unsupported(Exception):
    "The case is one of the family's, and we cannot compute it: the reason."


class Skipped(Exception):
    "What the case needs that may not be shipped."


class Row(NamedTuple):
    "One comparison: the array compared, the error found, the error allowed, whether that is ok, and a remark."
    key: str
    error: float
    tolerance: float
    ok: bool
    note: str = ""


def compare(key: str, ours, expected, tolerance: float, note: str = "") -> Row:
    "Largest difference over the largest expected magnitude. Another shape, or a value that is not finite, is an error of infinity."
    ours, expected = np.asarray(ours, float), np.asarray(expected, float)
    if ours.shape != expected.shape:
        return Row(key, np.inf, tolerance, False, f"shape {ours.shape}, expected {expected.shape}")
    if not np.isfinite(ours).all():
        return Row(key, np.inf, tolerance, False, "not finite")
    scale = np.abs(expected).max(initial=0.0)
    error = float(np.abs(ours - expected).max(initial=0.0) / (scale if scale > 0 else 1.0))
    return Row(key, error, tolerance, error <= tolerance, note)


class Case:
    "A case: `name`, `word` (its first word), `meta` without results, the `keys` of its arrays; arrays by `inputs` and, once returned, `expected`."

    def __init__(self, path: Path, name: str | None = None):
        self.path, self.name = Path(path), name or Path(path).stem
        self.word = self.name.replace("-", "_").split("_")[0]
        self.ours: dict[str, Any] = {}
        self._returned, self._declared = False, ()

    def __repr__(self):
        return f"Case({self.name!r})"

    @functools.cached_property
    def _archive(self):
        return np.load(self.path, allow_pickle=False) if self.path.suffix == ".npz" else {}

    @functools.cached_property
    def keys(self) -> tuple[str, ...]:
        "Names of the arrays."
        return tuple(getattr(self._archive, "files", ()))

    @functools.cached_property
    def _all(self) -> dict:
        side = self.path.with_suffix(".json")
        if side.is_file():
            loaded = json.loads(side.read_text(encoding="utf-8"))
            return loaded if isinstance(loaded, dict) else {"list": loaded}
        own = next((k for k in ("meta", "config") if k in self.keys), None)
        return {} if own is None else _as_json(self._archive[own])

    @property
    def meta(self) -> dict:
        "Metadata without what looks like a result."
        return {k: v for k, v in self._all.items() if self._returned or not any(fnmatchcase(k, p) for p in RESULTS)}

    @property
    def sealed(self) -> tuple[str, ...]:
        "Names of the metadata that are results."
        return tuple(k for k in self._all if any(fnmatchcase(k, p) for p in RESULTS))

    def names(self, path: str) -> tuple[str, ...]:
        "Names, without values, of what a table of the metadata holds at a path such as 'rheobase_change' or 'rheobase_change/wt'. KeyError if it is no table."
        value = self._get(path)
        if not isinstance(value, dict):
            raise KeyError(f"{self.name} has no table at {path!r}")
        return tuple(value)

    def declare(self, patterns) -> None:
        "Say which arrays, and which paths into sealed metadata, are inputs. The runner does it from the family's INPUTS."
        self._declared = tuple(patterns)

    def inputs(self, key: str):
        "An input array, or the metadata at a path such as 'results/izh_RS/a'. Raises Sealed if it is not declared, KeyError if it is not there."
        if not any(fnmatchcase(key, p) for p in self._declared):
            raise Sealed(f"{self.name}: {key!r} is not among the family's INPUTS {self._declared}")
        return self._get(key)

    def returned(self, **ours) -> None:
        "Hand over what our code computed; from now on the expected values may be read. Arrays are made concrete here, so nothing is computed later."
        import jax
        self.ours = {k: jax.tree.map(lambda x: np.array(x) if hasattr(x, "__array__") else x, v) for k, v in ours.items()}
        self._returned = True

    def expected(self, key: str):
        "An expected array or value. Raises Sealed before `returned`."
        if not self._returned:
            raise Sealed(f"{self.name}: {key!r} was asked for before case.returned(...)")
        return self._get(key)

    def has(self, key: str) -> bool:
        "Is there such an array?"
        return key in self.keys

    def _get(self, key: str):
        if key in self.keys:
            return self._archive[key]
        value = self._all
        for part in key.split("/"):
            if isinstance(value, list) and part.isdigit() and int(part) < len(value):
                value = value[int(part)]
            elif isinstance(value, dict) and part in value:
                value = value[part]
            else:
                raise KeyError(f"{self.name} has no {key!r}; its arrays are {', '.join(self.keys) or 'none'}")
        return value


def _as_json(array) -> dict:
    text = array.item() if array.ndim == 0 else bytes(np.asarray(array, np.uint8)).decode()
    loaded = json.loads(text if isinstance(text, str | bytes) else str(text))
    return loaded if isinstance(loaded, dict) else {"list": loaded}


def _is_lone_case(path: Path) -> bool:
    "Is this JSON, which has no arrays beside it, a case? Configurations and lists of checks are not."
    if path.stem == "config" or path.stem.startswith("config_"):
        return False
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return True                                                            # unreadable: reported as such, not passed over
    return isinstance(loaded, dict) and any(k in loaded for k in ("model", "simulator", "meta", "how"))


def find(folder: Path) -> list[Case]:
    "The cases in `folder` and below, by name. Raises FileNotFoundError if there is no such folder."
    folder = Path(folder)
    if not folder.exists():
        raise FileNotFoundError(f"{folder} does not exist; give a folder of cases")
    if folder.is_file():
        return [Case(folder)]
    arrays = sorted(folder.rglob("*.npz"))
    paired = {p.with_suffix(".json") for p in arrays}
    alone = [p for p in sorted(folder.rglob("*.json")) if p not in paired and _is_lone_case(p)]
    return sorted((Case(p) for p in (*arrays, *alone)), key=lambda c: (str(c.path.parent), c.name))


UNREADABLE = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile)
