"""Compare brainkit with reference cases: `python -m tests.golden DIR ... [--only GLOB]`.

Prints a line for each comparison, `family/case  key  relative-error  tolerance  ok|FAIL|unsupported|skipped (needs X)`, then `N passed, N failed`.
Unsupported counts as failed, skipped as neither. Exit code 1 if anything failed.
"""
import argparse
import importlib
import pkgutil
import sys
import traceback
from fnmatch import fnmatchcase

from tests.golden import families
from tests.golden.cases import UNREADABLE, Row, Skipped, Unsupported, find


def load_families() -> dict:
    "The family modules by name."
    return {m.name: importlib.import_module(f"{families.__name__}.{m.name}") for m in pkgutil.iter_modules(families.__path__) if not m.name.startswith("_")}


def family_of(case, known: dict):
    "Name and module of the family that claims `case`; ('unknown', None) if none does."
    return next(((name, module) for name, module in known.items() if module.claims(case)), ("unknown", None))


def results(case, known: dict):
    "Yield (family, key, error, tolerance, verdict) for every comparison of `case`. Whatever goes wrong in one case is its failure, not the end."
    name = "unknown"
    try:
        name, module = family_of(case, known)
        if module is None:
            raise Unsupported(f"no family claims it; there are {', '.join(known)}")
        case.declare(module.INPUTS)
        rows = 0
        for row in module.run(case):
            row, rows = Row(*row), rows + 1
            yield name, row.key, row.error, row.tolerance, ("ok" if row.ok else "FAIL") + (f" ({row.note})" if row.note else "")
        if not rows:
            yield name, "-", float("nan"), float("nan"), "FAIL (nothing was compared)"
    except Skipped as needs:
        yield name, "-", float("nan"), float("nan"), f"skipped (needs {needs})"
    except Unsupported as reason:
        yield name, "-", float("nan"), float("nan"), f"unsupported ({reason})"
    except Exception as error:
        told = "unreadable: " if name == "unknown" and isinstance(error, UNREADABLE) else ""
        traceback.print_exc(file=sys.stderr)
        yield name, "-", float("nan"), float("nan"), f"FAIL ({told}{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''})"


def chosen(case, pattern: str, known: dict) -> bool:
    "Does the case's name, or family/name where the pattern has a slash, match?"
    if "/" not in pattern:
        return fnmatchcase(case.name, pattern)
    try:
        return fnmatchcase(f"{family_of(case, known)[0]}/{case.name}", pattern)
    except UNREADABLE:
        return fnmatchcase(f"unknown/{case.name}", pattern)


def main(arguments=None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.golden", description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", metavar="DIR", help="folders of cases, searched with their subfolders")
    parser.add_argument("--only", metavar="GLOB", help="only cases whose name, or family/name where GLOB has a slash, matches")
    options = parser.parse_args(arguments)
    known, passed, failed = load_families(), 0, 0
    try:
        cases = [case for folder in options.folders for case in find(folder)]
    except FileNotFoundError as error:
        parser.error(str(error))
    for case in cases:
        if options.only and not chosen(case, options.only, known):
            continue
        for family, key, error, tolerance, verdict in results(case, known):
            print(f"{family}/{case.name}  {key}  {error:.3g}  {tolerance:.3g}  {verdict}", flush=True)
            passed, failed = passed + verdict.startswith("ok"), failed + verdict.startswith(("FAIL", "unsupported"))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
