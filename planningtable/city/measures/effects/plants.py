"""Effects on trees."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from planningtable.city.grid import Array
from planningtable.city.land_cover import LandCover
from planningtable.city.measures.effects.act import Act, NotPossibleError
from planningtable.city.site import Site, Trees


def plant_tree(site: Site, act: Act) -> Site:
    """Plant one tree; not in a building and not in water."""
    east, north = (float(value) for value in shapely.get_coordinates(act.outline)[0])
    if not site.extent.contains(east, north):
        raise NotPossibleError("outside")
    row, column = site.land_cover.index(np.array(east), np.array(north))
    in_water = site.land_cover.values[row, column] == LandCover.WATER
    if in_water or shapely.contains_xy(site.buildings.footprints, east, north).any():
        raise NotPossibleError("no-free-ground")
    trees = site.trees
    planted = Trees(
        ids=(*trees.ids, act.measure),
        species=(*trees.species, act.word("species")),
        east=np.append(trees.east, east),
        north=np.append(trees.north, north),
        height=np.append(trees.height, act.number("height")),
        crown=np.append(trees.crown, act.number("crown")),
        planned=np.append(trees.planned, True),
    )
    return replace(site, trees=planted)


def without_trees(trees: Trees, area: BaseGeometry) -> Trees:
    """The trees whose trunks are outside of an area."""
    keep = ~shapely.contains_xy(area, trees.east, trees.north)
    if keep.all():
        return trees
    return Trees(
        ids=_kept(trees.ids, keep),
        species=_kept(trees.species, keep),
        east=trees.east[keep],
        north=trees.north[keep],
        height=trees.height[keep],
        crown=trees.crown[keep],
        planned=trees.planned[keep],
    )


def _kept(words: Sequence[str], keep: Array) -> tuple[str, ...]:
    return tuple(word for word, kept in zip(words, keep, strict=True) if kept)
