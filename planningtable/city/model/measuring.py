"""Areas and volumes of what is shown."""

from collections.abc import Sequence

import numpy as np

from planningtable.city.model.facing import Bodies
from planningtable.city.model.hierarchy import Role
from planningtable.city.model.piece import Measured
from planningtable.city.model.prepare_work import Work
from planningtable.city.site import SurfaceKind, Surfaces


def measured_of(work: Work, surfaces: Surfaces, shown: Sequence[int]) -> Measured:
    """Areas of the surfaces of buildings, and the volume of what of them is closed.

    Args:
        work: what is drawn.
        surfaces: of the buildings.
        shown: rows of the objects of their own that are shown.
    """
    area = np.bincount(surfaces.kind, surfaces.area, minlength=len(SurfaceKind)) if len(surfaces) else np.zeros(16)
    visible = np.zeros(len(work.it.family.root), np.bool_)
    visible[list(shown)] = True
    visible &= work.it.family.roles == Role.BUILDING
    sums = [_volume(some, work, visible[work.it.family.root]) for some in work.bodies]
    return Measured(
        roof_area=float(area[SurfaceKind.ROOF]),
        ground_area=float(area[SurfaceKind.GROUND]),
        wall_area=float(area[SurfaceKind.WALL]),
        volume=sum(volume for volume, _ in sums),
        solids=sum(count for _, count in sums),
    )


def _volume(some: Bodies, work: Work, visible: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> tuple[float, int]:
    """Volume of closed shells at the level that is drawn, voids taken off; number of outer shells."""
    here = some.shells.closed & (some.lod == work.choice.lod[some.owner]) & visible[some.owner]
    outer = here & (some.number == 0)
    # A void counts only where its outer shell does.
    void = here & (some.number > 0) & np.isin(some.solid, some.solid[outer])
    volume = some.shells.volume[outer].sum() - some.shells.volume[void].sum()
    return float(volume), int(outer.sum())
