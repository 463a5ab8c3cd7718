"""Reliefs: triangles of TINs, mass points and points of break lines."""

from array import array

import numpy as np
from lxml.etree import _Element

from planningtable.city.grid import Array
from planningtable.city.readers.citygml.numbers import add_numbers
from planningtable.city.readers.citygml.surfaces import NUMBERS

SHAPES = ("{*}Triangle", "{*}Rectangle", "{*}PolygonPatch", "{*}Polygon")


def _numbers(element: _Element) -> "array[float]":
    """All coordinates under an element; empty if one is no number."""
    numbers = array("d")
    add_numbers(" ".join([e.text or "" for e in element.iter(*NUMBERS)]), numbers)
    return numbers


def triangles_of(tin: _Element) -> tuple[Array, int]:
    """Triangles of a TIN, shape (T, 3, 3), and how many shapes could not be used."""
    shapes = list(tin.iter(*SHAPES))
    texts = [e.text or "" for e in tin.iter("{*}posList")]
    if shapes and len(texts) == len(shapes):
        numbers, even = array("d"), True
        for text in texts:
            even = even and add_numbers(text, numbers) and len(numbers) % 12 == 0
        if even and len(numbers) == 12 * len(shapes):
            return np.array(numbers).reshape(-1, 4, 3)[:, :3], 0
    found: list[Array] = []
    lost = 0
    for shape in shapes:
        points = _fan(_numbers(shape))
        lost += not len(points)
        found.append(points)
    return (np.concatenate(found) if found else np.zeros((0, 3, 3))), lost


def _fan(numbers: "array[float]") -> Array:
    """The triangles of a small convex ring."""
    if len(numbers) < 9 or len(numbers) % 3:
        return np.zeros((0, 3, 3))
    points = np.array(numbers).reshape(-1, 3)
    if len(points) > 3 and (points[0] == points[-1]).all():
        points = points[:-1]
    return np.array([(points[0], points[i], points[i + 1]) for i in range(1, len(points) - 1)])


def points_of(element: _Element) -> tuple[Array, bool]:
    """Points under an element, shape (M, 3), and whether they could be used."""
    numbers = _numbers(element)
    usable = bool(numbers) and len(numbers) % 3 == 0
    return (np.array(numbers).reshape(-1, 3) if usable else np.zeros((0, 3))), usable
