"""Rings that would take minutes and gigabytes: bounded, and told."""

import time
from pathlib import Path

import numpy as np
import shapely
from helpers.citygml_chunks import batches, member, model, square, surfaces, written

from planningtable.app.words import load_words
from planningtable.city.geometry.cleaning import clean_rings
from planningtable.city.geometry.mending import mended
from planningtable.city.geometry.rings import RingState, outlines
from planningtable.city.geometry.shapes import MOST_CORNERS, shapes_of
from planningtable.city.model.piece import Tally
from planningtable.city.model.prepare import prepare
from planningtable.city.readers.vector.valid import polygons
from planningtable.domain.text import LANGUAGES


def circle(corners: int, turns: int = 1) -> np.ndarray:
    angle = np.arange(corners) * 2 * np.pi * turns / corners
    return np.column_stack([np.cos(angle), np.sin(angle), np.zeros(corners)]) * 5000


def polygon_of(*rings: np.ndarray):
    starts = np.cumsum([0, *map(len, rings)])
    points = np.concatenate(rings)
    return shapes_of(points, clean_rings(points, starts), np.array([0, len(rings)]))


def test_a_ring_of_too_many_corners_is_told_and_one_of_as_many_as_allowed_is_not() -> None:
    assert polygon_of(circle(MOST_CORNERS)).state.tolist() == [RingState.GOOD]
    long = polygon_of(circle(MOST_CORNERS + 1))
    assert long.state.tolist() == [RingState.TOO_MANY]
    assert not long.good.any()
    assert not len(long.points)


def test_corners_of_holes_count() -> None:
    hole = circle(MOST_CORNERS // 2)[::-1] / 2
    assert polygon_of(circle(MOST_CORNERS // 2), hole).good.all()
    assert polygon_of(circle(MOST_CORNERS // 2 + 1), hole).state.tolist() == [RingState.TOO_MANY]


def test_corners_that_are_repeated_do_not_count() -> None:
    assert polygon_of(np.repeat(circle(1000), 200, axis=0)).good.all()


def test_such_a_surface_is_reported_and_the_others_are_shown(tmp_path: Path) -> None:
    points = " ".join(f"{x:.4f} {y:.4f} 0" for x, y, _ in circle(MOST_CORNERS + 8, turns=1).tolist())
    last = " ".join(points.split(" ", 3)[:3])
    ring = f"<gml:LinearRing><gml:posList>{points} {last}</gml:posList></gml:LinearRing>"
    long = f"<gml:Polygon gml:id='long'><gml:exterior>{ring}</gml:exterior></gml:Polygon>"
    shape = "<bldg:lod2MultiSurface>{}</bldg:lod2MultiSurface>"
    one = f"<bldg:Building gml:id='a'>{shape.format(surfaces(long))}</bldg:Building>"
    other = f"<bldg:Building gml:id='b'>{shape.format(surfaces(square('s')))}</bldg:Building>"
    read = batches(written(tmp_path, model(member(one) + member(other))))
    tally = Tally.total(prepare(batch, None, (0.0, 0.0)).tally for batch in read)
    assert [(r.id, r.why.id) for r in tally.reported] == [("a", "city.reason.too-many-corners")]
    assert ("long", "city.reason.too-many-corners") in [(r.id, r.why.id) for r in tally.repaired]
    assert tally.shown == {"Building": 1}
    assert all(load_words(language, ()).knows("city.reason.too-many-corners") for language in LANGUAGES)


def test_outlines_of_rings_that_cross_all_over_come_in_seconds() -> None:
    rings = [np.random.default_rng(seed).random((n, 2)) * 100 for seed, n in enumerate((300, 1000, 20_000))]
    rings.append(circle(50_000, turns=8)[:, :2] + np.linspace(0, 100, 50_000)[:, None])
    starts = np.cumsum([0, *map(len, rings)])
    begin = time.process_time()
    found = outlines(np.concatenate(rings), starts, np.arange(len(rings)))
    assert time.process_time() - begin < 15
    assert shapely.is_valid(found).all()
    assert (shapely.area(found) > 4_000).all()


def test_small_rings_are_mended_as_before() -> None:
    bow = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    around = [(np.cos(a), np.sin(a)) for a in np.linspace(0, np.pi, 60)]
    long = shapely.Polygon([*around, (1, -1), (-1, -1), (1, 0)])
    few, many = mended(np.array([bow, long], object))
    assert few.area == 2
    assert many.is_valid
    assert abs(many.area - shapely.make_valid(long).area) < 1e-9


def test_areas_of_vector_files_whose_edges_cross_all_over_come_in_seconds() -> None:
    wild = shapely.Polygon(np.random.default_rng(1).random((20_000, 2)) * 100)
    bow = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    begin = time.process_time()
    found, rows, count = polygons(np.array([shapely.MultiPolygon([wild, bow]), bow, shapely.Point(1, 1)], object))
    assert time.process_time() - begin < 10
    assert (sorted(set(rows.tolist())), count) == ([0, 1], 2)
    assert shapely.area(found[rows == 0]).sum() > 9_000
    assert shapely.area(found[rows == 1]).sum() == 2
