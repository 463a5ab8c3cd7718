"""Site → everything the view draws of it. Runs in any thread; what did not change is taken over from before."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planningtable.city.site import Site
from scenes.ground import Ground, ground, light_picture
from scenes.light import LightMap, light_map, roof_picture
from scenes.masses import Masses, masses
from scenes.meshes import Bytes
from scenes.objects import ObjectMasses, object_masses
from scenes.picking import PickIndex, object_index, pick_index
from scenes.vegetation.stand import Stand, stand_of


@dataclass(frozen=True, slots=True, eq=False)
class SiteArrays:
    """A site, ready to be drawn.

    Attributes:
        site: what it was made from.
        light: soft light on ground and roofs.
        ground: the terrain with its picture.
        masses: the buildings.
        objects: the other city objects.
        trees: the trees.
        index: for finding the building that is under a finger.
        object_index: for finding the city object that is under it.
        planned: rows of buildings that a measure adds, shape (B,).
        roof_light: light on roofs as a grey picture, sRGB, shape (rows, columns, 3).
        flat_light: the same on the ground, for objects that lie on it; one white pixel where none does.
    """

    site: Site
    light: LightMap
    ground: Ground
    masses: Masses
    objects: ObjectMasses
    trees: Stand
    index: PickIndex
    object_index: PickIndex
    planned: npt.NDArray[np.bool_]
    roof_light: Bytes
    flat_light: Bytes


def prepare_site(site: Site, previous: SiteArrays | None = None) -> SiteArrays:
    """Arrays of a site; safe in any thread.

    Args:
        site: what to draw.
        previous: arrays of another state of the same site; parts whose columns are the very same objects are reused.
    """
    if previous is not None and previous.site.digest and previous.site.digest == site.digest:
        return previous
    before = previous.site if previous is not None else None
    planned = site.buildings.attributes.having("planned")
    relief = before is not None and site.terrain is before.terrain and site.extent == before.extent
    same_surfaces = relief and before is not None and site.surfaces is before.surfaces
    # A green roof changes a column of the surfaces, but no shape: neither light nor picking.
    same_shapes = relief and before is not None and site.surfaces.vertices is before.surfaces.vertices
    same_trees = relief and before is not None and site.trees is before.trees
    same_cover = before is not None and site.land_cover is before.land_cover
    same_light = same_shapes and same_trees
    light = previous.light if previous is not None and same_light else light_map(site)
    keep_ground = previous is not None and light is previous.light and same_cover
    earth = (
        previous.ground
        if previous is not None and keep_ground
        else ground(site, light, previous.ground if previous is not None and relief else None)
    )
    same_objects = relief and before is not None and site.objects is before.objects
    objects = previous.objects if previous is not None and same_objects else object_masses(site, earth)
    keep_flats = previous is not None and earth is previous.ground and objects is previous.objects
    return SiteArrays(
        site=site,
        light=light,
        ground=earth,
        masses=previous.masses if previous is not None and same_surfaces else masses(site, light, planned),
        objects=objects,
        trees=previous.trees if previous is not None and same_trees else stand_of(site),
        index=previous.index if previous is not None and same_shapes else pick_index(site),
        object_index=previous.object_index if previous is not None and same_objects else object_index(site, objects),
        planned=planned,
        roof_light=previous.roof_light if previous is not None and light is previous.light else roof_picture(light),
        flat_light=previous.flat_light if previous is not None and keep_flats else _flat_light(earth, objects),
    )


def _flat_light(earth: Ground, objects: ObjectMasses) -> Bytes:
    return light_picture(earth) if len(objects.flats.points) else np.full((1, 1, 3), 255, np.uint8)
