"""Parsing makes millions of small lists that hold no circles; looking for circles among them costs half the time."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Python's search for unreachable circles pauses; memory is freed all the same."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
