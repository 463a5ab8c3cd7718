"""Walks through the objects of a chunk, once, whatever the module and the version."""

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from lxml.etree import _Element

from planningtable.city.model.batch import Remark
from planningtable.city.readers.citygml.implicit import read_implicit
from planningtable.city.readers.citygml.names import (
    AREAS,
    COMPOSED,
    FLAT,
    HREF,
    INSIDE,
    OBJECT_KINDS,
    VALUES,
    Classes,
    Properties,
    Property,
    Role,
    children,
    is_surface,
    kind_of,
    namespace_of,
)
from planningtable.city.readers.citygml.relief import points_of, triangles_of
from planningtable.city.readers.citygml.rows import Rows, Span
from planningtable.city.readers.citygml.surfaces import HERE, Geometry
from planningtable.city.readers.citygml.words import (
    address,
    external_reference,
    generic_attribute,
    leaves,
    put,
    text_of,
    with_unit,
)
from planningtable.city.site import SurfaceKind
from planningtable.domain.text import Text

# Objects within objects deeper than this are none.
DEEPEST = 40
GML = "{http://www.opengis.net/gml"
VERSIONS = frozenset({"Version", "VersionTransition"})


class Scope(NamedTuple):
    """What a property belongs to.

    Attributes:
        row: of the object.
        kind: of its surfaces, if nothing else is said.
        boundary: row of the thematic surface, -1 for the object itself.
        inside: whether it is interior.
        flat: whether its level 0 is ground.
        depth: of objects within objects.
        attributes: to be filled.
    """

    row: int
    kind: SurfaceKind
    boundary: int
    inside: bool
    flat: bool
    depth: int
    attributes: dict[str, str]


Handler: TypeAlias = Callable[[_Element, Property, Scope], None]


class Walker:
    """Reads features into rows and geometry.

    Attributes:
        appearances: elements of appearances that belong to single objects.
    """

    def __init__(self, rows: Rows, geometry: Geometry, classes: Classes, older: Mapping[str, Text]) -> None:
        self._rows = rows
        self._geometry = geometry
        self._classes = classes
        self._older = older
        self._known: dict[str, tuple[Handler, Property]] = {}
        self._properties = Properties()
        self.appearances: list[_Element] = []
        self._handlers: Mapping[Role, Handler] = {
            Role.OTHER: self._other,
            Role.SKIPPED: _skip,
            Role.NAME: self._name,
            Role.GENERIC: self._generic,
            Role.BOUNDARY: self._boundary,
            Role.OPENING: self._boundary,
            Role.GEOMETRY: self._shape,
            Role.IMPLICIT: self._implicit,
            Role.TERRAIN_LINE: self._count_only,
            Role.ADDRESS: self._address,
            Role.EXTERNAL: self._external,
            Role.APPEARANCE: self._appearance,
            Role.RELIEF: self._relief,
            Role.RASTER: self._raster,
            Role.GROUP: self._group,
            Role.DYNAMIZER: self._described,
            Role.POINT_CLOUD: self._described,
            Role.EXTENSION: self._extension,
        }

    def member(self, element: _Element) -> None:
        """Take in what a member of the model holds, or a feature that stands there without a member."""
        name = self._classes[element.tag]
        if name.lstrip("+")[:1].isupper():
            self._own(element, name)
            return
        if name == "boundedBy":
            self._envelope(element)
        elif name.startswith("+"):
            self._rows.features[f"ADE:{namespace_of(element.tag)}"] += 1
        elif name not in ("appearanceMember", "name", "description", "metaDataProperty"):
            below = children(element)
            for child in below:
                self._own(child, self._classes[child.tag])
            if not below and element.get(HREF) is not None:
                self._rows.refer(element.get(HREF) or "", -1)

    def _own(self, element: _Element, name: str, depth: int = 0) -> None:
        """An object of its own."""
        if name.startswith("+"):
            namespace = namespace_of(element.tag)
            self._rows.features[f"ADE:{namespace}"] += 1
            row = self._rows.add_object(self._geometry.id_of(element), name, -1)
            self._rows.remark(row, Text.of("city.reason.extension", namespace=namespace))
        elif name in VERSIONS:
            self._rows.features[name] += 1
        elif name != "Appearance" and not element.tag.startswith(GML):
            self.feature(element, -1, inside=False, depth=depth)

    def feature(self, element: _Element, parent: int, *, inside: bool, depth: int) -> None:
        """A city object with all that is in it."""
        id = self._geometry.id_of(element)
        name = self._classes[element.tag]
        older = self._older.get(id) if id else None
        if older is not None:
            self._rows.reported.append(Remark(id, older, name))
            return
        row = self._rows.add_object(id, name, parent)
        if depth > DEEPEST:
            self._rows.remark(row, Text.of("city.repaired.too-deep"))
            return
        kind = OBJECT_KINDS.get(name, kind_of(name))
        attributes = self._rows.attributes[row]
        self._walk(element, Scope(row, kind, -1, inside or name in INSIDE, name in FLAT, depth, attributes))

    def _walk(self, element: _Element, scope: Scope) -> None:
        known = self._known
        for child in children(element):
            tag = child.tag
            if tag not in known:
                # The handler beside it: an enumeration takes its time to be looked up.
                found = self._properties[tag]
                known[tag] = self._handlers[found.role], found
            handler, found = known[tag]
            handler(child, found, scope)

    def _generic(self, element: _Element, _found: Property, scope: Scope) -> None:
        generic_attribute(element, self._classes, scope.attributes)

    def _other(self, element: _Element, found: Property, scope: Scope) -> None:
        if not len(element):
            self._text(element, found.name, scope)
            return
        for child in element:
            name = self._classes[child.tag]
            if name.startswith("+"):
                self._rows.features[f"ADE:{namespace_of(child.tag)}"] += 1
            elif name in VALUES or not name[:1].isupper():
                self._value(element, found.name, scope)
                return
            elif child.tag.startswith(GML):
                self._rows.features[f"geometry:{found.name}"] += 1
            elif is_surface(name):
                self._surface(child, name, scope)
            else:
                self.feature(child, scope.row, inside=scope.inside, depth=scope.depth + 1)

    def _value(self, element: _Element, name: str, scope: Scope) -> None:
        leaves(element, self._classes, name, scope.attributes)

    def _text(self, element: _Element, name: str, scope: Scope) -> None:
        text = with_unit(element)
        if not text:
            href = element.get(HREF)
            if href is None:
                return
            if name in COMPOSED:
                self._rows.refer(href, scope.row)
                return
            self._rows.features["xlink"] += 1
            text = href
        put(scope.attributes, name, text)
        space = element.get("codeSpace")
        if space:
            put(scope.attributes, f"{name}.codeSpace", space)

    def _name(self, element: _Element, found: Property, scope: Scope) -> None:
        text = text_of(element)
        if scope.boundary < 0 and not self._rows.names[scope.row]:
            self._rows.names[scope.row] = text
        elif text:
            put(scope.attributes, found.name, text)

    def _address(self, element: _Element, _found: Property, scope: Scope) -> None:
        address(element, scope.attributes)

    def _external(self, element: _Element, _found: Property, scope: Scope) -> None:
        external_reference(element, scope.attributes)

    def _appearance(self, element: _Element, _found: Property, _scope: Scope) -> None:
        self.appearances.extend(element)

    def _extension(self, _element: _Element, found: Property, _scope: Scope) -> None:
        self._rows.features[f"ADE:{found.namespace}"] += 1

    def _count_only(self, _element: _Element, found: Property, _scope: Scope) -> None:
        self._rows.features[found.sort.removesuffix("Curve")] += 1

    def _described(self, element: _Element, found: Property, scope: Scope) -> None:
        """Links to sensors and point clouds: counted and kept as attributes."""
        for child in element:
            self._rows.features[self._classes[child.tag].lstrip("+")] += 1
            self._rows.features.update(
                name for name in map(self._class_of, child.iterdescendants("*")) if name == "SensorConnection"
            )
        leaves(element, self._classes, found.name, scope.attributes)

    def _class_of(self, element: _Element) -> str:
        return self._classes[element.tag]

    def _envelope(self, element: _Element) -> None:
        for child in element:
            reference = child.get("srsName")
            if reference:
                names = self._geometry.reference_names
                names[reference] = names.get(reference, 0) + 1

    def _boundary(self, element: _Element, _found: Property, scope: Scope) -> None:
        below = children(element)
        if not below and element.get(HREF) is not None:
            self._rows.refer(element.get(HREF) or "", scope.row)
        for child in below:
            name = self._classes[child.tag]
            if child.tag.startswith(GML):
                self._envelope(element)
            else:
                self._surface(child, name, scope)

    def _surface(self, element: _Element, name: str, scope: Scope) -> None:
        """A thematic surface with its openings; areas of traffic are objects too."""
        if name.startswith("+"):
            self._rows.features[f"ADE:{namespace_of(element.tag)}"] += 1
        rows = self._rows
        id = self._geometry.id_of(element)
        owner = scope.row
        if scope.depth > DEEPEST:
            rows.remark(owner, Text.of("city.repaired.too-deep"), id)
            return
        is_area = name in AREAS
        if is_area:
            owner = rows.add_object(id, name, scope.row)
        boundary = rows.add_boundary(id, name, owner)
        if is_area:
            rows.boundary_attributes[boundary] = rows.attributes[owner]
        attributes, inside = rows.boundary_attributes[boundary], scope.inside or name in INSIDE
        self._walk(element, Scope(owner, kind_of(name), boundary, inside, False, scope.depth + 1, attributes))

    def _shape(self, element: _Element, found: Property, scope: Scope) -> None:
        rows, geometry = self._rows, self._geometry
        start, lines = len(geometry), geometry.lines
        geometry.collect_property(element, HERE)
        end, more = len(geometry), geometry.lines - lines
        if end > start:
            kind = scope.kind or _flat_kind(found, scope)
            rows.spans.append(Span(start, end, scope.row, kind, found.lod, scope.boundary, scope.inside))
            rows.lods[scope.row].add(found.lod)
        if more:
            rows.line_owners.extend([scope.row] * more)
            rows.line_lods.extend([found.lod] * more)
            rows.lods[scope.row].add(found.lod)
        if geometry.problems:
            surface = rows.boundary_ids[scope.boundary] if scope.boundary >= 0 else ""
            for id, why in geometry.problems:
                rows.remark(scope.row, why, id or surface)
            geometry.problems.clear()

    def _implicit(self, element: _Element, found: Property, scope: Scope) -> None:
        for child in element:
            read_implicit(child, scope.row, found.lod, self._rows, self._geometry, self._classes)
            for prop in child.iterchildren("{*}appearance"):
                self.appearances.extend(prop)
        for id, why in self._geometry.problems:
            self._rows.remark(scope.row, why, id)
        self._geometry.problems.clear()

    def _relief(self, element: _Element, found: Property, scope: Scope) -> None:
        rows = self._rows
        if not len(element):
            self._text(element, found.name, scope)
            return
        self._envelope(element)
        rows.features.update(self._classes[child.tag] for child in element)
        triangles, lost = triangles_of(element)
        if len(triangles):
            rows.terrain.append(triangles)
        elif not lost:
            points, usable = points_of(element)
            rows.terrain_points.append(points)
            lost += not usable
        rows.repaired.extend(
            [Remark(rows.ids[scope.row], Text.of("city.repaired.triangle"), rows.types[scope.row])] * lost
        )
        lod = scope.attributes.get("lod", "")
        if lod.isdecimal() and (len(triangles) or len(rows.terrain_points)):
            rows.lods[scope.row].add(int(lod))

    def _raster(self, element: _Element, found: Property, scope: Scope) -> None:
        self._rows.features["RasterRelief"] += 1
        leaves(element, self._classes, found.name, scope.attributes)
        self._rows.remark(scope.row, Text.of("city.repaired.raster-relief"))

    def _group(self, element: _Element, found: Property, scope: Scope) -> None:
        """Members of a group: those that stand in it are objects of their own, those referred to stand elsewhere."""
        self._rows.features[found.name] += 1
        for child in element:
            name = self._classes[child.tag]
            if name == "Role":
                for part in child:
                    if self._classes[part.tag] == "groupMember":
                        self._group(part, found, scope)
            elif scope.depth <= DEEPEST:
                self._own(child, name, scope.depth + 1)


def _skip(_element: _Element, _found: Property, _scope: Scope) -> None:
    """Nothing in it is for the model."""


def _flat_kind(found: Property, scope: Scope) -> SurfaceKind:
    """Level 0 of a building is the ground it stands on, or the edge of its roof."""
    if found.sort == "FootPrint":
        return SurfaceKind.GROUND
    if found.sort == "RoofEdge":
        return SurfaceKind.ROOF
    return SurfaceKind.GROUND if found.lod == 0 and scope.flat else SurfaceKind.UNKNOWN
