"""Kernels compile, and still do where nothing can be kept on disk."""

import types

import numpy as np

from planningtable.city.compiled import compiled


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
