"""Names in a picture: only where they are wanted, upright for whoever reads, steady."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from helpers.sites import SOUTH, WEST, block_site

from planningtable.city.site import Site, Streets
from scenes.camera import Camera, Size, to_screen
from scenes.hosts import OffscreenWindow
from scenes.view import SceneView

SIZE = Size(640, 640)
ABOVE = Camera(WEST + 60, SOUTH + 60, 20.0, 240.0, parallel=True)


def named_site() -> Site:
    lines = np.empty(1, object)
    lines[0] = shapely.LineString([(WEST, SOUTH + 48), (WEST + 120, SOUTH + 48)])
    site = block_site()
    nameless = replace(site.buildings, names=("",) * len(site.buildings))
    return replace(site, buildings=nameless, streets=Streets(("s",), ("Allee",), ("main",), lines, np.full(1, 6.0)))


@pytest.fixture
def view() -> SceneView:
    view = SceneView()
    view.size = SIZE
    view.show(named_site())
    view.camera = ABOVE
    return view


def difference(one: np.ndarray, other: np.ndarray) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of where two pictures differ [px]."""
    rows, columns = np.nonzero((one.astype(int) - other).any(axis=2))
    return int(columns.min()), int(rows.min()), int(columns.max()), int(rows.max())


def test_a_name_is_written_where_it_belongs_and_turned_to_its_reader(view: SceneView) -> None:
    window = OffscreenWindow(view)
    bare = window.reduced(1)
    view.labels.show(shown=True)
    upright = window.reduced(1)
    left, top, right, bottom = difference(bare, upright)
    assert right - left > 2 * (bottom - top)
    assert (left + right) / 2 == pytest.approx(SIZE.width / 2, abs=3)
    view.labels.show(shown=True, facing=lambda _x, _y: (1.0, 0.0))
    left, top, right, bottom = difference(bare, window.reduced(1))
    assert bottom - top > 2 * (right - left)
    view.labels.show(shown=True, facing=lambda _x, _y: (0.0, 1.0))
    turned = window.reduced(1)
    assert (turned != upright).any()
    assert difference(bare, turned)[2] - difference(bare, turned)[0] > 30
    view.labels.show(shown=False)
    assert (window.reduced(1) == bare).all()
    window.close()


def test_a_name_has_no_place_where_its_street_is_too_short_in_the_picture(view: SceneView) -> None:
    window = OffscreenWindow(view)
    view.camera = replace(ABOVE, distance=6000.0)
    bare = window.reduced(1)
    view.labels.show(shown=True)
    assert (window.reduced(1) == bare).all()
    window.close()


def test_close_to_the_border_between_two_readers_a_name_stays_turned_as_it_was(view: SceneView) -> None:
    def facing(x: float, _y: float) -> tuple[float, float]:
        return (0.0, -1.0) if x < 0.5 else (1.0, 0.0)

    def ups(shift: float) -> set[tuple[float, float]]:
        view.camera = replace(ABOVE, east=ABOVE.east + shift)
        view.arrange()
        return set(view.labels._ups.values())

    view.camera = replace(ABOVE, east=ABOVE.east + 20.0)
    view.labels.show(shown=True, facing=facing)
    assert ups(1.0) == {(0.0, -1.0)}
    assert ups(-0.5) == {(0.0, -1.0)}, "just over the border"
    assert ups(-20.0) == {(1.0, 0.0)}
    assert ups(0.5) == {(1.0, 0.0)}
    assert ups(20.0) == {(0.0, -1.0)}


def test_a_name_keeps_off_what_lies_over_the_picture(view: SceneView) -> None:
    view.labels.show(shown=True)
    view.arrange()
    assert set(view.labels.spots.values()) == {0}
    ((_, y),) = to_screen(ABOVE, SIZE, np.array([[WEST + 60, SOUTH + 48, 20.0]]))[0] / SIZE.height
    view.labels.keep_off(np.array([[0.3, y - 0.005, 0.7, y + 0.005]]))
    assert set(view.labels.spots.values()) == {1}, "it goes up, with a line to its place"
    view.labels.keep_off(np.array([[0.0, 0.0, 1.0, 1.0]]))
    assert not view.labels.spots
    view.labels.keep_off(np.zeros((0, 4)))
    assert set(view.labels.spots.values()) == {0}
