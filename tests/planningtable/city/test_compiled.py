"""Kernels compile, and still do where nothing can be kept on disk."""

import time
import types

import numpy as np
import pytest

from planningtable.city import compiled as tiers
from planningtable.city.compiled import compiled, exact, longest, plain, tiered


def doubled(values):
    total = 0.0
    for value in values:
        total += 2.0 * value
    return total


def test_a_kernel_computes():
    assert compiled(doubled)(np.arange(4.0)) == 12.0


def test_a_program_without_its_source_compiles_in_memory():
    """Numba finds no place for the machine code of a function that comes from no file, as in a frozen program."""
    scope: dict[str, types.FunctionType] = {}
    exec(compile("def tripled(x):\n    return 3.0 * x\n", "nowhere/at/all.py", "exec"), scope)
    assert compiled(scope["tripled"])(2.0) == 6.0


def test_division_by_zero_gives_infinity_as_in_numpy():
    def inverse(x):
        return 1.0 / x

    assert compiled(inverse)(0.0) == np.inf


@exact
def third(x):
    return x / 3.0


@exact
def thirds(values):
    total = 0.0
    for value in values:
        total += third(value)
    return total


def test_python_and_machine_code_give_the_same_digits():
    values = np.random.default_rng(1).normal(size=1000) * 1e6
    assert plain(thirds)(values) == thirds(values)


def test_a_kernel_is_run_as_python_until_that_has_taken_its_time(monkeypatch: pytest.MonkeyPatch):
    def counted(values):
        return len(values)

    monkeypatch.setattr(tiers, "PATIENCE", 0.05)
    monkeypatch.setattr(tiers, "_is_on_disk", lambda _: False)
    calls = []

    class Machine:
        py_func = counted

        def __call__(self, values):
            calls.append(len(values))
            return len(values)

    def slow(_kernel):
        def run(values):
            end = time.thread_time() + 0.03
            while time.thread_time() < end:
                pass
            return len(values)

        return run

    monkeypatch.setattr(tiers, "plain", slow)
    kernel = tiered(len)(Machine())
    assert [kernel(np.zeros(n)) for n in (1, 2, 3, 4)] == [1, 2, 3, 4]
    assert calls == [3, 4]


def test_much_to_do_at_once_is_left_to_machine_code(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tiers, "_is_on_disk", lambda _: False)
    monkeypatch.setattr(tiers, "plain", lambda _: lambda *_: "Python")
    kernel = tiered(longest)(lambda *_: "machine code")
    rows = np.zeros(tiers.LARGE)
    assert kernel(rows) == kernel(1, (rows, 2.0)) == "Python"
    assert kernel(np.zeros(tiers.LARGE + 1)) == kernel(1, (np.zeros(tiers.LARGE + 1),)) == "machine code"


def test_machine_code_on_disk_is_used_at_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tiers, "plain", lambda _: pytest.fail("run as Python"))
    assert exact(doubled)(np.arange(4.0)) == 12.0  # makes it, if it is not there
    assert tiered(longest)(exact(doubled))(np.arange(4.0)) == 12.0
