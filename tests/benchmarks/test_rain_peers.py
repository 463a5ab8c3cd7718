"""Peers of the heavy rain: left out where they are not installed; what is run for them is Python."""

import ast
import sys

import numpy as np
import pytest

from benchmarks.rain_peers import PYTHON, READ, SCRIPTS, TELL, Same, peer


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_peer_that_is_not_there_is_left_out(name, monkeypatch):
    same = Same(np.zeros((4, 4)), np.zeros((4, 4), bool), 2.0, 0.05, 100.0, 1.0)
    monkeypatch.delenv(PYTHON, raising=False)
    assert peer(name, same) is None
    # Our own interpreter has none of them.
    monkeypatch.setenv(PYTHON, sys.executable)
    assert peer(name, same) is None


@pytest.mark.parametrize("name", SCRIPTS)
def test_what_is_run_is_python_and_takes_the_given_ground(name):
    script = READ + SCRIPTS[name] + TELL
    ast.parse(script)
    for given in ("bed", "cell", "seconds", 'given["blocked"]', 'given["depth"]', 'given["rain"]', "VERSION"):
        assert given in script
