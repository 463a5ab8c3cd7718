"""Tiles → what stands on the site: buildings, other objects, trees, relief, with their textures."""

from dataclasses import dataclass

from planningtable.app.intake.planning_area import area_empty, planning_area
from planningtable.city.grid import Extent
from planningtable.city.job import Job
from planningtable.city.model.piece import CityPiece
from planningtable.city.site import Texture
from planningtable.city.tiles import put_together
from planningtable.domain.text import Text
from planningtable.store.city_standing import of_piece, pieces_in
from planningtable.store.city_tiles import CityTiles


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """What stands on the site.

    Attributes:
        piece: its objects.
        textures: rows that the column ``texture`` of surfaces names.
        area: of planning; None for the whole city.
        notes: remarks for the reader.
    """

    piece: CityPiece
    textures: tuple[Texture, ...]
    area: Extent | None
    notes: tuple[Text, ...]


def standing(tiles: CityTiles, wished: Extent | None, origin: tuple[float, float], job: Job) -> Standing:
    """Put together what lies in the planning area.

    Raises:
        PlanningError: nothing lies there, or the tiles are damaged.
        CancelledError: the job was cancelled.
    """
    rows = tiles.index()
    area, notes = planning_area(rows, wished) if rows else (None, ())
    pieces = []
    for number, piece in enumerate(pieces_in(tiles, area)):
        job.report(min(number / len(rows), 1.0), Text.of("city.job.together"))
        pieces.append(piece)
    piece = put_together(pieces, origin)
    if wished is not None and not len(piece.buildings):
        raise area_empty(rows, wished)
    return Standing(piece, of_piece(piece, tiles).textures, area, notes)
