"The carried golden cases, and the runner itself: what is a case, what is sealed, what is counted."
import json
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.golden.__main__ import load_families, main, results  # noqa: E402
from tests.golden.cases import Case, Sealed, compare, find  # noqa: E402

FAMILIES = load_families()
CARRIED = find(Path(__file__).parent / "cases")


@pytest.mark.parametrize("case", CARRIED, ids=lambda case: case.name)
def test_carried(case):
    rows = list(results(Case(case.path), FAMILIES))
    assert rows and all(verdict.startswith(("ok", "skipped")) for *_, verdict in rows), "\n".join(map(str, rows))


def test_some_are_carried():
    assert len([c for c in CARRIED if c.path.parent.name == "wholebrain"]) >= 13


def copy(of, folder, name, **change):
    "The arrays and metadata of a case under another name, with some metadata changed."
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.npz").write_bytes(of.path.read_bytes())
    meta = json.loads(of.path.with_suffix(".json").read_text()) | change
    (folder / f"{name}.json").write_text(json.dumps(meta))
    return folder


@pytest.fixture
def small():
    return next(c for c in CARRIED if c.name == "generic2d_heunstoch_additive")


def test_what_is_a_case(tmp_path, small):
    copy(small, tmp_path, "a")
    for name, text in {"config_x.json": "{}", "checks.json": "[1, 2]", "notes.json": '{"a": 1}', "lone.json": '{"model": "x"}', "b.py": "", "c.swc": "", "README.md": ""}.items():
        (tmp_path / name).write_text(text)
    assert [c.name for c in find(tmp_path)] == ["a", "lone"]


def test_expected_values_are_sealed(small):
    case = Case(small.path)
    case.declare(("state0",))
    assert case.inputs("state0").shape == (2, 76, 1)
    for key, read in (("x_first", case.inputs), ("x_first", case.expected)):
        with pytest.raises(Sealed):
            read(key)
    assert "x_max" not in case.meta
    case.returned(x=np.zeros(3))
    assert case.expected("x_first").shape == (20, 2, 76, 1) and "x_max" in case.meta


def test_renaming_changes_nothing(tmp_path, small, capsys):
    assert main([str(copy(small, tmp_path, "zzz", case="zzz"))]) == 0
    told = capsys.readouterr().out
    assert "wholebrain/zzz  x_first" in told and told.strip().endswith("9 passed, 0 failed")


def test_a_wrong_number_fails(tmp_path, small, capsys):
    folder = copy(small, tmp_path, "wrong")
    with np.load(small.path) as z:
        arrays = {k: z[k] for k in z.files}
    arrays["x_first"][3, 0, 5] *= 1 + 1e-8
    np.savez(folder / "wrong.npz", **arrays)
    assert main([str(folder)]) == 1
    told = capsys.readouterr().out
    assert "wholebrain/wrong  x_first" in told and "FAIL" in told and "8 passed, 1 failed" in told


def test_a_wrong_parameter_fails(tmp_path, small, capsys):
    changed = json.loads(small.path.with_suffix(".json").read_text())["model_parameters"] | {"I": [0.1]}
    assert main([str(copy(small, tmp_path, "other", model_parameters=changed))]) == 1
    assert "x_first" in capsys.readouterr().out


def test_unsupported_counts_as_failed(tmp_path, small, capsys):
    assert main([str(copy(small, tmp_path, "new", model="NotYet"))]) == 1
    told = capsys.readouterr().out
    assert "unsupported (brainkit has no model NotYet)" in told and "0 passed, 1 failed" in told


def test_another_connectome_is_refused(tmp_path, small, capsys):
    meta = json.loads(small.path.with_suffix(".json").read_text())
    meta["rebuild"]["weights"]["norm"] = "tract"
    assert main([str(copy(small, tmp_path, "other", rebuild=meta["rebuild"]))]) == 1
    assert "has sha256" in capsys.readouterr().out


def test_a_broken_file_fails_alone(tmp_path, small, capsys):
    copy(small, tmp_path, "b")
    (tmp_path / "a.npz").write_bytes(b"not an archive")
    (tmp_path / "a.json").write_text("{}")
    assert main([str(tmp_path)]) == 1
    told = capsys.readouterr().out
    assert "unknown/a  -" in told and "FAIL (unreadable" in told and "9 passed, 1 failed" in told


def test_only(tmp_path, small, capsys):
    copy(small, tmp_path, "one"), copy(small, tmp_path, "two")
    assert main([str(tmp_path), "--only", "t*"]) == 0
    assert "one" not in capsys.readouterr().out
    assert main([str(tmp_path), "--only", "wholebrain/o*"]) == 0
    assert "two" not in capsys.readouterr().out


def test_compare():
    assert compare("k", [1.0, 2.0], [1.0, 2.0], 0.0).ok
    assert compare("k", [1.0, 2.2], [1.0, 2.0], 0.2).error == pytest.approx(0.1)
    assert not compare("k", [1.0, np.nan], [1.0, 2.0], 1.0).ok and not compare("k", [1.0], [1.0, 2.0], 1.0).ok
