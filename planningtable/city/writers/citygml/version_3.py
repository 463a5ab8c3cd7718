"""Bodies of features in CityGML 3.0."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from lxml.etree import _Element

from planningtable.city.site import SurfaceKind
from planningtable.city.writers.citygml.boundaries import Boundary, boundaries_of
from planningtable.city.writers.citygml.classes import SHELL, WATER
from planningtable.city.writers.citygml.feature import FeatureWriter, Written
from planningtable.city.writers.citygml.pen import Pen
from planningtable.city.writers.citygml.properties import told_apart, write_address, write_head, write_typed
from planningtable.city.writers.features import Face
from planningtable.city.writers.texts import xml_id

_HIGHEST_LOD = 3
_CONSTRUCTION: Mapping[SurfaceKind, str] = MappingProxyType(
    {
        **{kind: f"con:{name}" for kind, name in SHELL.items()},
        SurfaceKind.CLOSURE: "core:ClosureSurface",
        SurfaceKind.WINDOW: "con:WindowSurface",
        SurfaceKind.DOOR: "con:DoorSurface",
    }
)
_WATER: Mapping[SurfaceKind, str] = MappingProxyType(
    {
        SurfaceKind.WATER: f"wtr:{WATER[SurfaceKind.WATER]}",
        SurfaceKind.GROUND: f"wtr:{WATER[SurfaceKind.GROUND]}",
        SurfaceKind.CLOSURE: "core:ClosureSurface",
    }
)
_TRAFFIC: Mapping[SurfaceKind, str] = MappingProxyType({SurfaceKind.TRAFFIC: "tran:TrafficArea"})
_BY_SHAPE: Mapping[str, Mapping[SurfaceKind, str]] = MappingProxyType(
    {"built": _CONSTRUCTION, "space": _CONSTRUCTION, "water": _WATER, "transport": _TRAFFIC}
)
# Spaces have no MultiSurface at this level of detail; only thematic surfaces have.
_WITHOUT_SURFACES = 1


def body_3(writer: FeatureWriter, written: Written) -> None:
    """Own properties, geometry and nested objects."""
    lod = min(written.feature.lod, _HIGHEST_LOD)
    if written.kind.shape in ("flat", "area"):
        _surface(writer.pen, written, lod)
    else:
        _space(writer, written, lod)
    writer.leave(written)


def _surface(pen: Pen, written: Written, lod: int) -> None:
    """Objects that are thematic surfaces themselves."""
    if written.feature.faces:
        holder = pen.sub(written.root, f"core:lod{lod}MultiSurface")
        pen.multi_surface(holder, written.id, written.feature.faces, named=True)
    write_typed(pen, written.root, written.told, written.kind.own)


def _space(writer: FeatureWriter, written: Written, lod: int) -> None:
    pen, root, kind = writer.pen, written.root, written.kind
    classes = _BY_SHAPE[kind.shape]
    boundaries, loose = boundaries_of(pen.table, written.feature.faces, classes)
    solid = written.feature.solid and kind.shape != "transport"
    if solid:
        lod = max(lod, 1)
    members: list[str] = []
    for boundary in boundaries:
        members += _boundary(pen, pen.sub(root, "core:boundary"), written, lod, (boundary, classes))
    if kind.shape == "transport":
        writer.children(written, kind.before)
    if loose and not solid and lod == _WITHOUT_SURFACES:
        surface = pen.identified(pen.sub(root, "core:boundary"), "gen:GenericThematicSurface", f"{written.id}_surface")
        pen.multi_surface(pen.sub(surface, "core:lod1MultiSurface"), written.id, loose, named=True)
    if solid:
        pen.solid(pen.sub(root, f"core:lod{lod}Solid"), written.id, [*members, *loose])
    elif loose and lod != _WITHOUT_SURFACES:
        pen.multi_surface(pen.sub(root, f"core:lod{lod}MultiSurface"), written.id, loose, named=True)
    _construction(pen, written)
    write_typed(pen, root, written.told, kind.own)
    if kind.shape != "transport":
        writer.children(written, kind.before)
    if kind.address:
        address, town = (written.told.typed.get(f"core:{name}", "") for name in ("address", "town"))
        write_address(pen, root, kind.prefix, address, town, written.id)
    writer.children(written, kind.after)


def _boundary(
    pen: Pen,
    holder: _Element,
    written: Written,
    lod: int,
    surface: tuple[Boundary, Mapping[SurfaceKind, str]],
) -> Sequence[str]:
    boundary, classes = surface
    id = pen.ids.take(xml_id(boundary.id) if boundary.id else f"{written.id}_surface")
    element = pen.sub(holder, classes[boundary.kind])
    element.set(pen.tag("gml:id"), id)
    write_head(pen, element, "", told_apart(boundary.attributes, ()), boundary.id)
    members: list[str] = []
    if boundary.faces:
        members += _multi(pen, pen.sub(element, f"core:lod{lod}MultiSurface"), id, boundary.faces)
    for opening in boundary.openings:
        members += _boundary(pen, pen.sub(element, "con:fillingSurface"), written, lod, (opening, classes))
    return members


def _multi(pen: Pen, holder: _Element, id: str, faces: Sequence[Face]) -> list[str]:
    multi = pen.identified(holder, "gml:MultiSurface", f"{id}_ms")
    return [pen.polygon(pen.sub(multi, "gml:surfaceMember"), face, f"{id}_p") for face in faces]


def _construction(pen: Pen, written: Written) -> None:
    """Dates and height of constructions."""
    told = written.told.typed
    for name in ("dateOfConstruction", "dateOfDemolition"):
        if f"con:{name}" in told:
            pen.sub(written.root, f"con:{name}", told[f"con:{name}"])
    if "con:measuredHeight" in told:
        height = pen.sub(pen.sub(written.root, "con:height"), "con:Height")
        pen.sub(height, "con:highReference", "highestRoofEdge")
        pen.sub(height, "con:lowReference", "lowestGroundPoint")
        pen.sub(height, "con:status", "measured")
        pen.sub(height, "con:value", told["con:measuredHeight"]).set("uom", "m")
