"""From the site to grids of one cell size: bed, buildings, roughness, losses."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import rasterio
import rasterio.features
import shapely

from planningtable.api import Grid, LandCover, Site, frame, surface_values
from plugins.heavy_rain.arrays import B8, F64, I64
from plugins.heavy_rain.roofs import Facades, facades
from plugins.heavy_rain.works import Stores, stores_on, with_walls

MOST_SAMPLES = 6
"""Looks at the terrain per cell and axis, at most."""
GULLIES = (LandCover.ASPHALT, LandCover.PAVING)
"""Covers that drain into sewers."""


@dataclass(frozen=True, slots=True, eq=False)
class GroundGrids:
    """Grids of shape (rows, columns); means over each cell.

    Attributes:
        bed: ground height with walls, buildings not in it [m].
        label: building row + 1, 0 where there is none.
        manning: roughness [s/m^(1/3)].
        initial_loss: wetting and depression loss [mm].
        horton: f_0 [mm/h], f_c [mm/h] and k [1/h].
        gullies: share of the cell that drains into sewers, times its mean runoff coefficient [0..1].
        water: share of the cell that is water anyway [0..1].
        facades: cells beside the walls of buildings.
        stores: trenches below the ground; None where there are none.
    """

    bed: Grid
    label: I64
    manning: F64
    initial_loss: F64
    horton: tuple[F64, F64, F64]
    gullies: F64
    water: F64
    facades: Facades
    stores: Stores | None

    @property
    def blocked(self) -> B8:
        return np.asarray(self.label > 0)

    def masked(self, values: npt.NDArray[np.floating]) -> Grid:
        """A grid without values in buildings."""
        return self.bed.with_values(np.where(self.blocked, np.float32(np.nan), values).astype(np.float32))


def ground_grids(site: Site, cell: float) -> GroundGrids:
    """The site's ground at a cell size [m]."""
    rows, columns, west, north = frame(site.extent, cell)
    many = int(np.clip(np.ceil(cell / site.terrain.cell - 1e-9), 1, MOST_SAMPLES))
    bed = np.zeros((rows, columns))
    shares = np.zeros((len(LandCover), rows, columns))
    for i in range(many):
        for j in range(many):
            east = west + (np.arange(columns) + (j + 0.5) / many) * cell
            up = north - (np.arange(rows) + (i + 0.5) / many) * cell
            x, y = np.meshgrid(east, up)
            bed += site.terrain.sample(x, y)
            cover = site.land_cover.values[site.land_cover.index(x, y)]
            for code in np.unique(cover):
                shares[code] += cover == code
    bed /= many * many
    shares /= many * many
    label = _labels(site, (rows, columns), (west, north, cell))
    return _grids(site, Grid(bed, west, north, cell), label, shares)


def _grids(site: Site, bed: Grid, label: I64, shares: F64) -> GroundGrids:
    table = surface_values()

    def mean(name: str) -> F64:
        return np.asarray(np.tensordot([getattr(table[c], name) for c in LandCover], shares, 1), np.float64)

    gullies = np.zeros(bed.values.shape)
    for cover in GULLIES:
        gullies += shares[cover] * table[cover].runoff_mean
    centroids = shapely.centroid(site.buildings.footprints) if len(site.buildings) else np.zeros(0, object)
    centres = bed.index(shapely.get_x(centroids), shapely.get_y(centroids))
    return GroundGrids(
        with_walls(bed, site),
        label,
        mean("manning"),
        mean("initial_loss"),
        (mean("infiltration_initial"), mean("infiltration_final"), mean("infiltration_decay")),
        gullies,
        shares[LandCover.WATER],
        facades(label, centres),
        stores_on(bed, site),
    )


def _labels(site: Site, shape: tuple[int, int], place: tuple[float, float, float]) -> I64:
    west, north, cell = place
    shapes = [(g, i + 1) for i, g in enumerate(site.buildings.footprints) if g is not None and not g.is_empty]
    if not shapes:
        return np.zeros(shape, np.int64)
    transform = rasterio.Affine(cell, 0.0, west, 0.0, -cell, north)
    burnt = rasterio.features.rasterize(shapes, out_shape=shape, transform=transform, dtype="int32")
    return np.asarray(burnt, np.int64)
