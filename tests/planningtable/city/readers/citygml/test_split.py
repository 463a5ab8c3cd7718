"""Documents cut into members: whatever stands in comments, whatever the prefix, the encoding and the line ends."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.citygml_chunks import batches, member, model, pieces, square, surfaces, written

from planningtable.city.job import Job
from planningtable.city.readers.citygml import split
from planningtable.city.readers.citygml.format import chunks, head, read
from planningtable.city.readers.citygml.frame import Frame
from planningtable.city.readers.citygml.split import Splitter
from planningtable.domain.text import CancelledError, PlanningError

ROOT = b'<m:Model a="x>y">'
FRAME = Frame(ROOT, b"</m:Model>", "id", b"</b>")


def house(id: str, more: str = "") -> str:
    return member(
        f'<bldg:Building gml:id="{id}">{more}<bldg:lod2MultiSurface>{surfaces(square())}</bldg:lod2MultiSurface>'
        "</bldg:Building>"
    )


def cut(content: str, block: int = 7, target: int = 1) -> list[str]:
    """Members of a model that is read in blocks of a few bytes."""
    data = ROOT + content.encode()

    def blocks() -> Iterator[bytes]:
        yield from (data[i : i + block] for i in range(0, len(data), block))

    return [piece.data.decode() for piece in Splitter(blocks(), FRAME, "file", target).slices(len(ROOT))]


@pytest.mark.parametrize("block", [1, 2, 3, 7, 64, 1000])
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<m:a>1</m:a><m:a>2</m:a>", ["<m:a>1</m:a>", "<m:a>2</m:a>"]),
        ("\n <a>1</a>\r\n<b/>\n", ["\n <a>1</a>", "\r\n<b/>"]),
        ("<a><!-- </a> --></a>", ["<a><!-- </a> --></a>"]),
        ("<a><!-- <a> --></a><b></b>", ["<a><!-- <a> --></a>", "<b></b>"]),
        ("<a><![CDATA[</a><a>]]></a><c/>", ["<a><![CDATA[</a><a>]]></a>", "<c/>"]),
        ("<a><?p </a>?>x</a>", ["<a><?p </a>?>x</a>"]),
        ("<!-- <a> --><?p <a>?><a>1</a>", ["<a>1</a>"]),
        ("<a><a><a/></a></a><b/>", ["<a><a><a/></a></a>", "<b/>"]),
        ("<a><ab></ab><a:b></a:b></a>", ["<a><ab></ab><a:b></a:b></a>"]),
        ("<a x=\"/>\" y='</a>'.></a>".replace("</a>'.", ">'"), ["<a x=\"/>\" y='>'></a>"]),
        ('<a><a x=">"/></a ><b></b\n>', ['<a><a x=">"/></a >', "<b></b\n>"]),
        ("<a>wow! so? <b>!</b></a><c/>", ["<a>wow! so? <b>!</b></a>", "<c/>"]),
        ("", []),
    ],
)
def test_members_are_cut_where_they_end(content: str, expected: list[str], block: int) -> None:
    assert cut(content + "</m:Model>\n<!-- end -->\n", block) == expected


def test_members_in_an_array_stand_without_it() -> None:
    content = "<gml:featureMembers><a>1</a>\n<b>2</b></gml:featureMembers><c/></m:Model>"
    assert cut(content) == ["<a>1</a>", "\n<b>2</b>", "<c/>"]


def test_small_members_come_together() -> None:
    assert cut("<a>1</a><a>2</a><a>3</a></m:Model>", target=12) == ["<a>1</a><a>2</a>", "<a>3</a>"]


@pytest.mark.parametrize(
    ("content", "id", "given"),
    [
        ("<a>1</a><a>2", "error.city.truncated", 1),
        ("<a>1</a>", "error.city.truncated", 1),
        ("<a>1</a", "error.city.truncated", 0),
        ("<a>1</a><!-- ", "error.city.truncated", 1),
        ("<a>1</a></m:Model", "error.city.truncated", 1),
        ("<a>1</a><b><c></b></c></d></m:Model>", "error.city.not-well-formed", 2),
        ("<a>1</a></m:Other>", "error.city.not-well-formed", 1),
        ("<a>1</a><!DOCTYPE a><b/></m:Model>", "error.city.not-well-formed", 1),
        ("<a>1</a></m:Model><more/>", "error.city.not-well-formed", 1),
        ("<a>1</a></m:Model> text", "error.city.not-well-formed", 1),
        ("<a>1</a><b><c></d></m:Model>", "error.city.not-well-formed", 1),
    ],
)
def test_what_is_whole_comes_before_the_fault(content: str, id: str, given: int) -> None:
    pieces = Splitter(iter((ROOT + content.encode(),)), FRAME, "file", 1).slices(len(ROOT))
    found: list[bytes] = []
    with pytest.raises(PlanningError) as caught:
        found.extend(piece.data for piece in pieces)
    assert caught.value.text.id == id
    assert len(found) == given


def test_line_and_number_of_objects_are_told(tmp_path: Path) -> None:
    text = model("\n" + "".join(house(f"h{i}") + "\n" for i in range(5)))
    part = written(tmp_path, text[: text.rindex("<bldg:lod2MultiSurface>") + 60])
    heading = head(part, Job())
    stream = chunks(part, heading, Job())
    assert len(read(heading, next(stream)).objects) == 4
    with pytest.raises(PlanningError) as caught:
        next(stream)
    assert caught.value.text.id == "error.city.truncated"
    assert dict(caught.value.text.arguments) == {"file": "city.gml", "line": 6, "buildings": 4, "objects": 4}


def test_a_broken_member_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    broken = member('<bldg:Building gml:id="bad"><bldg:x></bldg:y></bldg:Building>')
    text = model("\n" + house("a") + "\n" + broken + "\n" + house("b"))
    (batch,) = batches(written(tmp_path, text))
    assert batch.objects.ids == ("a", "b")
    (remark,) = batch.reported
    assert (remark.id, remark.type, remark.why.id) == ("bad", "Building", "city.reason.not-well-formed")
    assert dict(remark.why.arguments) == {"line": 3}


def test_no_entity_is_known_but_the_five(tmp_path: Path) -> None:
    good = house("a", "<gml:name>&lt;&amp;&gt;&quot;&apos;&#228;</gml:name>")
    (batch,) = batches(written(tmp_path, model(good + house("b", "<gml:name>&auml;</gml:name>"))))
    assert batch.objects.names == ("<&>\"'ä",)
    assert [(r.id, r.why.id) for r in batch.reported] == [("b", "city.reason.not-well-formed")]


@pytest.mark.parametrize(
    ("codec", "declared", "shown"),
    [
        ("utf-8", "UTF-8", "UTF-8"),
        ("utf-8-sig", "UTF-8", "UTF-8"),
        ("utf-16", "UTF-16", "UTF-16"),
        ("utf-16-le", "UTF-16", "UTF-16"),
        ("utf-16-be", "UTF-16", "UTF-16"),
        ("iso-8859-1", "ISO-8859-1", "ISO-8859-1"),
        ("windows-1252", "Windows-1252", "WINDOWS-1252"),
        ("utf-8", "UTF-16", "UTF-8"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encodings_and_line_ends(tmp_path: Path, codec: str, declared: str, shown: str, newline: str) -> None:
    text = model("\n" + house("a", "<gml:name>Straße</gml:name>") + "\n").replace("UTF-8", declared, 1)
    part = written(tmp_path, text.replace("\n", newline).encode(codec))
    heading = head(part, Job())
    assert heading.encoding == shown
    (batch,) = batches(part)
    assert batch.objects.names == ("Straße",)


def test_text_in_another_encoding_than_stated_is_read_and_remarked(tmp_path: Path) -> None:
    text = model(house("a", "<gml:name>Straße</gml:name>") + house("b")).encode("cp1252")
    (batch,) = batches(written(tmp_path, text))
    assert batch.objects.names == ("Straße", "")
    assert [(r.id, r.why.id) for r in batch.repaired] == [("a", "city.repaired.encoding")]


@pytest.mark.parametrize("prefix", ["core:", "", "cg:"])
def test_prefixes_are_free(tmp_path: Path, prefix: str) -> None:
    text = model(house("a") + house("b")).replace("core:", prefix)
    text = text.replace("xmlns:" + prefix.rstrip(":") + "=" if prefix else "xmlns:=", f"xmlns:{prefix[:-1]}=")
    text = text.replace("xmlns:core=", f"xmlns:{prefix[:-1]}=" if prefix else "xmlns=").replace("xmlns:=", "xmlns=")
    assert [b.objects.ids for b in batches(written(tmp_path, text), target=1)] == [("a",), ("b",)]


def test_the_same_chunks_come_again(tmp_path: Path) -> None:
    part = written(tmp_path, model("".join(house(f"h{i}") for i in range(20))))
    heading = head(part, Job())
    one, two = (list(pieces(part, heading, 1500)) for _ in range(2))
    assert one == two
    assert len(one) > 3
    assert [c.number for c in one] == list(range(len(one)))


def test_made_up_ids_are_unique_in_the_file(tmp_path: Path) -> None:
    anonymous = house("x").replace(' gml:id="x"', "")
    done = batches(written(tmp_path, model(anonymous * 6)), target=1)
    ids = [id for batch in done for id in batch.objects.ids]
    assert len(set(ids)) == len(ids) == 6


def test_one_line_of_many_megabytes_is_quick(tmp_path: Path) -> None:
    numbers = "0 0 0 " * 800_000
    huge = f"<gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>{numbers}</gml:posList></gml:LinearRing>"
    content = member(
        f"<bldg:Building><bldg:lod2MultiSurface>{surfaces(huge + '</gml:exterior></gml:Polygon>')}"
        "</bldg:lod2MultiSurface></bldg:Building>"
    )
    start = time.monotonic()
    (batch,) = batches(written(tmp_path, model(content)))
    assert len(batch.polygons.points) == 800_000
    assert time.monotonic() - start < 10


def test_a_member_beyond_measure_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(split, "LARGEST", 2**20)
    part = written(tmp_path, model(house("a") + house("b", "<gml:name>" + "x" * 2**22 + "</gml:name>")))
    heading = head(part, Job())
    stream = chunks(part, heading, Job())
    assert read(heading, next(stream)).objects.ids == ("a",)
    with pytest.raises(PlanningError) as caught:
        next(stream)
    assert caught.value.text.id == "error.city.too-big"


@pytest.mark.parametrize(
    "filling", ["<!-- -->", "<?p ?>", "<a/>", "<core:cityObjectMember/>", "! ", "? ", "<b c='>'/>"]
)
def test_many_small_things_take_no_time(tmp_path: Path, filling: str) -> None:
    content = member(f"<bldg:Building>{filling * (2_000_000 // len(filling))}</bldg:Building>")
    part = written(tmp_path, model(content))
    start = time.monotonic()
    assert len(list(chunks(part, head(part, Job()), Job()))) == 1
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    "opening", ["<bldg:consistsOfBuildingPart><bldg:BuildingPart>", "<bldg:lod2MultiSurface><gml:MultiSurface>", "<x>"]
)
def test_deep_nesting_neither_crashes_nor_hangs(tmp_path: Path, opening: str) -> None:
    names = [name[:-1] for name in opening[1:].split("<")]
    closing = "".join(f"</{name}>" for name in reversed(names))
    content = member(f'<bldg:Building gml:id="deep">{opening * 5000}{closing * 5000}</bldg:Building>')
    done = batches(written(tmp_path, model(content + house("b"))))
    ids = [id for batch in done for id in batch.objects.ids] + [r.id for b in done for r in b.reported]
    assert {"deep", "b"} <= set(ids)


def test_cancel_stops_the_cutting(tmp_path: Path) -> None:
    part = written(tmp_path, model(house("a") * 10))
    heading = head(part, Job())
    job = Job()
    job.cancel()
    with pytest.raises(CancelledError):
        next(chunks(part, heading, job))


def test_position_grows(tmp_path: Path) -> None:
    part = written(tmp_path, model("".join(house(f"h{i}") for i in range(12_000))))
    positions = [c.position for c in chunks(part, head(part, Job()), Job())]
    assert positions[0] == 0.0
    assert len(positions) > 2
    assert positions == sorted(positions)
    assert 0.2 < positions[-1] <= 1.0


def relief(triangles: int, extra: str = "") -> str:
    one = (
        "<gml:Triangle><gml:exterior><gml:LinearRing><gml:posList>{0} 0 0 {0} 1 0 {0} 1 1 {0} 0 0</gml:posList>"
        "</gml:LinearRing></gml:exterior></gml:Triangle>\n"
    )
    patches = "".join(one.format(i) for i in range(triangles))
    surface = f"<gml:TriangulatedSurface><gml:trianglePatches>{patches}</gml:trianglePatches></gml:TriangulatedSurface>"
    tin = f"<dem:TINRelief gml:id='t'>{extra}<dem:lod>2</dem:lod><dem:tin>{surface}</dem:tin></dem:TINRelief>"
    return member(f"<dem:ReliefFeature><dem:reliefComponent>{tin}</dem:reliefComponent></dem:ReliefFeature>")


@pytest.mark.parametrize(
    ("extra", "pieces"), [("", 4), ("<!-- a comment makes it unsafe to take triangles out -->", 1)]
)
def test_triangles_of_a_long_relief_come_piece_by_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, extra: str, pieces: int
) -> None:
    monkeypatch.setattr(split, "LONG", 2**20)
    part = written(tmp_path, model(house("a") + relief(40_000, extra) + house("b")))
    done = batches(part)
    assert [id for b in done for id in b.objects.ids if id in ("a", "t", "b")] == ["a", "t", "b"]
    columns = sorted(x for b in done for x in b.terrain[:, 0, 0].tolist())
    assert columns == list(range(40_000))
    assert sum(len(b.terrain) > 0 for b in done) >= pieces
    assert sum(b.objects.lods.count(("2",)) for b in done) == 3


def test_a_long_relief_that_breaks_off_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(split, "LONG", 2**20)
    text = model(relief(20_000))
    part = written(tmp_path, text[: len(text) // 2])
    heading = head(part, Job())
    found: list[int] = []
    with pytest.raises(PlanningError) as caught:
        found.extend(len(read(heading, chunk).terrain) for chunk in chunks(part, heading, Job()))
    assert caught.value.text.id == "error.city.truncated"
    assert sum(found) > 1000
    assert dict(caught.value.text.arguments)["line"] == text[: len(text) // 2].count("\n") + 1


def test_a_long_comment_behind_the_model_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(split, "LONG", 2**20)
    comment = f"<!-- {'x' * 2**22} -->"
    text = model(house("a") + comment + house("b")) + comment
    assert [id for b in batches(written(tmp_path, text)) for id in b.objects.ids] == ["a", "b"]
