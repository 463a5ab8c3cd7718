"""References to objects and thematic surfaces: in a member, across members and chunks, in circles, nowhere."""

import time
from pathlib import Path

import pytest
from helpers.citygml_chunks import batch_of, batches, member, model, square, surfaces, written

from planningtable.city.model.batch import CityBatch
from planningtable.city.readers.citygml import feature_links
from planningtable.city.site import SurfaceKind


def shape(content: str, lod: int = 2) -> str:
    return f"<bldg:lod{lod}MultiSurface>{surfaces(content)}</bldg:lod{lod}MultiSurface>"


def wall(id: str, polygon: str, more: str = "") -> str:
    content = shape(square(polygon)) + more
    return f'<bldg:boundedBy><bldg:WallSurface gml:id="{id}">{content}</bldg:WallSurface></bldg:boundedBy>'


def building(id: str, *content: str, type: str = "Building") -> str:
    return f'<bldg:{type} gml:id="{id}">{"".join(content)}</bldg:{type}>'


def to(property: str, target: str) -> str:
    return f'<bldg:{property} xlink:href="#{target}"/>'


def shown(batch: CityBatch) -> dict[str, list[str]]:
    """Ids of the polygons of each object."""
    faces = [*zip(batch.faces.owner.tolist(), batch.faces.polygon.tolist(), strict=True)]
    return {id: [batch.polygons.ids[p] for o, p in faces if o == row] for row, id in enumerate(batch.objects.ids)}


def parents(batch: CityBatch) -> dict[str, str]:
    """Id of the parent of each object."""
    ids = batch.objects.ids
    return {id: ids[p] if p >= 0 else "" for id, p in zip(ids, batch.objects.parents, strict=True)}


def remarks(batch: CityBatch) -> list[tuple[str, str]]:
    return [(remark.id, remark.why.id.removeprefix("city.repaired.")) for remark in batch.repaired]


def test_an_object_without_surfaces_is_shown_by_those_that_it_refers_to(tmp_path: Path) -> None:
    first = member(building("a", wall("w", "p"), wall("v", "q")))
    second = member(building("b", to("boundedBy", "w"), to("boundedBy", "v")))
    for text in (first + second, second + first):
        batch = batch_of(tmp_path, text)
        assert shown(batch) == {"a": ["p", "q"], "b": ["p", "q"]}
        assert batch.boundaries.types == ("WallSurface", "WallSurface")
        assert set(batch.faces.kind.tolist()) == {SurfaceKind.WALL}
        assert batch.objects.lods == (("2",), ("2",))
        assert (remarks(batch), batch.unresolved) == ([], ())
        assert dict(batch.features)["xlink"] == 2


def test_an_object_with_surfaces_is_not_given_those_of_others(tmp_path: Path) -> None:
    batch = batch_of(
        tmp_path,
        member(building("a", wall("w", "p"))) + member(building("b", wall("v", "q"), to("boundedBy", "w"))),
    )
    assert shown(batch) == {"a": ["p"], "b": ["q"]}
    assert remarks(batch) == []


def test_within_a_member_a_part_is_shown_by_surfaces_of_the_whole(tmp_path: Path) -> None:
    part = building("part", to("boundedBy", "w"), type="BuildingPart")
    inside = f"<bldg:consistsOfBuildingPart>{part}</bldg:consistsOfBuildingPart>"
    batch = batch_of(tmp_path, member(building("a", wall("w", "p"), inside)))
    assert shown(batch) == {"a": ["p"], "part": ["p"]}
    assert batch.faces.boundary.tolist() == [0, -1]  # so that it is drawn once


def test_an_opening_that_is_referred_to_counts_as_a_surface(tmp_path: Path) -> None:
    door = f'<bldg:opening><bldg:Door gml:id="d">{shape(square("q"), 3)}</bldg:Door></bldg:opening>'
    batch = batch_of(
        tmp_path,
        member(building("a", wall("w", "p", door))) + member(building("b", to("opening", "d"))),
    )
    assert shown(batch) == {"a": ["p", "q"], "b": ["q"]}
    assert batch.faces.lod.tolist() == [2, 3, 3]


@pytest.mark.parametrize(
    ("property", "type"),
    [
        ("consistsOfBuildingPart", "BuildingPart"),
        ("outerBuildingInstallation", "BuildingInstallation"),
        ("interiorRoom", "Room"),
    ],
)
@pytest.mark.parametrize("backwards", [False, True])
def test_an_object_of_its_own_that_is_referred_to_becomes_a_part(
    tmp_path: Path, property: str, type: str, backwards: bool
) -> None:
    whole = member(building("a", to(property, "x"), "<gml:name>A</gml:name>"))
    part = member(building("x", "<gml:name>X</gml:name>", wall("w", "p"), type=type))
    batch = batch_of(tmp_path, part + whole if backwards else whole + part)
    assert batch.objects.ids == ("a", "x")
    assert batch.objects.names == ("A", "X")
    assert batch.objects.parents.tolist() == [-1, 0]
    assert batch.objects.lods == ((), ("2",))
    assert batch.boundaries.owners.tolist() == [1]
    assert shown(batch) == {"a": [], "x": ["p"]}
    assert "consistsOfBuildingPart" not in batch.objects.attributes[0]
    assert remarks(batch) == []


def test_surfaces_that_are_members_of_their_own_belong_to_who_refers_to_them(tmp_path: Path) -> None:
    surface = f'<con:WallSurface gml:id="w"><core:lod2MultiSurface>{surfaces(square("p"))}</core:lod2MultiSurface>'
    batch = batch_of(
        tmp_path,
        member(f"{surface}</con:WallSurface>")
        + member('<bldg:Building gml:id="a"><core:boundary xlink:href="#w"/></bldg:Building>')
        + member('<bldg:Building gml:id="b"><core:boundary xlink:href="#w"/></bldg:Building>'),
        "3.0",
    )
    assert parents(batch) == {"a": "", "w": "a", "b": ""}
    assert shown(batch) == {"a": [], "w": ["p"], "b": ["p"]}
    assert set(batch.faces.kind.tolist()) == {SurfaceKind.WALL}


def test_a_part_of_another_object_stays_there(tmp_path: Path) -> None:
    solid = (
        f"<bldg:lod1Solid><gml:Solid><gml:exterior>{surfaces(square('p'))}</gml:exterior></gml:Solid></bldg:lod1Solid>"
    )
    part = f"<bldg:consistsOfBuildingPart>{building('x', solid, type='BuildingPart')}</bldg:consistsOfBuildingPart>"
    batch = batch_of(tmp_path, member(building("a", to("consistsOfBuildingPart", "x"))) + member(building("b", part)))
    assert parents(batch) == {"a": "", "b": "", "x": "b"}
    assert shown(batch) == {"a": ["p"], "b": [], "x": ["p"]}
    assert len(set(batch.faces.solid.tolist())) == 2


def test_a_member_by_reference_is_what_stands_elsewhere(tmp_path: Path) -> None:
    link = '<core:cityObjectMember xlink:href="#a"/>'
    text = model(link + member(building("a", wall("w", "p"))) + link)
    (batch,) = batches(written(tmp_path, text))
    assert (shown(batch), remarks(batch)) == ({"a": ["p"]}, [])
    done = batches(written(tmp_path, text), target=1)
    assert [remarks(one) for one in done if remarks(one)] == []
    assert [id for one in done for id in one.objects.ids] == ["a"]


def test_what_stands_in_another_chunk_is_named(tmp_path: Path) -> None:
    text = model(
        member(building("a", wall("w", "p")))
        + member(building("b", to("boundedBy", "w"), to("consistsOfBuildingPart", "x")))
        + member(building("x", wall("v", "q"), type="BuildingPart"))
    )
    done = batches(written(tmp_path, text), target=1)
    assert [shown(one) for one in done] == [{"a": ["p"]}, {"b": []}, {"x": ["q"]}]
    assert [remarks(one) for one in done] == [[], [("b", "link-elsewhere")] * 2, []]
    assert [dict(r.why.arguments) for r in done[1].repaired] == [{"target": "w"}, {"target": "x"}]


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    batch = batch_of(
        tmp_path,
        member(building("x", wall("w", "p"), type="BuildingPart"))
        + member(building("a", to("boundedBy", "no"), to("interiorRoom", "none"), to("consistsOfBuildingPart", "x")))
        + '<core:cityObjectMember xlink:href="other.gml#far"/>',
    )
    assert batch.objects.ids == ("a", "x")
    assert remarks(batch) == [("a", "link-nowhere"), ("a", "link-nowhere"), ("far", "member-nowhere")]
    assert batch.unresolved == ()


def test_a_reference_to_nothing_is_none_to_surfaces_without_an_id(tmp_path: Path) -> None:
    nameless = wall("w", "p").replace(' gml:id="w"', "")
    batch = batch_of(tmp_path, member(building("a", nameless)) + member(building("b", to("boundedBy", ""))))
    assert shown(batch) == {"a": ["p"], "b": []}
    assert [(r.id, r.why.id, dict(r.why.arguments)) for r in batch.repaired] == [
        ("b", "city.repaired.link-nowhere", {"target": "#"})
    ]


def test_relations_between_objects_are_attributes_as_before(tmp_path: Path) -> None:
    link = '<core:generalizesTo xlink:href="#b"/>'
    batch = batch_of(tmp_path, member(building("a", link, wall("w", "p"))) + member(building("b", wall("v", "q"))))
    assert batch.objects.attributes[0] == {"generalizesTo": "#b"}
    assert parents(batch) == {"a": "", "b": ""}


def test_circles_are_cut_and_named(tmp_path: Path) -> None:
    part = "consistsOfBuildingPart"
    batch = batch_of(
        tmp_path,
        member(building("a", to(part, "b")))
        + member(building("b", to(part, "c"), wall("w", "p"), type="BuildingPart"))
        + member(building("c", to(part, "a"), to(part, "c"), wall("v", "q"), type="BuildingPart")),
    )
    assert parents(batch) == {"a": "", "b": "a", "c": "b"}
    assert shown(batch) == {"a": [], "b": ["p"], "c": ["q"]}
    assert remarks(batch) == [("c", "cycle"), ("c", "cycle")]


def test_a_long_chain_of_parts_ends_and_that_takes_no_time(tmp_path: Path) -> None:
    chain = [member(building(f"b{i}", to("consistsOfBuildingPart", f"b{i + 1}"))) for i in range(5000)]
    begin = time.process_time()
    batch = batch_of(tmp_path, "".join(chain) + member(building("b5000", wall("w", "p"))))
    assert time.process_time() - begin < 20
    assert len(batch.objects) == 5001
    assert ("b39", "too-deep") in remarks(batch)


def test_surfaces_are_not_shown_for_others_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feature_links, "MOST_LENT", 2)
    owners = "".join(member(building(f"b{i}", to("boundedBy", "w"))) for i in range(4))
    batch = batch_of(tmp_path, owners + member(building("a", wall("w", "p"))))
    assert [id for id, polygons in shown(batch).items() if polygons] == ["b0", "b1", "a"]
    assert remarks(batch) == [("b2", "too-many"), ("b3", "too-many")]
