"""Tiles → what stands on a site: buildings, other objects, with their textures; the same each time."""

from collections.abc import Iterator

from planningtable.city.grid import Extent
from planningtable.city.model.piece import CityPiece
from planningtable.city.site import Texture
from planningtable.city.tiles import inside, put_together
from planningtable.store.city_tiles import CityTiles
from planningtable.store.site_blobs import Standing


def standing(tiles: CityTiles, area: Extent | None, origin: tuple[float, float]) -> Standing:
    """What lies in an area, relative to an origin.

    Raises:
        PlanningError: the tiles are damaged.
    """
    return of_piece(put_together(list(pieces_in(tiles, area)), origin), tiles)


def pieces_in(tiles: CityTiles, area: Extent | None) -> Iterator[CityPiece]:
    """What the tiles have in an area, one fragment after another."""
    wanted = [row for row in tiles.index() if area is None or row.extent.overlaps(area)]
    for piece in tiles.pieces(wanted):
        yield piece if area is None else inside(piece, area)


def of_piece(piece: CityPiece, tiles: CityTiles) -> Standing:
    """A piece with the images of its textures; they go by the name that the town's file gives them."""
    textures = tuple(Texture(name.partition(":")[2], tiles.texture(name)) for name in piece.textures)
    return Standing(piece.buildings, piece.surfaces, piece.objects, textures)
