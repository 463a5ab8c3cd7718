"""How fine each cell of trees is drawn: by how large its crowns are in the picture, and how many are nearer."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scenes.camera import Camera, Size
from scenes.frustum import scale_at, seen
from scenes.meshes import Rows
from scenes.vegetation.stand import Stand

FINE = 36.0
"""Crowns that are so wide are drawn in three parts [px]."""

COARSE = 13.0
"""Smaller ones are drawn as dots [px]."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How many trees are drawn in a level at most; of more, those farther away are drawn in the next coarser one.

    Attributes:
        fine: in three parts a crown.
        coarse: in one part.
        dots: of more, each dot stands for several trees and is as large as they are together.
        cover: pixels of all dots in pictures; of more, which hide each other, some are left out.
    """

    fine: int
    coarse: int
    dots: int
    cover: float


SPARE = Budget(16, 50, 4_000, 0.8)
"""While the map moves and frames are very dear: trees cost a sixth of the frame, see `benchmarks.trees`."""

HURRIED = Budget(24, 160, 8_000, 1.6)
"""While the map moves and frames are dear."""

CALM = Budget(400, 3_000, 100_000, 4.0)
"""While frames are cheap, and at rest: a finger that comes down meanwhile waits for the frame."""

PATIENT = Budget(20_000, 1_000_000, 1_000_000, 50.0)
"""For pictures, which may take their time."""

VERY_DEAR = 0.5
"""So coarse pictures are drawn where frames are very dear, see `budget_at`."""

WIDTHS = np.array([1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 22, 27, 33, 40, 50, 62], np.int32)
"""Dots have one of these widths [px]."""


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """What is drawn of a stand.

    Attributes:
        fine: cells that are drawn in three parts a crown, the nearest first.
        coarse: cells with one part a crown, the nearest first.
        dots: rows of the trees that are dots, by the width of the dot [px].
    """

    fine: tuple[int, ...]
    coarse: tuple[int, ...]
    dots: dict[int, Rows]


def budget_at(scale: float) -> Budget:
    """What the time of the frames before leaves for trees.

    Args:
        scale: pixels drawn per pixel shown, along one side, which goes down while frames are dear.
    """
    if scale >= 1.0:
        return CALM
    return HURRIED if scale > VERY_DEAR else SPARE


def levels(stand: Stand, origin: tuple[float, float], camera: Camera, size: Size, budget: Budget = CALM) -> Levels:
    """How fine to draw trees; what is not in the picture is left out, and what is beneath a closed canopy far away.

    Args:
        stand: the trees.
        origin: easting and northing that they are relative to [m].
        camera: where from.
        size: of the picture [px].
        budget: trees in each level at most.
    """
    if not len(stand):
        return Levels((), (), {})
    boxes = stand.boxes + np.array((*origin, 0.0, *origin, 0.0))
    scale = np.maximum(scale_at(camera, size, boxes), 1e-6)
    visible = np.flatnonzero(seen(camera, size, boxes))
    counts = np.diff(stand.starts)
    wide = 2 * np.add.reduceat(stand.radius, stand.starts[:-1]) / counts / scale
    nearest = visible[np.argsort(scale[visible], kind="stable")]
    fine = nearest[(np.cumsum(counts[nearest]) <= budget.fine) & (wide[nearest] >= FINE)]
    others = nearest[~np.isin(nearest, fine)]
    upper = np.add.reduceat(~stand.beneath, stand.starts[:-1], dtype=np.int64)
    is_coarse = (np.cumsum(upper[others]) <= budget.coarse) & (wide[others] >= COARSE)
    pixels = budget.cover * size.width * size.height
    dots = _dots(stand, others[~is_coarse], scale, budget.dots, pixels, from_eye=not camera.parallel)
    return Levels(tuple(fine.tolist()), tuple(others[is_coarse].tolist()), dots)


def rows_of(stand: Stand, cells: Sequence[int]) -> npt.NDArray[np.intp]:
    """Rows of the trees in some cells."""
    at = np.asarray(cells, np.intp)
    counts = np.diff(stand.starts)[at]
    before = np.cumsum(counts) - counts
    return (np.repeat(stand.starts[at] - before, counts) + np.arange(counts.sum())).astype(np.intp)


def upper_rows_of(stand: Stand, cells: Sequence[int]) -> npt.NDArray[np.intp]:
    """Of the same those that nothing closes above."""
    rows = rows_of(stand, cells)
    return rows[~stand.beneath[rows]]


def _dots(
    stand: Stand,
    cells: npt.NDArray[np.intp],
    scale: npt.NDArray[np.float64],
    most: int,
    pixels: float,
    *,
    from_eye: bool,
) -> dict[int, Rows]:
    rows = upper_rows_of(stand, cells.tolist())
    if not len(rows):
        return {}
    wide = 2 * stand.radius[rows] / np.repeat(scale, np.diff(stand.starts))[rows]
    for_each = -(-len(rows) // most)
    rows, wide = rows[::for_each], wide[::for_each] * math.sqrt(for_each)
    width = WIDTHS[np.searchsorted((WIDTHS[1:] + WIDTHS[:-1]) / 2, wide)]
    kept = _kept(width, pixels, from_eye=from_eye)
    rows, width = rows[kept], width[kept]
    order = np.argsort(width, kind="stable")
    found, first = np.unique(width[order], return_index=True)
    parts = np.split(rows[order].astype(np.int32), first[1:])
    return dict(zip(found.tolist(), parts, strict=True))


def _kept(width: npt.NDArray[np.int32], pixels: float, *, from_eye: bool) -> npt.NDArray[np.bool_]:
    """Which dots are drawn, the nearest first, so that all together fill so many pixels.

    In front of an eye the nearest stay, which hide what is left out; on a map dots are left out everywhere alike.
    """
    filled = np.cumsum(width.astype(np.int64) ** 2)
    if filled[-1] <= pixels:
        return np.ones(len(width), np.bool_)
    kept = filled <= pixels / 2 if from_eye else np.zeros(len(width), np.bool_)
    others = np.flatnonzero(~kept)
    before = int(filled[others[0] - 1]) if others[0] else 0
    each = max(math.ceil((int(filled[-1]) - before) / (pixels - before)), 1)
    kept[others[::each]] = True
    return kept
