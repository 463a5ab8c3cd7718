"""Every verification case keeps its limits, and the limits can be missed."""

from pathlib import Path

import numpy as np
import pytest

from plugins.heavy_rain.verification.cases import CHECKS
from plugins.heavy_rain.verification.finding import Check, Finding, Measured
from plugins.heavy_rain.verification.waves import stoker


def _parameter(check: Check):
    return pytest.param(check, id=check.id, marks=[pytest.mark.slow] if check.slow else [])


@pytest.mark.parametrize("check", [_parameter(c) for c in CHECKS if not c.data])
def test_against_closed_solutions_and_laws(check: Check, tmp_path: Path):
    assert missed(check.run(tmp_path)) == []


@pytest.mark.parametrize("check", [_parameter(c) for c in CHECKS if c.data])
def test_against_public_data(check: Check, shared_data: Path):
    assert missed(check.run(shared_data)) == []


def missed(found: Finding) -> list[Measured]:
    return [m for m in found.measured if not m.kept]


def test_ids_are_file_names_and_differ():
    assert len({c.id for c in CHECKS}) == len(CHECKS)
    assert all(c.id.replace("-", "").isalnum() for c in CHECKS)


def test_a_limit_can_be_missed():
    assert not Measured("", 1.1, 1.0).kept
    assert not Measured("", float("nan"), 1.0).kept
    assert not Finding((Measured("", 0.5, 1.0), Measured("", 2.0, 1.0))).kept


def test_the_references_themselves_keep_their_laws():
    x = np.linspace(-200.0, 200.0, 40001)
    for right in (0.5, 0.1, 0.0):
        depth = stoker(x, 30.0, 1.0, right)
        assert depth.sum() * 0.01 == pytest.approx(200.0 * (1.0 + right), rel=1e-4)
        assert (np.diff(depth) <= 1e-12).all()
    assert stoker(np.array([0.0]), 30.0, 1.0, 0.0)[0] == pytest.approx(4.0 / 9.0)
