"What a test of an app in a browser asks for: `lab`, a running JupyterLab, and `browser`, which runs a script against it."
from functools import partial

import pytest

from tests.browser.lab import drive, missing, running_lab


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    "Runs a script of this folder with node and gives what it answers; skips, aloud, where a browser or what drives it is not there."
    if reason := missing():
        pytest.skip(reason)
    return partial(drive, profile=tmp_path_factory.mktemp("profile"))


@pytest.fixture(scope="session")
def lab(browser, tmp_path_factory):
    "JupyterLab for all tests of a session."
    with running_lab(tmp_path_factory.mktemp("lab")) as running:
        yield running
