"""What has a name in a site: streets, buildings, waters, bridges; where it belongs, and which names matter more."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
import shapely

from planningtable.city.site import Buildings, Objects, Site, Streets

SPACING = 150.0
"""A long street has its name about every so many metres [m]."""

MOST = 1500
"""Names of a site; those that matter least are left out."""

_WORD = re.compile(r"[^\W\d_]{3}")
_CODE = re.compile(r"_|[{}#:/\\]|\w{24}")


class Kind(StrEnum):
    """What a name is of; each is written in a way of its own."""

    STREET = "street"
    WATER = "water"
    BUILDING = "building"


@dataclass(frozen=True, slots=True)
class Name:
    """A name at a place.

    Attributes:
        text: as people write it.
        kind: what it is of.
        east: of the place [m].
        north: of the place [m].
        rank: the higher ones matter more.
        reach: length of what has the name; it is not written where that is much shorter in the picture [m].
    """

    text: str
    kind: Kind
    east: float
    north: float
    rank: float
    reach: float


def names_of(site: Site) -> tuple[Name, ...]:
    """Names of a site, the important ones first; none where the data have none. Safe in any thread."""
    return _names_of(site.streets, site.buildings, site.objects, site.origin)


@lru_cache(maxsize=4)
def _names_of(
    streets: Streets, buildings: Buildings, objects: Objects, origin: tuple[float, float]
) -> tuple[Name, ...]:
    # Kept for the variants that are looked at: whoever prepares a site on a worker spares whoever draws it the work.
    found = [*_streets(streets), *_buildings(buildings), *_objects(objects, origin)]
    return tuple(sorted(found, key=lambda name: -name.rank)[:MOST])


def is_readable(text: str) -> bool:
    """Whether a name is one for people, not the key of a record."""
    return bool(_WORD.search(text)) and not _CODE.search(text)


def _streets(streets: Streets) -> Iterator[Name]:
    """Each street by all its pieces; of a long one, the name in its middle comes first."""
    ranks = {"main": 900.0, "residential": 600.0, "path": 300.0}
    rows: dict[str, list[int]] = defaultdict(list)
    for row, text in enumerate(streets.names):
        if is_readable(text):
            rows[text].append(row)
    for text, some in rows.items():
        merged = shapely.line_merge(shapely.union_all([streets.lines[row] for row in some]))
        rank = max(ranks.get(streets.classes[row], 400.0) for row in some)
        for line in shapely.get_parts(merged):
            count = max(round(line.length / SPACING), 1)
            for place in range(count):
                share = (place + 0.5) / count
                at = line.interpolate(share, normalized=True)
                # The middle first, the ends last; longer streets before shorter ones.
                later = abs(share - 0.5) * 120.0
                yield Name(text, Kind.STREET, at.x, at.y, rank + min(line.length, 800.0) / 8 - later, line.length)


def _buildings(some: Buildings) -> Iterator[Name]:
    """Buildings with a name of their own; an address is none."""
    for row, (text, address) in enumerate(zip(some.names, some.addresses, strict=True)):
        outline = some.footprints[row]
        if text == address or not is_readable(text) or outline is None or outline.is_empty:
            continue
        at = outline.representative_point()
        size = float(np.sqrt(outline.area))
        yield Name(text, Kind.BUILDING, at.x, at.y, 500.0 + min(size, 100.0) * 2, 4 * size)


def _objects(objects: Objects, origin: tuple[float, float]) -> Iterator[Name]:
    """Waters and bridges."""
    kinds = {"WaterBody": (Kind.WATER, 700.0), "Bridge": (Kind.STREET, 450.0)}
    surfaces = objects.surfaces
    for row, (text, type) in enumerate(zip(objects.names, objects.types, strict=True)):
        if type not in kinds or not is_readable(text):
            continue
        own = surfaces.triangles[surfaces.building[surfaces.triangle_surface] == row]
        if not len(own):
            continue
        kind, rank = kinds[type]
        corners = surfaces.vertices[own]
        # In the middle of its largest face: between them there may be land.
        area = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
        east, north = corners[area.argmax()].mean(axis=0)[:2] + origin
        reach = float(np.ptp(corners.reshape(-1, 3)[:, :2], axis=0).max())
        yield Name(text, kind, float(east), float(north), rank, reach)
