"""Made-up aerial photos: green in the west, magenta in the east."""

from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import Affine

from planningtable.city.grid import Extent
from planningtable.city.photo import Photo, packed_picture

GREEN, MAGENTA = (20, 160, 30), (200, 30, 160)


def halves(side: int = 100) -> np.ndarray:
    """Two halves, shape (side, side, 3)."""
    picture = np.empty((side, side, 3), np.uint8)
    picture[:, : side // 2] = GREEN
    picture[:, side // 2 :] = MAGENTA
    return picture


def photo_of(extent: Extent, *, name: str = "dop", known: np.ndarray | None = None) -> Photo:
    colours = halves()
    there = np.ones(colours.shape[:2], np.bool_) if known is None else known
    picture = packed_picture(colours, there)
    return Photo(name, (f"{name}.tif",), "Land Ä", "2024-05-01", "GeoTIFF", "EPSG:25832", extent, 1.0, picture)


def write_photo(path: Path, extent: Extent, picture: np.ndarray | None = None, **tags: str) -> Path:
    """A GeoTIFF over an extent."""
    colours = halves() if picture is None else picture
    rows, columns, bands = colours.shape
    place = Affine(extent.width / columns, 0, extent.west, 0, -extent.height / rows, extent.north)
    options = {"driver": "GTiff", "dtype": colours.dtype.name, "crs": "EPSG:25832", "transform": place}
    with rasterio.open(path, "w", width=columns, height=rows, count=bands, **options) as file:
        file.write(np.moveaxis(colours, -1, 0))
        file.update_tags(**tags)
    return path
