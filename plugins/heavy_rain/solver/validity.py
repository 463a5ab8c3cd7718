"""Whether local inertia was enough, or water carries its momentum along so that the full equations are needed."""

import numpy as np

from plugins.heavy_rain.flood import Flood
from plugins.heavy_rain.problem import Basin

MOST_SWIFT = 0.5
"""Largest share of swift cells with which a run by local inertia is taken to hold [-]; guide value.

Local inertia agrees with full models where flow varies gradually, and is inaccurate where it is supercritical: Neal et
al. (2012), doi 10.1016/j.jhydrol.2012.01.019. In the flood of Merewether the share is 0.32, and levels are still within
6 cm of a full model's; on towns in the rain it is below 0.1.
"""
DAM = 0.1
"""Depth from which a wall of water counts as a dam that breaks [m]."""


def holds(flood: Flood) -> bool:
    """Whether little enough of the deeper water was faster than its waves."""
    return flood.swift_share <= MOST_SWIFT


def breaks(basin: Basin) -> bool:
    """Whether water stands at the start as if a dam were taken away: beside free room lower by half its depth."""
    if basin.depth is None:
        return False
    free = ~(basin.blocked | ~np.isfinite(basin.bed))
    depth = np.where(free, np.nan_to_num(basin.depth), 0.0)
    level = np.where(free, np.nan_to_num(basin.bed), 0.0) + depth
    for here, there in (
        (np.s_[:, :-1], np.s_[:, 1:]),
        (np.s_[:, 1:], np.s_[:, :-1]),
        (np.s_[:-1], np.s_[1:]),
        (np.s_[1:], np.s_[:-1]),
    ):
        drop = level[here] - level[there]
        if (free[here] & free[there] & (depth[here] >= DAM) & (drop > 0.5 * depth[here])).any():
            return True
    return False
