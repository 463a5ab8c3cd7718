"""Areas and volumes of what is shown."""

from collections.abc import Sequence

import numpy as np

from planningtable.city.grid import Array
from planningtable.city.model.batch import ObjectRows
from planningtable.city.model.facing import Bodies
from planningtable.city.model.hierarchy import Role
from planningtable.city.model.piece import Measured
from planningtable.city.model.prepare_work import Work
from planningtable.city.site import SurfaceKind

# Boundary surfaces that make up the shell of a building.
SHELL = (SurfaceKind.ROOF, SurfaceKind.GROUND, SurfaceKind.WALL)


def measured_of(objects: ObjectRows, work: Work, shown: Sequence[int]) -> Measured:
    """Areas of the surfaces of buildings, and the volume of what of them is closed.

    Args:
        objects: of the batch.
        work: what is drawn.
        shown: rows of the objects of their own that are shown.
    """
    visible = np.zeros(len(work.it.family.root), np.bool_)
    visible[list(shown)] = True
    visible &= work.it.family.roles == Role.BUILDING
    area = _areas(work, visible)
    # Rooms, storeys and chimneys lie within a building or on it; the building is not larger for them.
    whole = np.array([type.endswith(("Building", "BuildingPart")) for type in objects.types], np.bool_)
    sums = [_volume(some, work, visible[work.it.family.root] & whole) for some in work.bodies]
    return Measured(
        roof_area=float(area[SurfaceKind.ROOF]),
        ground_area=float(area[SurfaceKind.GROUND]),
        wall_area=float(area[SurfaceKind.WALL]),
        volume=sum(volume for volume, _ in sums),
        solids=sum(count for _, count in sums),
    )


def _areas(work: Work, visible: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> Array:
    """Area by `SurfaceKind` [m²].

    Where the file names roofs, walls or ground of a building, only those count: what is told from the slope of its
    other faces (chimneys, window sills, balconies) is no roof of the building.
    """
    drawn = work.drawn
    named = (drawn.boundary >= 0) & np.isin(drawn.kind, SHELL)
    has = np.zeros(len(visible), np.bool_)
    has[drawn.owner[named]] = True
    counts = visible[drawn.owner] & (named | ~has[drawn.owner])
    size = np.linalg.norm(work.it.shapes.area[drawn.polygon[counts]], axis=1)
    return np.bincount(drawn.kind[counts], size, minlength=len(SurfaceKind))


def _volume(some: Bodies, work: Work, visible: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> tuple[float, int]:
    """Volume of closed shells at the level that is drawn, voids taken off; number of outer shells."""
    here = some.shells.closed & (some.lod == work.choice.lod[some.owner]) & visible[some.owner]
    outer = here & (some.number == 0)
    # A void counts only where its outer shell does.
    void = here & (some.number > 0) & np.isin(some.solid, some.solid[outer])
    volume = some.shells.volume[outer].sum() - some.shells.volume[void].sum()
    return float(volume), int(outer.sum())
