"""Single attributes of many objects."""

import re

import numpy as np

from planningtable.city.attributes import AttributeTable

_NUMBER = re.compile(r"\s*([-+]?(?:\d+(?:[.,]\d+)?|[.,]\d+)(?:[eE][-+]?\d+)?)")


def values_of(table: AttributeTable, key: str) -> dict[int, str]:
    """The values of a key by row."""
    if key not in table.keys:
        return {}
    entries = np.flatnonzero(table.key == table.keys.index(key))
    rows = np.searchsorted(table.row_starts, entries, side="right") - 1
    return dict(zip(rows.tolist(), table.values(key), strict=True))


def number_in(text: str) -> float | None:
    """The number that a value begins with, whatever unit stands behind it; None where there is none."""
    match = _NUMBER.match(text)
    return float(match[1].replace(",", ".")) if match else None


def numbers_of(table: AttributeTable, key: str) -> dict[int, float]:
    """The positive numbers of a key by row."""
    found = {row: number_in(text) for row, text in values_of(table, key).items()}
    return {row: value for row, value in found.items() if value is not None and 0 < value < 1e6}
