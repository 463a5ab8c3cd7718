"""Attributes of many objects in columns: a hundred a building cost bytes, not Python objects."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import overload

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True, eq=False)
class AttributeTable(Sequence[Mapping[str, str]]):
    """One mapping a row, made when it is asked for. Equal to any sequence of equal mappings.

    Attributes:
        keys: every key that occurs, once.
        row_starts: first entry of each row with one more at the end, shape (N + 1,).
        key: row of ``keys`` of each entry, shape (E,).
        value_starts: start of each entry's value in ``text`` with one more at the end, shape (E + 1,) [bytes].
        text: all values one after another, UTF-8.
    """

    keys: tuple[str, ...]
    row_starts: npt.NDArray[np.int64]
    key: npt.NDArray[np.int32]
    value_starts: npt.NDArray[np.int64]
    text: bytes

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, str]]) -> "AttributeTable":
        """A table of mappings."""
        codes: dict[str, int] = {}
        lengths: list[int] = []
        key: list[int] = []
        values: list[bytes] = []
        for row in rows:
            lengths.append(len(row))
            for name, value in row.items():
                key.append(codes.setdefault(name, len(codes)))
                values.append(value.encode("utf-8", "surrogatepass"))
        return cls(
            tuple(codes),
            _starts(lengths),
            np.array(key, np.int32),
            _starts([len(v) for v in values]),
            b"".join(values),
        )

    @classmethod
    def empty(cls, count: int = 0) -> "AttributeTable":
        """Rows without attributes."""
        return cls((), np.zeros(count + 1, np.int64), np.zeros(0, np.int32), np.zeros(1, np.int64), b"")

    @classmethod
    def joined(cls, tables: Sequence["AttributeTable"]) -> "AttributeTable":
        """The rows of all tables, one after another."""
        codes: dict[str, int] = {}
        keys = [np.array([codes.setdefault(k, len(codes)) for k in t.keys], np.int32)[t.key] for t in tables]
        rows = np.concatenate([[0], *(np.diff(t.row_starts) for t in tables)]).astype(np.int64)
        values = np.concatenate([[0], *(np.diff(t.value_starts) for t in tables)]).astype(np.int64)
        key = np.concatenate([np.zeros(0, np.int32), *keys]).astype(np.int32)
        return cls(tuple(codes), np.cumsum(rows), key, np.cumsum(values), b"".join(t.text for t in tables))

    def taken(self, rows: npt.NDArray[np.int64]) -> "AttributeTable":
        """Some of the rows, in the order given."""
        rows = np.asarray(rows, np.int64)
        lengths = (self.row_starts[rows + 1] - self.row_starts[rows]) if len(rows) else np.zeros(0, np.int64)
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        entries = np.repeat(self.row_starts[rows] - starts[:-1], lengths) + np.arange(starts[-1])
        sizes = self.value_starts[entries + 1] - self.value_starts[entries]
        text = b"".join(
            self.text[a:b]
            for a, b in zip(self.value_starts[entries].tolist(), self.value_starts[entries + 1].tolist(), strict=True)
        )
        return AttributeTable(
            self.keys, starts, self.key[entries], np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64), text
        )

    def having(self, key: str) -> npt.NDArray[np.bool_]:
        """Which rows carry a key, shape (N,)."""
        found = np.zeros(len(self), bool)
        if key in self.keys:
            entries = np.flatnonzero(self.key == self.keys.index(key))
            found[np.searchsorted(self.row_starts, entries, side="right") - 1] = True
        return found

    def values(self, key: str) -> tuple[str, ...]:
        """Every value of a key, in the order of the rows."""
        if key not in self.keys:
            return ()
        entries = np.flatnonzero(self.key == self.keys.index(key))
        starts, ends = self.value_starts[entries].tolist(), self.value_starts[entries + 1].tolist()
        return tuple(self.text[a:b].decode("utf-8", "surrogatepass") for a, b in zip(starts, ends, strict=True))

    def counts(self) -> Mapping[str, int]:
        """How many rows carry each key, in alphabetical order."""
        found = np.bincount(self.key, minlength=len(self.keys)).tolist()
        return {key: n for key, n in sorted(zip(self.keys, found, strict=True)) if n}

    def __len__(self) -> int:
        return len(self.row_starts) - 1

    @overload
    def __getitem__(self, row: int) -> Mapping[str, str]: ...

    @overload
    def __getitem__(self, row: slice) -> "AttributeTable": ...

    def __getitem__(self, row: int | slice) -> "Mapping[str, str] | AttributeTable":
        if isinstance(row, slice):
            return self.taken(np.arange(len(self), dtype=np.int64)[row])
        count = len(self)
        if not -count <= row < count:
            raise IndexError(row)
        row %= count
        start, end = int(self.row_starts[row]), int(self.row_starts[row + 1])
        cuts = self.value_starts[start : end + 1].tolist()
        values = (self.text[a:b].decode("utf-8", "surrogatepass") for a, b in pairwise(cuts))
        return dict(zip((self.keys[k] for k in self.key[start:end].tolist()), values, strict=True))

    def __iter__(self) -> Iterator[Mapping[str, str]]:
        return (self[row] for row in range(len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(self) != len(other):
            return NotImplemented if not isinstance(other, Sequence) else False
        return all(one == two for one, two in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # compared by content, which is long


def _starts(lengths: Sequence[int]) -> npt.NDArray[np.int64]:
    return np.fromiter(accumulate(lengths, initial=0), np.int64, len(lengths) + 1)
