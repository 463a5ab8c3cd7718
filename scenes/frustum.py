"""What a camera can see of boxes: pure, exact to the safe side."""

import numpy as np
import numpy.typing as npt

from scenes.camera import Camera, Size, Vector, axes, eye, half_height


def corners_of(boxes: Vector) -> Vector:
    """The eight corners of boxes.

    Args:
        boxes: west, south, low, east, north, high [m], shape (n, 6).

    Returns:
        Shape (n, 8, 3).
    """
    boxes = np.asarray(boxes, float).reshape(-1, 6)
    picks = [(i, j, k) for i in (0, 3) for j in (1, 4) for k in (2, 5)]
    return np.stack([boxes[:, pick] for pick in picks], axis=1)


def seen(camera: Camera, size: Size, boxes: Vector) -> npt.NDArray[np.bool_]:
    """Which boxes reach into the picture; some that only come near it count, too.

    Args:
        camera: where we look from.
        size: of the picture [px].
        boxes: west, south, low, east, north, high [m], shape (n, 6).
    """
    away = corners_of(boxes) - eye(camera)
    right, up, forward = axes(camera)
    depth, across, along = away @ forward, away @ right, away @ up
    half = half_height(camera)
    wide = half * size.width / max(size.height, 1)
    # A parallel view is as wide everywhere; a perspective one opens with the depth.
    opening = np.ones_like(depth) if camera.parallel else depth / camera.distance
    outside = (
        (depth <= 0).all(axis=1)
        | (across > wide * opening).all(axis=1)
        | (across < -wide * opening).all(axis=1)
        | (along > half * opening).all(axis=1)
        | (along < -half * opening).all(axis=1)
    )
    return np.asarray(~outside)


def scale_at(camera: Camera, size: Size, boxes: Vector) -> Vector:
    """Metres that a pixel covers at the nearest place of each box, shape (n,)."""
    boxes = np.asarray(boxes, float).reshape(-1, 6)
    at_focus = 2 * half_height(camera) / max(size.height, 1)
    if camera.parallel:
        return np.full(len(boxes), at_focus)
    at = eye(camera)
    nearest = np.clip(at, boxes[:, :3], boxes[:, 3:])
    return np.asarray(at_focus * np.linalg.norm(nearest - at, axis=1) / camera.distance)
