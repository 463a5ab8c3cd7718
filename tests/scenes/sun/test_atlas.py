"""The layout of faces: none overlaps another, and all keep their size."""

import numpy as np
from helpers.sites import block_site

from scenes.site_arrays import prepare_site
from scenes.sun.atlas import TEXEL, atlas
from scenes.sun.stage import sun_stage


def test_faces_do_not_touch_and_keep_their_size() -> None:
    stage = sun_stage(prepare_site(block_site()))
    points, places = stage.bodies.points, stage.layout.places
    assert places.min() >= 1.0
    assert places[:, 0].max() <= stage.layout.columns - 1
    assert places[:, 1].max() <= stage.layout.rows - 1
    sides = np.linalg.norm(points[1::3] - points[::3], axis=1)
    drawn = np.linalg.norm(places[1::3] - places[::3], axis=1)
    assert np.abs(drawn * TEXEL - sides).max() < 0.02
    # Each face has a rectangle of its own: four blocks with four walls and a roof.
    normal = np.round(np.repeat(stage.normals, 3, axis=0), 3)
    offset = np.round((points * normal).sum(axis=1), 1)
    block = (points[:, 0] > 55).astype(int) + 2 * (points[:, 1] > 50)
    faces: dict[tuple[float, ...], list[np.ndarray]] = {}
    for key, place in zip(np.column_stack([normal, offset, block]).tolist(), places, strict=True):
        faces.setdefault(tuple(key), []).append(place)
    boxes = [(np.min(p, axis=0) - 0.9, np.max(p, axis=0) + 0.9) for p in faces.values()]
    assert len(boxes) == 20
    for i, (low, high) in enumerate(boxes):
        assert not any((low < other[1]).all() and (other[0] < high).all() for other in boxes[i + 1 :])


def test_nothing_to_lay_out() -> None:
    empty = atlas(np.zeros((0, 3), np.float32), np.zeros(0, np.int32), np.zeros((0, 3)))
    assert (empty.rows, empty.columns) == (2, 2)


def test_a_large_site_gets_coarser_elements() -> None:
    count = 60
    corner = np.array([[0, 0, 0], [400, 0, 0], [0, 0, 300]], np.float32)
    points = np.tile(corner, (count, 1))
    face = np.repeat(np.arange(count, dtype=np.int32), 3)
    found = atlas(points, face, np.tile([0.0, -1.0, 0.0], (count, 1)))
    assert found.rows * found.columns < 8_000_000
