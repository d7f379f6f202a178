"""Writes constraints.txt: what was tested, by Python version.

`python -m tests.house.constraints PYTHON...` asks each interpreter for the closure of brainkit's requirements and of its extras dev and bench in its own environment.
"""
import json
import subprocess
import sys
from pathlib import Path

TARGET = Path(__file__).parents[2] / "constraints.txt"
HEAD = """# What was tested, by Python version: pip install -c constraints.txt ...
# Written by `python -m tests.house.constraints PYTHON...`; Python 3.12 takes what settings.ini allows.
"""
ASK = r"""
import json, sys
from importlib.metadata import PackageNotFoundError, distribution
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
found, todo = {}, [("brainkit", ("dev", "bench"))]
done = set()
while todo:
    name, extras = todo.pop()
    key = (canonicalize_name(name), extras)
    if key in done:
        continue
    done.add(key)
    try:
        d = distribution(name)
    except PackageNotFoundError:
        sys.exit(f"{name} is required but not installed in {sys.prefix}")
    if key[0] != "brainkit":
        found[key[0]] = d.version
    for line in d.requires or ():
        r = Requirement(line)
        if r.marker is None or any(r.marker.evaluate({"extra": e}) for e in ("", *extras)):
            todo.append((r.name, tuple(sorted(r.extras))))
print(json.dumps(["%d.%d" % sys.version_info[:2], found]))
"""


def closure(python: str) -> tuple[str, dict[str, str]]:
    "Version of an interpreter and what brainkit and its extras need, with versions, in its environment."
    done = subprocess.run([python, "-c", ASK], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{python}: {done.stderr.strip()}")
    version, found = json.loads(done.stdout)
    return version, found


def text(closures: dict[str, dict[str, str]]) -> str:
    "The lines of constraints.txt: one a package where all tested Pythons agree, else one a Python, with its marker."
    lines = []
    for name in sorted({n for found in closures.values() for n in found}):
        versions = {python: found.get(name) for python, found in closures.items()}
        if len(set(versions.values())) == 1:
            lines.append(f"{name}=={next(iter(versions.values()))}")
        else:
            lines += [f'{name}=={v} ; python_version == "{python}"' for python, v in sorted(versions.items()) if v]
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(dict(map(closure, sys.argv[1:] or [sys.executable]))), encoding="utf-8")
    print(f"{TARGET.name}: {sum(1 for line in TARGET.read_text().splitlines() if '==' in line)} pins")
