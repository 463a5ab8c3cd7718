"""A site as its file paints it: images and colours of the model instead of white. Runs in any thread."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planningtable.city.job import Job
from planningtable.city.site import Site, Surfaces, Texture
from scenes.masses import FOOT_DEPTH, WALL, roof_facing, shown
from scenes.meshes import Array, Bytes, Mesh, Rows, as_bytes
from scenes.objects import body_light
from scenes.site_arrays import SiteArrays
from scenes.textures.pictures import SITE, Pictures, pictures_of
from scenes.textures.places import corner_places
from scenes.textures.skins import Faces, Skin, covered, skins, uses_of

BRIGHTER = 1.06
"""Photographs have a light of their own: the soft light takes a little less of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Plain:
    """What stays without an image.

    Attributes:
        triangles: of the mesh, shape (t, 3).
        colours: of its vertices, with the colours of the file and the soft light, shape (n, 3).
        own: the colours of the file alone; -1 where there is none, shape (n, 3).
    """

    triangles: Rows
    colours: Bytes
    own: npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True, eq=False)
class Appearance:
    """A site as its file paints it, ready to be drawn.

    Attributes:
        arrays: of the site.
        skins: what has an image; corners are counted through roofs, walls and bodies.
        roofs: what stays of `scenes.masses.Masses.roofs`.
        walls: of its walls.
        bodies: of `scenes.objects.ObjectMasses.bodies`.
        pictures: the images, which the next variant of the site takes over.
        textures: that they were unpacked from.
    """

    arrays: SiteArrays
    skins: tuple[Skin, ...]
    roofs: Plain
    walls: Plain
    bodies: Plain
    pictures: Pictures
    textures: tuple[Texture, ...]


def is_painted(site: Site) -> bool:
    """Whether the file of a site paints anything at all."""
    tables = (site.surfaces, site.objects.surfaces)
    images = any(texture.data for texture in site.textures)
    return any(bool((t.colour[:, 0] >= 0).any()) or (images and bool((t.texture >= 0).any())) for t in tables)


def prepare_appearance(arrays: SiteArrays, before: Appearance | None = None, job: Job | None = None) -> Appearance:
    """A site as its file paints it; ``before``: another variant of it, whose images are taken over.

    Raises:
        CancelledError: on request of ``job``.
    """
    site = arrays.site
    roofs, walls = shown(site)
    bodies = _body_triangles(arrays)
    start = 3 * len(roofs), 3 * (len(roofs) + len(walls))
    on_roofs = _faces(site.surfaces, roofs, _roof_light(arrays), 0)
    on_walls = _faces(site.surfaces, walls, _wall_light(arrays), start[0])
    on_bodies = _faces(site.objects.surfaces, bodies, _body_light(arrays), start[1])
    all_faces = on_roofs.joined(on_walls).joined(on_bodies)
    pictures = _pictures(site, all_faces, before, job)
    with_feet = all_faces.joined(_feet(on_walls, _low(arrays, walls)))
    parts = [covered(faces, pictures) for faces in (on_roofs, on_walls, on_bodies)]
    masses, objects = arrays.masses, arrays.objects
    given = _given(site, arrays.planned)
    of_body = site.objects.surfaces.colour[np.repeat(objects.body_surface, 3)]
    facing = roof_facing(site.surfaces.normal)[masses.roof_surface]
    return Appearance(
        arrays,
        skins(with_feet, pictures),
        _plain(masses.roofs, parts[0], given[masses.roof_surface], facing),
        _plain(masses.walls, parts[1], given[masses.wall_surface], _wall_light(arrays) / BRIGHTER),
        _plain(objects.bodies, parts[2], of_body, _body_light(arrays) / BRIGHTER),
        pictures,
        site.textures,
    )


def _pictures(site: Site, faces: Faces, before: Appearance | None, job: Job | None) -> Pictures:
    images = {row: texture.data for row, texture in enumerate(site.textures)}
    uses = uses_of(faces, images)
    if before is not None and before.textures is site.textures and uses.keys() <= before.pictures.asked:
        return before.pictures
    return pictures_of(images, uses, SITE, job)


def _body_triangles(arrays: SiteArrays) -> Array:
    """Rows of the triangles that `scenes.objects` draws as bodies, in their order."""
    drawn = np.zeros(len(arrays.site.objects.surfaces), bool)
    drawn[arrays.objects.body_surface] = True
    return np.flatnonzero(drawn[arrays.site.objects.surfaces.triangle_surface])


def _faces(surfaces: Surfaces, triangles: Array, light: Array, first: int) -> Faces:
    surface = surfaces.triangle_surface[triangles]
    # What a measure has greened is no longer what the image shows.
    image = np.where(surfaces.green[surface] > 0, -1, surfaces.texture[surface]).astype(np.int32)
    return Faces(
        surfaces.vertices[surfaces.triangles[triangles]],
        corner_places(surfaces, triangles.astype(np.int32)),
        image,
        light.reshape(-1, 3),
        first + np.arange(3 * len(triangles), dtype=np.int32).reshape(-1, 3),
    )


def _low(arrays: SiteArrays, walls: Array) -> npt.NDArray[np.bool_]:
    """Corners of walls at their foot, shape (t, 3): `scenes.masses` lets them reach into the ground."""
    drawn = arrays.masses.walls.points.reshape(-1, 3, 3)[:, :, 2]
    surfaces = arrays.site.surfaces
    return np.asarray(drawn < surfaces.vertices[surfaces.triangles[walls]][:, :, 2] - FOOT_DEPTH / 2)


def _feet(faces: Faces, low: npt.NDArray[np.bool_]) -> Faces:
    """Strips under walls: images end at the foot, walls in the ground."""
    found = faces.taken(np.zeros(0, np.int64))
    for a, b in ((0, 1), (1, 2), (2, 0)):
        rows = np.flatnonzero(low[:, a] & low[:, b])
        if not len(rows):
            continue
        upper = faces.taken(rows)
        down = upper.points - (0.0, 0.0, FOOT_DEPTH)
        for corners, sunk in (((a, b, b), (2,)), ((a, b, a), (0, 2))):
            points = upper.points[:, corners].copy()
            points[:, sunk] = down[:, corners][:, sunk]
            strip = Faces(
                points, upper.places[:, corners], upper.image, upper.light[:, corners], upper.corner[:, corners]
            )
            found = found.joined(strip)
    return found


def _roof_light(arrays: SiteArrays) -> Array:
    masses, site = arrays.masses, arrays.site
    points = masses.roofs.points
    seen = arrays.light.roofs.sample(points[:, 0] + site.origin[0], points[:, 1] + site.origin[1])
    soft = 0.80 + 0.20 * np.clip((seen - 0.4) / 0.55, 0, 1)
    return np.asarray(BRIGHTER * soft * roof_facing(site.surfaces.normal)[masses.roof_surface])


def _wall_light(arrays: SiteArrays) -> Array:
    """Light on walls as `scenes.masses` has put it into their colours."""
    return np.asarray(BRIGHTER * arrays.masses.walls.colours[:, 1] / WALL[1])


def _body_light(arrays: SiteArrays) -> Array:
    light = body_light(arrays.site.objects.surfaces.normal)
    return np.asarray(BRIGHTER * light[np.repeat(arrays.objects.body_surface, 3)])


def _given(site: Site, planned: npt.NDArray[np.bool_]) -> npt.NDArray[np.int16]:
    """Colours that the file gives surfaces of buildings, as they stand there today; -1 for none, shape (S, 3)."""
    surfaces = site.surfaces
    new = planned[surfaces.building] if len(planned) else np.zeros(len(surfaces), bool)
    return np.where(((surfaces.green > 0) | new)[:, None], -1, surfaces.colour).astype(np.int16)


def _plain(mesh: Mesh, is_covered: npt.NDArray[np.bool_], own: npt.NDArray[np.int16], light: Array) -> Plain:
    mine = np.asarray((own >= 0).all(axis=1))
    colours = np.where(mine[:, None], own * light[:, None], mesh.colours)
    return Plain(mesh.triangles[~is_covered], as_bytes(colours), np.where(mine[:, None], own, -1).astype(np.int16))
