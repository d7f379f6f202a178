"""What each requirement weighs: `python -m tests.house.weights` measures the installed files.

`alone` is the package itself, `brings` what would go with it, that nothing else in settings.ini asks for.
"""
import re
from configparser import ConfigParser
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]


def requirements() -> dict[str, list[str]]:
    "Requirements of settings.ini by group: run, dev, bench, cluster, inference, formats, learn, genome, cells, relax."
    config = ConfigParser(delimiters=["="])
    config.read(ROOT / "settings.ini", encoding="utf-8")
    cfg = config["DEFAULT"]
    groups = ("run", "dev", "bench", "cluster", "inference", "formats", "learn", "genome", "cells", "relax")
    return {group: [canonicalize_name(re.split(r"[<>=!~\[;]", r)[0]) for r in cfg["requirements" if group == "run" else f"{group}_requirements"].split()] for group in groups}


@cache
def size(name: str) -> int:
    "Bytes of the files of an installed package."
    return sum(f.locate().stat().st_size for f in distribution(name).files or () if f.locate().is_file() and "__pycache__" not in str(f))


@cache
def _needs(name: str, extras: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...] | None:
    "Packages that an installed one needs, each with its extras; None if it is not installed."
    try:
        lines = map(Requirement, distribution(name).requires or ())
    except PackageNotFoundError:
        return None
    return tuple((canonicalize_name(r.name), tuple(sorted(r.extras))) for r in lines
                 if r.marker is None or any(r.marker.evaluate({"extra": e}) for e in ("", *extras)))


def closure(names: list[str]) -> set[str]:
    "Packages that `names` need, themselves included."
    seen, todo = set(), [(canonicalize_name(n), ()) for n in names]
    while todo:
        if (item := todo.pop()) not in seen and (needed := _needs(*item)) is not None:
            seen.add(item)
            todo += needed
    return {name for name, _ in seen}


def weigh() -> dict[str, tuple[float, float]]:
    "MB of each installed requirement: alone, and of what only it brings."
    groups = requirements()
    weights = {}
    for group, names in groups.items():
        base = groups["run"] if group == "run" else groups["run"] + names
        for name in names:
            if name not in closure([name]):
                continue
            rest = closure([n for n in base if n != name])
            only = closure([name]) - rest - {name}
            weights[name] = (size(name) / 1e6, sum(map(size, only)) / 1e6)
    return weights


if __name__ == "__main__":
    found = weigh()
    for name, (alone, brings) in found.items():
        print(f"{name:<14} {alone:7.1f} MB alone {brings:7.1f} MB brought by it only")
    run = closure(requirements()["run"])
    print(f"all of run time: {len(run)} packages, {sum(map(size, run)) / 1e6:.0f} MB")
