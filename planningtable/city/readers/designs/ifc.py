"""IFC models → `Design`: a building with its elements nested by class."""

import time
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np

from planningtable.city.grid import Array
from planningtable.city.model.batch import Remark
from planningtable.city.readers.designs.design import LOCAL, MOST_TRIANGLES, Design, Faces, Place, no_colour
from planningtable.city.readers.designs.ifc_kinds import is_inside, is_thing, surface_of
from planningtable.city.readers.designs.ifc_place import conversion_of
from planningtable.city.readers.designs.quiet import DAMAGED, quiet
from planningtable.city.site import SurfaceKind
from planningtable.domain.text import PlanningError, Text

BUILDING = "Building"
ELEMENT = "BuildingConstructiveElement"
FURNITURE = "BuildingFurniture"
# Shapes that are not computed by then are left out with a remark.
MOST_SECONDS = 300.0
_DEEPEST = 50


class _Shape(NamedTuple):
    element: Any
    faces: Faces


def read_ifc(name: str, text: str, place: Place) -> Design:
    """The buildings of a model; coordinates are local [m] unless it names the CRS they can be converted to.

    Args:
        name: of the document.
        text: all of it.
        place: as the heading found it.

    Raises:
        PlanningError: damaged, without anything to see, or too big.
    """
    with quiet():
        try:
            return _Model(name, text, place).design()
        except DAMAGED as error:
            raise PlanningError("error.design.damaged", file=name) from error


class _Model:
    """One model while it is read."""

    def __init__(self, name: str, text: str, place: Place) -> None:
        import ifcopenshell  # slow to import, and only models of this kind need it
        from ifcopenshell.util import unit

        self._name = name
        self._place = place
        self._model: Any = ifcopenshell.file.from_string(text)
        self._unit = float(unit.calculate_unit_scale(self._model))
        self._conversion = conversion_of(self._model, self._unit)
        self._design = Design()
        self._buildings: dict[int, int] = {}

    def design(self) -> Design:
        """Everything in it."""
        design = self._design
        self._add_buildings()
        elements = list(self._elements())
        shapes = list(self._shapes([e for e in elements if e.Representation is not None]))
        drawn = {s.element.id() for s in shapes}
        for element in elements:
            design.features[element.is_a()] += 1
            if element.Representation is not None and element.id() not in drawn:
                why = Text.of("city.repaired.design-no-shape", name=(element.Name or "–")[:200])
                design.repaired.append(Remark(element.GlobalId, why, element.is_a()))
        for kind in ("IfcSpace", "IfcBuildingStorey", "IfcSite", "IfcOpeningElement"):
            design.features[kind] += len(self._model.by_type(kind))
        if not shapes:
            raise PlanningError("error.design.empty", file=self._name)
        self._add_shapes(shapes)
        for site in self._model.by_type("IfcSite"):
            if site.Representation is not None:
                design.remark(0, Text.of("city.repaired.design-ground"))
        if self._conversion is None:
            design.features[LOCAL] = 1
        else:
            design.reference_names = (self._conversion.reference,)
            if self._conversion.rescaled:
                design.remark(0, Text.of("city.repaired.design-scale"))
        return design

    def _add_buildings(self) -> None:
        for building in self._model.by_type("IfcBuilding"):
            row = self._design.add_object(building.GlobalId, BUILDING, name=building.Name or "")
            self._buildings[building.id()] = row
            self._describe(row, building)
        if not self._buildings:
            self._describe(self._design.add_object(self._name, BUILDING, name=self._name), None)

    def _describe(self, row: int, building: Any) -> None:
        found = self._design.attributes[row]
        storeys = [s for s in self._model.by_type("IfcBuildingStorey") if building is None or self._building(s) == row]
        if storeys:
            found["storeys"] = ", ".join(s.Name or "–" for s in storeys)
        for key, value in (("function", "ObjectType"), ("description", "Description"), ("longName", "LongName")):
            text = getattr(building, value, None)
            if text:
                found[key] = str(text)
        for key, number in (
            ("latitude", self._place.latitude), ("longitude", self._place.longitude),
            ("elevation", self._place.elevation),
        ):  # fmt: skip
            if number is not None:
                found[key] = f"{number:.8g}"

    def _elements(self) -> Iterator[Any]:
        for element in self._model.by_type("IfcElement"):
            if is_thing(element):
                yield element

    def _building(self, element: Any) -> int:
        """Row of the building that an element is in; the first where it is in none."""
        from ifcopenshell.util.element import get_parent

        for _ in range(_DEEPEST):
            if element is None:
                break
            if element.id() in self._buildings:
                return self._buildings[element.id()]
            element = get_parent(element)
        return 0

    def _shapes(self, elements: list[Any]) -> Iterator[_Shape]:
        """Shapes of elements, in the order in which they are computed."""
        import ifcopenshell.geom

        if not elements:
            return
        geom: Any = ifcopenshell.geom
        settings = geom.settings()
        settings.set("use-world-coords", True)
        settings.set("weld-vertices", True)
        settings.set("triangulation-type", ifcopenshell.ifcopenshell_wrapper.POLYHEDRON_WITH_HOLES)
        iterator = geom.iterator(settings, self._model, 1, include=elements)
        end = time.monotonic() + MOST_SECONDS
        corners = 0
        more = iterator.initialize()
        while more and time.monotonic() < end:
            shape = iterator.get()
            faces = self._faces(shape.geometry)
            corners += len(faces.points)
            if corners > 3 * MOST_TRIANGLES:
                raise PlanningError("error.design.too-many", file=self._name, most=MOST_TRIANGLES)
            yield _Shape(self._model.by_id(shape.id), faces)
            more = iterator.next()

    def _faces(self, geometry: Any) -> Faces:
        vertices = np.array(geometry.verts, np.float64).reshape(-1, 3)
        polygons = [[r for r in polygon if len(r) > 2] for polygon in geometry.polyhedral_faces_with_holes]
        corners = np.array([i for polygon in polygons for ring in polygon for i in ring], np.int64)
        points: Array = vertices[corners] if len(corners) else np.zeros((0, 3))
        materials = [_colour(material) for material in geometry.materials]
        rows = np.array(geometry.material_ids, np.int64)
        colour = no_colour(len(polygons))
        if materials and len(rows) == len(polygons):
            colour = np.array([*materials, (-1, -1, -1)], np.int16)[np.where(rows < len(materials), rows, -1)]
        return Faces(
            points if self._conversion is None else self._conversion.of(points),
            np.array([len(ring) for polygon in polygons for ring in polygon], np.int64),
            np.array([len(polygon) for polygon in polygons], np.int64),
            colour,
        )

    def _add_shapes(self, shapes: list[_Shape]) -> None:
        """One nested object for each class of elements of a building."""
        from ifcopenshell.util.element import get_aggregate

        design = self._design
        keyed = sorted(((self._building(s.element), s.element.is_a(), i) for i, s in enumerate(shapes)))
        for (building, kind), group in groupby(keyed, key=lambda k: k[:2]):
            own = [shapes[i] for _, _, i in group]
            inside = is_inside(own[0].element)
            id = f"{design.ids[building]}/{kind}"
            row = design.add_object(id, FURNITURE if inside else ELEMENT, building, name=kind, inside=inside)
            design.attributes[row].update({"class": kind, "count": str(len(own))})
            for element, faces in own:
                surface = surface_of(element, get_aggregate(element))
                boundary, sort = -1, SurfaceKind.UNKNOWN
                if surface is not None and not inside:
                    named = {"name": element.Name} if element.Name else {}
                    boundary = design.add_boundary(element.GlobalId, surface[0], row, named)
                    sort = surface[1]
                design.add_faces(
                    row,
                    Faces(faces.points, faces.ring_sizes, faces.polygon_sizes, faces.colour, int(sort)),
                    boundary,
                )


def _colour(material: Any) -> tuple[int, int, int]:
    """Red, green, blue of a material; -1 where it has none."""
    try:
        red, green, blue = (min(max(round(c * 255), 0), 255) for c in material.diffuse.components[:3])
    except (AttributeError, TypeError, ValueError):
        return -1, -1, -1
    return red, green, blue
