"""The city of a workshop, where it reaches beyond the site that people plan on."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import shapely

from planningtable.app.session import Session
from planningtable.city.grid import Extent
from planningtable.city.model.piece import CityPiece
from planningtable.city.site import Site
from planningtable.domain.text import PlanningError, Text
from planningtable.store.city_tiles import CityTiles, TileRow

EAVES = 2.0
"""Roofs reach over the outline on the ground by so much at most [m]."""

MOST_ATTRIBUTES = 4
LONGEST = 40
"""Of what a file says about a building so many attributes, and so long ones, fit into a message at a seat."""


@dataclass(frozen=True, slots=True)
class BuildingBeyond:
    """A building outside the site, as it was delivered.

    Attributes:
        id: as in the file.
        name: name or address; empty where there is none.
        height: above its lowest ground point [m].
        lod: level of detail.
        source: name of the file; empty where it is not clear.
        attributes: further attributes.
    """

    id: str
    name: str
    height: float
    lod: int
    source: str
    attributes: tuple[tuple[str, str], ...]

    @property
    def text(self) -> Text:
        """A sentence about it."""
        sentence = Text.of(
            "city.beyond.building",
            name=self.name or self.id,
            id=self.id,
            height=self.height,
            lod=self.lod,
            source=self.source or Text("city.beyond.model"),
        )
        short = [(name, value) for name, value in self.attributes if len(value) <= LONGEST and "://" not in value]
        told = "; ".join(f"{name}: {value}" for name, value in short[:MOST_ATTRIBUTES])
        if not told:
            return sentence
        return Text.of("city.beyond.attributes", sentence=sentence, attributes=told)


@dataclass(frozen=True, slots=True, eq=False)
class CityAround:
    """The city around a site, to draw from.

    Attributes:
        tiles: of the whole city, open.
        site: as it is today; its buildings are not drawn twice, whatever a variant makes of them.
    """

    tiles: CityTiles
    site: Site


@contextmanager
def city_around(session: Session) -> Iterator[CityAround | None]:
    """The city around the site as long as pictures are drawn; None where the site is all there is.

    Args:
        session: an open workshop.
    """
    tiles = city_beyond(session)
    if tiles is None:
        yield None
        return
    with tiles:
        yield CityAround(tiles, session.site)


def city_beyond(session: Session) -> CityTiles | None:
    """The city's tiles, to be closed by the caller; None where the site is all there is.

    Args:
        session: an open workshop.
    """
    if session.path is None:
        return None
    try:
        tiles = CityTiles.open(session.path)
    except PlanningError:
        return None  # a workshop without tiles: the site is all there is
    try:
        beyond = sum(row.buildings for row in tiles.index()) > len(session.site.buildings)
    except PlanningError:
        beyond = False
    if not beyond:
        tiles.close()
        return None
    return tiles


def building_beyond(session: Session, east: float, north: float) -> BuildingBeyond | None:
    """The building that stands at a place of the city; None where there is none, or no city.

    Args:
        session: an open workshop.
        east: easting [m].
        north: northing [m].

    Raises:
        PlanningError: the file is damaged.
    """
    if session.path is None:
        return None
    here = Extent(east - EAVES, north - EAVES, east + EAVES, north + EAVES)
    # A finger waits: only what lies under it is read, not the index of the whole city.
    try:
        opened = CityTiles.open(session.path)
    except PlanningError:
        return None  # a workshop without tiles
    with opened as tiles:
        found: tuple[float, BuildingBeyond] | None = None
        for row in (row for row in tiles.index(here) if row.buildings):
            for piece in tiles.pieces([row]):
                # Buildings without a roof or ground have no outline; the distance to nothing is no number.
                away = np.nan_to_num(
                    shapely.distance(piece.buildings.footprints, shapely.Point(east, north)), nan=np.inf
                )
                nearest = int(np.argmin(away))
                if away[nearest] <= EAVES and (found is None or away[nearest] < found[0]):
                    found = float(away[nearest]), _told(piece, nearest, _source(session, tiles.sources(), row))
    return found[1] if found else None


def _told(piece: CityPiece, row: int, source: str) -> BuildingBeyond:
    some = piece.buildings
    name = some.names[row] or some.addresses[row]
    attributes = tuple((key, value) for key, value in some.attributes[row].items() if value)
    return BuildingBeyond(some.ids[row], name, float(some.height[row]), int(some.lod[row]), source, attributes)


def _source(session: Session, numbers: Sequence[int], row: TileRow) -> str:
    """Sources are numbered in the order in which the site names them."""
    names = [source.name for source in session.site.sources if source.what == "city"]
    return names[numbers.index(row.source)] if len(names) == len(numbers) else ""
