"README is what its notebook says, its commands are single lines, and its table knows every requirement."
import re
import sys

import pytest

from tests.house.readme import ROOT, commands, rendered
from tests.house.weights import requirements, weigh

pytestmark = pytest.mark.quick


def table() -> dict[str, tuple[str, float, float]]:
    "Rows of the dependency table: group, MB alone, MB brought."
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\w-]+) \| (running|development|benchmarks|a cluster|posteriors|formats|learning|genomes|cells|relaxation) \| (.{6,}?) \| ([\d.]+) \| ([\d.]+) \|$", text, re.M)
    return {name: (group, float(alone), float(brings)) for name, group, _, alone, brings in rows}


def test_readme_is_rendered_from_its_notebook():
    assert (ROOT / "README.md").read_text(encoding="utf-8") == rendered(), "run python -m tests.house.readme"


def test_two_commands_of_one_line_each():
    first, second = commands()
    assert "\n" not in first + second
    assert "brainkit report variant -p gene SCN1A -p variant p.Arg1648His" in first and "-m pytest" in second and "'.[dev]'" in second
    assert all("-c constraints.txt" in line and line.startswith("python3 -m venv .venv && ") for line in (first, second))


def test_every_requirement_has_a_line_and_no_line_lacks_one():
    wanted = {name: group for group, names in requirements().items() for name in names}
    words = {"run": "running", "dev": "development", "bench": "benchmarks", "cluster": "a cluster", "inference": "posteriors", "formats": "formats", "learn": "learning", "genome": "genomes", "cells": "cells", "relax": "relaxation"}
    assert {n: row[0] for n, row in table().items()} == {n: words[g] for n, g in wanted.items()}


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="the table states what is installed under Python 3.11")
def test_weights_are_about_right():
    rows = table()
    for name, (alone, brings) in weigh().items():
        for stated, measured in ((rows[name][1], alone), (rows[name][2], brings)):
            assert abs(stated - measured) < max(1.0, 0.35 * measured), f"{name}: {stated} MB stated, {measured:.1f} MB measured by python -m tests.house.weights"


def test_no_address_is_invented():
    "Neither the settings nor the texts name a place where brainkit does not live."
    for name in ("settings.ini", "README.md", "CITATION.cff", "CONTRIBUTING.md", "CHANGELOG.md", "_quarto.yml", "pyproject.toml", "setup.py"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"https?://\S*brainkit|@users\.noreply", text), name


def test_version_is_told_once():
    import brainkit
    settings = (ROOT / "settings.ini").read_text(encoding="utf-8")
    version = re.search(r"^version = (\S+)", settings, re.M)[1]
    assert brainkit.__version__ == version
    assert f"version: {version}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8") and f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
