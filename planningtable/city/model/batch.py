"""What every reader of city models yields: some objects of a file in columns, as they stood there.

Coordinates are the file's own, in its CRS and axis order; nothing is repaired, projected or chosen yet
(`planningtable.city.model.prepare` does that). Every object of the file is in some batch, drawn or not.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from planningtable.city.attributes import AttributeTable
from planningtable.city.grid import Array
from planningtable.domain.text import Text


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to be said about one object or surface.

    Attributes:
        id: of the object or surface.
        why: a sentence.
        type: class of the object; empty for surfaces.
        code: val3dity's code and name, e.g. ``203 NON_PLANAR_POLYGON_DISTANCE_PLANE``; empty for other remarks.
    """

    id: str
    why: Text
    type: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class ObjectRows:
    """City objects, parents before their children; columns of length N.

    Attributes:
        ids: gml:id or key; made up (and unique in the file) where there is none.
        types: class as the file names it, without prefix: ``Building``, ``BuildingPart``, ``BuildingInstallation``,
            ``Road``, ``TrafficArea`` …; classes of extensions begin with ``+``.
        parents: row of the parent, -1 for objects of their own.
        names: gml:name; empty where there is none.
        attributes: everything else, generic attributes too. Keys are the standard's property names: ``function``,
            ``usage``, ``class``, ``roofType``, ``measuredHeight``, ``storeysAboveGround``, ``creationDate`` …; a code
            space stands beside as ``function.codeSpace``; addresses as ``address`` (street and number) and ``town``;
            attribute sets as ``set.name``; units behind the number.
        lods: levels of detail at which there is geometry, e.g. ``("1", "2.2")``.
    """

    ids: tuple[str, ...]
    types: tuple[str, ...]
    parents: npt.NDArray[np.int32]
    names: tuple[str, ...]
    attributes: AttributeTable
    lods: tuple[tuple[str, ...], ...]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True, eq=False)
class BoundaryRows:
    """Thematic surfaces (walls, roofs, traffic areas, openings …); columns of length W.

    Attributes:
        ids: gml:id; empty where there is none.
        types: ``RoofSurface``, ``WallSurface``, ``Window`` …, as the file names them.
        owners: row of the object.
        attributes: of the surface itself.
    """

    ids: tuple[str, ...]
    types: tuple[str, ...]
    owners: npt.NDArray[np.int32]
    attributes: AttributeTable

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True, eq=False)
class PolygonRows:
    """Polygons, each once, however often it is referred to; columns of length N.

    Attributes:
        ids: gml:id; empty where there is none.
        points: shape (P, 3); rings as in the file (closing point included where the file has it).
        ring_starts: start of each ring in ``points`` with one more at the end, shape (R + 1,).
        polygon_starts: first ring of each polygon with one more at the end, shape (N + 1,); outer ring first.
        colour: red, green, blue of the material, 0..255, shape (N, 3); -1 where none is given.
        texture: row of the batch's ``textures``, -1 for none, shape (N,).
        uv: texture coordinates of each point, shape (P, 2), NaN where there are none; None if no polygon has any.
    """

    ids: tuple[str, ...]
    points: Array
    ring_starts: npt.NDArray[np.int64]
    polygon_starts: npt.NDArray[np.int64]
    colour: npt.NDArray[np.int16]
    texture: npt.NDArray[np.int32]
    uv: Array | None = None

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True, eq=False)
class FaceRows:
    """Which polygon shows which object, at every level of detail in the file; columns of length F.

    A polygon that both a boundary surface and, by xlink, a solid refer to has two rows: one with ``boundary``, one
    with ``solid``.

    Attributes:
        owner: row of the object.
        polygon: row of the polygons.
        flipped: whether the polygon is turned round.
        kind: `planningtable.city.site.SurfaceKind`.
        lod: e.g. 2.0 or 2.2.
        boundary: row of the boundary surfaces, -1 for none.
        solid: number of the solid within the batch, -1 where the face belongs to none.
        shell: 0 for the outer shell of the solid, 1 … for voids in it.
        inside: whether it is part of the interior (rooms, furniture), which is not drawn.
    """

    owner: npt.NDArray[np.int32]
    polygon: npt.NDArray[np.int32]
    flipped: npt.NDArray[np.bool_]
    kind: npt.NDArray[np.uint8]
    lod: npt.NDArray[np.float32]
    boundary: npt.NDArray[np.int32]
    solid: npt.NDArray[np.int32]
    shell: npt.NDArray[np.int16]
    inside: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.owner)


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """Geometry that is used in many places; faces in local metres, each polygon one face.

    Attributes:
        id: gml:id or index.
        polygons: points are local [m].
        kind: `planningtable.city.site.SurfaceKind` of each polygon.
    """

    id: str
    polygons: PolygonRows
    kind: npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class InstanceRows:
    """Places where templates stand; columns of length I.

    Attributes:
        owner: row of the object.
        lod: level of detail.
        template: row of the batch's templates.
        matrix: transformation of local points, row-major, applied before the anchor is added, shape (I, 4, 4).
        anchor: reference point in the file's CRS, shape (I, 3).
    """

    owner: npt.NDArray[np.int32]
    lod: npt.NDArray[np.float32]
    template: npt.NDArray[np.int32]
    matrix: Array
    anchor: Array

    def __len__(self) -> int:
        return len(self.owner)


@dataclass(frozen=True, slots=True, eq=False)
class LineRows:
    """Lines and points of objects (road axes, tree positions); a point is a line of one; columns of length L.

    Attributes:
        owner: row of the object.
        lod: level of detail; -1 where none is stated.
        points: shape (P, 3).
        starts: start of each line with one more at the end, shape (L + 1,).
    """

    owner: npt.NDArray[np.int32]
    lod: npt.NDArray[np.float32]
    points: Array
    starts: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.owner)


@dataclass(frozen=True, slots=True, eq=False)
class CityBatch:
    """Some objects of one document.

    Attributes:
        objects: each city object of the batch, nested ones too, drawn or not.
        boundaries: thematic surfaces.
        polygons: the polygons.
        faces: what shows what.
        templates: geometry used by instances.
        instances: where it stands.
        lines: lines and points.
        terrain: triangles of reliefs in the file's CRS, shape (T, 3, 3).
        terrain_points: mass points and points of break lines, shape (M, 3).
        textures: names of image files, relative to the document.
        reference_names: names of CRSs that stand in the batch, in the order they occur.
        features: which features of the format occur, with how often: ``xlink``, ``Solid``, ``ImplicitGeometry``,
            ``ParameterizedTexture``, ``X3DMaterial``, ``theme:NAME``, ``ADE:NAMESPACE`` …; for the check-up.
        repaired: what the reader left out or mended (a hole without coordinates, a number that is none).
        reported: objects that the reader itself cannot hand on, and why (an older version of a versioned object).
        unresolved: targets of references that are not in the batch; ``faces`` lacks them.
    """

    objects: ObjectRows
    boundaries: BoundaryRows
    polygons: PolygonRows
    faces: FaceRows
    templates: tuple[Template, ...] = ()
    instances: InstanceRows | None = None
    lines: LineRows | None = None
    terrain: Array = field(default_factory=lambda: np.zeros((0, 3, 3)))
    terrain_points: Array = field(default_factory=lambda: np.zeros((0, 3)))
    textures: tuple[str, ...] = ()
    reference_names: tuple[str, ...] = ()
    features: tuple[tuple[str, int], ...] = ()
    repaired: tuple[Remark, ...] = ()
    reported: tuple[Remark, ...] = ()
    unresolved: tuple[str, ...] = ()
