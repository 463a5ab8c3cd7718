"""Development plans on the ground: colours where areas are, strokes along lines, nothing where there is nothing."""

import io
from dataclasses import replace

import numpy as np
import pytest
import shapely
from helpers.plans import a_plan, an_object, box, line, quarter_plan
from helpers.sites import SOUTH, WEST, block_site
from PIL import Image

from planningtable.app.snapshots import SnapshotRequest
from planningtable.app.words import load_words
from planningtable.city.plan import Plan, PlanKind
from planningtable.domain.text import Text
from scenes.plan_overlay import PlanOverlay, dashed, plan_overlay
from scenes.plan_signs import AREA, SIGNS, is_line, sign_of
from scenes.site_arrays import prepare_site
from scenes.snapshot import SnapshotRenderer


@pytest.fixture(scope="module")
def arrays():
    return prepare_site(block_site())


def _overlay(arrays, *plans: Plan) -> PlanOverlay:
    found = plan_overlay(arrays.site, arrays.ground, plans)
    assert found is not None
    return found


def _pixel(arrays, picture: np.ndarray, east: float, north: float) -> np.ndarray:
    frame = arrays.ground.frame
    row = int((frame.north - SOUTH - north) / frame.cell)
    return picture[row, int((WEST + east - frame.west) / frame.cell)].astype(int)


def _coloured(overlay: PlanOverlay, colour: str) -> np.ndarray:
    """Points of all lines of a colour, metres from the site's corner."""
    meant = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return np.concatenate([lines.points[(lines.colours == meant).all(axis=1)] for lines in overlay.lines.values()])


def test_strokes_and_gaps_follow_the_pattern_round_corners() -> None:
    pieces = dashed(shapely.LineString([(0, 0), (10, 0), (10, 10)]), (3.0, 2.0))
    lengths = np.linalg.norm(pieces[:, 1] - pieces[:, 0], axis=1)
    assert lengths.sum() == pytest.approx(12.0)  # four strokes of 3 m on 20 m
    assert lengths.max() <= 4.0
    middles = pieces.mean(axis=1)
    along = middles[:, 0] + middles[:, 1]
    assert ((along % 5.0) < 3.0).all()


def test_an_unbroken_line_is_whole_in_short_pieces() -> None:
    pieces = dashed(shapely.LineString([(0, 0), (30, 0)]), ())
    lengths = np.linalg.norm(pieces[:, 1] - pieces[:, 0], axis=1)
    assert lengths.sum() == pytest.approx(30.0)
    assert lengths.max() == pytest.approx(4.0)
    assert len(dashed(shapely.LineString([(1, 1), (1, 1)]), ())) == 0


def test_areas_are_tinted_where_they_are_and_nowhere_else(arrays) -> None:
    hole = box(0, 0, 40, 40).difference(box(5, 5, 12, 12))
    picture = _overlay(arrays, a_plan(an_object("g", PlanKind.TRAFFIC, hole))).picture
    before = arrays.ground.picture
    inside, in_hole, outside = ((2, 30), (8, 8), (60, 10))
    assert np.abs(_pixel(arrays, picture, *inside) - _pixel(arrays, before, *inside)).max() > 20
    for place in (in_hole, outside):
        assert (_pixel(arrays, picture, *place) == _pixel(arrays, before, *place)).all()
    changed = (picture != before).any(axis=2).sum() * arrays.ground.frame.cell**2
    assert changed == pytest.approx(40 * 40 - 7 * 7, rel=0.03)


def test_the_limit_is_blue_the_line_red_and_on_the_terrain(arrays) -> None:
    overlay = _overlay(arrays, quarter_plan())
    blue, red = _coloured(overlay, SIGNS["limit"].ink), _coloured(overlay, SIGNS["line"].ink)
    # Stated along the western side; the other sides of the buildable area but the southern are limits as well.
    assert blue[:, 0].min() == pytest.approx(95.0, abs=0.01)
    assert blue[:, 0].max() == pytest.approx(118.0, abs=0.01)
    assert blue[:, 1].min() >= 4.99
    assert not ((blue[:, 1] < 5.2) & (blue[:, 0] > 96)).any()
    assert red[:, 1] == pytest.approx(5.0, abs=0.01)
    assert red[:, 2] == pytest.approx(20.0 - 0.01 * red[:, 0] + 0.12, abs=0.02)


def test_lines_have_a_width_on_the_ground_too(arrays) -> None:
    strips = _overlay(arrays, quarter_plan()).strips
    meant = [int(SIGNS["line"].ink[i : i + 2], 16) for i in (1, 3, 5)]
    red = strips.points[(strips.colours == meant).all(axis=1)]
    # 2.4 pixels of 120 m / 1400.
    assert np.ptp(red[:, 1]) == pytest.approx(2.4 * 120 / 1400, abs=0.01)
    corners = strips.points[strips.triangles].astype(float)
    a, b = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    area = np.abs(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum() / 2
    lines = _overlay(arrays, quarter_plan()).lines.items()
    ends = {width: those.points.reshape(-1, 2, 3)[:, :, :2] for width, those in lines}
    whole = sum(width * np.linalg.norm(xy[:, 1] - xy[:, 0], axis=1).sum() for width, xy in ends.items())
    assert area == pytest.approx(whole * 120 / 1400, rel=0.02)


def test_the_edge_of_the_site_is_no_limit(arrays) -> None:
    overlay = _overlay(arrays, a_plan(an_object("y", PlanKind.BUILDABLE, box(80, -50, 300, 50))))
    blue = _coloured(overlay, SIGNS["limit"].ink)
    assert set(np.round(blue[:, 0][blue[:, 1] < 49.9], 2)) == {80.0}
    assert blue[:, 1].min() >= -0.01
    assert blue[:, 0].max() <= 120.01


def test_the_legend_names_what_is_drawn(arrays) -> None:
    legend = _overlay(arrays, quarter_plan()).legend
    ids = [c.label.id.rpartition(".")[2] for c in legend.classes]
    assert ids == ["zone", "buildable", "limit", "line", "planting", "area"]
    assert [is_line(c.label) for c in legend.classes] == [False, False, True, True, False, True]
    assert not is_line(Text("legend.depth"))
    assert legend.source == "7"
    for language in ("de", "en"):
        words = load_words(language)
        assert all(words.knows(f"plan.legend.{name}") for name in [*SIGNS, AREA.name, "title"])


def test_what_is_under_the_ground_or_elsewhere_is_not_drawn(arrays) -> None:
    low = an_object("u", PlanKind.TRAFFIC, box(0, 0, 40, 40), level=-1)
    far = an_object("f", PlanKind.GREEN, box(900, 900, 950, 950))
    text = an_object("t", PlanKind.TEXT, box(0, 0, 40, 40))
    overlay = _overlay(arrays, a_plan(low, far, text))
    assert [c.label.id for c in overlay.legend.classes] == ["plan.legend.area"]
    assert (overlay.picture == arrays.ground.picture).all()
    elsewhere = replace(a_plan(far), area=box(900, 900, 990, 990))
    assert plan_overlay(arrays.site, arrays.ground, (elsewhere,)) is None
    nothing = replace(a_plan(), area=shapely.MultiPolygon())
    assert plan_overlay(arrays.site, arrays.ground, (nothing,)) is None


@pytest.mark.parametrize(
    ("key", "code", "name"),
    [
        ("besondereArtDerBaulNutzung", "1200", "residential"),
        ("besondereArtDerBaulNutzung", "1550", "mixed"),
        ("besondereArtDerBaulNutzung", "1800", "commercial"),
        ("besondereArtDerBaulNutzung", "2100", "special"),
        ("allgArtDerBaulNutzung", "3000", "commercial"),
        ("allgArtDerBaulNutzung", "9999", "zone"),
    ],
)
def test_zones_have_the_colour_of_their_use(key: str, code: str, name: str) -> None:
    sign = sign_of(an_object("z", PlanKind.ZONE, box(0, 0, 1, 1), attributes=((key, code),)))
    assert sign is SIGNS[name]


def test_a_point_is_a_ring(arrays) -> None:
    tree = an_object("t", PlanKind.PLANTING, shapely.Point(WEST + 10, SOUTH + 10))
    ring = _coloured(_overlay(arrays, a_plan(tree)), SIGNS["planting"].ink)
    assert np.hypot(ring[:, 0] - 10, ring[:, 1] - 10) == pytest.approx(2.0, abs=0.05)


def test_empty_and_odd_geometries_do_no_harm(arrays) -> None:
    odd = (
        an_object("a", PlanKind.ZONE, shapely.Polygon()),
        an_object("b", PlanKind.BUILDING_LIMIT, line((0, 0), (0, 0.0001))),
        an_object("c", PlanKind.GREEN, shapely.GeometryCollection([box(0, 0, 5, 5), line((0, 0), (9, 9))])),
        an_object("d", PlanKind.WATER, box(119.99, 10, 130, 20)),
    )
    assert _overlay(arrays, a_plan(*odd)).picture.shape == arrays.ground.picture.shape


def test_a_picture_with_a_plan_differs_and_without_it_is_as_before() -> None:
    site = block_site()
    request = SnapshotRequest(site, load_words("de"), size=(600, 400), view="top", legend=False)
    renderer = SnapshotRenderer()
    try:
        bare, planned, again = (
            np.asarray(Image.open(io.BytesIO(renderer.render(r))), int)
            for r in (request, replace(request, plans=(quarter_plan(),)), request)
        )
    finally:
        renderer.close()
    assert (bare == again).all()
    assert (np.abs(planned - bare).max(axis=2) > 12).mean() > 0.05
