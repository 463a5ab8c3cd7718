"""A site in the light of one moment, ready to be drawn. Runs in any thread."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from planningtable.city.sun import SunPosition, place_of, sun_position
from scenes.meshes import Array, Bytes, Floats, as_bytes
from scenes.site_arrays import SiteArrays
from scenes.sun import kernels
from scenes.sun.daylight import Daylight, daylight, facing
from scenes.sun.shadows import ShadowMap, shadow_map
from scenes.sun.stage import SunStage, sun_stage

FINER = 0.75
"""Cell of the map of shadows in cells of the ground's picture."""

LIFT = 1.1
"""Faces are asked this many cells of the map off their plane, so that none shades itself."""


@dataclass(frozen=True, slots=True, eq=False)
class Sunshine:
    """The light of one moment on a site.

    Attributes:
        when: the moment.
        sun: where it stands.
        stage: the site without light.
        tones: colours of the moment.
        picture: the ground in this light, sRGB, shape (rows, columns, 3).
        ground_light: the light on the ground alone, 255 where nothing is lost, shape (rows, columns, 3).
        body_light: the light on the bodies of the stage, in their layout, shape (rows, columns, 3).
        tree_light: share of the sun on the crown of each tree, shape (T,) [0..1].
        towards: unit vector to the sun, or up at night.
    """

    when: datetime
    sun: SunPosition
    stage: SunStage
    tones: Daylight
    picture: Bytes
    ground_light: Bytes
    body_light: Bytes
    tree_light: Floats
    towards: Array

    def on_crowns(self, normals: Array, light: Array) -> Array:
        """Light on points of crowns by where they face and what reaches them, shapes (n, 3) and (n,)."""
        turned = 0.25 + 0.75 * np.clip(0.35 + 0.75 * (normals @ self.towards), 0.0, 1.0)
        return self.tones.bodies[np.rint(255 * turned * light).astype(np.intp)]


def prepare_sun(arrays: SiteArrays, when: datetime | None, previous: Sunshine | None = None) -> Sunshine | None:
    """The light of a moment on a site; None takes the sun away.

    Args:
        arrays: the site.
        when: with its UTC offset.
        previous: another moment; what does not change with the sun is taken over from it.

    Raises:
        PlanningError: the site's CRS does not say where it lies.
    """
    if when is None:
        return None
    sun = sun_position(*place_of(arrays.site.crs, arrays.site.extent), when)
    same = previous is not None and previous.stage.arrays is arrays
    stage = previous.stage if previous is not None and same else sun_stage(arrays)
    return shine(stage, when, sun)


def shine(stage: SunStage, when: datetime, sun: SunPosition) -> Sunshine:
    """A site in the light of a sun."""
    tones = daylight(sun.elevation)
    shadows = None
    if sun.elevation > 0:
        shadows = shadow_map(stage.casters, sun, FINER * stage.arrays.ground.frame.cell)
    picture, light = np.empty_like(stage.ground), np.empty_like(stage.ground)
    kernels.paint(stage.ground, _on_ground(stage, shadows), tones.ground, stage.sky, (picture, light))
    return Sunshine(
        when,
        sun,
        stage,
        tones,
        picture,
        light,
        as_bytes(255 * tones.bodies)[_on_bodies(stage, shadows)],
        _on_trees(stage, shadows),
        np.array([0.0, 0.0, 1.0]) if shadows is None else shadows.towards,
    )


def _on_ground(stage: SunStage, shadows: ShadowMap | None) -> Bytes:
    if shadows is None:
        return np.zeros(stage.heights.shape, np.uint8)
    frame, (east, north) = stage.arrays.ground.frame, stage.arrays.site.origin
    return shadows.on_ground(stage.heights, frame.west - east, frame.north - north, frame.cell)


def _on_bodies(stage: SunStage, shadows: ShadowMap | None) -> Bytes:
    shape = (stage.layout.rows, stage.layout.columns)
    if shadows is None:
        return np.zeros(shape, np.uint8)
    shares = facing(stage.normals, shadows.towards)
    faces = (stage.bodies.points, stage.layout.places, _lifts(stage.normals, shadows.cell), shares)
    return shadows.on_faces(faces, shape)


def _on_trees(stage: SunStage, shadows: ShadowMap | None) -> Floats:
    """Share of the sun on crowns at their middle and their top: they do not shade themselves or each other."""
    trees = stage.trees
    if shadows is None or not len(trees):
        return np.zeros(len(trees), np.float32)
    bare = shadows.without_crowns()
    up = np.column_stack([np.zeros((len(trees), 2)), 0.8 * trees.half]).astype(np.float32)
    lit = [bare.at_points(trees.middles, lift) for lift in (np.zeros_like(up), up)]
    return np.asarray((lit[0] + lit[1]) / 2, np.float32)


def _lifts(normals: Floats, cell: float) -> Floats:
    """How far points are moved off their faces: more where these are steep, as the map has cells, shape (n, 3) [m]."""
    away = 0.05 + LIFT * cell * np.hypot(normals[:, 0], normals[:, 1])
    return np.asarray(normals * away[:, None], np.float32)
