import numpy as np

from planningtable.city.grid import Extent
from planningtable.city.readers.ground.tin import from_points, from_triangles

WEST, SOUTH = 565000.0, 5934000.0
CITY = Extent(WEST + 20, SOUTH + 20, WEST + 80, SOUTH + 80)


def plane(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return 50 + 0.01 * (x - WEST) + 0.02 * (y - SOUTH)


def test_mass_points_are_interpolated_and_what_lies_beside_is_marked() -> None:
    random = np.random.default_rng(4)
    places = random.uniform(0, 60, (3000, 2)) + np.array([WEST, SOUTH])
    points = np.column_stack([places, plane(places[:, 0], places[:, 1])])
    points[5] = np.nan
    ground = from_points(points, CITY)
    assert ground is not None
    assert ground.format == "MassPoints"
    assert ground.filled is not None
    x, y = np.meshgrid(ground.grid.easting(), ground.grid.northing())
    outside = (x > WEST + 60) | (y > SOUTH + 60)
    assert ground.filled.values[outside].all()
    assert ground.filled.values[~outside].mean() < 0.1
    known = ~ground.filled.values
    assert np.abs(ground.grid.values - plane(x, y))[known].max() < 1e-3
    assert [n.id for n in ground.notes] == ["city.note.terrain-from-points", "city.note.terrain-filled"]
    assert dict(ground.notes[0].arguments)["points"] == 2999


def test_points_elsewhere_or_in_a_line_are_no_ground() -> None:
    assert from_points(np.array([[0.0, 0, 1], [9, 0, 1], [0, 9, 1]]), CITY) is None
    line = np.array([[WEST + i, SOUTH + i, 5.0] for i in range(60)])
    assert from_points(line, CITY) is None
    assert from_points(np.zeros((0, 3)), CITY) is None


def test_cells_beside_a_tin_are_marked() -> None:
    corners = np.array([[WEST, SOUTH], [WEST + 80, SOUTH], [WEST, SOUTH + 80]])
    ground = from_triangles(np.column_stack([corners, plane(corners[:, 0], corners[:, 1])])[None], CITY)
    assert ground is not None
    assert ground.filled is not None
    x, y = np.meshgrid(ground.grid.easting(), ground.grid.northing())
    assert np.array_equal(ground.filled.values, (x - WEST) + (y - SOUTH) > 80)
