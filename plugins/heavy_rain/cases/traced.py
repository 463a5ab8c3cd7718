"""Where the water of one place comes from, and which way it takes on from there, once all hollows are full."""

import numpy as np

from planningtable.api import CaseTable
from plugins.heavy_rain.arrays import F32
from plugins.heavy_rain.cases.question import Question
from plugins.heavy_rain.cases.wording import coordinate
from plugins.heavy_rain.screening.screen import Screening

PATH = ("x", "y", "ground_m", "depth_m")


def catchment_of(made: Screening, place: tuple[int, int]) -> F32:
    """1 in cells whose water comes past a place, itself with them, shape (rows, columns)."""
    return made.water_from(*place).astype(np.float32)


def path_of(question: Question, made: Screening, place: tuple[int, int]) -> CaseTable:
    """The cells from a place to the edge, or to where the water ends: middle, ground, and what stands there [m]."""
    terrain = question.terrain
    east, north = terrain.easting(), terrain.northing()
    rows = tuple(
        (coordinate(east[j]), coordinate(north[i]), float(terrain.values[i, j]), float(made.depth[i, j]))
        for i, j in made.water_to(*place)
    )
    return CaseTable(PATH, rows)
