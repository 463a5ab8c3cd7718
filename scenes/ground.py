"""The ground: a mesh of the terrain as fine as the eye needs, its cut sides, and the picture painted on it."""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from planningtable.city.catalogue import surface_values
from planningtable.city.grid import Grid
from planningtable.city.land_cover import LandCover
from planningtable.city.site import Site
from scenes.light import LightMap
from scenes.meshes import Array, Bytes, Floats, Mesh, as_bytes
from scenes.relief import relief, sampled
from scenes.resample import smooth

LARGEST_PICTURE = 1800
"""Longest side of the ground's picture [px]: sharp on a whole table, quick to paint and to send to the card."""

PLINTH = np.array([214.0, 213.0, 207.0])
STREET = np.array([236.0, 237.0, 235.0])


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """The ground, ready to be drawn.

    Attributes:
        mesh: the terrain, textured with ``picture``.
        sides: the cut sides of the model.
        picture: land cover with soft light, sRGB, shape (rows, columns, 3), row 0 north.
        light: the light alone, shape (rows, columns) [0..1].
        frame: the cells of ``picture``.
    """

    mesh: Mesh
    sides: Mesh
    picture: Bytes
    light: Floats
    frame: Grid


def ground(site: Site, light: LightMap, same_relief: Ground | None = None) -> Ground:
    """The ground of a site; of one with the same relief the meshes are taken over."""
    frame = picture_frame(site)
    shade = smooth(light.ground, light.ground.values, frame)
    picture = as_bytes(cover_colours(site, frame) * soft_light(shade)[:, :, None])
    if same_relief is not None:
        return Ground(same_relief.mesh, same_relief.sides, picture, shade, frame)
    heights = sampled(site.terrain, site.extent)
    return Ground(_terrain_mesh(site, heights), _sides(site, heights), picture, shade, frame)


def light_picture(ground: Ground) -> Bytes:
    """Light on the ground as a grey picture, sRGB, shape (rows, columns, 3)."""
    return as_bytes(255 * soft_light(ground.light))[:, :, None].repeat(3, axis=2)


def soft_light(shade: Floats) -> Floats:
    """Contrast of the light on the ground: shadows stay light grey, as on a white model."""
    return np.asarray(0.66 + 0.34 * np.clip((shade - 0.35) / 0.6, 0.0, 1.0), np.float32)


def picture_frame(site: Site) -> Grid:
    """Cells of the ground's picture."""
    extent = site.extent
    cell = max(max(extent.width, extent.height) / LARGEST_PICTURE, 0.2)
    columns, rows = max(round(extent.width / cell), 2), max(round(extent.height / cell), 2)
    return Grid(np.zeros((rows, columns), np.uint8), extent.west, extent.north, cell)


def cover_colours(site: Site, frame: Grid) -> Array:
    """Land cover as muted colours, softened at the borders of classes, shape (rows, columns, 3)."""
    palette = np.zeros((256, 3))
    for code, values in surface_values().items():
        palette[int(code)] = [int(values.colour[i : i + 2], 16) for i in (1, 3, 5)]
    palette[LandCover.ASPHALT] = STREET
    cells = _without_buildings(site.land_cover.values)
    # A little blur hides the staircases of a one-metre grid; the picture is finer than the data.
    colours = ndimage.gaussian_filter(palette[cells].astype(np.float32), (0.7, 0.7, 0))
    return smooth(site.land_cover, colours, frame)


def _without_buildings(cells: Array) -> Array:
    """Land cover with the class beside each building carried under it, so that no rim shows round its walls."""
    built = cells == LandCover.BUILDING
    if built.all() or not built.any():
        return cells
    rows, columns = ndimage.distance_transform_edt(built, return_distances=False, return_indices=True)
    return np.asarray(cells[rows, columns])


def _terrain_mesh(site: Site, heights: Floats) -> Mesh:
    """The relief over the extent, with the whole picture laid over it."""
    extent, count = site.extent, heights.shape[0]
    chosen, triangles = relief(heights)
    row, column = chosen // count, chosen % count
    across, down = column / (count - 1), row / (count - 1)
    east = extent.west + across * extent.width - site.origin[0]
    north = extent.north - down * extent.height - site.origin[1]
    points = np.stack([east, north, heights[row, column]], axis=1).astype(np.float32)
    places = np.stack([across, 1 - down], axis=1).astype(np.float32)
    return Mesh(points, triangles, np.full((len(points), 3), 255, np.uint8), places)


def _sides(site: Site, values: Floats) -> Mesh:
    """The four cut sides down to a common base: the model stands on the table like one of wood."""
    extent = site.extent
    rows, columns = values.shape
    east = np.linspace(extent.west, extent.east, columns) - site.origin[0]
    north = np.linspace(extent.north, extent.south, rows) - site.origin[1]
    base = float(values.min()) - 0.018 * max(extent.width, extent.height)
    rims = [
        (np.stack([east, np.full(columns, north[-1]), values[-1]], axis=1), 0.93),
        (np.stack([np.full(rows, east[-1]), north, values[:, -1]], axis=1)[::-1], 0.86),
        (np.stack([east, np.full(columns, north[0]), values[0]], axis=1)[::-1], 0.95),
        (np.stack([np.full(rows, east[0]), north, values[:, 0]], axis=1), 1.0),
    ]
    points: list[Array] = []
    triangles: list[Array] = []
    colours: list[Array] = []
    used = 0
    for rim, tone in rims:
        count = len(rim)
        low = rim.copy()
        low[:, 2] = base
        points.append(np.concatenate([rim, low]))
        i = np.arange(count - 1) + used
        triangles.append(np.stack([i, i + count, i + count + 1], axis=1))
        triangles.append(np.stack([i, i + count + 1, i + 1], axis=1))
        colours.append(np.concatenate([np.tile(PLINTH * tone, (count, 1)), np.tile(PLINTH * tone * 0.9, (count, 1))]))
        used += 2 * count
    return Mesh(
        np.concatenate(points).astype(np.float32),
        np.concatenate(triangles).astype(np.int32),
        as_bytes(np.concatenate(colours)),
    )
