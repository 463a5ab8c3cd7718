"""The site: a frozen snapshot of what stands there, in columns, in one projected CRS.

Coordinates are float64 metres, axis order east, north, up. Vertices are relative to ``Site.origin`` so that float32 is
enough for drawing; everything else (footprints, tree positions, grids) is in the CRS itself.
"""

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from planningtable.city.attributes import AttributeTable
from planningtable.city.grid import Array, Extent, Grid
from planningtable.city.nested import NestedTable


class SurfaceKind(IntEnum):
    """Boundary surface classes of CityGML; those of buildings, and ground as it is used."""

    UNKNOWN = 0
    GROUND = 1
    WALL = 2
    ROOF = 3
    CLOSURE = 4
    OUTER_CEILING = 5
    OUTER_FLOOR = 6
    WINDOW = 7
    DOOR = 8
    TRAFFIC = 9
    GREEN = 10
    WATER = 11
    INTERIOR = 12


@dataclass(frozen=True, slots=True)
class Source:
    """Where data came from.

    Attributes:
        what: ``city``, ``terrain``, ``land-cover``, ``trees`` or ``streets``.
        name: file name without its folder.
        format: e.g. ``CityGML``.
        version: e.g. ``2.0``; empty where the format has none.
        crs: as resolved, e.g. ``EPSG:25832``.
        date: date of the data or of the file, ISO 8601; empty where unknown.
        licence: as stated in the file; empty where it states none.
        sha256: of the file's bytes.
    """

    what: str
    name: str
    format: str
    version: str
    crs: str
    date: str
    licence: str
    sha256: str


@dataclass(frozen=True, slots=True, eq=False)
class Buildings:
    """One row a building (parts belong to their building); columns of length B.

    Attributes:
        ids: gml:id or another id, unique.
        names: gml:name or the address; empty where there is none.
        uses: ``residential``, ``mixed``, ``office``, ``retail``, ``industry``, ``school``, ``kindergarten``,
            ``church``, ``hospital``, ``garage``, ``public`` or ``other``.
        functions: the function code as it stood in the file.
        roof_types: the roof type code as it stood in the file.
        addresses: street and number; empty where there is none.
        height: height above the lowest ground point [m].
        ground: height of the lowest ground point [m above the vertical datum].
        storeys: storeys above ground; from the file, otherwise estimated as height / 3 m.
        storeys_estimated: True where the number of storeys was estimated.
        lod: level of detail that is shown.
        parts: number of building parts.
        footprints: shapely (Multi)Polygon in the CRS, object array; the union of the ground surfaces.
        cistern: volume of a cistern [m³].
        attributes: further attributes, one mapping a building.
        nested: parts, installations and other objects of each building.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    uses: tuple[str, ...]
    functions: tuple[str, ...]
    roof_types: tuple[str, ...]
    addresses: tuple[str, ...]
    height: npt.NDArray[np.float64]
    ground: npt.NDArray[np.float64]
    storeys: npt.NDArray[np.int32]
    storeys_estimated: npt.NDArray[np.bool_]
    lod: npt.NDArray[np.int8]
    parts: npt.NDArray[np.int32]
    footprints: Array
    cistern: npt.NDArray[np.float64]
    attributes: AttributeTable
    nested: NestedTable

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True, eq=False)
class Surfaces:
    """Boundary surfaces of buildings or other objects; one row a polygon; columns of length S, and their meshes.

    Attributes:
        ids: gml:id of the surface; made up from the building's where there is none.
        kind: `SurfaceKind` codes.
        building: row of the building (of the object, in `Objects.surfaces`).
        nested: number of the nested object (part, installation …) within the building, 0 for the building itself.
        normal: outward unit normal by Newell's method, shape (S, 3).
        area: area of the polygon in its own plane [m²].
        slope: angle between the normal and the vertical, 0 to 90 [°].
        aspect: azimuth of the upward normal, clockwise from north [°].
        green: substrate depth of a green roof, 0 for none [cm].
        colour: red, green, blue of the material in the file, 0..255, shape (S, 3); -1 where there is none.
        texture: row of ``Site.textures``; -1 where there is none.
        attributes: of the boundary surface in the file.
        vertices: shape (V, 3), metres relative to the site's origin.
        triangles: shape (T, 3), rows of ``vertices``.
        triangle_surface: surface row of each triangle, shape (T,).
        ring_offsets: start of each ring in ``ring_points`` with one more at the end, shape (R + 1,).
        ring_points: shape (P, 3), metres relative to the site's origin, rings not repeated at the end.
        ring_surface: surface row of each ring, shape (R,).
        ring_hole: whether the ring is a hole, shape (R,).
        ring_uv: texture coordinates of ``ring_points``, shape (P, 2), NaN where there are none; shape (0, 2) if none
            of them has any.
    """

    ids: tuple[str, ...]
    kind: npt.NDArray[np.uint8]
    building: npt.NDArray[np.int32]
    nested: npt.NDArray[np.int32]
    normal: npt.NDArray[np.float64]
    area: npt.NDArray[np.float64]
    slope: npt.NDArray[np.float64]
    aspect: npt.NDArray[np.float64]
    green: npt.NDArray[np.float64]
    colour: npt.NDArray[np.int16]
    texture: npt.NDArray[np.int32]
    attributes: AttributeTable
    vertices: npt.NDArray[np.float64]
    triangles: npt.NDArray[np.int32]
    triangle_surface: npt.NDArray[np.int32]
    ring_offsets: npt.NDArray[np.int64]
    ring_points: npt.NDArray[np.float64]
    ring_surface: npt.NDArray[np.int32]
    ring_hole: npt.NDArray[np.bool_]
    ring_uv: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True, eq=False)
class Objects:
    """City objects other than buildings that are drawn: bridges, roads, water, land use, furniture …; columns.

    Attributes:
        ids: gml:id or another id, unique.
        types: class, e.g. ``Bridge``, ``Road``, ``WaterBody``; classes of extensions begin with ``+``.
        names: gml:name; empty where there is none.
        lod: level of detail that is shown.
        attributes: one mapping an object.
        nested: parts, traffic areas and other objects of each object.
        surfaces: what is drawn; its column ``building`` is the row of the object here.
    """

    ids: tuple[str, ...]
    types: tuple[str, ...]
    names: tuple[str, ...]
    lod: npt.NDArray[np.int8]
    attributes: AttributeTable
    nested: NestedTable
    surfaces: Surfaces

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Texture:
    """An image that surfaces are covered with.

    Attributes:
        name: as the file names it.
        data: the image file's bytes (PNG or JPEG); empty where it is missing.
    """

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """Trees; columns of length T.

    Attributes:
        ids: from the register, or made up.
        species: botanical or German name; empty where unknown.
        east: easting of the trunk [m].
        north: northing of the trunk [m].
        height: height above the ground [m].
        crown: diameter of the crown [m].
        planned: True for trees that a measure adds.
    """

    ids: tuple[str, ...]
    species: tuple[str, ...]
    east: npt.NDArray[np.float64]
    north: npt.NDArray[np.float64]
    height: npt.NDArray[np.float64]
    crown: npt.NDArray[np.float64]
    planned: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True, eq=False)
class Streets:
    """Street centre lines; columns of length L.

    Attributes:
        ids: from the file, or made up.
        names: street name.
        classes: ``residential``, ``main``, ``path`` or ``other``.
        lines: shapely LineString in the CRS, object array.
        width: width of the carriageway [m].
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    classes: tuple[str, ...]
    lines: Array
    width: npt.NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """What stands there.

    Attributes:
        crs: ``EPSG:code`` of a projected CRS in metres.
        vertical: name of the vertical datum as it stood in the file; empty where unknown.
        origin: easting and northing that ``Surfaces.vertices`` are relative to, whole metres.
        extent: the area that is shown and computed.
        terrain: ground height [m above the vertical datum]; buildings are not in it; no NaN.
        terrain_made: True where the terrain was made from ground surfaces because none was given.
        land_cover: `LandCover` codes, the terrain's cells.
        buildings: the buildings.
        surfaces: their boundary surfaces.
        objects: other city objects.
        trees: the trees.
        streets: the street centre lines.
        sources: one a file.
        notes: remarks on the data for the reader, message ids and arguments rendered at import.
        textures: images that surfaces are covered with.
        digest: hash of the content; equal digests mean equal sites.
    """

    crs: str
    vertical: str
    origin: tuple[float, float]
    extent: Extent
    terrain: Grid
    terrain_made: bool
    land_cover: Grid
    buildings: Buildings
    surfaces: Surfaces
    objects: Objects
    trees: Trees
    streets: Streets
    sources: tuple[Source, ...]
    notes: tuple[str, ...] = field(default=())
    textures: tuple[Texture, ...] = field(default=())
    digest: str = ""
