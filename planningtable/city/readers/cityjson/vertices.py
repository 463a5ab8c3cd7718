"""Lists of vertices → arrays; what is no vertex becomes NaN, so that the numbers of the others stay."""

from typing import Any

import numpy as np
import orjson

from planningtable.city.grid import Array
from planningtable.city.readers.cityjson.rest import no_collection
from planningtable.city.readers.cityjson.scan import Bytes

# Bytes of text that are parsed at a time.
BLOCK = 8 * 2**20


def points_of(value: Any, width: int) -> Array:
    """A list of points, shape (N, width)."""
    if not isinstance(value, list):
        return np.zeros((0, width))
    try:
        found = np.array(value, np.float64)
    except (ValueError, TypeError, OverflowError):
        found = np.zeros(0)
    if value and found.shape == (len(value), width):
        return found
    return np.array([_point(point, width) for point in value], np.float64).reshape(-1, width)


def _point(value: Any, width: int) -> tuple[float, ...]:
    numbers = value[:width] if isinstance(value, list) else []
    if len(numbers) < width or not all(isinstance(n, int | float) and not isinstance(n, bool) for n in numbers):
        return (np.nan,) * width
    return tuple(float(n) for n in numbers)


def parsed_points(data: Bytes, start: int, stop: int, width: int) -> Array:
    """The points in a list that stands in a text, some megabytes at a time, shape (N, width).

    Raises:
        ValueError: the list is none.
    """
    text = data[start:stop].data
    if len(text) < 2 or text[0] != ord("[") or text[-1] != ord("]"):
        raise ValueError(start)
    found: list[Array] = []
    begin, end = 1, len(text) - 1
    while begin < end:
        cut = min(begin + BLOCK, end)
        while cut < end and text[cut - 1] != ord("]"):
            cut += 1
        block = bytes(text[begin:cut]).strip().lstrip(b",").rstrip(b",")
        with no_collection():
            found.append(points_of(_loaded(b"[" + block + b"]"), width))
        begin = cut
    return np.concatenate([np.zeros((0, width)), *found])


def _loaded(text: bytes) -> Any:
    """JSON; numbers that JSON does not know become none."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        for word in (b"-Infinity", b"Infinity", b"-NaN", b"NaN", b"nan", b"-inf", b"inf"):
            text = text.replace(word, b"null")
        return orjson.loads(text)
