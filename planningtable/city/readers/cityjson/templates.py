"""Geometry templates, and where they stand."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import orjson

from planningtable.city.grid import Array
from planningtable.city.model.batch import InstanceRows, LineRows, Template
from planningtable.city.readers.city_rows import CityRows
from planningtable.city.readers.cityjson.frame import Frame, Sparse
from planningtable.city.readers.cityjson.geometry import UNSTATED, GeometryReader, Images, Owner
from planningtable.city.readers.cityjson.placed import Placed
from planningtable.city.readers.cityjson.shapes import Shapes
from planningtable.city.readers.cityjson.vertices import points_of
from planningtable.city.readers.cityjson.words import lod_of
from planningtable.domain.text import Text

Standing = tuple[Placed, tuple[float, ...]]


class _Shape(NamedTuple):
    template: Template
    lod: float
    lines: LineRows | None


class _Row(NamedTuple):
    placed: Placed
    anchor: tuple[float, ...]
    template: int
    lod: float


def instances_of(
    standing: Sequence[Standing], frame: Frame, rows: CityRows, images: Images
) -> tuple[tuple[Template, ...], InstanceRows | None, list[LineRows]]:
    """Templates that are used, where they stand, and the lines of those that are made of lines or points."""
    if not standing:
        return (), None, []
    given, vertices = _given(frame)
    shapes: dict[int, _Shape | None] = {}
    templates: dict[int, int] = {}
    found: list[_Row] = []
    lines: list[LineRows] = []
    for placed, anchor in standing:
        number = placed.template
        if number not in shapes:
            usable = 0 <= number < len(given)
            shapes[number] = _shape(number, given[number], vertices, frame, images) if usable else None
        shape = shapes[number]
        if shape is None or not anchor:
            rows.remark(placed.owner, Text.of("city.repaired.json-instance"))
            continue
        rows.lods[placed.owner].add(shape.lod)
        if shape.lines is not None:
            lines.append(_moved(shape.lines, placed, anchor))
        if len(shape.template.polygons):
            found.append(_Row(placed, anchor, templates.setdefault(number, len(templates)), shape.lod))
    used = tuple(shape.template for shape in map(shapes.get, templates) if shape is not None)
    return used, (_rows(found) if found else None), lines


def _given(frame: Frame) -> tuple[list[Any], Array]:
    """The templates of a document and their vertices."""
    try:
        value = orjson.loads(frame.templates)
    except orjson.JSONDecodeError:
        return [], np.zeros((0, 3))
    found = value.get("templates") if isinstance(value, dict) else None
    return (found if isinstance(found, list) else []), points_of(
        value.get("vertices-templates") if isinstance(value, dict) else None, 3
    )


def _shape(number: int, geometry: Any, vertices: Array, frame: Frame, images: Images) -> _Shape | None:
    """One template; None where it has no usable shape."""
    rows, shapes = CityRows(), Shapes()
    row = rows.add_object(str(number), "", -1)
    GeometryReader(rows, shapes, images).read(geometry, Owner(row, "", False), frame.appearance)
    shapes.settle(vertices, Sparse(None, vertices), Sparse(None, frame.template_uv))
    polygons, faces = shapes.polygons()
    lines = shapes.lines()
    if not len(polygons) and lines is None:
        return None
    lod = lod_of(geometry.get("lod"))
    return _Shape(Template(str(number), polygons, faces.kind), UNSTATED if lod is None else lod, lines)


def _rows(found: list[_Row]) -> InstanceRows:
    return InstanceRows(
        np.array([f.placed.owner for f in found], np.int32),
        np.array([f.lod for f in found], np.float32),
        np.array([f.template for f in found], np.int32),
        np.array([f.placed.matrix for f in found], np.float64).reshape(-1, 4, 4),
        np.array([f.anchor for f in found], np.float64).reshape(-1, 3),
    )


def _moved(lines: LineRows, placed: Placed, anchor: tuple[float, ...]) -> LineRows:
    """Lines of a template where an instance of it stands."""
    matrix = np.array(placed.matrix).reshape(4, 4)
    points = lines.points @ matrix[:3, :3].T + matrix[:3, 3] + np.array(anchor)
    return LineRows(np.full(len(lines), placed.owner, np.int32), lines.lod, points, lines.starts)
