"""Writing elements: ids, polygons, surfaces, solids."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from lxml import etree
from lxml.etree import SubElement, _Element

from planningtable.city.grid import Array
from planningtable.city.writers.citygml.names import HREF, Names
from planningtable.city.writers.features import Face, FeatureTable
from planningtable.city.writers.images import Image
from planningtable.city.writers.rings import SCALE
from planningtable.city.writers.texts import UniqueIds, plain, xml_id


@dataclass(frozen=True, slots=True)
class Drawn:
    """A polygon that has been written.

    Attributes:
        face: the face.
        id: gml:id of the polygon.
        rings: gml:ids of its rings; empty where it has no texture.
    """

    face: Face
    id: str
    rings: tuple[str, ...]


@dataclass(slots=True, eq=False)
class Pen:
    """What is needed to write the features of one table.

    Attributes:
        names: of the version.
        ids: given out so far.
        table: the features' table.
        places: position of each vertex as text.
        images: files of the textures.
        drawn: polygons of the feature that is being written, for its appearance.
    """

    names: Names
    ids: UniqueIds
    table: FeatureTable
    places: Sequence[str]
    images: Sequence[Image]
    drawn: list[Drawn] = field(default_factory=list)
    _tags: dict[str, str] = field(default_factory=dict)

    def tag(self, name: str) -> str:
        found = self._tags.get(name)
        if found is None:
            found = self._tags[name] = self.names(name)
        return found

    def element(self, name: str, id: str | None = None) -> _Element:
        element = etree.Element(self.tag(name), nsmap=dict(self.names.namespaces))
        if id is not None:
            element.set(self.tag("gml:id"), id)
        return element

    def sub(self, parent: _Element, name: str, text: str | None = None) -> _Element:
        """A child element, with a text if there is one."""
        element = SubElement(parent, self.tag(name))
        if text is not None:
            element.text = plain(text)
        return element

    def identified(self, parent: _Element, name: str, id: str) -> _Element:
        """A child element with a gml:id made of ``id``."""
        element = SubElement(parent, self.tag(name))
        element.set(self.tag("gml:id"), self.ids.take(id))
        return element

    def multi_surface(self, parent: _Element, owner: str, faces: Iterable[Face], *, named: bool = False) -> None:
        """A MultiSurface of polygons.

        Args:
            parent: property that holds it.
            owner: gml:id of the feature; those of the polygons are made of it.
            faces: the polygons.
            named: whether the polygons get the ids of their faces, as there is no boundary surface that has them.
        """
        surface = self.identified(parent, "gml:MultiSurface", f"{owner}_ms")
        for face in faces:
            self.polygon(self.sub(surface, "gml:surfaceMember"), face, xml_id(face.id) if named else f"{owner}_p")

    def solid(self, parent: _Element, owner: str, members: Sequence[str | Face]) -> None:
        """A Solid; its faces are ids of polygons that stand elsewhere, or faces that are written here."""
        solid = self.identified(parent, "gml:Solid", f"{owner}_solid")
        exterior = self.sub(solid, "gml:exterior")
        if self.names.version == "2.0":
            shell = self.identified(exterior, "gml:CompositeSurface", f"{owner}_shell")
        else:
            shell = self.sub(exterior, "gml:Shell")
        for member in members:
            holder = self.sub(shell, "gml:surfaceMember")
            if isinstance(member, str):
                holder.set(HREF, f"#{member}")
            else:
                self.polygon(holder, member, xml_id(member.id))

    def polygon(self, parent: _Element, face: Face, id: str) -> str:
        """A polygon; returns its gml:id."""
        taken = self.ids.take(id)
        polygon = SubElement(parent, self.tag("gml:Polygon"))
        polygon.set(self.tag("gml:id"), taken)
        textured = bool(self.table.uv) and face.texture >= 0
        places, vertex = self.places, self.table.indexed.vertex
        ring_ids = []
        for number, ring in enumerate(face.rings):
            side = SubElement(polygon, self.tag("gml:interior" if number else "gml:exterior"))
            line = SubElement(side, self.tag("gml:LinearRing"))
            if textured:
                ring_ids.append(self.ids.take(f"{taken}_r"))
                line.set(self.tag("gml:id"), ring_ids[-1])
            points = [places[vertex[row]] for row in ring]
            points.append(points[0])
            positions = SubElement(line, self.tag("gml:posList"))
            positions.text = " ".join(points)
            positions.set("srsDimension", "3")
        if textured or face.colour is not None:
            self.drawn.append(Drawn(face, taken, tuple(ring_ids)))
        return taken


def place_texts(vertices: Array, origin: tuple[float, float]) -> list[str]:
    """Vertices as positions: easting, northing, height with three decimals."""
    absolute = vertices / SCALE + np.array([*origin, 0.0])
    return ["%.3f %.3f %.3f" % (x, y, z) for x, y, z in absolute.tolist()]  # noqa: UP031 - twice as fast as format
