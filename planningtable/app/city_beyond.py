"""The city of a workshop, where it reaches beyond the site that people plan on."""

from planningtable.app.session import Session
from planningtable.domain.text import PlanningError
from planningtable.store.city_tiles import CityTiles


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
