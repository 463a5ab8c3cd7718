"""Taking rows out of the columns of buildings and surfaces, and adding some."""

from dataclasses import replace

import numpy as np

from planningtable.city.grid import Array
from planningtable.city.site import Buildings, Surfaces


def buildings_kept(buildings: Buildings, keep: Array) -> Buildings:
    """The rows where ``keep``, shape (B,), is True."""
    rows = np.flatnonzero(keep)
    return Buildings(
        ids=tuple(buildings.ids[i] for i in rows),
        names=tuple(buildings.names[i] for i in rows),
        uses=tuple(buildings.uses[i] for i in rows),
        functions=tuple(buildings.functions[i] for i in rows),
        roof_types=tuple(buildings.roof_types[i] for i in rows),
        addresses=tuple(buildings.addresses[i] for i in rows),
        height=buildings.height[rows],
        ground=buildings.ground[rows],
        storeys=buildings.storeys[rows],
        storeys_estimated=buildings.storeys_estimated[rows],
        lod=buildings.lod[rows],
        parts=buildings.parts[rows],
        footprints=buildings.footprints[rows],
        cistern=buildings.cistern[rows],
        attributes=tuple(buildings.attributes[i] for i in rows),
    )


def buildings_joined(one: Buildings, other: Buildings) -> Buildings:
    """The rows of both, one after the other."""
    return Buildings(
        ids=one.ids + other.ids,
        names=one.names + other.names,
        uses=one.uses + other.uses,
        functions=one.functions + other.functions,
        roof_types=one.roof_types + other.roof_types,
        addresses=one.addresses + other.addresses,
        height=np.concatenate([one.height, other.height]),
        ground=np.concatenate([one.ground, other.ground]),
        storeys=np.concatenate([one.storeys, other.storeys]),
        storeys_estimated=np.concatenate([one.storeys_estimated, other.storeys_estimated]),
        lod=np.concatenate([one.lod, other.lod]),
        parts=np.concatenate([one.parts, other.parts]),
        footprints=np.concatenate([one.footprints, other.footprints]),
        cistern=np.concatenate([one.cistern, other.cistern]),
        attributes=one.attributes + other.attributes,
    )


def surfaces_without(surfaces: Surfaces, row: int) -> Surfaces:
    """The surfaces of all buildings but one; later buildings move up by one row."""
    keep = surfaces.building != row
    new_surface = np.cumsum(keep, dtype=np.int32) - 1
    building = surfaces.building[keep]
    triangle = keep[surfaces.triangle_surface]
    triangles = surfaces.triangles[triangle]
    used = np.zeros(len(surfaces.vertices), bool)
    used[triangles] = True
    new_vertex = np.cumsum(used, dtype=np.int32) - 1
    ring = keep[surfaces.ring_surface]
    lengths = np.diff(surfaces.ring_offsets)
    return Surfaces(
        ids=tuple(id for id, kept in zip(surfaces.ids, keep, strict=True) if kept),
        kind=surfaces.kind[keep],
        building=building - (building > row).astype(np.int32),
        normal=surfaces.normal[keep],
        area=surfaces.area[keep],
        slope=surfaces.slope[keep],
        aspect=surfaces.aspect[keep],
        green=surfaces.green[keep],
        vertices=surfaces.vertices[used],
        triangles=new_vertex[triangles],
        triangle_surface=new_surface[surfaces.triangle_surface[triangle]],
        ring_offsets=np.concatenate([[0], np.cumsum(lengths[ring])]).astype(np.int64),
        ring_points=surfaces.ring_points[np.repeat(ring, lengths)],
        ring_surface=new_surface[surfaces.ring_surface[ring]],
        ring_hole=surfaces.ring_hole[ring],
    )


def surfaces_joined(one: Surfaces, other: Surfaces) -> Surfaces:
    """The surfaces of both; ``other.building`` already names rows of the joined buildings."""
    moved = replace(
        other,
        triangles=other.triangles + np.int32(len(one.vertices)),
        triangle_surface=other.triangle_surface + np.int32(len(one)),
        ring_offsets=other.ring_offsets[1:] + len(one.ring_points),
        ring_surface=other.ring_surface + np.int32(len(one)),
    )
    names = (
        "kind",
        "building",
        "normal",
        "area",
        "slope",
        "aspect",
        "green",
        "vertices",
        "triangles",
        "triangle_surface",
        "ring_offsets",
        "ring_points",
        "ring_surface",
        "ring_hole",
    )
    columns = {name: np.concatenate([getattr(one, name), getattr(moved, name)]) for name in names}
    return Surfaces(ids=one.ids + other.ids, **columns)
