from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from helpers.batches import BatchMaker, box, polygon_rows, ring
from hypothesis import given
from hypothesis import strategies as st

from planningtable.city.geometry import ear_kernels, overlap_kernels, piercing_kernels, ring_kernels, shell_kernels
from planningtable.city.job import Job
from planningtable.city.model.batch import CityBatch, Template
from planningtable.city.model.piece import Prepared, Tally
from planningtable.city.model.prepare import prepare
from planningtable.city.readers.containers import sources_of
from planningtable.city.readers.table import FORMATS
from planningtable.city.site import SurfaceKind, Surfaces

ORIGIN = (0.0, 0.0)


def prepared(maker: BatchMaker, **more: object) -> Prepared:
    return prepare(maker.batch(**more), None, ORIGIN)


def reasons(tally: Tally) -> dict[str, str]:
    return {remark.id: remark.why.id for remark in tally.reported}


def mesh_volume(surfaces: Surfaces) -> float:
    a, b, c = (surfaces.vertices[surfaces.triangles[:, i]] for i in range(3))
    return float(np.einsum("ij,ij->", a, np.cross(b, c)) / 6)


def house(shape: list | None = None, **options: object) -> tuple[BatchMaker, int]:
    maker = BatchMaker()
    owner = maker.object("Building", "house")
    maker.shell(owner, shape or box(), **options)
    return maker, owner


def test_a_box_has_its_volume_and_areas_and_each_polygon_once() -> None:
    result = prepared(house()[0])
    assert result.tally.measured.volume == pytest.approx(120)
    assert result.tally.measured.solids == 1
    assert result.tally.measured.roof_area == pytest.approx(20)
    assert result.tally.measured.ground_area == pytest.approx(20)
    assert result.tally.measured.wall_area == pytest.approx(108)
    assert len(result.piece.surfaces) == 6
    assert mesh_volume(result.piece.surfaces) == pytest.approx(120)
    assert result.tally.faults == {}
    assert result.piece.buildings.footprints[0].area == pytest.approx(20)


def test_a_box_with_a_shaft_through_it_lacks_the_volume_of_the_shaft() -> None:
    outer, inner = box(10, 10, 4), box(2, 2, 4, at=(4, 4, 0))
    shape = [(kind, [rings[0], inner[i][1][0][::-1]] if i < 2 else rings) for i, (kind, rings) in enumerate(outer)]
    shape += [(kind, [rings[0][::-1]]) for kind, rings in inner[2:]]
    result = prepared(house(shape)[0])
    assert result.tally.measured.volume == pytest.approx(4 * (100 - 4))
    assert result.tally.measured.roof_area == pytest.approx(96)
    assert mesh_volume(result.piece.surfaces) == pytest.approx(384)
    assert result.tally.holes == 2
    assert result.tally.faults == {}


def test_an_l_shape_is_filled_and_not_its_corner() -> None:
    plan = [(0, 0), (6, 0), (6, 2), (2, 2), (2, 6), (0, 6)]
    low, high = [(x, y, 0) for x, y in plan], [(x, y, 3) for x, y in plan]
    shape = [(SurfaceKind.GROUND, [ring(*low[::-1])]), (SurfaceKind.ROOF, [ring(*high)])]
    shape += [(SurfaceKind.WALL, [ring(low[i], low[i - 5], high[i - 5], high[i])]) for i in range(6)]
    result = prepared(house(shape)[0])
    assert result.tally.measured.volume == pytest.approx(60)
    assert mesh_volume(result.piece.surfaces) == pytest.approx(60)
    assert result.tally.measured.roof_area == pytest.approx(20)


def test_a_pyramid_without_a_solid_is_measured_where_its_surfaces_close() -> None:
    base, top = [(0, 0, 0), (3, 0, 0), (3, 3, 0), (0, 3, 0)], (1.5, 1.5, 4)
    maker = BatchMaker()
    owner = maker.object("Building")
    faces = [(SurfaceKind.GROUND, base[::-1])] + [(SurfaceKind.ROOF, [base[i], base[i - 3], top]) for i in range(4)]
    for kind, corners in faces:
        maker.face(owner, maker.polygon([ring(*corners)]), 2.0, kind, boundary=maker.boundary(owner, "RoofSurface"))
    result = prepared(maker)
    assert result.tally.measured.volume == pytest.approx(12)
    assert result.tally.solids == 0


def test_a_solid_that_repeats_the_surfaces_with_its_own_polygons_is_not_drawn_twice() -> None:
    maker, owner = house()
    for _, rings in box():
        maker.face(owner, maker.polygon([[*rings[0][1:], rings[0][1]]]), solid=7)
    assert len(prepared(maker).piece.surfaces) == 6


def test_of_several_levels_the_best_up_to_three_is_drawn_of_each_object() -> None:
    maker, owner = house(lod=2.0)
    maker.solid(owner, box(9, 9, 9), lod=1.0)
    part = maker.object("BuildingPart", parent=owner)
    maker.shell(part, box(at=(4, 0, 0)), lod=2.2)
    maker.solid(part, box(at=(4, 0, 0)), lod=4.0)
    result = prepared(maker)
    # The whole at level 2 and its part at 2.2 are of the same level.
    assert len(result.piece.surfaces) == 12
    assert result.piece.surfaces.nested.tolist() == [0] * 6 + [1] * 6
    assert result.piece.buildings.nested.types == ("BuildingPart",)
    assert result.tally.measured.volume == pytest.approx(240)
    assert result.tally.solids == 4


def test_a_building_in_level_four_only_is_drawn_roughly_without_its_inside() -> None:
    maker = BatchMaker()
    owner = maker.object("Building", "four")
    maker.shell(owner, box(), lod=4.0)
    maker.face(owner, maker.polygon(box(1, 1, 1)[0][1]), 4.0, inside=True)
    result = prepared(maker)
    assert len(result.piece.surfaces) == 6
    assert [(r.id, r.why.id) for r in result.tally.rough] == [("four", "city.rough.level-4")]


def test_a_footprint_is_raised_to_its_height_and_reported_without_one() -> None:
    maker = BatchMaker()
    for id, attributes in (("tall", {"measuredHeight": "7.5 m"}), ("storeys", {"storeysAboveGround": "2"}), ("no", {})):
        maker.face(maker.object("Building", id, **attributes), maker.polygon(box()[0][1]), 0.0, SurfaceKind.GROUND)
    result = prepared(maker)
    assert result.piece.buildings.ids == ("tall", "storeys")
    assert result.piece.buildings.height.tolist() == [7.5, 6.0]
    assert reasons(result.tally) == {"no": "city.reason.flat"}
    assert {r.why.id for r in result.tally.rough} == {"city.rough.raised"}


def test_every_kind_of_object_is_shown_or_reported_with_its_reason() -> None:
    maker = BatchMaker()
    for type in ("Road", "WaterBody", "PlantCover", "LandUse", "+Charger"):
        maker.face(maker.object(type, type), maker.polygon(box()[1][1]), 1.0)
    maker.object("CityObjectGroup", "group")
    maker.object("Building", "empty")
    maker.object("CityFurniture", "bare")
    maker.lines.append((maker.object("Track", "axis"), np.zeros((2, 3))))
    maker.object("ReliefFeature", "relief")
    maker.object("TINRelief", "tin", parent=len(maker.ids) - 1)
    maker.object("Road", "Road")
    maker.face(len(maker.ids) - 1, maker.polygon(box()[1][1]), 1.0)
    result = prepared(maker, terrain=np.zeros((1, 3, 3)) + np.eye(3))
    kinds = dict(zip(result.piece.objects.ids, result.piece.objects.surfaces.kind.tolist(), strict=True))
    assert kinds == {
        "Road": SurfaceKind.TRAFFIC,
        "WaterBody": SurfaceKind.WATER,
        "PlantCover": SurfaceKind.GREEN,
        "LandUse": SurfaceKind.GROUND,
        "+Charger": SurfaceKind.UNKNOWN,
    }
    assert reasons(result.tally) == {
        "group": "city.reason.group",
        "empty": "city.reason.no-geometry",
        "bare": "city.reason.nothing-to-draw",
        "axis": "city.reason.only-lines",
        "Road": "city.reason.duplicate",
    }
    assert result.tally.shown["ReliefFeature"] == 1
    assert result.tally.given == 11
    assert result.tally.faults["609 CITYOBJECT_HAS_NO_GEOMETRY"] == 2


def test_trees_stand_where_their_template_does_as_tall_as_it_is() -> None:
    maker = BatchMaker()
    local = [[np.array(r) for r in rings] for _, rings in box(2, 2, 5, at=(-1, -1, 0))]
    maker.templates.append(Template("t", polygon_rows(local), np.full(6, SurfaceKind.GREEN, np.uint8)))
    tree = maker.object("SolitaryVegetationObject", "tree", species="Tilia")
    maker.instances.append((tree, 2.0, 0, np.diag([2.0, 2, 2, 1]), (100.0, 200, 50)))
    sign = maker.object("CityFurniture", "sign")
    maker.instances.append((sign, 2.0, 0, np.eye(4), (10.0, 20, 3)))
    point = maker.object("SolitaryVegetationObject", "point", height="9", crownDiameter="4")
    maker.lines.append((point, np.array([[5.0, 6, 7]])))
    result = prepared(maker)
    trees = result.piece.trees
    assert trees.ids == ("tree", "point")
    assert (trees.east.tolist(), trees.north.tolist()) == ([100, 5], [200, 6])
    assert (trees.height.tolist(), trees.crown.tolist()) == ([10, 9], [4, 4])
    assert trees.species == ("Tilia", "")
    assert result.piece.objects.ids == ("sign",)
    assert result.piece.objects.surfaces.ring_points.min(axis=0).tolist() == [9, 19, 3]


def fault_cases() -> Iterator[tuple[str, BatchMaker]]:
    square = [(0, 0, 0), (4, 0, 0), (4, 4, 0), (0, 4, 0)]
    hole = [(1, 1, 0), (1, 2, 0), (2, 2, 0), (2, 1, 0)]

    def flat(*rings: object) -> BatchMaker:
        maker = BatchMaker()
        owner = maker.object("GenericCityObject", "thing")
        maker.face(owner, maker.polygon(rings))
        # Most rings are closed, so that one that is not is a fault.
        for k in (10.0, 20.0):
            maker.face(owner, maker.polygon([ring(*((x + k, y, z) for x, y, z in square))]))
        return maker

    def moved(corners: list, x: float) -> list:
        return [(a + x, b, c) for a, b, c in corners]

    yield "101 TOO_FEW_POINTS", flat(ring((0, 0, 0), (1, 0, 0)))
    yield "102 CONSECUTIVE_POINTS_SAME", flat(ring(square[0], *square))
    yield "103 RING_NOT_CLOSED", flat(square)
    yield "104 RING_SELF_INTERSECTION", flat(ring(square[0], square[2], square[1], (0, 5, 0)))
    yield "201 INTERSECTION_RINGS", flat(ring(*square), ring(*moved(hole, 2.5)))
    yield "202 DUPLICATED_RINGS", flat(ring(*square), ring(*hole), ring(*hole))
    yield "203 NON_PLANAR_POLYGON_DISTANCE_PLANE", flat(ring(*square[:3], (0, 4, 0.1)))
    fold = [(0, 0, 0), (4, 0, 0), (4, 4, 0), (2.03, 4, 0), (2.015, 4.02, 0.01), (2, 4, 0), (0, 4, 0)]
    yield "204 NON_PLANAR_POLYGON_NORMALS_DEVIATION", flat(ring(*fold))
    split = [(0, 2, 0), (2, 4, 0), (4, 2, 0), (2, 0, 0)]
    yield "205 POLYGON_INTERIOR_DISCONNECTED", flat(ring(*square), ring(*split))
    yield "206 INNER_RING_OUTSIDE", flat(ring(*square), ring(*moved(hole, 8)))
    wide = [(0.5, 0.5, 0), (0.5, 3, 0), (3, 3, 0), (3, 0.5, 0)]
    yield "207 INNER_RINGS_NESTED", flat(ring(*square), ring(*wide), ring(*hole))
    yield "208 ORIENTATION_RINGS_SAME", flat(ring(*square), ring(*hole[::-1]))
    yield "301 TOO_FEW_POLYGONS", house(box()[:3])[0]
    yield "302 SHELL_NOT_CLOSED", house(box()[:5])[0]
    yield "303 NON_MANIFOLD_CASE", house([*box(), *box(at=(4, 5, 0))])[0]
    yield "305 MULTIPLE_CONNECTED_COMPONENTS", house([*box(), *box(at=(9, 9, 0))])[0]
    one_wrong = [(k, [r[::-1] for r in rings] if i == 3 else rings) for i, (k, rings) in enumerate(box())]
    yield "307 POLYGON_WRONG_ORIENTATION", house(one_wrong)[0]
    yield "405 WRONG_ORIENTATION_SHELL", house([(k, [r[::-1] for r in rings]) for k, rings in box()])[0]


@pytest.mark.parametrize(("code", "maker"), list(fault_cases()), ids=lambda v: v if isinstance(v, str) else "")
def test_each_fault_is_found_alone_and_drawn_all_the_same(code: str, maker: BatchMaker) -> None:
    result = prepared(maker)
    assert result.tally.faults == {code: 1}
    assert [r.code for r in result.tally.faulty] == [code]
    assert sum(result.tally.shown.values()) == 1
    assert result.tally.reported == ()


@pytest.mark.parametrize("wrong", [(3,), (0, 4), range(6)])
def test_surfaces_of_a_closed_shell_are_turned_outward_and_it_is_told(wrong: tuple[int, ...]) -> None:
    shape = [(k, [r[::-1] for r in rings] if i in wrong else rings) for i, (k, rings) in enumerate(box())]
    result = prepared(house(shape)[0])
    assert result.tally.measured.volume == pytest.approx(120)
    assert mesh_volume(result.piece.surfaces) == pytest.approx(120)
    assert "city.repaired.turned" in {r.why.id for r in result.tally.repaired}


def test_composite_solids_that_do_not_touch_or_are_the_same_are_faults() -> None:
    maker = BatchMaker()
    owner = maker.object("GenericCityObject")
    maker.solid(owner, box())
    maker.solid(owner, box(at=(4, 0, 0)))
    touching = prepared(maker, features=(("CompositeSolid", 1),))
    assert touching.tally.faults == {}
    maker.solid(owner, box(at=(20, 0, 0)))
    maker.solid(owner, box(at=(20, 0, 0)))
    result = prepared(maker, features=(("CompositeSolid", 1),))
    # As in val3dity, solids that are the same are not looked at any further.
    assert result.tally.faults == {"502 DUPLICATED_SOLIDS": 1}


def test_broken_coordinates_cost_their_surface_and_not_the_building() -> None:
    shape = box()
    shape[1] = (SurfaceKind.ROOF, [[[np.nan, 0, 0], *shape[1][1][0][1:]]])
    shape[2] = (SurfaceKind.WALL, [[[1e6, 0, 0], *shape[2][1][0][1:]]])
    result = prepared(house(shape)[0])
    assert len(result.piece.surfaces) == 4
    assert sorted(r.why.id for r in result.tally.repaired) == ["city.reason.far-away", "city.reason.not-finite"]
    assert np.isfinite(result.piece.surfaces.vertices).all()


numbers = st.sampled_from([0.0, 1.0, 2.0, 5.0, 1e12, float("nan"), float("inf"), 0.0005])
rings = st.lists(st.tuples(numbers, numbers, numbers), max_size=6)


@given(
    types=st.lists(
        st.sampled_from(["Building", "Road", "CityObjectGroup", "TINRelief", "+X", "WaterBody"]), max_size=4
    ),
    shapes=st.lists(
        st.tuples(st.integers(0, 7), st.lists(rings, max_size=3), st.sampled_from([0.0, 1.0, 2.2, 4.0]), st.booleans()),
        max_size=6,
    ),
)
def test_every_object_is_shown_or_reported_whatever_stands_in_the_file(
    types: list[str], shapes: list[tuple[int, list, float, bool]]
) -> None:
    maker = BatchMaker()
    for type in types:
        maker.object("BuildingPart", parent=maker.object(type, type))
    for owner, corners, lod, inside in shapes:
        if types:
            maker.face(owner % len(maker.ids), maker.polygon(corners), lod, inside=inside, solid=0 if inside else -1)
    tally = prepared(maker).tally
    assert tally.given == len(types) == sum(tally.shown.values()) + len(tally.reported)


def batches(path: Path) -> Iterator[tuple[str, CityBatch]]:
    for part in sources_of([path], Job()).parts:
        kind = next(k for k in FORMATS if k.value == ("cityjson" if "json" in part.name else "citygml"))
        heading = FORMATS[kind].head(part, Job())
        for chunk in FORMATS[kind].chunks(part, heading, Job()):
            yield part.name, FORMATS[kind].read(heading, chunk)


def test_twins_in_two_formats_have_the_same_volume(shared_data: Path) -> None:
    gml, json = (
        Tally.total([prepare(b, None, ORIGIN).tally for _, b in batches(shared_data / name)])
        for name in ("citygml/v3_lod2_100_buildings.gml", "cityjson/v20_100_buildings.city.json")
    )
    assert gml.measured.solids == json.measured.solids == 100
    for name in ("volume", "roof_area", "ground_area", "wall_area"):
        assert getattr(gml.measured, name) == pytest.approx(getattr(json.measured, name), rel=1e-3)
    assert gml.faults == json.faults == {}


KERNELS = [
    (ring_kernels, ("clean", "measure", "cross")),
    (ear_kernels, ("flatten", "clip")),
    (shell_kernels, ("examine",)),
    (piercing_kernels, ("near_edges",)),
    (overlap_kernels, ("overlap",)),
]


def test_a_batch_becomes_the_same_to_the_last_digit_with_and_without_machine_code(
    shared_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, batch = next(batches(shared_data / "citygml/v3_lod2_100_buildings.gml"))

    def run(ready: bool) -> Prepared:
        for module, names in KERNELS:
            for name in names:
                monkeypatch.setattr(getattr(module, name), "_ready", ready)
        return prepare(batch, None, ORIGIN)

    with_it, without = run(True), run(False)
    assert with_it.tally == without.tally
    for name in ("area", "normal", "slope", "vertices", "triangles", "ring_points"):
        assert np.array_equal(getattr(with_it.piece.surfaces, name), getattr(without.piece.surfaces, name))
