"""Numerical kernels: Python functions over arrays turned into machine code."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile with numba: releases the GIL, may reorder sums, divides by zero as numpy does.

    The machine code is kept on disk so that the next start is quick. Where neither the program's folder nor the user's
    cache folder can be written, or the source is not there (frozen program), it is compiled anew in each process.
    """
    import numba  # half a second to import, and only who computes needs it

    def wrap(cache: bool) -> Callable[P, R]:
        made = numba.njit(cache=cache, nogil=True, fastmath=True, error_model="numpy")(function)
        return cast(Callable[P, R], made)

    try:
        return wrap(cache=True)
    except RuntimeError:  # numba's word for "no place to keep the machine code"
        return wrap(cache=False)
