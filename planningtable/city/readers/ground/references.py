"""The CRS and the place of rasters and points: from what they hold, from a ``.prj`` or a world file beside them."""

import pyproj
from pyproj.exceptions import CRSError
from rasterio.transform import Affine

from planningtable.city.readers.containers import WORLD
from planningtable.city.readers.files import Part


def crs_words(crs: pyproj.CRS | None) -> str:
    """``EPSG:code`` of the horizontal CRS, else WKT; empty for none and for local ones, which lie nowhere on Earth."""
    if crs is None:
        return ""
    flat = crs.sub_crs_list[0] if crs.is_compound else crs
    if not (flat.is_projected or flat.is_geographic):
        return ""
    # A projection of a library's own making comes back as the one it means.
    code = flat.to_epsg() or flat.to_2d().to_epsg() or flat.to_epsg(min_confidence=60)
    return f"EPSG:{code}" if code else str(flat.to_wkt())


def from_wkt(text: str) -> pyproj.CRS | None:
    """A CRS from its words; None where they say nothing."""
    try:
        return pyproj.CRS.from_user_input(text) if text.strip() else None
    except CRSError:
        return None


def world_affine(part: Part) -> Affine | None:
    """The transform in the world file beside a picture; None where there is none, or it does not hold six numbers."""
    stem = part.file_name.rpartition(".")[0]
    for ending in WORLD:
        data = part.sibling(stem + ending, 64 * 1024)
        if data is None:
            continue
        try:
            a, d, b, e, c, f = (float(w.replace(b",", b".")) for w in data.split())
        except ValueError:
            return None
        # A world file gives the centre of the first pixel.
        return Affine(a, b, c - a / 2 - b / 2, d, e, f - d / 2 - e / 2) if a * e - b * d else None
    return None


def beside_crs(part: Part) -> str:
    """The CRS in the ``.prj`` beside a file; empty where there is none."""
    stem, dot, _ = part.file_name.rpartition(".")
    data = part.sibling(f"{stem}.prj", 64 * 1024) if dot else None
    if data is None:
        return ""
    return crs_words(from_wkt(data.decode("utf-8", "replace")))
