"""A city file as it was read: columns, not yet in the site's CRS."""

from collections.abc import Mapping
from dataclasses import dataclass

from planningtable.city.grid import Array
from planningtable.city.readers.citygml.building import BuildingRecord
from planningtable.city.readers.citygml.geometry import Polygons
from planningtable.domain.text import Text

Remark = tuple[str, Text]


@dataclass(frozen=True, slots=True, eq=False)
class CityDocument:
    """One city file; rows of ``use_*`` are polygons that are drawn.

    Attributes:
        name: of the file.
        version: of CityGML.
        encoding: of the text.
        title: gml:name of the city model.
        licence: as its description states it; empty where it states none.
        reference_names: the names of the CRS that stand in it, the one for the whole file first.
        buildings: those that can be drawn, as far as the file tells.
        polygons: all polygons of the buildings.
        use_building: row of ``buildings``, shape (U,).
        use_polygon: row of ``polygons``, shape (U,).
        use_flipped: whether the polygon is turned round, shape (U,).
        use_kind: `SurfaceKind`, shape (U,).
        use_ids: of the boundary surface, or of the polygon.
        terrain: triangles of TIN reliefs in the file's CRS, shape (T, 3, 3).
        objects: number of objects by type.
        surfaces: number of boundary surfaces by type.
        lods: number of buildings that have geometry at a level.
        building_count: all buildings in the file, drawn or not.
        part_count: all building parts.
        reported: buildings that cannot be shown, and why.
        repaired: surfaces and buildings that were mended or left out, and why.
    """

    name: str
    version: str
    encoding: str
    title: str
    licence: str
    reference_names: tuple[str, ...]
    buildings: tuple[BuildingRecord, ...]
    polygons: Polygons
    use_building: Array
    use_polygon: Array
    use_flipped: Array
    use_kind: Array
    use_ids: tuple[str, ...]
    terrain: Array
    objects: Mapping[str, int]
    surfaces: Mapping[str, int]
    lods: Mapping[str, int]
    building_count: int
    part_count: int
    reported: tuple[Remark, ...]
    repaired: tuple[Remark, ...]
