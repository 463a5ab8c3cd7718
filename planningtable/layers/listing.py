"""Objects that a result tells of by name: streets under water, hollows, sites that need care."""

from dataclasses import dataclass
from typing import TypeAlias

from planningtable.domain.text import Text

Entry: TypeAlias = "str | int | float | Text"


@dataclass(frozen=True, slots=True)
class Listing:
    """A table of objects, the most important first.

    Attributes:
        name: what is listed, shown as a heading.
        line: id of the sentence that tells a row to people; its places are the keys.
        keys: names of the columns, as files have them, with the unit where there is one, e.g. ``depth_m``.
        rows: one entry a key each.
    """

    name: Text
    line: str
    keys: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]

    def texts(self) -> tuple[Text, ...]:
        """A sentence a row."""
        return tuple(Text.of(self.line, **dict(zip(self.keys, row, strict=True))) for row in self.rows)
