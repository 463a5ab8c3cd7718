"""References by xlink: within a chunk, across chunks, turned round, in circles, into the void."""

import time
from pathlib import Path

import numpy as np
import pytest
from helpers.citygml_chunks import batch_of, batches, link, member, model, square, surfaces, written

from planningtable.city.job import Job
from planningtable.city.readers.citygml.format import context_for, head
from planningtable.city.readers.citygml.split import TARGET


def building(id: str, geometry: str, name: str = "lod2MultiSurface") -> str:
    return member(f'<bldg:Building gml:id="{id}"><bldg:{name}>{geometry}</bldg:{name}></bldg:Building>')


def solid(*members: str, inner: str = "") -> str:
    outer = f"<gml:exterior><gml:CompositeSurface>{''.join(members)}</gml:CompositeSurface></gml:exterior>"
    hollow = f"<gml:interior><gml:CompositeSurface>{inner}</gml:CompositeSurface></gml:interior>" if inner else ""
    return f"<gml:Solid>{outer}{hollow}</gml:Solid>"


def to(target: str) -> str:
    return f'<gml:surfaceMember xlink:href="#{target}"/>'


def having(content: str) -> str:
    return f"<gml:surfaceMember>{content}</gml:surfaceMember>"


def turned(content: str, sign: str = "-") -> str:
    return f'<gml:OrientableSurface orientation="{sign}">{content}</gml:OrientableSurface>'


def base(content: str) -> str:
    return f"<gml:baseSurface>{content}</gml:baseSurface>"


def test_a_reference_within_the_chunk_shows_the_same_polygon(tmp_path: Path) -> None:
    batch = batch_of(tmp_path, building("a", surfaces(square("p"))) + building("b", link("p")))
    assert batch.faces.owner.tolist() == [0, 1]
    assert batch.faces.polygon.tolist() == [0, 0]
    assert batch.unresolved == ()
    assert dict(batch.features)["xlink"] == 1


def test_a_reference_may_stand_before_its_target(tmp_path: Path) -> None:
    batch = batch_of(tmp_path, building("b", link("p")) + building("a", surfaces(square("p"), square("q"))))
    assert batch.faces.owner.tolist() == [0, 1, 1]
    assert batch.faces.polygon.tolist() == [0, 0, 1]


def test_a_reference_to_another_chunk_is_found_in_a_second_pass(tmp_path: Path) -> None:
    text = model(building("a", surfaces(square("p", x=5), square("r"))) + building("b", link("p")))
    one, two = batches(written(tmp_path, text), target=1)
    assert one.objects.ids == ("a",)
    assert two.objects.ids == ("b",)
    assert two.polygons.ids == ("p",)
    assert two.polygons.points[0].tolist() == [5.0, 0.0, 0.0]
    assert two.faces.owner.tolist() == [0]
    assert (two.unresolved, two.repaired) == ((), ())
    assert "MultiSurface" in dict(two.features)


def test_lines_of_other_chunks_are_not_taken_for_those_of_the_chunk(tmp_path: Path) -> None:
    def road(id: str, *networks: str) -> str:
        return member(f'<tran:Road gml:id="{id}">{"".join(networks)}</tran:Road>')

    def line(id: str, x: int) -> str:
        curve = f"<gml:LineString><gml:posList>0 0 0 {x} 0 0</gml:posList></gml:LineString>"
        curve = f'<gml:MultiCurve gml:id="{id}"><gml:curveMember>{curve}</gml:curveMember></gml:MultiCurve>'
        return f"<tran:lod0Network>{curve}</tran:lod0Network>"

    text = model(road("a", line("c", 5)) + road("b", '<tran:lod0Network xlink:href="#c"/>', line("d", 7)))
    lines = batches(written(tmp_path, text), target=1)[1].lines
    assert lines is not None
    assert (lines.owner.tolist(), lines.starts.tolist()) == ([0], [0, 2])
    assert lines.points[-1].tolist() == [7.0, 0.0, 0.0]


def test_references_lead_on_through_several_chunks(tmp_path: Path) -> None:
    text = model(
        building("a", link("m"))
        + building("b", surfaces(turned(base(square("p"))), id="m"))
        + building("c", surfaces(to_member("m2"), id="m3"))
        + building("d", surfaces(square("q"), id="m2"))
        + building("e", link("m3"))
    )
    done = batches(written(tmp_path, text), target=1)
    shown = {batch.objects.ids[0]: [batch.polygons.ids[p] for p in batch.faces.polygon] for batch in done}
    assert shown == {"a": ["p"], "b": ["p"], "c": ["q"], "d": ["q"], "e": ["q"]}
    assert done[0].faces.flipped.tolist() == [True]


def to_member(target: str) -> str:
    return f'<gml:CompositeSurface><gml:surfaceMember xlink:href="#{target}"/></gml:CompositeSurface>'


@pytest.mark.parametrize(
    "element",
    [
        '<gml:MultiSurface gml:id="m" xlink:href="#m2"/>',
        '<gml:MultiSurface><gml:surfaceMember gml:id="m" xlink:href="#m2"/></gml:MultiSurface>',
        surfaces('<gml:Polygon gml:id="m" xlink:href="#p"/>'),
    ],
)
@pytest.mark.parametrize("target", [TARGET, 1])
def test_an_element_that_is_itself_a_reference_is_what_it_refers_to(tmp_path: Path, element: str, target: int) -> None:
    text = model(building("a", link("m")) + building("b", element) + building("c", surfaces(square("p"), id="m2")))
    done = batches(written(tmp_path, text), target)
    assert [batch.polygons.ids[p] for batch in done for p in batch.faces.polygon] == ["p", "p", "p"]
    assert [r for batch in done for r in batch.repaired] == []


def test_elements_that_are_references_to_each_other_are_a_circle(tmp_path: Path) -> None:
    one, two = (f'<gml:MultiSurface gml:id="{a}" xlink:href="#{b}"/>' for a, b in ("mn", "nm"))
    batch = batch_of(tmp_path, building("a", one) + building("b", two))
    assert len(batch.faces) == 0
    assert {r.why.id for r in batch.repaired} == {"city.repaired.cycle"}


def test_a_reference_into_the_void_is_unresolved_and_then_remarked(tmp_path: Path) -> None:
    part = written(tmp_path, model(building("a", link("nowhere"))))
    (batch,) = batches(part)
    assert [(r.id, r.type, r.why.id) for r in batch.repaired] == [("a", "Building", "city.repaired.dangling")]
    assert len(batch.faces) == 0
    assert context_for(part, head(part, Job()), frozenset({"nowhere"}), Job()) == b""


@pytest.mark.parametrize(
    ("geometry", "flipped"),
    [
        (surfaces(square("p")), [False]),
        (surfaces(turned(base(square("p")))), [True]),
        (surfaces(turned(base(square("p")), "+")), [False]),
        (surfaces(turned(base(turned(base(square("p")))))), [False]),
        (surfaces(square("p"), turned('<gml:baseSurface xlink:href="#p"/>')), [False, True]),
    ],
)
def test_orientable_surfaces(tmp_path: Path, geometry: str, flipped: list[bool]) -> None:
    batch = batch_of(tmp_path, building("a", geometry))
    assert batch.faces.flipped.tolist() == flipped
    assert len(batch.polygons) == 1


def test_a_turned_surface_is_turned_wherever_it_is_referred_to(tmp_path: Path) -> None:
    named = turned(base(square("p"))).replace("<gml:OrientableSurface", '<gml:OrientableSurface gml:id="o"')
    twice = turned('<gml:baseSurface xlink:href="#o"/>')
    batch = batch_of(
        tmp_path,
        building("a", surfaces(named))
        + building("b", link("o"))
        + building("c", surfaces(twice))
        + building("d", link("p")),
    )
    assert batch.faces.owner.tolist() == [0, 1, 2, 3]
    assert batch.faces.flipped.tolist() == [True, True, False, False]


def test_solids_have_numbers_and_shells(tmp_path: Path) -> None:
    shape = solid(having(square("a")), having(square("b")), inner=having(square("c")))
    second = solid(to("a"))
    both = "".join(f"<gml:solidMember>{one}</gml:solidMember>" for one in (shape, second))
    both = f"<gml:MultiSolid>{both}</gml:MultiSolid>"
    batch = batch_of(
        tmp_path, building("x", both, "lod2Solid") + building("y", solid(having(square("z"))), "lod1Solid")
    )
    assert batch.faces.solid.tolist() == [0, 0, 0, 1, 2]
    assert batch.faces.shell.tolist() == [0, 0, 1, 0, 0]
    assert batch.faces.lod.tolist() == [2, 2, 2, 2, 1]
    assert batch.objects.lods == (("2",), ("1",))


def test_a_solid_that_is_referred_to_is_another_solid(tmp_path: Path) -> None:
    named = solid(having(square("a"))).replace("<gml:Solid>", '<gml:Solid gml:id="s">')
    linked = member('<bldg:Building gml:id="y"><bldg:lod2Solid xlink:href="#s"/></bldg:Building>')
    batch = batch_of(tmp_path, building("x", named, "lod2Solid") + linked)
    assert batch.faces.solid.tolist() == [0, 1]
    assert batch.faces.owner.tolist() == [0, 1]


def test_circles_are_cut(tmp_path: Path) -> None:
    one = surfaces(square("p"), to_member("m2"), id="m1")
    two = surfaces(to_member("m1"), to_member("m2"), square("q"), id="m2")
    batch = batch_of(tmp_path, building("a", one) + building("b", two))
    assert "city.repaired.cycle" in {r.why.id for r in batch.repaired}
    assert set(batch.polygons.ids) == {"p", "q"}
    assert set(batch.faces.owner.tolist()) == {0, 1}


def test_long_chains_end(tmp_path: Path) -> None:
    chain = "".join(building(f"b{i}", surfaces(to_member(f"m{i + 1}"), id=f"m{i}")) for i in range(3000))
    batch = batch_of(tmp_path, chain + building("end", surfaces(square("p"), id="m3000")))
    assert len(batch.objects) == 3001


def test_references_that_multiply_are_cut(tmp_path: Path) -> None:
    layers = "".join(building(f"b{i}", surfaces(*[to_member(f"m{i + 1}")] * 10, id=f"m{i}")) for i in range(12))
    start = time.monotonic()
    batch = batch_of(tmp_path, layers + building("end", surfaces(square("p"), id="m12")))
    assert "city.repaired.too-many" in {r.why.id for r in batch.repaired}
    assert len(batch.faces) < 5_000_000
    assert time.monotonic() - start < 30


def test_a_template_of_another_object_is_placed(tmp_path: Path) -> None:
    def tree(id: str, geometry: str, x: int) -> str:
        matrix = "2 0 0 0  0 2 0 0  0 0 2 0  0 0 0 1"
        return member(
            f'<veg:SolitaryVegetationObject gml:id="{id}"><veg:lod2ImplicitRepresentation><core:ImplicitGeometry>'
            f"<core:transformationMatrix>{matrix}</core:transformationMatrix>{geometry}<core:referencePoint><gml:Point>"
            f"<gml:pos>{x} 2 3</gml:pos></gml:Point></core:referencePoint></core:ImplicitGeometry>"
            "</veg:lod2ImplicitRepresentation></veg:SolitaryVegetationObject>"
        )

    inline = f"<core:relativeGMLGeometry>{surfaces(square('p'), square('q', z=1), id='t')}</core:relativeGMLGeometry>"
    linked = '<core:relativeGMLGeometry xlink:href="#t"/>'
    text = model(tree("a", inline, 1) + tree("b", linked, 9))
    (together,) = batches(written(tmp_path, text))
    assert together.instances is not None
    assert [(t.id, len(t.polygons)) for t in together.templates] == [("t", 2)]
    assert together.instances.template.tolist() == [0, 0]
    assert together.instances.owner.tolist() == [0, 1]
    assert together.instances.anchor.tolist() == [[1, 2, 3], [9, 2, 3]]
    assert together.instances.matrix[0].diagonal().tolist() == [2, 2, 2, 1]
    assert (len(together.polygons), len(together.faces)) == (0, 0)
    assert together.objects.lods == (("2",), ("2",))
    apart = batches(written(tmp_path, text), target=1)
    assert [len(b.templates) for b in apart] == [1, 1]
    assert np.array_equal(apart[1].templates[0].polygons.points, together.templates[0].polygons.points)
    assert len(apart[1].polygons) == 0


def test_templates_without_place_or_in_another_file_are_remarked(tmp_path: Path) -> None:
    content = (
        '<frn:CityFurniture gml:id="{}"><frn:lod3ImplicitRepresentation><core:ImplicitGeometry>{}'
        "</core:ImplicitGeometry></frn:lod3ImplicitRepresentation></frn:CityFurniture>"
    )
    library = "<core:libraryObject>http://example.org/lamp.glb</core:libraryObject>"
    batch = batch_of(
        tmp_path,
        member(content.format("a", library))
        + member(content.format("b", f"<core:relativeGMLGeometry>{surfaces(square())}</core:relativeGMLGeometry>")),
    )
    assert [(r.id, r.why.id) for r in batch.repaired] == [
        ("a", "city.repaired.library-object"),
        ("b", "city.repaired.implicit-unplaced"),
    ]
    assert batch.instances is None
