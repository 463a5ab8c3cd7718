"""The ground: a mesh of the terrain as fine as the eye needs, its cut sides, and the picture painted on it."""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from planningtable.city.catalogue import surface_values
from planningtable.city.grid import Grid
from planningtable.city.land_cover import LandCover
from planningtable.city.site import Site
from scenes.light import LightMap
from scenes.masses import texture_places
from scenes.meshes import Array, Bytes, Floats, Mesh, as_bytes

MOST_POINTS = 60_000
"""Points of the terrain mesh."""

LARGEST_PICTURE = 2048
"""Longest side of the ground's picture [px]; every graphics card takes it."""

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


def ground(site: Site, light: LightMap) -> Ground:
    mesh, heights = _terrain_mesh(site)
    frame = picture_frame(site)
    east, north = np.meshgrid(frame.easting(), frame.northing())
    shade = light.ground.sample(east, north).astype(np.float32)
    picture = as_bytes(cover_colours(site, frame) * _soft(shade)[:, :, None])
    return Ground(mesh, _sides(site, heights), picture, shade, frame)


def _soft(shade: Floats) -> Floats:
    """Contrast of the light on the ground: shadows stay light grey, as on a white model."""
    return np.asarray(0.66 + 0.34 * np.clip((shade - 0.35) / 0.6, 0.0, 1.0), np.float32)


def picture_frame(site: Site) -> Grid:
    """Cells of the ground's picture: half the land cover's, fewer on a large site."""
    extent = site.extent
    cell = max(site.land_cover.cell / 2, max(extent.width, extent.height) / LARGEST_PICTURE, 0.25)
    columns, rows = max(round(extent.width / cell), 2), max(round(extent.height / cell), 2)
    return Grid(np.zeros((rows, columns), np.uint8), extent.west, extent.north, cell)


def cover_colours(site: Site, frame: Grid) -> Array:
    """Land cover as muted colours, softened at the borders of classes, shape (rows, columns, 3)."""
    palette = np.zeros((256, 3))
    for code, values in surface_values().items():
        palette[int(code)] = [int(values.colour[i : i + 2], 16) for i in (1, 3, 5)]
    palette[LandCover.ASPHALT] = STREET
    cells = _without_buildings(site.land_cover.values)
    east, north = np.meshgrid(frame.easting(), frame.northing())
    cover = site.land_cover
    x = (east - cover.west) / cover.cell - 0.5
    y = (cover.north - north) / cover.cell - 0.5
    bands = [ndimage.map_coordinates(palette[cells][:, :, i], [y, x], order=1, mode="nearest") for i in range(3)]
    return np.stack(bands, axis=2)


def _without_buildings(cells: Array) -> Array:
    """Land cover with the class beside each building carried under it, so that no rim shows round its walls."""
    built = cells == LandCover.BUILDING
    if built.all() or not built.any():
        return cells
    rows, columns = ndimage.distance_transform_edt(built, return_distances=False, return_indices=True)
    return np.asarray(cells[rows, columns])


def _terrain_mesh(site: Site) -> tuple[Mesh, Grid]:
    """A regular mesh over the extent, and its heights as a grid whose cells are centred on the points."""
    extent = site.extent
    step = max(site.terrain.cell, np.sqrt(extent.area / MOST_POINTS))
    columns, rows = max(int(np.ceil(extent.width / step)), 1) + 1, max(int(np.ceil(extent.height / step)), 1) + 1
    east = np.linspace(extent.west, extent.east, columns)
    north = np.linspace(extent.north, extent.south, rows)
    grid_east, grid_north = np.meshgrid(east, north)
    height = site.terrain.sample(grid_east, grid_north)
    x, y = grid_east - site.origin[0], grid_north - site.origin[1]
    points = np.stack([x, y, height], axis=2).reshape(-1, 3).astype(np.float32)
    corner = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)[None, :]).reshape(-1)
    triangles = np.concatenate(
        [
            np.stack([corner, corner + columns, corner + columns + 1], axis=1),
            np.stack([corner, corner + columns + 1, corner + 1], axis=1),
        ]
    ).astype(np.int32)
    frame = Grid(np.zeros((1, 1)), extent.west, extent.north, extent.width)
    places = texture_places(points, site.origin, frame)
    places[:, 1] = (grid_north.reshape(-1) - extent.south) / extent.height
    mesh = Mesh(points, triangles, np.full((len(points), 3), 255, np.uint8), places)
    return mesh, Grid(height, extent.west, extent.north, step)


def _sides(site: Site, heights: Grid) -> Mesh:
    """The four cut sides down to a common base: the model stands on the table like one of wood."""
    extent, values = site.extent, heights.values
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
