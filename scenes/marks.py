"""Marks on the model: the outline of what is chosen and of where measures act."""

from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from planningtable.city.site import Site, SurfaceKind
from planningtable.domain.values import Measure
from scenes.actors import actor_of, line_data, poly_data
from scenes.masses import edges
from scenes.meshes import Array, Lines, Mesh, as_bytes, no_lines, rgb
from scenes.objects import body_light
from scenes.site_arrays import SiteArrays

MEASURE_COLOUR = "#1b7f5c"
STEP = 4.0
"""Longest straight piece of a line on the terrain [m]."""


class Marks:
    """Keeps the marks in step with choice and measures. Called in the thread that draws."""

    def __init__(self, renderer: Any) -> None:
        self._renderer = renderer
        self._arrays: SiteArrays | None = None
        self._actors: dict[str, Any] = {}
        self._measures: tuple[Measure, ...] = ()
        self._chosen: str | None = None
        self._colour = MEASURE_COLOUR
        self._matrix: Any = None
        self.scale = 1.0

    def on(self, arrays: SiteArrays) -> None:
        self._arrays = arrays
        self.measures(self._measures)
        self.select(self._chosen, self._colour)

    def measures(self, measures: tuple[Measure, ...]) -> None:
        self._measures = measures
        if self._arrays is not None:
            areas, buildings = area_lines(self._arrays, measures), building_lines(self._arrays, measures)
            self._put("areas", actor_of(line_data(areas)) if len(areas.points) else None, 2.5)
            self._put("buildings", actor_of(line_data(buildings)) if len(buildings.points) else None, 1.2)

    def select(self, building: str | None, colour: str = "#0072b2") -> None:
        self._chosen, self._colour = building, colour
        if self._arrays is None:
            return
        site = self._arrays.site
        row = site.buildings.ids.index(building) if building in site.buildings.ids else None
        if row is None:
            thing = site.objects.ids.index(building) if building in site.objects.ids else None
            faces = None if thing is None else tinted_object(self._arrays, thing, colour)
            self._put("faces", None if faces is None else actor_of(poly_data(faces)), 1.0)
            self._put("outline", None, 1.0)
            return
        self._put("faces", actor_of(poly_data(tinted(self._arrays, row, colour))), 1.0)
        self._put("outline", actor_of(line_data(outline(self._arrays, row, colour))), 3.0)

    def pull(self, matrix: Any) -> None:
        self._matrix = matrix
        for actor in self._actors.values():
            actor.SetUserMatrix(matrix)

    def _put(self, name: str, actor: Any, width: float) -> None:
        old = self._actors.pop(name, None)
        if old is not None:
            self._renderer.RemoveActor(old)
        if actor is None:
            return
        actor.GetProperty().SetLineWidth(width * self.scale)
        if self._matrix is not None:
            actor.SetUserMatrix(self._matrix)
        self._actors[name] = actor
        self._renderer.AddActor(actor)


def tinted(arrays: SiteArrays, row: int, colour: str) -> Mesh:
    """The faces of one building, mixed with a colour."""
    surfaces = arrays.site.surfaces
    chosen = (surfaces.building[surfaces.triangle_surface] == row) & (
        surfaces.kind[surfaces.triangle_surface] != SurfaceKind.GROUND
    )
    points = surfaces.vertices[surfaces.triangles[chosen]].reshape(-1, 3)
    normal = np.repeat(surfaces.normal[surfaces.triangle_surface[chosen]], 3, axis=0)
    light = 0.86 + 0.14 * np.clip(normal[:, 2], 0, 1) - 0.05 * normal[:, 0]
    colours = (0.5 * rgb(colour) + 0.5 * 250.0) * light[:, None]
    return Mesh(points.astype(np.float32), np.arange(len(points), dtype=np.int32).reshape(-1, 3), as_bytes(colours))


def tinted_object(arrays: SiteArrays, row: int, colour: str) -> Mesh:
    """The faces of one city object as they are drawn, mixed with a colour."""
    owner = arrays.site.objects.surfaces.building
    meshes = ((arrays.objects.bodies, arrays.objects.body_surface), (arrays.objects.flats, arrays.objects.flat_surface))
    points = np.concatenate([mesh.points.reshape(-1, 3, 3)[owner[surface] == row] for mesh, surface in meshes])
    normal = np.cross(points[:, 1] - points[:, 0], points[:, 2] - points[:, 0]).astype(float)
    light = body_light(normal / np.maximum(np.linalg.norm(normal, axis=1), 1e-9)[:, None])
    corners = points.reshape(-1, 3)
    colours = (0.5 * rgb(colour) + 0.5 * 250.0) * np.repeat(light, 3)[:, None]
    return Mesh(corners, np.arange(len(corners), dtype=np.int32).reshape(-1, 3), as_bytes(colours))


def outline(arrays: SiteArrays, row: int, colour: str) -> Lines:
    lines = edges(arrays.site.buildings, arrays.site.surfaces, arrays.planned, row)
    return Lines(lines.points, np.tile(as_bytes(rgb(colour)), (len(lines.points), 1)))


def area_lines(arrays: SiteArrays, measures: tuple[Measure, ...]) -> Lines:
    """Outlines of areas and lines on the ground; new buildings show themselves."""
    site = arrays.site
    standing = frozenset(site.buildings.ids)
    drawn = [m for m in measures if m.target is None and m.id not in standing]
    return _marked([part for m in drawn for part in _on_ground(site, shapely.from_wkt(m.geometry))])


def building_lines(arrays: SiteArrays, measures: tuple[Measure, ...]) -> Lines:
    """Edges of the buildings that measures act on."""
    rows = {id: row for row, id in enumerate(arrays.site.buildings.ids)}
    meant = sorted({rows[m.target] for m in measures if m.target is not None and m.target in rows})
    return _marked([edges(arrays.site.buildings, arrays.site.surfaces, arrays.planned, row).points for row in meant])


def _marked(parts: list[Array]) -> Lines:
    if not parts:
        return no_lines()
    points = np.concatenate(parts).astype(np.float32)
    return Lines(points, np.tile(as_bytes(rgb(MEASURE_COLOUR)), (len(points), 1)))


def _on_ground(site: Site, geometry: BaseGeometry) -> list[Array]:
    """Lines and rims of a geometry as separate pieces on the terrain, each of shape (2 n, 3)."""
    if geometry.is_empty or shapely.get_dimensions(geometry) == 0:
        return []
    rims = geometry.boundary if shapely.get_dimensions(geometry) == 2 else geometry
    parts = []
    for line in shapely.get_parts(rims):
        xy = shapely.get_coordinates(shapely.segmentize(line, STEP))
        height = site.terrain.sample(xy[:, 0], xy[:, 1]) + 0.4
        points = np.column_stack([xy - np.array(site.origin), height])
        parts.append(np.stack([points[:-1], points[1:]], axis=1).reshape(-1, 3))
    return parts
