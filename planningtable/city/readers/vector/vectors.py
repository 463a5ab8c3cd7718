"""Features of GeoJSON, GeoPackage and other vector files in the site's CRS."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyogrio.errors
import pyogrio.raw
import pyproj
import shapely

from planningtable.city.grid import Array
from planningtable.city.readers.files import existing
from planningtable.city.readers.ground.raster import same_crs
from planningtable.domain.text import PlanningError


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """Features of one layer; columns of the same length.

    Attributes:
        geometries: shapely, flat, in the site's CRS, object array.
        fields: lower-case name to values.
        format: of the file.
        crs: as the file names it.
    """

    geometries: Array
    fields: Mapping[str, Array]
    format: str
    crs: str

    def __len__(self) -> int:
        return len(self.geometries)


def read_features(path: Path, crs: str) -> Features:
    """Read the first layer of a file; features without geometry are left out.

    Raises:
        PlanningError: unreadable, or without features that have a place.
    """
    existing(path)
    packed = path.suffix.lower() == ".gz"
    source = f"/vsigzip/{path.resolve()}" if packed else str(path)
    try:
        layer = pyogrio.list_layers(source)[0][0]
        meta, _, blobs, values = pyogrio.raw.read(source, layer=layer, force_2d=True)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, IndexError) as error:
        raise PlanningError("error.city.not-vector", file=path.name) from error
    if blobs is None:
        raise PlanningError("error.city.no-places", file=path.name)
    shapes = shapely.from_wkb(blobs, on_invalid="ignore")
    keep = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    if not keep.any():
        raise PlanningError("error.city.no-places", file=path.name)
    fields = {str(n).lower(): np.asarray(v)[keep] for n, v in zip(meta["fields"], values, strict=True)}
    named = str(meta["crs"] or "")
    suffix = Path(path.stem).suffix.lower() if packed else path.suffix.lower()
    kind = {".gpkg": "GeoPackage", ".geojson": "GeoJSON", ".json": "GeoJSON"}.get(suffix, suffix.lstrip(".").upper())
    return Features(projected(shapes[keep], named, crs), fields, kind, named or crs)


def projected(shapes: Array, source: str, target: str) -> Array:
    """Shapes in another CRS; an unnamed CRS is taken for the target."""
    if not source or same_crs(source, target):
        return shapes
    step = pyproj.Transformer.from_crs(source, target, always_xy=True)

    def move(points: Array) -> Array:
        return np.column_stack(step.transform(points[:, 0], points[:, 1]))

    return np.asarray(shapely.transform(shapes, move))


def texts(fields: Mapping[str, Array], names: Iterable[str], count: int) -> tuple[str, ...]:
    """The first column among the names, as text; empty where there is none or no value."""
    for name in names:
        if name in fields:
            return tuple(_text(v) for v in fields[name])
    return ("",) * count


def numbers(fields: Mapping[str, Array], names: Iterable[str], count: int) -> Array:
    """The first column among the names, as numbers; NaN where there is none or no number."""
    for name in names:
        if name in fields:
            return np.array([number(v) for v in fields[name]], np.float64)
    return np.full(count, np.nan)


def _text(value: object) -> str:
    if value is None or (isinstance(value, float | np.floating) and np.isnan(value)):
        return ""
    return str(value).strip()


def number(value: object) -> float:
    """A number, also with a decimal comma or a unit behind it; NaN for anything else."""
    words = _text(value).split()
    if not words:
        return float("nan")
    word = words[0].replace(".", "").replace(",", ".") if "," in words[0] and "." in words[0] else words[0]
    try:
        found = float(word.replace(",", ".").rstrip("mM"))
    except ValueError:
        return float("nan")
    return found if np.isfinite(found) else float("nan")
