"""Where something is, in the words of somebody who lives there."""

import math

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from planningtable.city.site import Site
from planningtable.domain.text import Text
from planningtable.domain.values import Place

NEAR = 40.0


def spot_of(wkt: str) -> tuple[float, float] | None:
    """Easting and northing of a point inside a geometry [m]; None where the text is no geometry."""
    try:
        shape: BaseGeometry = shapely.from_wkt(wkt)
    except shapely.errors.GEOSException:
        return None
    if shape is None or shape.is_empty:
        return None
    point = shape.representative_point()
    return (point.x, point.y) if math.isfinite(point.x + point.y) else None


def whereabouts(site: Site, place: Place) -> Text:
    """The building it is about, else the nearest address or street, else nothing but the numbers on the map."""
    if place.about == "building" and place.target in site.buildings.ids:
        row = site.buildings.ids.index(str(place.target))
        return Text.of("report.where.building", building=building_name(site, row))
    spot = spot_of(place.geometry)
    if spot is None:
        return Text("report.where.unknown")
    point = shapely.Point(spot)
    near = _nearest_address(site, point)
    if near is not None:
        return Text.of("report.where.near", building=building_name(site, near))
    if len(site.streets):
        distances = shapely.distance(site.streets.lines, point)
        nearest = int(np.argmin(distances))
        if distances[nearest] < 2 * NEAR and site.streets.names[nearest]:
            return Text.of("report.where.street", street=site.streets.names[nearest])
    return Text.of("report.where.coordinates", east=f"{spot[0]:.0f}", north=f"{spot[1]:.0f}")


def building_name(site: Site, row: int) -> str:
    """Name, else address, else id of a building."""
    buildings = site.buildings
    return buildings.names[row] or buildings.addresses[row] or buildings.ids[row]


def _nearest_address(site: Site, point: shapely.Point) -> int | None:
    if not len(site.buildings):
        return None
    distances = np.array(shapely.distance(site.buildings.footprints, point), float)
    nameless = [not (n or a) for n, a in zip(site.buildings.names, site.buildings.addresses, strict=True)]
    distances[np.array(nameless)] = np.inf
    nearest = int(np.argmin(np.nan_to_num(distances, nan=np.inf)))
    return nearest if distances[nearest] < NEAR else None
