"""Many images in one picture: within its bounds, each where its place says."""

import numpy as np
import pytest

from scenes.textures.sheets import Sheet, sheet_of


def _flat(key: int, size: tuple[int, int]) -> np.ndarray:
    return np.full((size[1], size[0], 3), key + 1, np.uint8)


def _colour(sheet: Sheet, key: int, place: tuple[float, float]) -> int:
    rows, columns = sheet.picture.shape[:2]
    u, v = sheet.placed(key, np.array(place))
    return int(sheet.picture[min(int((1 - v) * rows), rows - 1), min(int(u * columns), columns - 1), 0])


@pytest.mark.parametrize(("count", "side"), [(1, 64), (7, 256), (200, 512)])
def test_each_image_is_found_at_its_place_and_nothing_beyond_the_bounds(count: int, side: int) -> None:
    sizes = {key: (20 + 13 * key % 90, 15 + 7 * key % 60) for key in range(count)}
    sheet = sheet_of(sizes, _flat, side, 1000)
    assert sheet is not None
    assert max(sheet.picture.shape[:2]) <= side
    for key in sizes:
        for place in ((0.01, 0.01), (0.99, 0.01), (0.5, 0.99), (3.0, -2.0)):
            assert _colour(sheet, key, place) == key + 1


def test_many_large_images_are_reduced_alike() -> None:
    sheet = sheet_of(dict.fromkeys(range(40), (800, 400)), _flat, 1024, 512)
    assert sheet is not None
    widths = {slot.width for slot in sheet.slots.values()}
    assert len(widths) == 1
    assert 60 < widths.pop() < 200


def test_damaged_ones_are_left_out_and_none_is_no_sheet() -> None:
    sheet = sheet_of({0: (8, 8), 1: (8, 8)}, lambda key, size: None if key else _flat(key, size), 64, 64)
    assert sheet is not None
    assert set(sheet.slots) == {0}
    assert sheet_of({}, _flat, 64, 64) is None
    assert sheet_of({0: (8, 8)}, lambda *_: None, 64, 64) is None
    assert sheet_of(dict.fromkeys(range(5000), (8, 8)), _flat, 64, 64) is None
