"""References between chunks: chains, circles, and files that are made to make them dear."""

import pickle
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.citygml_chunks import batches, member, model, square, surfaces, written
from helpers.citygml_chunks import pieces as in_chunks

from planningtable.city.job import Job
from planningtable.city.model.batch import CityBatch
from planningtable.city.readers.citygml import context
from planningtable.city.readers.citygml.context import near
from planningtable.city.readers.citygml.format import context_for, given, head
from planningtable.city.readers.citygml.frame import Frame, Slice
from planningtable.city.readers.files import Part
from planningtable.city.readers.formats import Heading


def building(id: str, geometry: str) -> str:
    return member(
        f'<bldg:Building gml:id="{id}"><bldg:lod2MultiSurface>{geometry}</bldg:lod2MultiSurface></bldg:Building>'
    )


def to(target: str) -> str:
    return f'<gml:CompositeSurface><gml:surfaceMember xlink:href="#{target}"/></gml:CompositeSurface>'


def shown(done: list[CityBatch]) -> dict[str, list[str]]:
    """Ids of the polygons of each object."""
    return {
        batch.objects.ids[row]: [
            batch.polygons.ids[p] for p, o in zip(batch.faces.polygon, batch.faces.owner, strict=True) if o == row
        ]
        for batch in done
        for row in range(len(batch.objects))
    }


def remarks(done: list[CityBatch]) -> set[str]:
    return {remark.why.id for batch in done for remark in batch.repaired}


@pytest.fixture
def member_by_member(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second look goes through small documents as it does through large ones: in many pieces."""

    def pieces(part: Part, frame: Frame, _job: Job) -> Iterator[Slice]:
        return (chunk.payload for chunk in in_chunks(part, Heading("", "", context=frame), target=1))

    monkeypatch.setattr(context, "pieces", pieces)


@pytest.mark.usefixtures("member_by_member")
@pytest.mark.parametrize("backwards", [False, True])
def test_chains_lead_through_chunks_in_either_direction(tmp_path: Path, backwards: bool) -> None:
    chain = [building(f"b{i}", surfaces(to(f"m{i + 1}"), id=f"m{i}")) for i in range(6)]
    chain.append(building("b6", surfaces(square("p"), id="m6")))
    text = model("".join(chain[::-1] if backwards else chain))
    done = batches(written(tmp_path, text), target=1)
    assert shown(done) == {f"b{i}": ["p"] for i in range(7)}
    assert remarks(done) == set()


def test_a_reference_without_a_number_sign_leads_into_other_chunks_as_it_does_within_one(tmp_path: Path) -> None:
    bare = building("a", surfaces(to("m1"), id="m0").replace('href="#m1"', 'href="m1"'))
    done = batches(written(tmp_path, model(bare + building("b", surfaces(square("p"), id="m1")))), target=1)
    assert shown(done) == {"a": ["p"], "b": ["p"]}


@pytest.mark.usefixtures("member_by_member")
def test_a_longer_chain_back_through_chunks_is_not_followed_and_that_is_said(tmp_path: Path) -> None:
    chain = [building(f"b{i}", surfaces(to(f"m{i + 1}"), id=f"m{i}")) for i in range(context.PASSES + 3)]
    end = building("end", surfaces(square("p"), id=f"m{len(chain)}"))
    part = written(tmp_path, model("".join([end, *chain[::-1]])))
    heading = head(part, Job())
    found = context_for(part, heading, frozenset({"m0"}), Job())
    elements, cut = near(b'<a xlink:href="#m0"/>', found)
    assert cut
    assert b'"m0"' in elements
    assert b'"p"' not in elements


def test_circles_through_chunks_are_cut_and_named(tmp_path: Path) -> None:
    text = model(
        building("a", surfaces(square("p"), to("m2"), id="m1"))
        + building("b", surfaces(to("m3"), id="m2"))
        + building("c", surfaces(to("m1"), square("q"), id="m3"))
    )
    done = batches(written(tmp_path, text), target=1)
    assert "city.repaired.cycle" in remarks(done)
    assert set(shown(done)["b"]) >= {"p", "q"}


def test_what_lies_within_what_is_found_is_taken_in_once(tmp_path: Path) -> None:
    deep = square("p")
    for level in range(40):
        deep = surfaces(deep, id=f"n{level}")
    part = written(tmp_path, model(building("a", deep)))
    targets = frozenset({"p", *(f"n{level}" for level in range(40))})
    found = context_for(part, head(part, Job()), targets, Job())
    assert found.count(b"posList>") == 2
    assert near(b'<a xlink:href="#n7"/>', found)[0].count(b"posList>") == 2


def test_a_chunk_is_given_only_what_it_refers_to(tmp_path: Path) -> None:
    text = model(building("a", surfaces(square("p"), square("q"), square("r"))))
    part = written(tmp_path, text)
    found = context_for(part, head(part, Job()), frozenset({"p", "q"}), Job())
    elements, cut = near(b"""<a xlink:href='#q'/><b xlink:href="other.gml#x"/>""", found)
    assert (b'"q"' in elements, b'"p"' in elements, cut) == (True, False, False)
    assert near(b'<a xlink:href="#r"/>', found) == (b"", False)


def test_a_worker_gets_what_its_chunk_needs_and_no_more(tmp_path: Path) -> None:
    many = "".join(building(f"a{i}", surfaces(square(f"p{i}"))) for i in range(200))
    part = written(tmp_path, model(many + building("b", to("p7"))))
    heading = head(part, Job())
    found = context_for(part, heading, frozenset(f"p{i}" for i in range(200)), Job())
    *_, last = in_chunks(part, heading, target=1)
    sent = len(pickle.dumps(given(last, found).payload))
    assert sent < 1_500 < 20_000 < len(found)


@pytest.mark.parametrize(
    ("name", "most"), [("MOST_BYTES", 300), ("MOST_NEAR", 300), ("MOST_TARGETS", 1), ("MOST_IDS", 1)]
)
def test_where_a_bound_is_met_references_are_said_not_to_be_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, most: int
) -> None:
    monkeypatch.setattr(context, name, most)
    text = model(building("a", surfaces(square("p"), square("q"))) + building("b", surfaces(to("p"), to("q"))))
    done = batches(written(tmp_path, text), target=1)
    assert shown(done)["b"] == ["p"]
    assert [(r.id, r.why.id) for r in done[1].repaired] == [("b", "city.repaired.not-followed")]


def crossed(kind: str, number: int) -> str:
    """Objects of which each refers to one in another chunk."""
    leap = 20_011

    def one(i: int) -> str:
        target = {"chains": i + 1, "circles": (i + leap) % number, "same": -1}[kind]
        content = square(f"p{i}") if kind == "chains" and i % 3 == 2 else to(f"m{target}")
        return building(f"b{i}", surfaces(content, id=f"m{i}"))

    members = "".join(one(i * leap % number) for i in range(number))
    return model(members + building("end", surfaces(square("q"), id="m-1")))


@pytest.mark.parametrize("kind", ["chains", "circles", "same"])
def test_fifty_thousand_references_between_chunks_take_linear_work(tmp_path: Path, kind: str) -> None:
    """Each chunk is given a few times its own size, though everything leads on to everything."""
    text = crossed(kind, 50_001)
    part = written(tmp_path, text)
    heading = head(part, Job())
    begin = time.process_time()
    found = context_for(part, heading, frozenset(f"m{i}" for i in range(-1, 50_001)), Job())
    given = [near(chunk.payload.data, found) for chunk in in_chunks(part, heading, 250_001)]
    assert time.process_time() - begin < 60
    assert len(given) > 40
    assert sum(len(elements) for elements, _ in given) < context.STEPS * len(text)
    assert {cut for _, cut in given} == {kind == "circles"}


@pytest.mark.parametrize("kind", ["chains", "circles", "same"])
def test_references_between_chunks_in_great_number_are_read(tmp_path: Path, kind: str) -> None:
    done = batches(written(tmp_path, crossed(kind, 5_001)), target=100_000)
    assert len(done) > 10
    polygons = shown(done)
    if kind == "circles":
        assert "city.repaired.not-followed" in remarks(done)
    else:
        assert remarks(done) == set()
        assert [id for id, seen in polygons.items() if len(seen) != 1] == []
