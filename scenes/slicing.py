"""Triangles halved until none is longer than the ground can bend under it."""

import numpy as np
import numpy.typing as npt

from scenes.meshes import Array

DEEPEST = 24
"""Halvings at most; sides of 16 km become shorter than 4 m."""


def sliced(corners: Array, owner: Array, longest: float) -> tuple[npt.NDArray[np.float64], Array]:
    """Triangles with no side longer than ``longest`` in plan, and the owner of each.

    A side is halved or not by its length alone, so neighbours stay joined.

    Args:
        corners: shape (t, 3, 3) [m].
        owner: shape (t,).
        longest: [m].
    """
    open_, owners = np.asarray(corners, np.float64), np.asarray(owner)
    done, done_owners = [np.zeros((0, 3, 3))], [owners[:0]]
    for _ in range(DEEPEST):
        sides = np.linalg.norm((np.roll(open_, -1, axis=1) - open_)[:, :, :2], axis=2)
        longer = sides.max(axis=1, initial=0.0) > longest
        done.append(open_[~longer])
        done_owners.append(owners[~longer])
        open_, owners = open_[longer], owners[longer]
        if not len(open_):
            break
        rows = np.arange(len(open_))
        first = sides[longer].argmax(axis=1)
        a, b, c = (open_[rows, (first + i) % 3] for i in range(3))
        middle = (a + b) / 2
        open_ = np.concatenate([np.stack([a, middle, c], axis=1), np.stack([middle, b, c], axis=1)])
        owners = np.concatenate([owners, owners])
    return np.concatenate([*done, open_]), np.concatenate([*done_owners, owners])
