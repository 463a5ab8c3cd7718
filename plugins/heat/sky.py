"""Sky view and shadows of a grid of obstacles, in slices so that a job can be cancelled."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planningtable.api import Job, Text
from plugins.heat import kernels

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]

DIRECTIONS = 24
FARTHEST = 300.0
"""How far a horizon is looked for [m]."""
LEAF = 0.03
"""Transmissivity of crowns in leaf for sunlight (SOLWEIG default, Lindberg & Grimmond 2011) [-]."""
SLICE = 4_000
"""Cells between two looks at the job, times directions about 50 ms."""
NONE_TOP, NONE_BASE = np.float32(-1e4), np.float32(1e5)


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """Obstacles on a grid, north up; heights above the vertical datum, shape (rows, columns) [m].

    Attributes:
        ground: where people stand; the roof for cells under buildings.
        solid: terrain and buildings.
        crown_top: top of tree crowns; NaN where there is none.
        crown_base: lower side of tree crowns; NaN where there is none.
        cell: edge length of a cell [m].
    """

    ground: F32
    solid: F32
    crown_top: F32
    crown_base: F32
    cell: float

    def obstacles(self) -> kernels.Obstacles:
        none = ~np.isfinite(self.crown_top)
        return kernels.Obstacles(
            np.ascontiguousarray(self.ground, np.float32),
            np.ascontiguousarray(self.solid, np.float32),
            np.where(none, NONE_TOP, self.crown_top).astype(np.float32),
            np.where(none, NONE_BASE, self.crown_base).astype(np.float32),
        )

    def measures(self, leaf: float) -> F64:
        highest = max(float(np.max(self.solid)), float(np.nanmax(self.crown_top, initial=-1e4)))
        return np.array([self.cell, FARTHEST, highest, leaf])


@dataclass(frozen=True, slots=True, eq=False)
class Sky:
    """Sky view factors of a horizontal plane [0..1].

    Attributes:
        bare: of terrain and buildings alone.
        leafy: with tree crowns.
    """

    bare: F32
    leafy: F32


@dataclass(frozen=True, slots=True, eq=False)
class Sunlight:
    """Share of the direct sun that reaches the ground [0..1].

    Attributes:
        bare: 1 or 0, past terrain and buildings alone.
        leafy: with tree crowns, which let a little through.
    """

    bare: F32
    leafy: F32


def sky_view(scene: Scene, job: Job, *, directions: int = DIRECTIONS, leaf: float = LEAF) -> Sky:
    """Sky view factors after the horizon method: mean of cos² of the horizon angle over the azimuths."""
    shape = scene.ground.shape
    bare, leafy = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    obstacles, measures = scene.obstacles(), scene.measures(leaf)
    azimuths = np.asarray((np.arange(directions) + 0.5) * (2.0 * np.pi / directions), np.float64)
    step = max(SLICE // shape[1], 1)
    for first in range(0, shape[0], step):
        rows = np.array([first, min(first + step, shape[0])])
        kernels.sky_view(obstacles, azimuths, measures, rows, (bare, leafy))
        job.report(rows[1] / shape[0], Text.of("heat.sky"))
    return Sky(bare, leafy)


def sunlight(scene: Scene, azimuth: float, altitude: float, job: Job, *, leaf: float = LEAF) -> Sunlight:
    """Shadows at one position of the sun [°]; nothing is lit when it is below the horizon."""
    shape = scene.ground.shape
    lit, through = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    if altitude > 0.0:
        obstacles, measures = scene.obstacles(), scene.measures(leaf)
        sun = np.radians([azimuth, altitude])
        step = max(20 * SLICE // shape[1], 1)
        for first in range(0, shape[0], step):
            rows = np.array([first, min(first + step, shape[0])])
            kernels.sunlit(obstacles, sun, measures, rows, (lit, through))
            job.check()
    return Sunlight(lit, lit * (np.float32(leaf) + np.float32(1.0 - leaf) * through))
