"""What a host may draw: arrays that are ready for the graphics card, made in any thread."""

from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float32]
Bytes: TypeAlias = npt.NDArray[np.uint8]
Rows: TypeAlias = npt.NDArray[np.int32]
Array: TypeAlias = npt.NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """Triangles with a colour a vertex; light is already in the colours.

    Attributes:
        points: shape (n, 3), metres relative to the site's origin.
        triangles: shape (t, 3), rows of ``points``.
        colours: sRGB, shape (n, 3).
        places: texture coordinates, shape (n, 2); None without a texture.
        kept: what the drawing thread has made of the arrays, for every view that draws them.
    """

    points: Floats
    triangles: Rows
    colours: Bytes
    places: Floats | None = None
    kept: dict[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Separate straight lines.

    Attributes:
        points: shape (2 n, 3), start and end in turn, metres relative to the site's origin.
        colours: sRGB, shape (2 n, 3).
        kept: what the drawing thread has made of the arrays, for every view that draws them.
    """

    points: Floats
    colours: Bytes
    kept: dict[str, Any] = field(default_factory=dict, repr=False)


def rgb(colour: str) -> npt.NDArray[np.float64]:
    """``#rrggbb`` as three values 0 to 255."""
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], float)


def as_bytes(colours: Array) -> Bytes:
    return np.clip(np.round(colours), 0, 255).astype(np.uint8)


def no_lines() -> Lines:
    return Lines(np.zeros((0, 3), np.float32), np.zeros((0, 3), np.uint8))


def merged(meshes: "list[Mesh]") -> Mesh:
    """One mesh of several without textures."""
    if not meshes:
        return Mesh(np.zeros((0, 3), np.float32), np.zeros((0, 3), np.int32), np.zeros((0, 3), np.uint8))
    starts = np.cumsum([0] + [len(m.points) for m in meshes])
    return Mesh(
        np.concatenate([m.points for m in meshes]),
        np.concatenate([m.triangles + int(s) for m, s in zip(meshes, starts, strict=False)]).astype(np.int32),
        np.concatenate([m.colours for m in meshes]),
    )
