"""How fine each square of trees is drawn: by how large its crowns are in the picture."""

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

MOST_FINE = 700
"""Trees in three parts at most while people move the map; of more, those farther away have one."""

MOST_FINE_STILL = 20_000
"""The same for pictures, which may take their time."""

WIDTHS = np.array([1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 22], np.int32)
"""Dots have one of these widths [px]."""


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """What is drawn of a stand.

    Attributes:
        fine: squares that are drawn in three parts a crown.
        coarse: squares with one part a crown.
        dots: rows of the trees that are dots, by the width of the dot [px].
    """

    fine: tuple[int, ...]
    coarse: tuple[int, ...]
    dots: dict[int, Rows]


def levels(stand: Stand, origin: tuple[float, float], camera: Camera, size: Size, most_fine: int = MOST_FINE) -> Levels:
    """How fine to draw trees; what is not in the picture is left out.

    Args:
        stand: the trees.
        origin: easting and northing that they are relative to [m].
        camera: where from.
        size: of the picture [px].
        most_fine: trees in three parts at most.
    """
    if not len(stand):
        return Levels((), (), {})
    boxes = stand.boxes + np.array((*origin, 0.0, *origin, 0.0))
    scale = np.maximum(scale_at(camera, size, boxes), 1e-6)
    visible = np.flatnonzero(seen(camera, size, boxes))
    counts = np.diff(stand.starts)
    wide = 2 * np.add.reduceat(stand.radius, stand.starts[:-1]) / counts / scale
    nearest = visible[np.argsort(scale[visible], kind="stable")]
    within = nearest[np.cumsum(counts[nearest]) <= most_fine]
    fine = within[wide[within] >= FINE]
    coarse = np.setdiff1d(visible[wide[visible] >= COARSE], fine)
    far = visible[wide[visible] < COARSE]
    return Levels(tuple(np.sort(fine).tolist()), tuple(coarse.tolist()), _dots(stand, far, scale))


def rows_of(stand: Stand, squares: tuple[int, ...]) -> npt.NDArray[np.intp]:
    """Rows of the trees in some squares."""
    parts = [np.arange(stand.starts[i], stand.starts[i + 1]) for i in squares]
    return np.concatenate([np.zeros(0, np.intp), *parts]).astype(np.intp)


def _dots(stand: Stand, squares: npt.NDArray[np.intp], scale: npt.NDArray[np.float64]) -> dict[int, Rows]:
    rows = rows_of(stand, tuple(squares.tolist()))
    counts = np.diff(stand.starts)[squares]
    wanted = 2 * stand.radius[rows] / np.repeat(scale[squares], counts)
    width = WIDTHS[np.searchsorted((WIDTHS[1:] + WIDTHS[:-1]) / 2, wanted)]
    order = np.argsort(width, kind="stable")
    found, first = np.unique(width[order], return_index=True)
    parts = np.split(rows[order].astype(np.int32), first[1:])
    return dict(zip(found.tolist(), parts, strict=True)) if len(rows) else {}
