"""What the solver is asked: the ground, what comes and goes, how long and how fine."""

from dataclasses import dataclass, field

from plugins.heavy_rain.arrays import B8, F64
from plugins.heavy_rain.forcing import Feed, Infiltration, Sealed, Series, Supplier

SIDES = ("west", "east", "north", "south")


@dataclass(frozen=True, slots=True, eq=False)
class Edge:
    """What happens along a part of one side of the grid.

    Attributes:
        side: ``west``, ``east``, ``north`` or ``south``.
        kind: ``closed``, ``open`` or ``level``.
        first: first cell along the side, from the west or from the north.
        last: one past the last cell; None is the end of the side.
        slope: energy slope of an open edge [-]; None takes the bed's slope towards the edge.
        level: water level outside [m].
    """

    side: str
    kind: str
    first: int = 0
    last: int | None = None
    slope: float | None = None
    level: Series | None = None


OPEN_ALL_ROUND = tuple(Edge(side, "open") for side in SIDES)


@dataclass(frozen=True, slots=True, eq=False)
class Basin:
    """The ground that the water runs over; grids of shape (rows, columns), row 0 north.

    Attributes:
        bed: ground height [m]; NaN counts as blocked.
        blocked: cells that no water enters, e.g. buildings.
        manning: roughness [s/m^(1/3)].
        cell: edge length of a cell [m].
        edges: what happens along the sides; closed where nothing is said, the last that covers a cell counts.
        depth: water at the start [m]; None is dry.
    """

    bed: F64
    blocked: B8
    manning: F64
    cell: float
    edges: tuple[Edge, ...] = OPEN_ALL_ROUND
    depth: F64 | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Weather:
    """What comes and goes.

    Attributes:
        rain: intensity [mm/h].
        catch: share of the rain that falls on a cell and stays there, 0 on roofs, shape (rows, columns); None is 1.
        initial_loss: wetting and depression loss, taken from the rain first, shape (rows, columns) [mm].
        infiltration: how fast the ground takes water.
        sewer: how fast the sewers take water where there are gullies, shape (rows, columns) [mm/h].
        feeds: water let onto cells, with the supplier of each.
    """

    rain: Series
    catch: F64 | None = None
    initial_loss: F64 | None = None
    infiltration: Infiltration = field(default_factory=Sealed)
    sewer: F64 | None = None
    feeds: tuple[tuple[Feed, Supplier], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """How long, how fine and what to keep.

    Attributes:
        duration: simulated time [s].
        interval: how often rain and losses are renewed, and the velocity is looked at [s].
        pictures: how many depth grids to keep, evenly spaced, the last at the end.
        mark: depth that counts as arrival [m].
        courant: Courant number [-]; each scheme takes no more than it is stable with.
        theta: weight of the face's own discharge [-].
        film: depth below which a face is dry [m].
        step: longest time step [s].
        solver: ``inertial`` or ``shallow-water``.
    """

    duration: float
    interval: float = 10.0
    pictures: int = 0
    mark: float = 0.1
    courant: float = 0.65
    theta: float = 0.9
    film: float = 1e-3
    step: float = 5.0
    solver: str = "inertial"
