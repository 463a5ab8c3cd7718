"""Arguments of messages as the numbers that they must be."""

from collections.abc import Sequence

from planningtable.tuio.osc import Argument, MalformedError

MOST = 200
"""Things that one tracker may tell of at once; eight people have eighty fingers."""


def whole(value: Argument) -> int:
    """A whole number.

    Raises:
        MalformedError: it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise MalformedError
    return value


def number(values: Sequence[Argument], at: int) -> float:
    """A number.

    Raises:
        MalformedError: it is none, or not there.
    """
    value = values[at] if at < len(values) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise MalformedError
    return float(value)


def place(values: Sequence[Argument], at: int) -> tuple[float, float]:
    """Two coordinates; what a tracker sees beyond the edge is at the edge.

    Raises:
        MalformedError: they are none, or far from the table.
    """
    x, y = number(values, at), number(values, at + 1)
    if not (-1.0 <= x <= 2.0 and -1.0 <= y <= 2.0):
        raise MalformedError
    return min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)
