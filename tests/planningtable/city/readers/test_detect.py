import gzip
import io
import json
import re
import sqlite3
import time
import zipfile
from pathlib import Path

import numpy as np
import pytest
import rasterio
from PIL import Image

from planningtable.app.words import load_words
from planningtable.city.job import Job
from planningtable.city.readers.containers import sources_of
from planningtable.city.readers.detect import Kind, kind_of
from planningtable.city.readers.files import Part
from planningtable.domain.text import PlanningError

# What the index of the shared files says that they are; the first rule that fits holds.
SHARED = (
    (r"(invariants|parametersforsolweig_KR)\.json$", Kind.UNKNOWN),
    (r"Datastreams.*\.json$", Kind.SENSORS),
    (r"\.(md|MD|tex|par|lic|ini|epw|py)$|README\.txt$|MetFile|ea8a_", Kind.UNKNOWN),
    (r"plan/|bplan_", Kind.XPLAN),
    (r"flurstuecke_alkis", Kind.ALKIS),
    (r"\.(gml|xml|citygml)(\.gz)?$", Kind.CITYGML),
    (r"\.jsonl$", Kind.CITYJSONSEQ),
    (r"\.geojson(\.gz)?$|\.gpkg$|\.shp$", Kind.VECTOR),
    (r"\.json(\.gz)?$", Kind.CITYJSON),
    (r"\.ifc$", Kind.IFC),
    (r"\.glb$", Kind.GLTF),
    (r"\.tif$", Kind.RASTER),
    (r"\.asc$|\.dem|\.wd", Kind.ASC),
    (r"\.csv(\.gz)?$", Kind.CSV),
)


def test_every_shared_file_is_what_the_index_says(shared_data: Path) -> None:
    folders = [f for f in sorted(shared_data.iterdir()) if f.is_dir()]
    sources = sources_of(folders, Job())
    assert not sources.left_out
    wrong = {}
    for part in sources.parts:
        name = f"{part.path.relative_to(shared_data).as_posix()}:{part.member}".rstrip(":")
        expected = next(kind for rule, kind in SHARED if re.search(rule, name))
        if kind_of(part) is not expected:
            wrong[name] = kind_of(part).name
    assert not wrong
    # As many as a walk of one's own finds: files, and members of archives.
    count = 0
    for folder in folders:
        for path in folder.rglob("*"):
            if path.suffix == ".zip":
                with zipfile.ZipFile(path) as archive:
                    count += sum(not i.is_dir() for i in archive.infolist())
            else:
                count += path.is_file()
    assert len(sources.parts) + len(sources.beside) == count
    assert {p.ending for p in sources.beside} <= {
        ".jpg",
        ".jpeg",
        ".png",
        ".dbf",
        ".shx",
        ".prj",
        ".cpg",
        ".bin",
        ".qml",
    }


def citygml(namespace: str) -> str:
    root = f'<c:CityModel xmlns:c="{namespace}"><c:cityObjectMember/></c:CityModel>'
    return f'<?xml version="1.0"?>\n<!-- <xplan/> -->{root}'


GML = 'xmlns:gml="http://www.opengis.net/gml/3.2"'
TEXTS = (
    (citygml("http://www.opengis.net/citygml/1.0"), Kind.CITYGML),
    (citygml("http://www.opengis.net/citygml/3.0"), Kind.CITYGML),
    (citygml("http://www.citygml.org/citygml/1/0/0"), Kind.CITYGML_OLD),
    ("<CityModel/>", Kind.CITYGML),
    (f'<x:XPlanAuszug xmlns:x="http://www.xplanung.de/xplangml/5/4" {GML}/>', Kind.XPLAN),
    (
        f'<gml:FeatureCollection {GML} xmlns:x="http://www.xplanung.de/xplangml/6/0"><gml:featureMember>'
        "<x:BP_Plan/></gml:featureMember></gml:FeatureCollection>",
        Kind.XPLAN,
    ),
    ('<AX_Bestandsdatenauszug xmlns="http://www.adv-online.de/namespaces/adv/gid/7.1"/>', Kind.ALKIS),
    (
        f"<gml:FeatureCollection {GML}><gml:member>"
        '<adv:AX_Flurstueck xmlns:adv="http://www.adv-online.de/namespaces/adv/gid/6.0"/></gml:member></gml:FeatureCollection>',
        Kind.ALKIS,
    ),
    (f'<ogr:FeatureCollection {GML} xmlns:ogr="http://ogr.maptools.org/"/>', Kind.GML),
    ('<kml xmlns="http://www.opengis.net/kml/2.2"/>', Kind.UNKNOWN),
    ('<!DOCTYPE r [<!ENTITY a "<CityModel/>">]><other/>', Kind.UNKNOWN),
    ('<?xml version="1.0"?><!-- nothing else', Kind.UNKNOWN),
    ("<<<>>>", Kind.UNKNOWN),
    ('{"type":"CityJSON","version":"2.0","CityObjects":{},"vertices":[]}', Kind.CITYJSON),
    ('{"vertices":[[0,0,0]],\n"CityObjects":{"type":"Feature"},"type":"CityJSON"}', Kind.CITYJSON),
    ('{"type":"CityJSON","CityObjects":{}}\n{"type":"CityJSONFeature","id":"a"}\n', Kind.CITYJSONSEQ),
    ('{"metadata":{"type":"CityJSON"},"type":"FeatureCollection","features":[]}', Kind.VECTOR),
    ('\x1e{"type":"Feature"}\n\x1e{"type":"Feature"}', Kind.VECTOR),
    ('{"asset":{"version":"2.0"},"scenes":[{"nodes":[0]}]}', Kind.GLTF),
    ('{"a":"type"', Kind.UNKNOWN),
    ("[1, 2, 3]", Kind.UNKNOWN),
    ("# made by hand\nmtllib house.mtl\nv 1 2 3\nv 4 5 6\nv 7 8 9\nf 1 2 3\n", Kind.OBJ),
    ("newmtl red\nKd 1 0 0\n", Kind.SIDE),
    ("ISO-10303-21;\nHEADER;\nFILE_SCHEMA(('IFC4'));\n", Kind.IFC),
    ("ISO-10303-21;\nHEADER;\nFILE_SCHEMA(('AUTOMOTIVE_DESIGN'));\n", Kind.UNKNOWN),
    ("ply\nformat ascii 1.0\n", Kind.PLY),
    ("NCOLS 4\r\nNROWS 2\r\nXLLCENTER 1\r\nYLLCENTER 1\r\nCELLSIZE 1\r\n1 2 3 4", Kind.ASC),
    ("565000.5 5934000.5 12.31\n565001.5 5934000.5 12.30\n", Kind.XYZ),
    ("565000,50\t5934000,50\t12,31\n565001,50\t5934000,50\t12,30\n", Kind.XYZ),
    ("x;y;z\n565000,5;5934000,5;12,31\n565001,5;5934000,5;12,3\n", Kind.XYZ),
    ("565000.00,5934000.00,12.31\n565001.00,5934000.00,12.30\n", Kind.XYZ),
    ("Baumart;Höhe;Ostwert;Nordwert\nLinde;12,5;565000,5;5934000,5\nAhorn;9;565001;5934001\n", Kind.CSV),
    ("name\tvalue\na\t1\nb\t2\n", Kind.CSV),
    ("Dies ist ein Satz, der nichts sagt.\nUnd noch einer.\n", Kind.UNKNOWN),
    ('PROJCS["ETRS89 / UTM zone 32N",GEOGCS["ETRS89"]]', Kind.SIDE),
    ("0.2\n0\n0\n-0.2\n565000.1\n5934000.1\n", Kind.SIDE),
)


@pytest.mark.parametrize("ending", ["", ".gml", ".json", ".obj", ".tif", ".zip.bak"])
@pytest.mark.parametrize(("text", "kind"), TEXTS, ids=[f"{i}-{k.name}" for i, (_, k) in enumerate(TEXTS)])
def test_the_content_decides_not_the_ending(tmp_path: Path, text: str, kind: Kind, ending: str) -> None:
    path = tmp_path / f"file{ending}"
    path.write_bytes(text.encode())
    assert kind_of(Part(path)) is kind


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = citygml("http://www.opengis.net/citygml/2.0").replace("<!--", "<!-- Straße ")
    for name, data in (("a.xml", text.encode(encoding)), ("a.gz", gzip.compress(text.encode(encoding)))):
        (tmp_path / name).write_bytes(data)
        assert kind_of(Part(tmp_path / name)) is Kind.CITYGML
    if not encoding.startswith("utf-16-"):
        (tmp_path / "a.json").write_bytes('{"type": "CityJSON", "CityObjects": {}}'.encode(encoding))
        assert kind_of(Part(tmp_path / "a.json")) is Kind.CITYJSON


def binaries(folder: Path) -> list[tuple[str, Kind]]:
    """Real binary files of each kind."""
    Image.new("RGB", (4, 4)).save(folder / "photo.jpg")
    Image.new("RGB", (4, 4)).save(folder / "wall.png")
    Image.new("RGB", (4, 4)).save(folder / "wall.tif")
    profile = {"driver": "GTiff", "width": 4, "height": 4, "count": 1, "dtype": "float32"}
    with rasterio.open(folder / "dgm.bin1", "w", **profile) as file:
        file.write(np.zeros((1, 4, 4), np.float32))
    with sqlite3.connect(folder / "x.gpkg") as base:
        base.execute("pragma application_id = 1196444487")
        base.execute("create table t (a)")
    base.close()
    with sqlite3.connect(folder / "x.mbtiles") as base:
        base.execute("create table t (a)")
    base.close()
    for name, head in (
        ("a.dat", b"LASF" + bytes(300)),
        ("b.dat", b"glTF\2\0\0\0" + bytes(40)),
        ("c.dat", b"PAR1" + bytes(40)),
        ("d.dat", b"fgb\x03fgb\x00" + bytes(40)),
        ("e.dat", b"\0\0\0\x0d\x0a\x09OSMHeader" + bytes(40)),
        ("f.shp", b"\0\0\x27\x0a" + bytes(96)),
        ("f.shx", b"\0\0\x27\x0a" + bytes(96)),
        ("f.dbf", b"\x03\x7a\x01\x01" + bytes(96)),
        ("g.bin", bytes(96)),
        ("h.tif", b"no"),
        ("i.laz", bytes(100)),
    ):
        (folder / name).write_bytes(head)
    return [
        *(("photo.jpg", Kind.IMAGE), ("wall.png", Kind.IMAGE), ("wall.tif", Kind.IMAGE), ("dgm.bin1", Kind.RASTER)),
        *(("x.gpkg", Kind.VECTOR), ("x.mbtiles", Kind.UNKNOWN), ("a.dat", Kind.LAS), ("b.dat", Kind.GLTF)),
        *(("c.dat", Kind.VECTOR), ("d.dat", Kind.VECTOR), ("e.dat", Kind.VECTOR), ("f.shp", Kind.VECTOR)),
        *(("f.shx", Kind.SIDE), ("f.dbf", Kind.SIDE), ("g.bin", Kind.SIDE), ("h.tif", Kind.UNKNOWN)),
        ("i.laz", Kind.UNKNOWN),
    ]


def test_binary_files(tmp_path: Path) -> None:
    for name, kind in binaries(tmp_path):
        assert kind_of(Part(tmp_path / name)) is kind, name


def test_a_long_first_line_of_a_sequence_is_read_to_its_end(tmp_path: Path) -> None:
    first = {"type": "CityJSON", "CityObjects": {}, "vertices": [[i, i, i] for i in range(30_000)]}
    path = tmp_path / "long.json"
    path.write_text(json.dumps(first) + '\n{"type":"CityJSONFeature"}\n')
    assert path.stat().st_size > 300_000
    assert kind_of(Part(path)) is Kind.CITYJSONSEQ
    path.write_text(json.dumps(first) + "\n")
    assert kind_of(Part(path)) is Kind.CITYJSON


HOSTILE = (
    "<!DOCTYPE[" * 6500,
    "<!DOCTYPE " * 6500,
    '<a "' * 16000,
    "<a '\"" * 12000,
    "<!--" * 16000,
    '{"' + '\\"' * 32000,
    '{"a":' * 13000,
    "}\n" * 32000,
    '{"type":"CityJSON","CityObjects":{}' + "}\n" * 32000,
    "ncols" + "\n" * 65000,
    "1 2 3\n" * 11000,
    "v " * 32000,
    ";" * 65000,
    "ISO-10303-21" + "FILE_SCHEMA " * 5000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_heads_take_no_time(tmp_path: Path, text: str) -> None:
    path = tmp_path / "hostile"
    path.write_text(text)
    start = time.process_time()
    kind_of(Part(path))
    assert time.process_time() - start < 2.0


def test_empty_and_broken_files_say_so(tmp_path: Path) -> None:
    (tmp_path / "empty.gml").touch()
    with pytest.raises(PlanningError, match="empty-file"):
        kind_of(Part(tmp_path / "empty.gml"))
    (tmp_path / "cut.gml.gz").write_bytes(gzip.compress(b"<CityModel/>" * 100)[:30])
    with pytest.raises(PlanningError, match="broken-archive"):
        kind_of(Part(tmp_path / "cut.gml.gz"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("empty.gml", "")
    (tmp_path / "a.zip").write_bytes(buffer.getvalue())
    with pytest.raises(PlanningError, match="empty-file"):
        kind_of(Part(tmp_path / "a.zip", "empty.gml"))


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_kind_has_a_name(language: str) -> None:
    words = load_words(language, ())
    assert all(words.knows(kind.text.id) for kind in Kind)
    assert len({words(kind.text) for kind in Kind}) == len(Kind)
