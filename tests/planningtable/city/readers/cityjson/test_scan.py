"""Scanning JSON: small texts wait for no compiler, and Python finds what machine code finds."""

import json
from collections.abc import Iterator

import numpy as np
import pytest

from planningtable.city import compiled as tiers
from planningtable.city.readers.cityjson import scan
from planningtable.city.readers.cityjson.scan import BrokenJson, mark_integers, members

TEXTS = (
    b"{}",
    b'{"a" : [1, {"b": "}\\""}], "c\\"d":-3.5e2 , "e":null}',
    b'{"a": [1, 2}',
    b'{"a": 1',
    b'{"a" 1}',
    json.dumps({f"k{i}": [i, {"deep": [[i]]}] for i in range(6000)}).encode(),
)


def found(text: bytes) -> tuple[list[list[int]], int]:
    """All members, and where the text turned out to be broken, -1 for nowhere."""
    rows: list[list[int]] = []
    try:
        for block in members(np.frombuffer(text, np.uint8), 0):
            rows.extend(block.tolist())
    except BrokenJson as error:
        return rows, error.position
    return rows, -1


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As on a computer on which nothing was compiled yet."""
    monkeypatch.setattr(tiers, "_is_on_disk", lambda _: False)
    scan._kernels.cache_clear()
    yield
    scan._kernels.cache_clear()


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.usefixtures("fresh")
def test_python_finds_what_machine_code_finds(text: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    as_python = found(text)
    used = np.zeros((2, 6000), bool)
    mark_integers(np.frombuffer(text, np.uint8), 0, len(text), used[0])
    assert not any(kernel.kernel.signatures for kernel in scan._kernels()[:2])  # nothing was compiled
    monkeypatch.setattr(tiers, "LARGE", -1)
    assert found(text) == as_python
    mark_integers(np.frombuffer(text, np.uint8), 0, len(text), used[1])
    assert used[0].tolist() == used[1].tolist()
    assert all(kernel.kernel.signatures for kernel in scan._kernels()[:2])


@pytest.mark.usefixtures("fresh")
def test_large_texts_are_left_to_machine_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiers, "plain", lambda _: pytest.fail("run as Python"))
    text = b'{"a": "' + b"x" * 600_000 + b'"}'
    assert found(text) == ([[1, 4, 5, len(text) - 1]], -1)
