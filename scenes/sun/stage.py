"""What the light of every moment falls on: made once a site, in any thread."""

from dataclasses import dataclass

import numpy as np

from scenes.ground import soft_light
from scenes.masses import GREEN_ROOF, PLANNED_ROOF, PLANNED_WALL, ROOF, WALL, foot_light
from scenes.meshes import Array, Bytes, Floats, Mesh, Rows, as_bytes, merged
from scenes.objects import surface_colours
from scenes.resample import smooth
from scenes.site_arrays import SiteArrays
from scenes.sun.atlas import Atlas, atlas
from scenes.sun.shadows import Casters
from scenes.vegetation.stand import Stand


@dataclass(frozen=True, slots=True, eq=False)
class SunStage:
    """A site without light.

    Attributes:
        arrays: what it was made from.
        casters: what throws shadows.
        heights: of the ground at the cells of its picture [m].
        ground: colours of the ground, sRGB, shape (rows, columns, 3).
        sky: brightness of the ground by the sky it sees, shape (rows, columns).
        bodies: buildings and other bodies, without light, textured by ``layout``; three corners a triangle.
        normals: of each triangle of ``bodies``, shape (t, 3).
        layout: where the triangles of ``bodies`` lie in the picture of their light.
        trees: the trees.
    """

    arrays: SiteArrays
    casters: Casters
    heights: Floats
    ground: Bytes
    sky: Floats
    bodies: Mesh
    normals: Floats
    layout: Atlas
    trees: Stand


def sun_stage(arrays: SiteArrays) -> SunStage:
    """Make a site ready for the light of any moment."""
    site, frame = arrays.site, arrays.ground.frame
    bare = arrays.ground.picture / soft_light(arrays.ground.light)[:, :, None]
    seen = smooth(arrays.light.sky, arrays.light.sky.values, frame)
    bodies, face, normal = _bodies(arrays)
    layout = atlas(bodies.points, face, normal)
    textured = Mesh(bodies.points, bodies.triangles, bodies.colours, layout.texture_places)
    return SunStage(
        arrays,
        Casters(textured, arrays.trees.coarse.mesh, arrays.ground.mesh),
        smooth(site.terrain, site.terrain.values, frame),
        as_bytes(bare),
        np.asarray(0.86 + 0.14 * seen, np.float32),
        textured,
        np.asarray(normal[face[::3]], np.float32),
        layout,
        arrays.trees,
    )


def _bodies(arrays: SiteArrays) -> tuple[Mesh, Rows, Array]:
    """All that stands, the face of each corner and the normal of each face."""
    site, masses, objects = arrays.site, arrays.masses, arrays.objects
    planned = arrays.planned[site.surfaces.building] if len(arrays.planned) else np.zeros(len(site.surfaces), bool)
    roof = np.tile(ROOF, (len(site.surfaces), 1))
    roof[planned] = PLANNED_ROOF
    roof[site.surfaces.green > 0] = GREEN_ROOF
    wall = np.where(planned[:, None], PLANNED_WALL, WALL) * 0.93
    foot = foot_light(site, arrays.light, masses.walls.points, masses.wall_surface)
    body_surface = np.repeat(objects.body_surface, 3)
    parts = [
        (masses.roofs, roof[masses.roof_surface]),
        (masses.walls, wall[masses.wall_surface] * foot[:, None]),
        (objects.bodies, surface_colours(site.objects)[body_surface]),
    ]
    mesh = merged([Mesh(part.points, part.triangles, as_bytes(colours)) for part, colours in parts])
    surface = np.concatenate([masses.roof_surface, masses.wall_surface, body_surface + len(site.surfaces)])
    normal = np.concatenate([site.surfaces.normal, site.objects.surfaces.normal]).astype(float)
    length = np.linalg.norm(normal, axis=1, keepdims=True)
    return mesh, surface.astype(np.int32), np.where(length > 1e-6, normal / np.maximum(length, 1e-6), (0.0, 0.0, 1.0))
