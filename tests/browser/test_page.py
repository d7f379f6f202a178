"A page in a real browser with the network off: equations are typeset, a figure turns, nothing is asked of anybody."
import html
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from brainkit.report import run

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: on Debian, apt-get install chromium")
TEMPLATE = Path(__file__).parents[1] / "reports/templates/relaxation.ipynb"
PROBE = """
<script>window.probe = {blocked: [], errors: []};
document.addEventListener('securitypolicyviolation', function(e){ probe.blocked.push(e.blockedURI); });
window.addEventListener('error', function(e){ probe.errors.push(String(e.message)); });
window.addEventListener('load', function(){
  function look(){
    if(document.documentElement.getAttribute('data-drawn') !== 'yes'){ return setTimeout(look, 50); }
    var box = function(q){ var e = document.querySelector(q); if(!e){ return null; } var r = e.getBoundingClientRect(); return [r.width, r.height]; };
    var scene = document.querySelector('#figure-1 canvas'), place = document.getElementById('figure-1');
    probe.math = box('math'); probe.fraction = box('mfrac'); probe.canvas = scene ? [scene.width, scene.height] : null;
    probe.svg = box('#figure-2 svg.main-svg'); probe.requests = performance.getEntriesByType('resource').map(function(e){ return e.name; }).filter(function(n){ return !/^(data|blob):/.test(n); });
    var before = JSON.stringify(place._fullLayout.scene.camera.eye);
    Plotly.relayout(place, {'scene.camera.eye': {x: -1.5, y: 0.5, z: 0.8}}).then(function(){
      probe.turned = before !== JSON.stringify(place._fullLayout.scene._scene.getCamera().eye);
      var pre = document.createElement('pre'); pre.id = 'probe'; pre.textContent = JSON.stringify(probe); document.body.appendChild(pre);
    });
  }
  look();
});</script>
"""


def chromium(page: Path, profile: Path, *arguments: str) -> str:
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--use-gl=angle", "--use-angle=swiftshader",
             "--enable-unsafe-swiftshader", f"--user-data-dir={profile}", "--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=20000", "--window-size=1280,3000"]
    done = subprocess.run([CHROMIUM, *flags, *arguments, page.as_uri()], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> Path:
    where = tmp_path_factory.mktemp("page")
    return run(str(TEMPLATE), {}, where / "out", progress=False).page


def test_page_opens_without_a_network(page, tmp_path):
    probed = tmp_path / "probed.html"
    probed.write_text(page.read_text(encoding="utf-8").replace("<title>", PROBE + "<title>", 1), encoding="utf-8")
    found = re.search(r'<pre id="probe">(.*?)</pre>', chromium(probed, tmp_path / "profile", "--dump-dom"), re.S)
    assert found, "the page did not finish drawing"
    probe = json.loads(html.unescape(found[1]))
    assert probe["blocked"] == [] and probe["errors"] == [] and probe["requests"] == []
    assert probe["math"][0] > 10 and probe["fraction"][1] > 20, "equations have been laid out: a fraction is taller than a line"
    assert probe["canvas"][0] > 300 and probe["svg"][0] > 300 and probe["turned"], "the 3D picture is drawn, and turns"


def test_picture_has_colours_and_prints(page, tmp_path):
    import matplotlib.image
    shot = tmp_path / "page.png"
    chromium(page, tmp_path / "one", f"--screenshot={shot}")
    pixels = matplotlib.image.imread(shot)[..., :3]
    coloured = (pixels.max(-1) - pixels.min(-1) > 0.3).mean()
    assert coloured > 0.01, f"the surface should fill part of the page with colour, not {coloured:.2%}"
    pdf = tmp_path / "page.pdf"
    chromium(page, tmp_path / "two", f"--print-to-pdf={pdf}", "--no-pdf-header-footer")
    assert pdf.read_bytes()[:5] == b"%PDF-" and pdf.stat().st_size > 30_000
