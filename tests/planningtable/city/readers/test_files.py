import gzip
import io
import os
import pickle
import zipfile
from pathlib import Path

import pytest

from planningtable.city.job import Job
from planningtable.city.readers.archives import MOST_MEMBERS
from planningtable.city.readers.containers import natural, sources_of
from planningtable.city.readers.files import Part, as_file, opened, whole
from planningtable.domain.text import CancelledError, PlanningError


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def named(folder: Path, data: bytes, name: str = "a.zip") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def reasons(path: Path) -> dict[str, str]:
    return {name: why.id for name, why in sources_of([path], Job()).left_out}


def test_plain_gzip_zip_and_both_nested_give_the_same_bytes(tmp_path: Path) -> None:
    data = b"<CityModel>\xc3\xa4</CityModel>" * 1000
    (tmp_path / "a.gml").write_bytes(data)
    (tmp_path / "a.gml.gz").write_bytes(gzip.compress(data))
    inner = packed({"deep/Müller straße.gml": data, "b.gml.gz": gzip.compress(data)})
    named(tmp_path, packed({"x/c.gml": data, "d.gml.gz": gzip.compress(data), "in.zip": inner}), "z.zip")
    sources = sources_of([tmp_path], Job())
    assert sources.left_out == ()
    assert [p.name for p in sources.parts] == [
        *("a.gml", "a.gml.gz", "z.zip:d.gml.gz", "z.zip:in.zip:b.gml.gz"),
        *("z.zip:in.zip:deep/Müller straße.gml", "z.zip:x/c.gml"),
    ]
    for part in sources.parts:
        assert whole(part, Job()) == data
        assert pickle.loads(pickle.dumps(part)) == part
        assert part.ending == ".gml"
    with opened(sources.parts[3], Job()) as stream:
        assert as_file(stream).read() == data


def test_order_is_natural_and_everything_comes_once(tmp_path: Path) -> None:
    for name in ("kachel_10.gml", "kachel_9.gml", "Kachel_1.gml", "ß 2.gml"):
        (tmp_path / name).write_text("<a/>")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "kachel_2.gml").write_text("<a/>")
    (tmp_path / "link.gml").symlink_to(tmp_path / "kachel_9.gml")
    sources = sources_of([tmp_path, tmp_path / "kachel_10.gml", tmp_path / "sub" / ".." / "kachel_9.gml"], Job())
    # By the whole path: "ß" sorts like "ss", before the folder "sub".
    expected = ["Kachel_1.gml", "kachel_9.gml", "kachel_10.gml", "ß 2.gml", "kachel_2.gml"]
    assert [p.name for p in sources.parts] == expected
    named_first = sources_of([tmp_path / "kachel_10.gml", tmp_path], Job())
    assert [p.name for p in named_first.parts] == ["kachel_10.gml", *(n for n in expected if n != "kachel_10.gml")]
    assert sorted(["t10", "t9", "t1a2", "t1a10"], key=natural) == ["t1a2", "t1a10", "t9", "t10"]


def test_clutter_is_passed_over_and_links_that_leave_are_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.gml").write_text("<a/>")
    top = tmp_path / "delivery"
    (top / ".git").mkdir(parents=True)
    (top / "__MACOSX").mkdir()
    for name in (".hidden.gml", ".git/x.gml", "__MACOSX/._a.gml", "Thumbs.db", "a.gml"):
        (top / name).write_text("<a/>")
    (top / "out.gml").symlink_to(tmp_path / "secret.gml")
    (top / "up").symlink_to(tmp_path)
    sources = sources_of([top], Job())
    assert [p.name for p in sources.parts] == ["a.gml"]
    assert reasons(top) == {"out.gml": "error.container.escape", "up": "error.container.escape"}
    zipped = named(tmp_path, packed({"__MACOSX/._a.gml": b"x", ".DS_Store": b"x", "a.gml": b"<a/>"}))
    assert [p.member for p in sources_of([zipped], Job()).parts] == ["a.gml"]
    assert reasons(zipped) == {}


def test_pipes_and_devices_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.gml")
    (tmp_path / "a.gml").write_text("<a/>")
    (tmp_path / "empty.gml").touch()
    assert reasons(tmp_path) == {"pipe.gml": "error.city.no-ordinary-file", "empty.gml": "error.city.empty-file"}
    with pytest.raises(PlanningError, match="no-ordinary-file"):
        sources_of([tmp_path / "pipe.gml"], Job())
    with pytest.raises(PlanningError, match="missing-file"):
        sources_of([tmp_path / "nothing.gml"], Job())


@pytest.mark.parametrize("name", ["../a.gml", "/etc/a.gml", "x/../../a.gml", "..\\a.gml", "C:\\a.gml"])
def test_names_that_lead_out_of_an_archive_are_refused(tmp_path: Path, name: str) -> None:
    path = named(tmp_path, packed({name: b"<a/>", "good.gml": b"<a/>"}))
    assert [p.member for p in sources_of([path], Job()).parts] == ["good.gml"]
    assert list(reasons(path).values()) == ["error.container.escape"]
    with pytest.raises(PlanningError, match="escape"):
        whole(Part(path, name), Job())
    assert list(tmp_path.iterdir()) == [path]


def test_umlauts_without_the_flag_are_read(tmp_path: Path) -> None:
    data = bytearray(packed({"Grun.gml": b"<a/>", "Stra\u00dfe.gml": b"<b/>"}))
    # "Grün" in code page 437, and "Straße" in UTF-8, both without the flag for UTF-8.
    data = data.replace(b"Grun.gml", b"Gr\x81n.gml")
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.find(b"Stra\xc3\x9fe.gml") if mark == b"PK\x03\x04" else data.rfind(b"Stra\xc3\x9fe.gml")
        at = data.rfind(mark, 0, at)
        flag = at + (6 if mark == b"PK\x03\x04" else 8)
        data[flag + 1] &= 0xF7
    path = named(tmp_path, bytes(data))
    parts = sources_of([path], Job()).parts
    assert [p.name for p in parts] == ["a.zip:Grün.gml", "a.zip:Straße.gml"]
    assert [whole(p, Job()) for p in parts] == [b"<a/>", b"<b/>"]


def test_bombs_are_refused_before_and_while_reading(tmp_path: Path) -> None:
    zeros = bytes(70 * 2**20)
    bomb = named(tmp_path, packed({"bomb.gml": zeros, "good.gml": b"<a/>"}))
    assert reasons(bomb) == {"a.zip:bomb.gml": "error.city.too-big"}
    packed_gz = named(tmp_path, gzip.compress(zeros, 9), "bomb.gml.gz")
    with pytest.raises(PlanningError, match="too-big"):
        whole(Part(packed_gz), Job())
    nested = named(tmp_path, packed({"in.gml.gz": gzip.compress(zeros, 9)}), "b.zip")
    with pytest.raises(PlanningError, match="too-big"):
        whole(Part(nested, "in.gml.gz"), Job())
    many = named(tmp_path, packed(dict.fromkeys((f"{i}.gml" for i in range(MOST_MEMBERS + 1)), b"x"), 0), "m.zip")
    with pytest.raises(PlanningError, match="members"):
        sources_of([many], Job())


def test_encrypted_strange_and_broken_archives_say_so(tmp_path: Path) -> None:
    good = packed({"a.gml": b"<a/>" * 100})
    locked = bytearray(good)
    locked[6] |= 1
    locked[good.find(b"PK\x01\x02") + 8] |= 1
    path = named(tmp_path, bytes(locked))
    assert reasons(path) == {"a.zip:a.gml": "error.container.encrypted"}
    strange = bytearray(good)
    strange[8] = strange[good.find(b"PK\x01\x02") + 10] = 9
    assert reasons(named(tmp_path, bytes(strange))) == {"a.zip:a.gml": "error.container.compression"}
    with pytest.raises(PlanningError, match="broken-archive"):
        sources_of([named(tmp_path, good[:60])], Job())
    damaged = bytearray(good)
    damaged[45] ^= 0xFF
    with pytest.raises(PlanningError, match="broken-archive"):
        whole(Part(named(tmp_path, bytes(damaged)), "a.gml"), Job())
    with pytest.raises(PlanningError, match="broken-archive"):
        whole(Part(named(tmp_path, gzip.compress(b"<a/>" * 100)[:-12], "a.gz")), Job())
    with pytest.raises(PlanningError, match="missing-file"):
        whole(Part(named(tmp_path, good), "b.gml"), Job())


def test_archives_in_archives_go_one_level_deep(tmp_path: Path) -> None:
    deep = packed({"c.zip": packed({"d.gml": b"<a/>"}), "e.gml": b"<a/>", "../f.gml": b"x"})
    path = named(tmp_path, packed({"b.zip": deep, "broken.zip": deep[:50], "x.7z": b"7z"}))
    sources = sources_of([path], Job())
    assert [(p.member, p.inner) for p in sources.parts] == [("b.zip", "e.gml")]
    assert reasons(path) == {
        "a.zip:b.zip:c.zip": "error.container.foreign",
        "a.zip:b.zip:../f.gml": "error.container.escape",
        "a.zip:broken.zip": "error.city.broken-archive",
        "a.zip:x.7z": "error.container.foreign",
    }


def test_siblings_in_folders(tmp_path: Path) -> None:
    top = tmp_path / "top"
    (top / "tiles").mkdir(parents=True)
    (top / "Textures").mkdir()
    (tmp_path / "secret.png").write_bytes(b"secret")
    (top / "tiles" / "Wänd.PNG").write_bytes(b"wall")
    (top / "Textures" / "roof.jpg").write_bytes(b"roof")
    (top / "tiles" / "out.png").symlink_to(tmp_path / "secret.png")
    (top / "tiles" / "a.gml").write_text("<a/>")
    alone = Part(top / "tiles" / "a.gml")
    assert alone.sibling("wänd.png") == b"wall"
    assert alone.sibling("./wänd.png", most=3) is None
    assert alone.sibling("..\\textures\\roof.jpg") is None
    part = next(p for p in sources_of([top], Job()).parts if p.name == "a.gml")
    assert part.sibling("..\\textures\\roof.jpg") == b"roof"
    for name in (
        "../../secret.png",
        "out.png",
        "/etc/passwd",
        "none.png",
        "",
        ".",
        "\0",
        "http://x/y.png",
        "C:\\x.png",
    ):
        assert part.sibling(name) is None


def test_siblings_in_archives(tmp_path: Path) -> None:
    members = {"tiles/a.gml": b"<a/>", "tiles/wall.PNG": b"wall", "tex/roof.jpg": b"roof", "../secret.png": b"no"}
    path = named(tmp_path, packed({**members, "in.zip": packed(members)}))
    for part in (Part(path, "tiles/a.gml"), Part(path, "in.zip", "tiles/a.gml")):
        assert part.sibling("wall.png") == b"wall"
        assert part.sibling("../tex\\Roof.jpg") == b"roof"
        assert part.sibling("wall.png", most=3) is None
        for name in ("../../secret.png", "../secret.png", "/tex/roof.jpg", "x.png"):
            assert part.sibling(name) is None


def test_what_belongs_to_documents_stands_beside(tmp_path: Path) -> None:
    for name in ("a.gml", "wall.jpg", "dop.jpg", "dop.jgw", "a.mtl", "t.shp", "t.dbf", "t.prj", "x.xlsx"):
        (tmp_path / name).write_bytes(b"PK\x03\x04" if name == "x.xlsx" else b"x")
    sources = sources_of([tmp_path], Job())
    assert [p.name for p in sources.parts] == ["a.gml", "dop.jpg", "t.shp", "x.xlsx"]
    assert [p.name for p in sources.beside] == ["a.mtl", "dop.jgw", "t.dbf", "t.prj", "wall.jpg"]


def test_a_cancelled_job_stops(tmp_path: Path) -> None:
    (tmp_path / "a.gml").write_text("<a/>")
    job = Job()
    job.cancel()
    with pytest.raises(CancelledError):
        sources_of([tmp_path], job)
