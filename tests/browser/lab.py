"JupyterLab by itself: a free port of this machine, a token, a scratch folder as root and as home. And a browser driven by a script of node, which answers in JSON."
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from brainkit.core.cache import cache_root

HERE = Path(__file__).parent
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def tools() -> Path:
    "The folder into which playwright-core was installed: BRAINKIT_BROWSER_TOOLS, or `browser` in brainkit's cache."
    return Path(os.environ.get("BRAINKIT_BROWSER_TOOLS") or cache_root() / "browser").expanduser()


def missing() -> str:
    "What keeps a test from driving a browser, and how to have it; empty if nothing does."
    if CHROMIUM is None:
        return "no Chromium here, so no app was opened in a browser: on Debian, apt-get install chromium"
    if shutil.which("node") is None:
        return "no node here, so no app was opened in a browser: on Debian, apt-get install nodejs npm"
    if not (tools() / "node_modules/playwright-core/index.mjs").exists():
        return f"no playwright-core in {tools()}, so no app was opened in a browser: npm install --prefix {tools()} playwright-core@1.64.1"
    return ""


@dataclass(frozen=True)
class Lab:
    "A running JupyterLab: where it answers, its token, and the folder that it shows."
    address: str
    token: str
    root: Path

    def notebook(self, name: str, *cells: str) -> str:
        "Write a notebook of code `cells`, and give the address that opens it alone."
        made = [{"cell_type": "code", "id": f"cell-{k}", "metadata": {}, "source": text, "outputs": [], "execution_count": None} for k, text in enumerate(cells)]
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        (self.root / f"{name}.ipynb").write_text(json.dumps({"cells": made, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
        return f"{self.address}/doc/tree/{name}.ipynb?token={self.token}&reset"


@contextmanager
def running_lab(scratch: Path, patience: float = 90.0) -> Iterator[Lab]:
    "JupyterLab in a folder of its own, stopped at the end with all its kernels. Raises RuntimeError with its last words if it does not answer."
    root, home = scratch / "root", scratch / "home"
    root.mkdir(), home.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(16)
    kept = {"BRAINKIT_CACHE": str(cache_root()), "PYTHONPATH": os.pathsep.join(filter(None, [str(HERE.parents[1]), os.environ.get("PYTHONPATH", "")]))}
    folders = {f"JUPYTER_{kind}_DIR": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")} | {"IPYTHONDIR": str(home / "ipython"), "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")}
    line = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}",
            f"--ServerApp.root_dir={root}", "--LabApp.expose_app_in_browser=True", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.extension_manager=readonly",
            f"--LabApp.user_settings_dir={home / 'settings'}", f"--LabApp.workspaces_dir={home / 'workspaces'}"]
    settings = home / "settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"fetchNews": "false", "checkForUpdates": false}')
    with (scratch / "lab.log").open("wb") as log:
        server = subprocess.Popen(line, cwd=root, env=os.environ | kept | folders, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=True)
        try:
            lab = Lab(f"http://127.0.0.1:{port}", token, root)
            _await(lab, server, scratch / "lab.log", time.monotonic() + patience)
            yield lab
        finally:
            _stop(server)


def _await(lab: Lab, server: subprocess.Popen, log: Path, until: float) -> None:
    "Wait until the server answers."
    while True:
        try:
            with urllib.request.urlopen(f"{lab.address}/api/status?token={lab.token}", timeout=5):
                return
        except OSError:
            if server.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"JupyterLab does not answer; its last words:\n{log.read_text(errors='replace')[-3000:]}") from None
            time.sleep(0.2)


def _stop(server: subprocess.Popen) -> None:
    "End the server and what it started: first by asking, then for good."
    for sign, patience in ((signal.SIGTERM, 10), (signal.SIGKILL, 10)):
        try:
            os.killpg(server.pid, sign)
            server.wait(patience)
            break
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue


def drive(script: str, patience: float = 180.0, tries: int = 2, **given) -> dict:
    """
    Run a script of this folder with node; it gets `given` and answers with a dict. Raises AssertionError with what it said if it fails or answers nothing.

    A browser on a machine that is busy with other tests may lose a press of a key, so a script is given a second try; the first failure is told as a warning.
    """
    for left in reversed(range(tries)):
        try:
            return _drive_once(script, patience, given)
        except (AssertionError, subprocess.TimeoutExpired) as error:
            if not left:
                raise
            warnings.warn(f"{script} failed and is tried again: {str(error)[:2000]}", stacklevel=2)
    raise ValueError(f"tries is {tries}; allowed: 1 or more")


def _drive_once(script: str, patience: float, given: dict) -> dict:
    told = {"playwright": str(tools() / "node_modules/playwright-core"), "chromium": CHROMIUM, **{k: str(v) if isinstance(v, Path) else v for k, v in given.items()}}
    done = subprocess.run(["node", str(HERE / script), json.dumps(told)], capture_output=True, text=True, timeout=patience)
    answer = json.loads(done.stdout.strip().splitlines()[-1]) if done.stdout.strip() else {}
    assert done.returncode == 0 and "failed" not in answer, f"{script}: {answer.get('failed', '')}\n{json.dumps({k: v for k, v in answer.items() if k != 'failed'})[:2000]}\n{done.stderr[-3000:]}"
    return answer
