"The report machinery on small templates: what is refused, what is left behind, and that a page needs no network."
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from brainkit.apps.templates import TemplateError, load_template
from brainkit.apps.typeset import remote_loads
from brainkit.report import ReportError, run

BRAINKIT = [sys.executable, "-c", "import sys; from brainkit.cli import main; sys.exit(main())"]
TEMPLATES = Path(__file__).parent / "templates"


def template(name: str) -> str:
    return str(TEMPLATES / f"{name}.ipynb")


def brainkit(*arguments, cwd=None, **kw):
    "Exit code, output and messages of `brainkit ...` in a process of its own."
    done = subprocess.run([*BRAINKIT, *map(str, arguments)], capture_output=True, text=True, cwd=cwd, timeout=120, **kw)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    "The small report, made twice with one seed, once with another."
    where = tmp_path_factory.mktemp("reports")
    return {key: run(template("relaxation"), {"samples": "50", "shape": "ramp"}, where / key, seed=seed, progress=False)
            for key, seed in (("first", 3), ("second", 3), ("other", 4))}


def test_folder_holds_what_a_report_is(made):
    folder = made["first"].folder
    assert sorted(p.name for p in folder.iterdir()) == ["index.html", "provenance.json", "relaxation.ipynb", "values.json"]
    assert not made["first"].failure and not made["first"].problems
    assert not list(folder.parent.glob(".*")), "no scratch folder may stay behind"


def test_same_seed_same_bytes(made):
    first, second, other = [(made[k].folder / "values.json").read_bytes() for k in ("first", "second", "other")]
    assert first == second and first != other


def test_values_are_what_the_page_says(made):
    values = json.loads((made["first"].folder / "values.json").read_text())
    assert abs(values["mean_after_tau"]["value"] - 0.3679) < 5 * 0.1 / 50**0.5, "the mean of the trials is within five standard errors of 1/e"
    assert f"<strong>{values['mean_after_tau']['value']:.3f}" in made["first"].page.read_text()


def test_provenance_tells_versions_seed_command_and_no_paths(made):
    text = (made["first"].folder / "provenance.json").read_text()
    told = json.loads(text)
    assert told["seed"] == 3 and told["status"] == "complete" and told["versions"]["numpy"] and told["runtime_s"] > 0
    assert told["command"] == "brainkit report relaxation -p samples 50 -p shape ramp --seed 3"
    for file in made["first"].folder.iterdir():
        content = file.read_text()
        assert str(Path.home()) + "/" not in content and str(made["first"].folder.parent) not in content, f"{file.name} names a folder of this machine"


def test_page_loads_nothing(made):
    page = made["first"].page.read_text()
    assert page.count('data-library="plotly"') == 1 and page.count("data-figure=") == 2 and len(page.encode()) < 15e6
    ours = re.sub(r'<script data-library="plotly">.*?</script>', "", page, flags=re.S)
    assert remote_loads(ours) == [] and "default-src 'none'" in ours
    assert not re.search(r"mathjax|require(?:\.min)?\.js|cdn\.", ours, re.I)
    assert ours.count("<math") >= 5 and "untypeset" not in ours.split("</style>")[1] and "$$" not in ours and "{#eq" not in ours
    assert "cdn." not in page, "plotly.js must not know a host to fetch from when it starts"


def test_notebook_is_small_and_has_its_outputs(made):
    notebook = made["first"].folder / "relaxation.ipynb"
    assert notebook.stat().st_size < 1e6, "plotly.js must not be stored in the notebook"
    cells = json.loads(notebook.read_text())["cells"]
    assert any("application/vnd.plotly.v1+json" in o.get("data", {}) for c in cells for o in c.get("outputs", ()))


@pytest.mark.parametrize(("name", "why"), [("untagged", "0 cells tagged"), ("twice", "2 cells tagged"), ("unannotated", "name: type = default")])
@pytest.mark.quick
def test_template_without_exactly_one_typed_cell_is_refused(name, why):
    with pytest.raises(TemplateError, match=why):
        load_template(TEMPLATES / f"{name}.ipynb")


@pytest.mark.parametrize(("given", "why"), [
    ({"tua": "3"}, r"no parameter 'tua'; did you mean 'tau'\? Its parameters: tau \(float\), samples \(int\)"),
    ({"samples": "many"}, "samples = 'many': must be int"),
    ({"samples": "1.5"}, "must be int"),
    ({"tau": "inf"}, "must be float"),
    ({"verbose": "maybe"}, "must be bool"),
    ({"shape": "stpe"}, "must be 'step' or 'ramp'; did you mean 'step'"),
])
@pytest.mark.quick
def test_wrong_parameter_is_refused_before_any_work(given, why, tmp_path):
    with pytest.raises(TemplateError, match=why):
        run(template("relaxation"), given, tmp_path / "out", progress=False)
    assert not list(tmp_path.iterdir())


@pytest.mark.quick
def test_seed_needs_a_seed_parameter(tmp_path):
    with pytest.raises(TemplateError, match="has no parameter 'seed'"):
        run(template("fails"), {}, tmp_path / "out", seed=1)


@pytest.mark.quick
def test_target_in_the_way_is_refused(tmp_path):
    (tmp_path / "mine.txt").write_text("my notes")
    with pytest.raises(ReportError, match="not an earlier report"):
        run(template("relaxation"), {}, tmp_path, progress=False)
    assert (tmp_path / "mine.txt").read_text() == "my notes"
    with pytest.raises(ReportError, match="there is a file of that name"):
        run(template("relaxation"), {}, tmp_path / "mine.txt", progress=False)


def test_earlier_report_is_replaced(tmp_path):
    out = tmp_path / "out"
    for n in ("1", "2"):
        run(template("remote"), {"n": n}, out, progress=False)
    assert json.loads((out / "provenance.json").read_text())["parameters"] == {"n": 2} and [p.name for p in tmp_path.iterdir()] == ["out"]


def test_failing_cell_leaves_the_page_so_far(tmp_path):
    code, out, err = brainkit("report", template("fails"), "-p", "residue", "Gly", "--out", tmp_path / "out", "--quiet")
    assert code == 1 and "the reference residue is Arg, not Gly" in err and "Traceback" not in err
    page = (tmp_path / "out/index.html").read_text()
    assert "so far, so good" in page and "This report is not finished" in page and "never" not in page.split("Numbers")[0].split("</style>")[1].replace("print('never')", "")
    assert json.loads((tmp_path / "out/values.json").read_text())["before"]["value"] == 1.5
    assert json.loads((tmp_path / "out/provenance.json").read_text())["status"].startswith("failed: cell 5: ValueError")


def test_kernel_that_dies_is_told(tmp_path):
    result = run(template("dies"), {}, tmp_path / "out", progress=False)
    assert "process died" in result.failure and result.page.exists()


def test_output_from_the_network_is_left_out_and_told(tmp_path):
    code, out, err = brainkit("report", template("remote"), "--out", tmp_path / "out", "--quiet")
    assert code == 1 and "loads https://cdn.example/lib.js from the network" in err
    assert remote_loads((tmp_path / "out/index.html").read_text()) == []


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interruption_leaves_nothing(tmp_path, sent, code):
    process = subprocess.Popen([*BRAINKIT, "report", template("slow"), "--out", str(tmp_path / "in/out"), "--quiet"],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    for _ in range(600):
        if list(tmp_path.glob("in/.out-*.partial/values.json")):
            break
        time.sleep(0.1)
    time.sleep(3)
    os.kill(process.pid, sent)
    out, err = process.communicate(timeout=120)
    assert process.returncode == code, err
    assert "Traceback" not in err and (code != 130 or err.strip().count("\n") == 0)
    assert not [p for p in tmp_path.rglob("*") if p.is_file()] and not list(tmp_path.rglob("*.partial"))


@pytest.mark.quick
def test_help_is_read_from_the_notebook():
    code, out, err = brainkit("report", template("relaxation"), "--help")
    assert code == 0 and re.search(r"-p tau +float; default 10.0\s+time constant, ms", out) and "'step' or 'ramp'; default 'step'" in out


@pytest.mark.quick
def test_parameter_given_twice_is_refused():
    code, out, err = brainkit("report", template("relaxation"), "-p", "tau", "1", "-p", "tau", "2")
    assert code == 2 and "given twice" in err


def test_nothing_is_written_to_the_user(tmp_path):
    "With an empty home folder, a run leaves nothing there but the cache it was told of."
    home, cache = tmp_path / "home", tmp_path / "cache"
    home.mkdir()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "JUPYTER", "IPYTHON", "MPL"))} | {
        "HOME": str(home), "BRAINKIT_CACHE": str(cache), "MPLCONFIGDIR": str(cache / "mpl")}
    code, out, err = brainkit("report", template("remote"), "--out", tmp_path / "out", "--quiet", env=environment)
    assert not [p for p in home.rglob("*") if p.is_file()], err
