"""Land cover from polygons and from objects of the model."""

from pathlib import Path

import numpy as np
import pytest
import shapely
from helpers.vector_files import CRS, SOUTH, WEST, write_geojson

from planningtable.city.attributes import AttributeTable
from planningtable.city.grid import Extent, Grid
from planningtable.city.land_cover import LandCover as L
from planningtable.city.nested import NestedTable
from planningtable.city.readers.vector.cover.areas import burned, class_of, read_cover_areas
from planningtable.city.readers.vector.cover.objects import cover_of_objects
from planningtable.city.readers.vector.cover.words import of_code, of_corine, of_word
from planningtable.city.site import Objects, SurfaceKind, Surfaces

AREA = Extent(WEST, SOUTH, WEST + 100, SOUTH + 100)


def empty_grid() -> Grid:
    return Grid(np.zeros((100, 100), np.uint8), WEST, SOUTH + 100, 1.0)


@pytest.mark.parametrize(
    ("row", "cover"),
    [
        ({"landuse": "meadow"}, L.MEADOW),
        ({"landuse": "forest"}, L.WOODLAND),
        ({"landuse": "residential"}, L.UNKNOWN),
        ({"landuse": "residential", "surface": "gravel"}, L.GRAVEL),
        ({"natural": "water", "water": "pond"}, L.WATER),
        ({"leisure": "pitch", "surface": "grass"}, L.LAWN),
        ({"leisure": "playground"}, L.BARE_SOIL),
        ({"amenity": "parking"}, L.ASPHALT),
        ({"amenity": "school", "landuse": "grass"}, L.LAWN),
        ({"building": "yes", "landuse": "residential"}, L.BUILDING),
        ({"objektart": "AX_Wald"}, L.WOODLAND),
        ({"objektart": "AX_Strassenverkehr"}, L.ASPHALT),
        ({"objektart": "AX_Wohnbauflaeche"}, L.UNKNOWN),
        ({"objektart": "AX_Landwirtschaft", "vegetationsmerkmal": "1010"}, L.FIELD),
        ({"objektart": "AX_Landwirtschaft", "vegetationsmerkmal": "1020"}, L.MEADOW),
        ({"nutzart": "Grünland"}, L.MEADOW),
        ({"nutzung": "Wiese"}, L.MEADOW),
        ({"nutzung": "Ackerland"}, L.FIELD),
        ({"nutzung": "Gewässer"}, L.WATER),
        ({"nutzung": "Parkplatz"}, L.ASPHALT),
        ({"nutzung": "Schotterweg"}, L.GRAVEL),
        ({"nutzung": "Friedhof"}, L.LAWN),
        ({"nutzung": "Spielplatz"}, L.BARE_SOIL),
        ({"nutzung": "Gleisanlage"}, L.GRAVEL),
        ({"nutzung": "Rasengittersteine"}, L.PERMEABLE_PAVING),
        ({"nutzung": "Straßenverkehr"}, L.ASPHALT),
        ({"nutzung": "See"}, L.WATER),
        ({"code_18": "211"}, L.FIELD),
        ({"code_18": "312"}, L.WOODLAND),
        ({"code_18": "112"}, L.UNKNOWN),
        ({"code_2018": "12220"}, L.ASPHALT),
        ({"code_2018": "14100"}, L.LAWN),
        ({"code_2018": "50000"}, L.WATER),
        ({"nutzung": "Zauberwerk"}, None),
        ({"höhe": "3"}, None),
    ],
)
def test_classes(row: dict[str, str], cover: L | None) -> None:
    assert class_of(row)[1] == cover


def test_codes_depend_on_their_list() -> None:
    assert of_code("3030", "") is L.WOODLAND
    assert of_code("203", "../../codelists/Common_landUseType.xml") is L.WOODLAND
    assert of_code("203", "") is None
    assert of_corine("31") is None
    assert of_word("adv:AX_Friedhof") is L.LAWN


def box(x: float, y: float, size: float) -> dict[str, object]:
    return dict(shapely.geometry.mapping(shapely.box(WEST + x, SOUTH + y, WEST + x + size, SOUTH + y + size)))


def test_areas_are_read_and_burned_the_small_over_the_large(tmp_path: Path) -> None:
    rows = [
        (box(10, 10, 10), {"nutzung": "Teich"}),
        (box(0, 0, 50), {"nutzung": "Wald"}),
        (box(60, 60, 20), {"nutzung": "Wohnbaufläche"}),
        (box(60, 0, 20), {"nutzung": "Kraftwerk XY"}),
        (box(500, 500, 20), {"nutzung": "Wald"}),
    ]
    path = write_geojson(tmp_path / "nutzung.geojson", rows)
    found = read_cover_areas(path, CRS, AREA)
    assert found.counts == {"WATER": 1, "WOODLAND": 1}
    assert found.unknown == {"Kraftwerk XY": 1}
    assert found.mixed == 1
    said = {n.id: dict(n.arguments) for n in found.notes}
    assert said["vector.note.cover-unknown"]["classes"] == "Kraftwerk XY (1)"
    assert said["vector.note.outside"]["count"] == 1
    grid = burned(empty_grid(), found.geometries, found.codes)
    counts = np.bincount(grid.values.ravel(), minlength=14)
    assert counts[L.WATER] == 100
    assert counts[L.WOODLAND] == 2500 - 100
    assert counts[L.UNKNOWN] == 10000 - 2500


SQUARES = (
    ("Road", {}, 1, {"function": "1"}, SurfaceKind.TRAFFIC, L.ASPHALT),
    ("Road", {}, 1, {"function": "2"}, SurfaceKind.TRAFFIC, L.PAVING),
    ("Road", {}, 1, {"function": "1020"}, SurfaceKind.GREEN, L.LAWN),
    ("Road", {}, 1, {"function": "1", "surfaceMaterial": "4"}, SurfaceKind.TRAFFIC, L.PAVING),
    ("WaterBody", {}, 0, {}, SurfaceKind.WATER, L.WATER),
    ("PlantCover", {"class": "1070"}, 0, {}, SurfaceKind.GREEN, L.WOODLAND),
    ("PlantCover", {}, 0, {}, SurfaceKind.GREEN, L.SHRUBS),
    ("LandUse", {"class": "202", "class.codeSpace": "Common_landUseType.xml"}, 0, {}, SurfaceKind.UNKNOWN, L.FIELD),
    ("LandUse", {"function": "Grünland"}, 0, {}, SurfaceKind.UNKNOWN, L.MEADOW),
    ("LandUse", {"class": "77"}, 0, {}, SurfaceKind.UNKNOWN, L.UNKNOWN),
    ("Bridge", {}, 0, {}, SurfaceKind.TRAFFIC, L.UNKNOWN),
)


def objects_of_squares() -> Objects:
    """One object a row of ``SQUARES``, each with a square of 5 m by 5 m at 0, 10, 20 … m east, at 10 m north."""
    count = len(SQUARES)
    corner = np.array([[0, 0, 3], [5, 0, 3], [5, 5, 3], [0, 5, 3]], float)
    places = np.array([[8 * i, 10, 0] for i in range(count)], float)
    surfaces = Surfaces(
        ids=("",) * count,
        kind=np.array([s[4] for s in SQUARES], np.uint8),
        building=np.arange(count, dtype=np.int32),
        nested=np.array([s[2] for s in SQUARES], np.int32),
        normal=np.tile([0.0, 0, 1], (count, 1)),
        area=np.full(count, 25.0),
        slope=np.zeros(count),
        aspect=np.zeros(count),
        green=np.zeros(count),
        colour=np.full((count, 3), -1, np.int16),
        texture=np.full(count, -1, np.int32),
        attributes=AttributeTable.of([{}] * count),
        vertices=np.zeros((0, 3)),
        triangles=np.zeros((0, 3), np.int32),
        triangle_surface=np.zeros(0, np.int32),
        ring_offsets=np.arange(0, 4 * count + 1, 4, dtype=np.int64),
        ring_points=(places[:, None] + corner).reshape(-1, 3),
        ring_surface=np.arange(count, dtype=np.int32),
        ring_hole=np.zeros(count, bool),
        ring_uv=np.zeros((0, 2), np.float32),
    )
    parts = [s[3] for s in SQUARES if s[2]]
    nested = NestedTable(
        np.concatenate([[0], np.cumsum([s[2] for s in SQUARES])]).astype(np.int64),
        tuple(f"t{i}" for i in range(len(parts))),
        ("TrafficArea",) * len(parts),
        np.zeros(len(parts), np.int32),
        AttributeTable.of(parts),
    )
    ids = tuple(f"o{i}" for i in range(count))
    types = tuple(s[0] for s in SQUARES)
    attributes = AttributeTable.of([s[1] for s in SQUARES])
    return Objects(ids, types, ("",) * count, np.full(count, 2, np.int8), attributes, nested, surfaces)


def test_objects_of_the_model_cover_the_ground() -> None:
    found = cover_of_objects(objects_of_squares(), (WEST, SOUTH), empty_grid())
    for i, square in enumerate(SQUARES):
        cells = found.grid.values[85:90, 8 * i : 8 * i + 5]
        assert (cells == square[5]).all(), square
    assert found.cells["PAVING"] == 50
    assert sum(found.cells.values()) == 25 * sum(s[5] is not L.UNKNOWN for s in SQUARES)
    assert found.unknown == {"77": 1}
    assert found.surfaces["PAVING"] == 2


def test_walls_do_not_cover_the_ground() -> None:
    objects = objects_of_squares()
    objects.surfaces.slope[:] = 90.0
    assert cover_of_objects(objects, (WEST, SOUTH), empty_grid()).cells == {}


def test_buildings_stay_on_land_use() -> None:
    values = np.zeros((100, 100), np.uint8)
    values[85:90, 32:34] = L.BUILDING
    found = cover_of_objects(objects_of_squares(), (WEST, SOUTH), empty_grid().with_values(values))
    assert (found.grid.values[85:90, 32:37] == [L.BUILDING, L.BUILDING, L.WATER, L.WATER, L.WATER]).all()
    assert found.cells["WATER"] == 15
