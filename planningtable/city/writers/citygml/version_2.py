"""Bodies of features in CityGML 2.0."""

from collections.abc import Mapping, Sequence

from lxml.etree import _Element

from planningtable.city.site import SurfaceKind
from planningtable.city.writers.citygml.boundaries import OPENINGS, Boundary, boundaries_of
from planningtable.city.writers.citygml.classes import SHELL, WATER
from planningtable.city.writers.citygml.feature import FeatureWriter, Written
from planningtable.city.writers.citygml.pen import Pen
from planningtable.city.writers.citygml.properties import told_apart, write_address, write_head, write_typed
from planningtable.city.writers.features import Face
from planningtable.city.writers.texts import xml_id

# From this level of detail on there are boundary surfaces, and windows and doors.
_BOUNDARIES = 2
_OPENINGS = 3


def body_2(writer: FeatureWriter, written: Written) -> None:
    """Own properties, geometry and nested objects."""
    write_typed(writer.pen, written.root, written.told, written.kind.own)
    lod = max(written.feature.lod, written.kind.lowest)
    _SHAPES[written.kind.shape](writer, written, lod)
    writer.leave(written)


def _built(writer: FeatureWriter, written: Written, lod: int) -> None:
    pen, root, kind, feature = writer.pen, written.root, written.kind, written.feature
    if lod < _BOUNDARIES:
        _low(pen, written, lod)
    place = len(root)
    writer.children(written, kind.before)
    if lod >= _BOUNDARIES:
        boundaries, loose = boundaries_of(pen.table, feature.faces, _classes(lod))
        members = _boundaries(pen, written, lod, boundaries)
        # The schema has the geometry of level 2 before and that of 3 and 4 behind the boundary surfaces.
        if _geometry(pen, written, lod, (members, loose)) and lod == _BOUNDARIES:
            root.insert(place, root[-1])
    writer.children(written, kind.after)
    if kind.address:
        address, town = (written.told.typed.get(f"core:{name}", "") for name in ("address", "town"))
        write_address(pen, root, kind.prefix, address, town, written.id)


def _low(pen: Pen, written: Written, lod: int) -> None:
    """Footprints and roof edges, or a block."""
    prefix, faces = written.kind.prefix, written.feature.faces
    if not faces:
        return
    if lod == 0:
        ground = [face for face in faces if face.kind is SurfaceKind.GROUND]
        edges = [face for face in faces if face.kind is not SurfaceKind.GROUND]
        for name, some in (("lod0FootPrint", ground), ("lod0RoofEdge", edges)):
            if some:
                pen.multi_surface(pen.sub(written.root, f"{prefix}:{name}"), written.id, some, named=True)
    elif written.feature.solid:
        pen.solid(pen.sub(written.root, f"{prefix}:lod1Solid"), written.id, faces)
    else:
        pen.multi_surface(pen.sub(written.root, f"{prefix}:lod1MultiSurface"), written.id, faces, named=True)


def _classes(lod: int) -> Mapping[SurfaceKind, str]:
    return SHELL if lod >= _OPENINGS else {kind: name for kind, name in SHELL.items() if kind not in OPENINGS}


def _boundaries(pen: Pen, written: Written, lod: int, boundaries: Sequence[Boundary]) -> list[str]:
    """Boundary surfaces; returns the ids of their polygons."""
    members: list[str] = []
    for boundary in boundaries:
        holder = pen.sub(written.root, f"{written.kind.prefix}:boundedBy")
        members += _boundary(pen, holder, written, lod, boundary)
    return members


def _boundary(pen: Pen, holder: _Element, written: Written, lod: int, boundary: Boundary) -> list[str]:
    prefix = written.kind.prefix
    id = pen.ids.take(xml_id(boundary.id) if boundary.id else f"{written.id}_surface")
    surface = pen.sub(holder, f"{prefix}:{SHELL[boundary.kind]}")
    surface.set(pen.tag("gml:id"), id)
    write_head(pen, surface, "", told_apart(boundary.attributes, ()), boundary.id)
    members: list[str] = []
    if boundary.faces:
        geometry = pen.sub(surface, f"{prefix}:lod{lod}MultiSurface")
        multi = pen.identified(geometry, "gml:MultiSurface", f"{id}_ms")
        members += [pen.polygon(pen.sub(multi, "gml:surfaceMember"), face, f"{id}_p") for face in boundary.faces]
    for opening in boundary.openings:
        members += _boundary(pen, pen.sub(surface, f"{prefix}:opening"), written, lod, opening)
    return members


def _geometry(pen: Pen, written: Written, lod: int, polygons: tuple[list[str], list[Face]]) -> bool:
    """A solid that refers to the boundary surfaces; polygons that are in none of them stand here.

    Returns:
        Whether there was anything to write.
    """
    members, loose = polygons
    solid, built = written.feature.solid, written.kind.shape == "built"
    if not solid and not loose:
        return False
    name = ("Solid" if solid else "MultiSurface") if built else "Geometry"
    holder = pen.sub(written.root, f"{written.kind.prefix}:lod{lod}{name}")
    if solid:
        pen.solid(holder, written.id, [*members, *loose])
    else:
        pen.multi_surface(holder, written.id, loose, named=True)
    return True


def _attached(writer: FeatureWriter, written: Written, lod: int) -> None:
    pen, root = writer.pen, written.root
    if lod < _BOUNDARIES:
        _free(writer, written, lod)
        return
    boundaries, loose = boundaries_of(pen.table, written.feature.faces, _classes(lod))
    place = len(root)
    members = _boundaries(pen, written, lod, boundaries)
    if _geometry(pen, written, lod, (members, loose)):
        root.insert(place, root[-1])


def _free(writer: FeatureWriter, written: Written, lod: int) -> None:
    faces = written.feature.faces
    if not faces:
        return
    holder = writer.pen.sub(written.root, f"{written.kind.prefix}:lod{lod}Geometry")
    if written.feature.solid:
        writer.pen.solid(holder, written.id, faces)
    else:
        writer.pen.multi_surface(holder, written.id, faces, named=True)


def _flat(writer: FeatureWriter, written: Written, lod: int) -> None:
    writer.children(written, written.kind.before)
    if written.feature.faces:
        holder = writer.pen.sub(written.root, f"{written.kind.prefix}:lod{lod}MultiSurface")
        writer.pen.multi_surface(holder, written.id, written.feature.faces, named=True)


def _water(writer: FeatureWriter, written: Written, lod: int) -> None:
    pen, root, faces = writer.pen, written.root, written.feature.faces
    if lod < _BOUNDARIES:
        _flat(writer, written, lod)
        return
    place = len(root)
    members = []
    for face in faces:
        id = pen.ids.take(xml_id(face.id) if face.id else f"{written.id}_surface")
        surface = pen.sub(pen.sub(root, "wtr:boundedBy"), f"wtr:{WATER.get(face.kind, 'WaterSurface')}")
        surface.set(pen.tag("gml:id"), id)
        write_head(pen, surface, "", told_apart(face.attributes, ()), face.id)
        members.append(pen.polygon(pen.sub(surface, f"wtr:lod{lod}Surface"), face, f"{id}_p"))
    if written.feature.solid:
        pen.solid(pen.sub(root, f"wtr:lod{lod}Solid"), written.id, members)
        root.insert(place, root[-1])


_SHAPES = {
    "built": _built,
    "attached": _attached,
    "room": _flat,
    "transport": _flat,
    "area": _flat,
    "water": _water,
    "flat": _flat,
    "free": _free,
}
