"""Numerical kernels: Python functions over arrays turned into machine code."""

import sys
import time
from collections.abc import Callable
from functools import cache
from types import FunctionType
from typing import Any, ParamSpec, TypeVar, cast

import numpy as np

P = ParamSpec("P")
R = TypeVar("R")

# Machine code for all kernels of the geometry takes some twenty seconds to make, once a computer. A small file is done
# sooner without: each kernel is run as Python until that has taken so long [s], unless it has much to do at once.
PATIENCE = 1.0
LARGE = 20_000


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile with numba: releases the GIL, may reorder sums, divides by zero as numpy does.

    The machine code is kept on disk so that the next start is quick. Where neither the program's folder nor the user's
    cache folder can be written, or the source is not there (frozen program), it is compiled anew in each process.
    """
    return cast(Callable[P, R], _dispatcher(function, fastmath=True))


def exact(function: Callable[P, R]) -> Callable[P, R]:
    """Compile with numba as `compiled` does, but so that every digit is that which Python computes."""
    return cast(Callable[P, R], _dispatcher(function, fastmath=False))


def _dispatcher(function: Callable[..., Any], fastmath: bool) -> Any:
    import numba  # half a second to import, and only who computes needs it

    def wrap(on_disk: bool) -> Any:
        return numba.njit(cache=on_disk, nogil=True, fastmath=fastmath, error_model="numpy")(function)

    try:
        return wrap(on_disk=True)
    except RuntimeError:  # numba's word for "no place to keep the machine code"
        return wrap(on_disk=False)


def tiered(effort: Callable[..., float]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Run a kernel that `exact` has made as Python until machine code is worth its time.

    Args:
        effort: how much there is to do, from the kernel's arguments, in what takes Python some 50 µs; more than
            `LARGE` is left to machine code.

    Returns:
        A decorator for kernels made by `exact`, as are all functions that they call.
    """

    def decorate(kernel: Callable[P, R]) -> Callable[P, R]:
        return cast(Callable[P, R], _Tiered(kernel, effort))

    return decorate


def longest(*arguments: Any) -> float:
    """Length of the longest array among the arguments of a kernel; what takes the same time for each row."""
    lengths = [longest(*a) if isinstance(a, tuple) else len(a) for a in arguments if isinstance(a, (tuple, np.ndarray))]
    return max(lengths, default=0)


class _Tiered:
    """A kernel that is run as Python at first; machine code that is on disk is used at once."""

    __slots__ = ("_effort", "_ready", "_spent", "kernel")

    def __init__(self, dispatcher: Any, effort: Callable[..., float]) -> None:
        self.kernel = dispatcher
        self._effort = effort
        self._ready = _is_on_disk(dispatcher)
        self._spent = 0.0

    def __call__(self, *arguments: Any) -> Any:
        if self._ready or self._effort(*arguments) > LARGE:
            return self.kernel(*arguments)
        begin = time.thread_time()
        with np.errstate(all="ignore"):
            result = plain(self.kernel)(*arguments)
        self._spent += time.thread_time() - begin
        self._ready = self._spent > PATIENCE
        return result


def _is_on_disk(dispatcher: Any) -> bool:
    """Whether there is machine code of this source; False where numba does not say."""
    try:
        # Numba has no public word for it.
        return bool(dispatcher._cache._cache_file._load_index())  # noqa: SLF001
    except (AttributeError, OSError):
        return False


def plain(kernel: Any) -> Callable[..., Any]:
    """A kernel as Python, together with all kernels that it calls."""
    function = kernel.py_func
    return cast(Callable[..., Any], _plain_names(function.__module__)[function.__name__])


@cache
def _plain_names(module: str) -> dict[str, Any]:
    """Names of a module, its kernels as Python."""
    names = dict(vars(sys.modules[module]))
    for name, value in vars(sys.modules[module]).items():
        kernel = value.kernel if isinstance(value, _Tiered) else value
        function = getattr(kernel, "py_func", None)
        if function is None:
            continue
        if function.__module__ == module:
            names[name] = FunctionType(function.__code__, names, name, function.__defaults__)
        else:
            names[name] = plain(kernel)
    return names
