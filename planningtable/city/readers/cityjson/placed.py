"""Where templates stand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Placed:
    """One instance of a template.

    Attributes:
        owner: row of the object.
        template: its number.
        matrix: 16 numbers, row by row.
        corner: number of the vertex at which it stands.
    """

    owner: int
    template: int
    matrix: list[float]
    corner: int
