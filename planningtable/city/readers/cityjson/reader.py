"""One chunk of a document → `CityBatch`."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from planningtable.city.grid import Array
from planningtable.city.model.batch import CityBatch, FaceRows, LineRows, PolygonRows, Remark
from planningtable.city.readers.city_rows import CityRows
from planningtable.city.readers.cityjson.frame import Frame, Lines, Pieces, Sparse
from planningtable.city.readers.cityjson.geometry import GeometryReader, Images
from planningtable.city.readers.cityjson.looks import appearance_of, features_of
from planningtable.city.readers.cityjson.objects import Scene, take
from planningtable.city.readers.cityjson.shapes import Shapes
from planningtable.city.readers.cityjson.split import key_of
from planningtable.city.readers.cityjson.templates import Standing, instances_of
from planningtable.city.readers.cityjson.vertices import points_of
from planningtable.city.readers.limits import with_short_ids
from planningtable.domain.text import Text

RELIEF = "TINRelief"


class _Batch:
    """What is gathered of one chunk."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.rows = CityRows()
        self.shapes = Shapes()
        self.images = Images({})
        self.reader = GeometryReader(self.rows, self.shapes, self.images)
        self.standing: list[Standing] = []
        self.seen: Counter[str] = Counter()

    def objects(self, found: Iterable[tuple[str, Any]], line: int = 0) -> tuple[list[str], list[Mapping[str, Any]]]:
        """Those that are objects at all, each with an id of its own."""
        ids: list[str] = []
        objects: list[Mapping[str, Any]] = []
        for id, value in found:
            if not isinstance(value, dict):
                self.rows.reported.append(Remark(id, Text.of("city.reason.json-object")))
                continue
            self.seen[id] += 1
            own = id or f"object-{line}-{len(ids)}"
            if self.seen[id] > 1:
                own = f"{id} ({self.seen[id]})"
                self.rows.repaired.append(Remark(own, Text.of("city.repaired.json-duplicate", id=id)))
            ids.append(own)
            objects.append(value)
        return ids, objects

    def take(self, scene: Scene) -> None:
        self.standing.extend(take(scene, self.rows, self.shapes, self.reader))


def read_pieces(frame: Frame, number: int, pieces: Pieces) -> CityBatch:
    """The objects of a chunk of a CityJSON document."""
    batch = _Batch(frame)
    found = []
    for key, text in pieces.objects:
        value, recoded = parsed(text)
        id = key_of(key)
        found.append((id, value))
        if recoded:
            batch.rows.repaired.append(Remark(id, Text.of("city.repaired.encoding")))
    ids, objects = batch.objects(found)
    points = frame.transform.of(pieces.vertices.values)
    batch.take(Scene(ids, objects, pieces.vertices, points, pieces.uv, frame.appearance, pieces.groups))
    return _assembled(batch, number)


def read_lines(frame: Frame, number: int, lines: Lines) -> CityBatch:
    """The features of a chunk of a CityJSONSeq document."""
    batch = _Batch(frame)
    for line, text in lines.data:
        _feature(batch, line, text)
    for line in lines.too_long:
        batch.rows.reported.append(Remark(f"line-{line}", Text.of("city.reason.json-line", line=line)))
    return _assembled(batch, number)


def _feature(batch: _Batch, line: int, text: bytes) -> None:
    value, recoded = parsed(text)
    found = value.get("CityObjects") if isinstance(value, dict) else None
    if isinstance(value, dict) and value.get("type") == "CityJSON" and not found:
        return  # the first line
    if not isinstance(value, dict) or not isinstance(found, dict):
        why = "json-feature" if isinstance(value, dict) else "json-line"
        batch.rows.reported.append(Remark(f"line-{line}", Text.of(f"city.reason.{why}", line=line)))
        return
    if recoded:
        batch.rows.repaired.append(Remark(f"line-{line}", Text.of("city.repaired.encoding")))
    appearance = batch.frame.appearance
    uv = batch.frame.template_uv
    if isinstance(value.get("appearance"), dict):
        appearance = appearance_of(value["appearance"])
        uv = points_of(value["appearance"].get("vertices-texture"), 2)
        if value.get("type") != "CityJSON":
            batch.rows.features.update(dict(features_of(appearance)))
    vertices = points_of(value.get("vertices"), 3)
    ids, objects = batch.objects(found.items(), line)
    points = batch.frame.transform.of(vertices)
    batch.take(Scene(ids, objects, Sparse(None, vertices), points, Sparse(None, uv), appearance))


def parsed(text: bytes) -> tuple[Any, bool]:
    """The value of JSON text, and whether it had to be recoded; None if it is none.

    Numbers that JSON does not know (NaN, Infinity) are read as they are meant: as no number.
    """
    try:
        return orjson.loads(text), False
    except orjson.JSONDecodeError:
        recoded = _recoded(text)
        try:
            return json.loads(recoded or text.decode("utf-8")), bool(recoded)
        except (ValueError, RecursionError):
            return None, False


def _recoded(text: bytes) -> str:
    """Text that is Western European instead of UTF-8; empty if that is not what is wrong."""
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return text.decode("cp1252", "replace")
    return ""


def _assembled(batch: _Batch, number: int) -> CityBatch:
    rows, shapes, frame = batch.rows, batch.shapes, batch.frame
    rows.limit()
    polygons, faces = shapes.polygons()
    lines = shapes.lines()
    templates, instances, more = instances_of(batch.standing, frame, rows, batch.images)
    relief = np.array([type == RELIEF for type in rows.types], bool)
    terrain = np.zeros((0, 3, 3))
    if relief.any():
        terrain, polygons, faces = _relief(polygons, faces, relief)
        if len(terrain):
            rows.features["TINRelief"] += int(relief.sum())
    for (owner, why), count in shapes.lost.items():
        rows.remark(owner, Text.of(f"city.repaired.{why}", count=count))
    if not number:
        rows.features.update(dict(frame.features))
    gathered = CityBatch(
        objects=rows.objects(),
        boundaries=rows.boundaries(),
        polygons=polygons,
        faces=faces,
        templates=templates,
        instances=instances,
        lines=_joined([*([lines] if lines is not None else ()), *more]),
        terrain=terrain,
        textures=tuple(batch.images.rows),
        features=tuple(sorted((name, count) for name, count in rows.features.items() if count)),
        repaired=tuple(rows.repaired),
        reported=tuple(rows.reported),
    )
    return with_short_ids(gathered)


def _joined(lines: list[LineRows]) -> LineRows | None:
    found = [part for part in lines if len(part)]
    if not found:
        return None
    sizes = np.concatenate([np.diff(part.starts) for part in found])
    return LineRows(
        np.concatenate([part.owner for part in found]),
        np.concatenate([part.lod for part in found]),
        np.concatenate([part.points for part in found]),
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
    )


def _relief(
    polygons: PolygonRows, faces: FaceRows, relief: npt.NDArray[np.bool_]
) -> tuple[Array, PolygonRows, FaceRows]:
    """Triangles of reliefs, and the polygons and faces of everything else."""
    ground = relief[faces.owner]
    triangles = _triangles(polygons, np.flatnonzero(ground))
    keep = ~ground
    rings = np.repeat(keep, np.diff(polygons.polygon_starts))
    corners = np.repeat(rings, np.diff(polygons.ring_starts))
    rest = PolygonRows(
        ("",) * int(keep.sum()),
        polygons.points[corners],
        _starts(np.diff(polygons.ring_starts)[rings]),
        _starts(np.diff(polygons.polygon_starts)[keep]),
        polygons.colour[keep],
        polygons.texture[keep],
        None if polygons.uv is None else polygons.uv[corners],
    )
    columns = [getattr(faces, name)[keep] for name in FaceRows.__dataclass_fields__]
    columns[1] = np.arange(int(keep.sum()), dtype=np.int32)
    return triangles, rest, FaceRows(*columns)


def _triangles(polygons: PolygonRows, rows: npt.NDArray[np.int64]) -> Array:
    """Triangles of outer rings, shape (T, 3, 3); rings of more corners are small and taken as convex."""
    ring = polygons.polygon_starts[rows]
    start, size = polygons.ring_starts[ring], np.diff(polygons.ring_starts)[ring]
    if not len(rows):
        return np.zeros((0, 3, 3))
    closed = (polygons.points[start] == polygons.points[start + size - 1]).all(axis=1) & (size > 3)
    count = np.maximum(size - closed - 2, 0)
    first = np.repeat(start, count)
    step = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count) + 1
    triangles: Array = polygons.points[np.stack([first, first + step, first + step + 1], axis=1)]
    return triangles


def _starts(sizes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
