"""Small whole files of every format, ours and (where they are) real ones, to be broken."""

import gzip
import io
import json
import struct
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from helpers.citygml import EAST, NORTH, block, building, city, polygon, tin
from helpers.vector_files import WRITERS, osm_pbf, osm_xml

# Larger ones take too long to try thousands of times [bytes].
SMALL = 120_000
FOLDERS = ("citygml", "cityjson", "site_duisburg_baerl", "invalid", "plan", "trees", "flood", "gltf", "ifc")
# Kind → its share. Native libraries read the last two; these files are cut off, not changed.
SHARES: Mapping[str, int] = {
    "citygml": 3,
    "cityjson": 3,
    "xplan": 3,
    "asc": 2,
    "csv": 2,
    "points": 1,
    "vector": 2,
    "design": 2,
    "packed": 2,
    "cut": 1,
}
ENDINGS = {
    ".gml": "citygml",
    ".citygml": "citygml",
    ".xml": "citygml",
    ".json": "cityjson",
    ".jsonl": "cityjson",
    ".asc": "asc",
    ".csv": "csv",
    ".xyz": "points",
    ".geojson": "vector",
    ".osm": "vector",
    ".gltf": "design",
    ".glb": "design",
    ".obj": "design",
    ".ply": "design",
    ".ifc": "cut",
}


@dataclass(frozen=True, slots=True)
class Seed:
    """A file to be broken.

    Attributes:
        kind: one of ``SHARES``.
        ending: of its name, with the dot.
        data: its bytes.
    """

    kind: str
    ending: str
    data: bytes


def _models() -> list[Seed]:
    attributes = '<gen:stringAttribute name="Straße"><gen:value>Müllerweg 5</gen:value></gen:stringAttribute>'
    blocks = block("a", extra=attributes), block("b", x=30, height=9.5)
    hole = [(2.0, 2.0, 0.0), (2.0, 4.0, 0.0), (4.0, 4.0, 0.0), (4.0, 2.0, 0.0)]
    face = [(0.0, 0.0, 0.0), (9.0, 0.0, 0.0), (9.0, 9.0, 0.0), (0.0, 9.0, 0.0)]
    multi = f"<gml:MultiSurface><gml:surfaceMember>{polygon('p', face, hole)}</gml:surfaceMember></gml:MultiSurface>"
    footprint = building("c", f"<bldg:lod0FootPrint>{multi}</bldg:lod0FootPrint>")
    relief = tin([(-50, -50, 0), (90, -50, 0), (90, 90, 2)], [(-50, -50, 0), (90, 90, 2), (-50, 90, 1)])
    texts = [
        city(*blocks, relief),
        city(blocks[0], footprint, version="1.0"),
        city(*blocks, srs="urn:adv:crs:ETRS89_UTM32*DE_DHHN2016_NH"),
        '<?xml version="1.0" encoding="UTF-16"?>' + city(blocks[0]),
    ]
    data = [text.encode("utf-16" if "UTF-16" in text[:50] else "utf-8") for text in texts]
    return [Seed("citygml", ".gml", d) for d in data]


def _cityjson() -> list[Seed]:
    corners = [[x, y, z] for z in (0, 6000) for x, y in ((0, 0), (9000, 0), (9000, 9000), (0, 9000))]
    sides = [[[i, (i + 1) % 4, (i + 1) % 4 + 4, i + 4]] for i in range(4)]
    solid = {
        "type": "Solid",
        "lod": "2.2",
        "boundaries": [[[[3, 2, 1, 0]], [[4, 5, 6, 7]], *sides]],
        "semantics": {
            "surfaces": [{"type": "GroundSurface"}, {"type": "RoofSurface"}, {"type": "WallSurface"}],
            "values": [[0, 1, 2, 2, 2, 2]],
        },
        "material": {"": {"values": [[0, 0, None, None, 0, 0]]}},
    }
    objects = {
        "Haus ä": {"type": "Building", "attributes": {"storeysAboveGround": 2}, "children": ["p"], "geometry": [solid]},
        "p": {"type": "BuildingPart", "parents": ["Haus ä"], "geometry": [solid]},
        "tree": {
            "type": "SolitaryVegetationObject",
            "geometry": [
                {"type": "GeometryInstance", "template": 0, "boundaries": [0], "transformationMatrix": [*_UNIT]}
            ],
        },
    }
    head = {
        "type": "CityJSON",
        "version": "2.0",
        "transform": {"scale": [0.001, 0.001, 0.001], "translate": [EAST, NORTH, 30.0]},
        "metadata": {"referenceSystem": "https://www.opengis.net/def/crs/EPSG/0/25832"},
        "appearance": {"materials": [{"name": "red", "diffuseColor": [0.9, 0.1, 0.1]}]},
        "geometry-templates": {
            "templates": [{"type": "MultiSurface", "lod": 2, "boundaries": [[[0, 1, 2]]]}],
            "vertices-templates": [[0, 0, 0], [1, 0, 0], [0, 0, 5]],
        },
    }
    whole = json.dumps(head | {"CityObjects": objects, "vertices": corners})
    feature = {"type": "CityJSONFeature", "id": "Haus ä", "CityObjects": objects, "vertices": corners}
    lines = "\n".join(json.dumps(row) for row in (head | {"CityObjects": {}, "vertices": []}, feature))
    return [Seed("cityjson", ".json", whole.encode()), Seed("cityjson", ".jsonl", lines.encode())]


_UNIT = (1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1)


def _plans() -> list[Seed]:
    places = ((0, 0), (60, 0), (60, 40), (0, 40), (0, 0))
    ring = " ".join(f"{EAST + x} {NORTH + y}" for x, y in places)
    area = f"<gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>{ring}</gml:posList></gml:LinearRing>"
    area += "</gml:exterior></gml:Polygon>"
    arc = f"<gml:Curve><gml:segments><gml:Arc><gml:posList>{ring[:70].rsplit(' ', 1)[0]}</gml:posList></gml:Arc>"
    arc += "</gml:segments></gml:Curve>"
    limits = "<xplan:GRZ>0.4</xplan:GRZ><xplan:GFZ>0,8</xplan:GFZ><xplan:Z>3</xplan:Z>"
    heights = "<xplan:hoehenangabe><xplan:XP_Hoehenangabe><xplan:bezugspunkt>6000</xplan:bezugspunkt>"
    heights += '<xplan:hMax uom="m">12.5</xplan:hMax></xplan:XP_Hoehenangabe></xplan:hoehenangabe>'
    rows = (
        ("BP_Plan", f"<xplan:name>Am Bach</xplan:name><xplan:raeumlicherGeltungsbereich>{area}"),
        ("BP_BaugebietsTeilFlaeche", f"{limits}{heights}<xplan:position>{area}"),
        ("BP_UeberbaubareGrundstuecksFlaeche", f"<xplan:position>{area}"),
        ("BP_BauGrenze", f"<xplan:position>{arc}"),
    )
    members = ""
    for number, (kind, content) in enumerate(rows):
        closing = "</xplan:raeumlicherGeltungsbereich>" if kind == "BP_Plan" else "</xplan:position>"
        link = '<xplan:gehoertZuBereich xlink:href="#o0"/>' if number else ""
        inner = f'<xplan:{kind} gml:id="o{number}">{link}{content}{closing}</xplan:{kind}>'
        members += f"<gml:featureMember>{inner}</gml:featureMember>"
    texts = [
        f'<xplan:XPlanAuszug xmlns:xplan="http://www.xplanung.de/xplangml/{version}" '
        'xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink">'
        f'<gml:boundedBy><gml:Envelope srsName="EPSG:25832"/></gml:boundedBy>{members}</xplan:XPlanAuszug>'
        for version in ("5/4", "6/0")
    ]
    return [Seed("xplan", ".gml", text.encode()) for text in texts]


def _ground() -> list[Seed]:
    rows = [[30 + (i * j) % 7 / 10 for i in range(12)] for j in range(10)]
    cells = "\n".join(" ".join(map(str, row)) for row in rows)
    head = f"ncols 12\nnrows 10\nxllcorner {EAST - 20}\nyllcorner {NORTH - 20}\ncellsize 10\nNODATA_value -9999\n"
    points = "\n".join(
        f"{EAST - 20 + 10 * i} {NORTH - 20 + 10 * j} {z}" for j, r in enumerate(rows) for i, z in enumerate(r)
    )
    comma = head.replace(".0", ",0") + cells.replace(".", ",")
    return [
        Seed("asc", ".asc", (head + cells).encode()),
        Seed("asc", ".asc", comma.replace("\n", "\r\n").encode()),
        Seed("points", ".xyz", points.encode()),
        Seed("points", ".xyz", ("x;y;z\n" + points.replace(" ", ";").replace(".", ",")).encode()),
    ]


def _tables() -> list[Seed]:
    rows = ["Baum-Nr;Baumart;Höhe (m);Kronendurchmesser;Pflanzjahr;Rechtswert;Hochwert"]
    rows += [
        f"{i};Tilia cordata;{8 + i},5;{4 + i};19{i}0;{EAST + 5 * i:.2f};{NORTH + i:.2f}".replace(".", ",")
        for i in range(1, 9)
    ]
    text = "\r\n".join(rows)
    degrees = "id,species,height,lon,lat\n" + "".join(f"{i},Acer,{i}.5,6.66{i},51.49{i}\n" for i in range(9))
    return [
        Seed("csv", ".csv", text.encode("utf-8-sig")),
        Seed("csv", ".csv", text.encode("latin-1")),
        Seed("csv", ".csv", degrees.encode()),
    ]


def _vectors() -> list[Seed]:
    found = []
    with tempfile.TemporaryDirectory() as place:
        for name, write in WRITERS.items():
            path = Path(place) / name.replace(" ", "-")
            path.mkdir()
            written = write(path)
            kind = {".csv": "csv", ".geojson": "vector", ".geojsonl": "vector", ".gml": "vector", ".gz": "packed"}
            data = written.read_bytes()
            if written.suffix == ".shp":
                continue
            found.append(Seed(kind.get(written.suffix, "cut"), "".join(written.suffixes), data))
        found.append(Seed("vector", ".osm", osm_xml(Path(place)).read_bytes()))
        found.append(Seed("cut", ".osm.pbf", osm_pbf(Path(place)).read_bytes()))
    return found


_OBJ = (
    "o house\nv 0 0 0\nv 4 0 0\nv 4 4 0\nv 0 4 0\nv 2 2 3\nusemtl red\nf 1 2 3 4\nf 1 2 5\nf 2/1 3/1 5/1\nf -1 -2 -3\n"
)
_PLY = (
    "ply\nformat ascii 1.0\nelement vertex 4\nproperty float x\nproperty float y\nproperty float z\nelement face 2\n"
    "property list uchar int vertex_indices\nend_header\n0 0 0\n4 0 0\n4 4 2\n0 4 2\n3 0 1 2\n3 0 2 3\n"
)


def _designs() -> list[Seed]:
    corners = struct.pack("<9f3H2x", 0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 1, 2)
    tree = {
        "asset": {"version": "2.0"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [
            {"mesh": 0, "name": "Haus", "translation": [1, 2, 3], "children": [1]},
            {"mesh": 0, "scale": [2, 2, 2]},
        ],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1, "material": 0}]}],
        "materials": [{"pbrMetallicRoughness": {"baseColorFactor": [1, 0, 0, 1]}}],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3", "min": [0, 0, 0], "max": [4, 4, 0]},
            {"bufferView": 1, "componentType": 5123, "count": 3, "type": "SCALAR"},
        ],
        "bufferViews": [{"buffer": 0, "byteLength": 36}, {"buffer": 0, "byteOffset": 36, "byteLength": 6}],
        "buffers": [{"byteLength": 44}],
    }
    text = json.dumps(tree).encode()
    text += b" " * (-len(text) % 4)
    packed = struct.pack("<4sIIII", b"glTF", 2, 28 + len(text) + 44, len(text), 0x4E4F534A) + text
    packed += struct.pack("<II", 44, 0x004E4942) + corners
    return [
        Seed("design", ".obj", _OBJ.encode()),
        Seed("design", ".ply", _PLY.encode()),
        Seed("design", ".glb", packed),
        Seed("design", ".gltf", text),
    ]


def packed(name: str, data: bytes, number: int) -> Seed:
    """A file in a container."""
    if number % 3 == 0:
        return Seed("packed", f"{Path(name).suffix}.gz", gzip.compress(data, mtime=0))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED if number % 3 == 1 else zipfile.ZIP_STORED) as archive:
        for member in (f"Straße/{name}", "liesmich.txt"):
            archive.writestr(zipfile.ZipInfo(member), data)
    return Seed("packed", ".zip", target.getvalue())


def _real(shared: Path) -> list[Seed]:
    found = []
    for folder in FOLDERS:
        for path in sorted((shared / folder).iterdir()):
            if path.suffix == ".zip":
                with zipfile.ZipFile(path) as archive:
                    for info in archive.infolist():
                        ending = Path(info.filename).suffix.lower()
                        if ending in ENDINGS and 0 < info.file_size < SMALL:
                            found.append(Seed(ENDINGS[ending], ending, archive.read(info)))
            elif path.suffix in ENDINGS and path.stat().st_size < SMALL:
                data = path.read_bytes()
                kind = "xplan" if b"xplangml" in data[:2000] else ENDINGS[path.suffix]
                found.append(Seed(kind, path.suffix, data))
    return found


@cache
def seeds(shared: Path | None) -> Mapping[str, Sequence[Seed]]:
    """Files by kind."""
    made = [*_models(), *_cityjson(), *_plans(), *_ground(), *_tables(), *_vectors(), *_designs()]
    made += [packed(f"tile{seed.ending}", seed.data, number) for number, seed in enumerate(made)]
    found: dict[str, list[Seed]] = defaultdict(list)
    for seed in (*made, *(_real(shared) if shared is not None else ())):
        found[seed.kind].append(seed)
    return found


_WHEEL = tuple(kind for kind, share in SHARES.items() for _ in range(share))


def chosen(shared: Path | None, number: int) -> Seed:
    """The file that is broken at a number."""
    kind = _WHEEL[number % len(_WHEEL)]
    some = seeds(shared)[kind]
    return some[number // len(_WHEEL) % len(some)]
