"""What a tile holds of one chunk, ready to be written.

Worker processes make these rows: nothing here may need a database, which takes half a second to import.
"""

from dataclasses import dataclass

from planningtable.city.blocks import blocks_of
from planningtable.city.codec import packed
from planningtable.city.grid import Extent
from planningtable.city.model.piece import CityPiece
from planningtable.city.tiles import LEVEL, to_bytes


@dataclass(frozen=True, slots=True)
class FragmentRow:
    """What one chunk has in one tile, ready to be written.

    Attributes:
        column: of the tile, see `planningtable.city.tiles`.
        row: of the tile.
        extent: of what is in it [m].
        buildings: ids of the buildings.
        objects: ids of other objects and trees.
        terrain: number of terrain triangles and mass points.
        blocks: block models (`planningtable.city.blocks`).
        data: everything (`planningtable.city.tiles.to_bytes`).
    """

    column: int
    row: int
    extent: Extent
    buildings: tuple[str, ...]
    objects: tuple[str, ...]
    terrain: int
    blocks: bytes
    data: bytes


def row_of(piece: CityPiece, tile: tuple[int, int], extent: Extent) -> FragmentRow:
    """A tile's piece, ready to be written."""
    return FragmentRow(
        *tile,
        extent,
        piece.buildings.ids,
        (*piece.objects.ids, *piece.trees.ids),
        len(piece.terrain) + len(piece.terrain_points),
        packed(blocks_of(piece.buildings, piece.origin), LEVEL),
        to_bytes(piece),
    )
