"The command line: quick help, one clear message for an error, and the right exit code."
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.quick
BRAINKIT = [sys.executable, "-c", "import sys; from brainkit.cli import main; sys.exit(main())"]


def brainkit(*arguments, **kw):
    done = subprocess.run([*BRAINKIT, *map(str, arguments)], capture_output=True, text=True, timeout=180, **kw)
    return done.returncode, done.stdout, done.stderr


def test_help_is_quick():
    "Processor seconds, which a busy machine does not stretch; alone on a machine they are the seconds that a person waits."
    times = []
    for _ in range(5):
        before = os.times()
        code, out, err = brainkit("--help")
        after = os.times()
        times.append(after.children_user + after.children_system - before.children_user - before.children_system)
        assert code == 0 and all(word in out for word in ("report", "data", "bench", "lab", "doctor"))
    assert min(times) < 0.5, times


def test_script_is_installed():
    script = os.path.join(os.path.dirname(sys.executable), "brainkit")
    assert os.path.exists(script), "pip installs the command"
    assert subprocess.run([script, "--version"], capture_output=True, text=True).stdout.startswith("brainkit ")


@pytest.mark.parametrize(("line", "code", "why"), [
    ([], 2, "usage: brainkit"),
    (["reprot"], 2, "did you mean 'report'"),
    (["report"], 2, "report --list"),
    (["report", "no-such"], 2, "there is no report 'no-such'"),
    (["report", "missing.ipynb"], 2, "there is no notebook 'missing.ipynb'"),
    (["report", "x", "--seed", "one"], 2, "invalid int value: 'one'"),
    (["report", "x", "-p", "gene"], 2, "expected 2 arguments"),
    (["bench", "no-such"], 2, "there is no benchmark 'no-such'"),
    (["data", "show", "no-such-data"], 1, "no-such-data"),
])
def test_errors_are_one_clear_message(line, code, why, tmp_path):
    got, out, err = brainkit(*line, cwd=tmp_path)
    assert got == code and why in out + err and "Traceback" not in err
    assert not list(tmp_path.iterdir())


def test_debug_shows_the_traceback():
    code, out, err = brainkit("--debug", "report", "no-such")
    assert code == 1 and "Traceback" in err and "TemplateError" in err


def test_read_only_cache_is_no_error(tmp_path):
    blocked = tmp_path / "cache"
    blocked.write_text("a file stands where the folder should be")
    code, out, err = brainkit("report", "--list", env=os.environ | {"BRAINKIT_CACHE": str(blocked)})
    assert code == 0, err


def test_lab_prepares_a_folder_and_keeps_what_is_yours(tmp_path):
    code, out, err = brainkit("lab", "--prepare-only", "--dir", tmp_path / "lab")
    assert code == 0 and str(tmp_path / "lab") in out
    notebooks = sorted((tmp_path / "lab").rglob("*.ipynb"))
    for path in notebooks[:1]:
        path.write_text("mine")
        code, out, err = brainkit("lab", "--prepare-only", "--dir", tmp_path / "lab")
        assert code == 0 and path.read_text() == "mine" and "left alone" in out


def test_lists_end_well():
    for line in (["report", "--list"], ["bench", "--list"]):
        assert brainkit(*line)[0] == 0
