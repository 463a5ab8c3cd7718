"""Who acts: the seats along the edges of the table, the facilitator and the shell."""

from dataclasses import dataclass
from enum import StrEnum


class Edge(StrEnum):
    """The edge of the table a seat belongs to; south is the edge below the picture."""

    SOUTH = "south"
    WEST = "west"
    NORTH = "north"
    EAST = "east"


@dataclass(frozen=True, slots=True)
class Seat:
    """A place at the table. Every event names the seat that caused it.

    Attributes:
        id: ``seat-1`` to ``seat-8``, ``facilitator``, ``desk`` or ``shell``.
        number: the number shown to people; 0 for the facilitator, the desk and the shell.
        edge: the edge that the seat's cards and menus face.
        symbol: a sign shown beside the colour, so that colour is never alone.
        colour: sRGB as ``#rrggbb``.
    """

    id: str
    number: int
    edge: Edge
    symbol: str
    colour: str


# Colours: the first four after Okabe & Ito (2008); the others were chosen so that any two seats are at least 8 apart by
# CIEDE2000, also to eyes that lack a kind of cone. The long edges have room for three.
TABLE_SEATS: tuple[Seat, ...] = (
    Seat("seat-1", 1, Edge.SOUTH, "●", "#0072b2"),
    Seat("seat-2", 2, Edge.WEST, "▲", "#d55e00"),
    Seat("seat-3", 3, Edge.NORTH, "■", "#009e73"),
    Seat("seat-4", 4, Edge.EAST, "◆", "#b0568a"),
    Seat("seat-5", 5, Edge.SOUTH, "▼", "#a3122e"),
    Seat("seat-6", 6, Edge.NORTH, "✚", "#3a2fb8"),
    Seat("seat-7", 7, Edge.SOUTH, "◗", "#6e6a63"),
    Seat("seat-8", 8, Edge.NORTH, "✖", "#3b0f5c"),
)
USUAL_SEATS = 4
"""How many people a table is for unless more or fewer are asked for."""
FACILITATOR = Seat("facilitator", 0, Edge.SOUTH, "★", "#3c474d")
DESK = Seat("desk", 0, Edge.SOUTH, "✎", "#3c474d")
SHELL = Seat("shell", 0, Edge.SOUTH, "$", "#3c474d")
