"""From the site to what stands in the way of sun and sky."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import rasterio
import rasterio.features

from planningtable.api import Grid, LandCover, Site, SurfaceKind, Trees, frame, surface_values
from plugins.heat import kernels
from plugins.heat.radiation import Cover, heating
from plugins.heat.sky import Scene
from plugins.heat.sun import Sun

F32 = npt.NDArray[np.float32]

TRUNK = 0.25
"""Height of the lower side of a crown, share of the tree's height (SOLWEIG default) [-]."""
EDGE = 0.6
"""Height of a crown's edge, share of the tree's height; the top is round [-]."""
WOOD = 10.0
"""Height taken for woodland where no single trees are known [m]; guide value."""


@dataclass(frozen=True, slots=True, eq=False)
class SurfaceModel:
    """The site as seen by the sun.

    Attributes:
        scene: obstacles.
        frame: the cells, with the ground height.
        covers: `LandCover` codes.
        open: False under buildings.
        label: building row + 1, 0 where there is none.
    """

    scene: Scene
    frame: Grid
    covers: npt.NDArray[np.uint8]
    open: npt.NDArray[np.bool_]
    label: npt.NDArray[np.int32]


def surface_model(site: Site, cell: float) -> SurfaceModel:
    """Obstacles at a cell size [m]."""
    rows, columns, west, north = frame(site.extent, cell)
    place = np.array([west, north, cell])
    grid = Grid(np.zeros((rows, columns), np.float32), west, north, cell)
    x, y = np.meshgrid(grid.easting(), grid.northing())
    terrain = site.terrain.sample(x, y).astype(np.float32)
    covers = site.land_cover.values[site.land_cover.index(x, y)]
    label = _labels(site, (rows, columns), place)
    solid = _solid(site, terrain, label, place)
    inside = label > 0
    top, base = _crowns(site.trees, grid, terrain)
    wood = (covers == LandCover.WOODLAND) & ~np.isfinite(top)
    top = np.where(wood, terrain + WOOD, top)
    base = np.where(wood, terrain + WOOD * TRUNK, base)
    top[inside], base[inside] = np.nan, np.nan
    scene = Scene(np.where(inside, solid, terrain), solid, top, base, cell)
    return SurfaceModel(scene, grid.with_values(terrain), covers, ~inside, label)


def cover_of(model: SurfaceModel, sun: Sun) -> Cover:
    """Radiative values of the ground at an hour."""
    table = surface_values()

    def column(name: str) -> npt.NDArray[np.float64]:
        return np.array([getattr(table[c], name) for c in LandCover], np.float64)

    warmth = heating(column("heating_slope"), column("heating_start"), column("heating_peak"), sun)
    warmth[LandCover.WATER] = np.inf
    codes = model.covers
    return Cover(column("albedo")[codes], column("emissivity")[codes], warmth[codes], model.open)


def _labels(site: Site, shape: tuple[int, int], place: npt.NDArray[np.float64]) -> npt.NDArray[np.int32]:
    west, north, cell = place
    shapes = [(g, i + 1) for i, g in enumerate(site.buildings.footprints) if g is not None and not g.is_empty]
    if not shapes:
        return np.zeros(shape, np.int32)
    transform = rasterio.Affine(cell, 0.0, west, 0.0, -cell, north)
    burnt = rasterio.features.rasterize(shapes, out_shape=shape, transform=transform, dtype="int32")
    return np.asarray(burnt, np.int32)


def _solid(site: Site, terrain: F32, label: npt.NDArray[np.int32], place: npt.NDArray[np.float64]) -> F32:
    """Terrain with the roofs on it; the building's height where it has no roof surface above a cell."""
    surfaces = site.surfaces
    roof = surfaces.kind[surfaces.triangle_surface] == SurfaceKind.ROOF
    corners = surfaces.vertices[surfaces.triangles[roof]] + np.array([*site.origin, 0.0])
    roofs = np.full(terrain.shape, -1e4, np.float32)
    kernels.burn(np.ascontiguousarray(corners, np.float64), place, roofs)
    tops = np.append(0.0, site.buildings.ground + site.buildings.height).astype(np.float32)
    inside = label > 0
    heights = np.where(roofs > -1e3, roofs, tops[label])
    return np.where(inside, np.maximum(heights, terrain), terrain).astype(np.float32)


def _crowns(trees: Trees, grid: Grid, terrain: F32) -> tuple[F32, F32]:
    """Upper and lower side of the crowns [m above the vertical datum]; NaN where there are none."""
    top = np.full(terrain.shape, np.nan, np.float32)
    base = np.full(terrain.shape, np.nan, np.float32)
    rows, columns = grid.index(trees.east, trees.north)
    east, north = grid.easting(), grid.northing()
    for t in range(len(trees)):
        radius = max(float(trees.crown[t]) / 2.0, 0.1)
        reach = int(np.ceil(radius / grid.cell))
        i, j = int(rows[t]), int(columns[t])
        part = np.s_[max(i - reach, 0) : i + reach + 1, max(j - reach, 0) : j + reach + 1]
        away = np.hypot(north[part[0]][:, None] - float(trees.north[t]), east[part[1]][None, :] - float(trees.east[t]))
        inside = away <= radius
        inside |= (np.arange(grid.rows)[part[0]][:, None] == i) & (np.arange(grid.columns)[part[1]][None, :] == j)
        round_top = EDGE + (1.0 - EDGE) * np.sqrt(np.maximum(1.0 - (away / radius) ** 2, 0.0))
        height, foot = float(trees.height[t]), terrain[i, j]
        top[part] = np.where(inside, np.fmax(top[part], foot + height * round_top), top[part])
        base[part] = np.where(inside, np.fmin(base[part], foot + height * TRUNK), base[part])
    return top, base
