"""Names of what a case gives back."""

from collections.abc import Mapping

import numpy as np

from planningtable.api import Array, CaseGrid, Grid, Text

GAUGES = ("t_s", "name", "level_m", "depth_m", "velocity_m_per_s")


def known_grids(terrain: Grid, named: Mapping[str, tuple[Array, str]]) -> dict[str, CaseGrid]:
    """Grids with a unit each, without values where the terrain has none."""
    known = np.isfinite(terrain.values)
    return {
        key: CaseGrid(
            terrain.with_values(np.where(known, values, np.nan).astype(np.float32)),
            unit,
            Text.of(f"heavy-rain.grid.{key}"),
        )
        for key, (values, unit) in named.items()
    }


def coordinate(value: float) -> str:
    """To the millimetre: tables keep six digits of a number, which is ten metres of a northing."""
    return f"{value:.3f}".rstrip("0").rstrip(".")
