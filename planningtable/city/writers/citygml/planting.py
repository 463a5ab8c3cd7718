"""Trees as implicit geometry, and the ground as a TIN."""

from collections.abc import Iterator, Sequence

from lxml.etree import SubElement, _Element

from planningtable.city.grid import Array
from planningtable.city.site import Site
from planningtable.city.writers.citygml.classes import CLASSES_2, CLASSES_3
from planningtable.city.writers.citygml.names import HREF
from planningtable.city.writers.citygml.pen import Pen
from planningtable.city.writers.citygml.properties import core_properties, told_apart, write_head, write_typed
from planningtable.city.writers.texts import xml_id
from planningtable.city.writers.tree_shape import TREE_LOD, crown, tree_places, tree_properties, tree_scale, trunk

TEMPLATE = "tree-template"
TERRAIN_ID = "terrain"
_GROUND_LOD = "1"


def tree_elements(pen: Pen, site: Site) -> Iterator[_Element]:
    """One SolitaryVegetationObject a tree; the first holds the shape, the others refer to it."""
    old = pen.names.version == "2.0"
    kind = (CLASSES_2 if old else CLASSES_3)["SolitaryVegetationObject"]
    template = ""
    for row, place in enumerate(tree_places(site).tolist()):
        id = pen.ids.take(xml_id(site.trees.ids[row]))
        root = pen.element(kind.name, id)
        told = told_apart(tree_properties(site, row), (*core_properties(pen.names.version), *kind.own))
        write_head(pen, root, "", told, site.trees.ids[row])
        if old:
            write_typed(pen, root, told, kind.own)
        prefix = "veg" if old else "core"
        holder = pen.sub(root, f"{prefix}:lod{TREE_LOD}ImplicitRepresentation")
        template = _implicit(pen, holder, (id, template), place, tree_scale(site, row))
        if not old:
            write_typed(pen, root, told, kind.own)
        yield root


def _implicit(
    pen: Pen, holder: _Element, ids: tuple[str, str], place: Sequence[float], scale: tuple[float, float]
) -> str:
    """The shape at a place; returns the id of the shape."""
    id, template = ids
    wide, high = scale
    old = pen.names.version == "2.0"
    implicit = pen.element("core:ImplicitGeometry") if old else None
    if implicit is None:
        implicit = pen.element("core:ImplicitGeometry", pen.ids.take(f"{id}_ig"))
    holder.append(implicit)
    matrix = f"{wide:.3f} 0 0 0 0 {wide:.3f} 0 0 0 0 {high:.3f} 0 0 0 0 1"
    pen.sub(implicit, "core:transformationMatrix", matrix)
    shape = SubElement(implicit, pen.tag("core:relativeGMLGeometry" if old else "core:relativeGeometry"))
    point = pen.sub(implicit, "core:referencePoint")
    if template:
        shape.set(HREF, f"#{template}")
    else:
        template = _shape(pen, shape)
    if not old:
        # The schema has the reference point before the shape.
        implicit.remove(shape)
        implicit.append(shape)
    position = pen.sub(pen.identified(point, "gml:Point", f"{id}_at"), "gml:pos", "%.3f %.3f %.3f" % tuple(place))  # noqa: UP031
    position.set("srsDimension", "3")
    return template


def _shape(pen: Pen, holder: _Element) -> str:
    surface = pen.identified(holder, "gml:MultiSurface", TEMPLATE)
    for points, faces in (crown(), trunk()):
        texts = [" ".join(f"{n:.4g}" for n in point) for point in points.tolist()]
        for face in faces:
            polygon = pen.identified(pen.sub(surface, "gml:surfaceMember"), "gml:Polygon", f"{TEMPLATE}_p")
            ring = pen.sub(pen.sub(polygon, "gml:exterior"), "gml:LinearRing")
            positions = pen.sub(ring, "gml:posList", " ".join(texts[i] for i in (*face, face[0])))
            positions.set("srsDimension", "3")
    return surface.get(pen.tag("gml:id")) or TEMPLATE


def ground_element(pen: Pen, places: Array, triangles: Array) -> _Element:
    """A ReliefFeature with one TIN."""
    root = pen.element("dem:ReliefFeature", pen.ids.take(TERRAIN_ID))
    pen.sub(root, "dem:lod", _GROUND_LOD)
    tin = pen.identified(pen.sub(root, "dem:reliefComponent"), "dem:TINRelief", f"{TERRAIN_ID}_tin")
    pen.sub(tin, "dem:lod", _GROUND_LOD)
    surface = pen.identified(pen.sub(tin, "dem:tin"), "gml:TriangulatedSurface", f"{TERRAIN_ID}_surface")
    patches = pen.sub(surface, "gml:trianglePatches" if pen.names.version == "2.0" else "gml:patches")
    texts = ["%.3f %.3f %.3f" % (x, y, z) for x, y, z in places.tolist()]  # noqa: UP031 - twice as fast as format
    for a, b, c in triangles.tolist():
        triangle = SubElement(patches, pen.tag("gml:Triangle"))
        ring = SubElement(SubElement(triangle, pen.tag("gml:exterior")), pen.tag("gml:LinearRing"))
        positions = SubElement(ring, pen.tag("gml:posList"))
        positions.set("srsDimension", "3")
        positions.text = f"{texts[a]} {texts[b]} {texts[c]} {texts[a]}"
    return root
