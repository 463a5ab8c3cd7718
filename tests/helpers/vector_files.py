"""The same features in every vector format, and OpenStreetMap files of a few objects."""

import gzip
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import geopandas
import shapely

CRS = "EPSG:25832"
WEST, SOUTH = 460000.0, 5760000.0
# A house with a courtyard, one of two blocks, and a plain one: area 10 · 20 − 2 · 2, 2 · 25, 8 · 8.
HOUSES = (
    shapely.Polygon(
        [(WEST, SOUTH), (WEST + 10, SOUTH), (WEST + 10, SOUTH + 20), (WEST, SOUTH + 20)],
        [[(WEST + 4, SOUTH + 4), (WEST + 4, SOUTH + 6), (WEST + 6, SOUTH + 6), (WEST + 6, SOUTH + 4)]],
    ),
    shapely.MultiPolygon(
        [shapely.box(WEST + 20, SOUTH, WEST + 25, SOUTH + 5), shapely.box(WEST + 30, SOUTH, WEST + 35, SOUTH + 5)]
    ),
    shapely.box(WEST + 40, SOUTH, WEST + 48, SOUTH + 8),
)
NAMES = ("Rathaus", "Zwillingshöfe", "Hütte")
HEIGHTS = (12.5, 9.0, 3.25)


def houses() -> geopandas.GeoDataFrame:
    columns = {
        "geb_id": ["A1", "A2", "A3"],
        "name": NAMES,
        "hoehe": HEIGHTS,
        "funktion": ["31001_3012", "31001_1010", ""],
    }
    return geopandas.GeoDataFrame(columns, geometry=list(HOUSES), crs=CRS)


def _geojson(path: Path) -> Path:
    houses().to_file(path / "houses.geojson", driver="GeoJSON")
    return path / "houses.geojson"


def _geojson_degrees(path: Path) -> Path:
    houses().to_crs(4326).to_file(path / "degrees.geojson", driver="GeoJSON", COORDINATE_PRECISION=12)
    return path / "degrees.geojson"


def _geojson_lines(path: Path) -> Path:
    houses().to_crs(4326).to_file(path / "houses.geojsonl", driver="GeoJSONSeq", COORDINATE_PRECISION=12)
    return path / "houses.geojsonl"


def _geojson_packed(path: Path) -> Path:
    packed = path / "packed.geojson.gz"
    packed.write_bytes(gzip.compress(_geojson(path).read_bytes()))
    return packed


def _geopackage(path: Path) -> Path:
    houses().to_file(path / "houses.gpkg", layer="gebaeude", driver="GPKG")
    return path / "houses.gpkg"


def _flatgeobuf(path: Path) -> Path:
    houses().to_file(path / "houses.fgb", driver="FlatGeobuf", SPATIAL_INDEX="NO")
    return path / "houses.fgb"


def _parquet(path: Path) -> Path:
    houses().to_parquet(path / "houses.parquet")
    return path / "houses.parquet"


def shapefile(path: Path, encoding: str = "UTF-8") -> Path:
    houses().to_file(path / "houses.shp", driver="ESRI Shapefile", encoding=encoding)
    return path / "houses.shp"


def _shapefile_zip(path: Path) -> Path:
    shapefile(path)
    with zipfile.ZipFile(path / "houses.zip", "w") as archive:
        for file in sorted(path.glob("houses.???")):
            if file.suffix != ".zip":
                archive.write(file, f"Gebäude/{file.name}")
    return path / "houses.zip"


def _csv(path: Path) -> Path:
    lines = ["geb_id;name;hoehe;funktion;wkt"]
    frame = houses()
    for row in frame.itertuples():
        lines.append(f"{row.geb_id};{row.name};{row.hoehe};{row.funktion};{row.geometry.wkt}".replace(".", "."))
    (path / "houses.csv").write_text("\n".join(lines), "utf-8-sig")
    return path / "houses.csv"


def _positions(ring: shapely.LinearRing) -> str:
    return " ".join(f"{x} {y}" for x, y in ring.coords)


def _gml_polygon(shape: shapely.Polygon) -> str:
    holes = "".join(
        f"<gml:interior><gml:LinearRing><gml:posList>{_positions(r)}</gml:posList></gml:LinearRing></gml:interior>"
        for r in shape.interiors
    )
    outer = f"<gml:LinearRing><gml:posList>{_positions(shape.exterior)}</gml:posList></gml:LinearRing>"
    return f"<gml:PolygonPatch><gml:exterior>{outer}</gml:exterior>{holes}</gml:PolygonPatch>"


def _gml(path: Path) -> Path:
    members = []
    for row in houses().itertuples():
        parts = list(getattr(row.geometry, "geoms", [row.geometry]))
        surfaces = "".join(
            f"<gml:surfaceMember><gml:Surface><gml:patches>{_gml_polygon(p)}</gml:patches></gml:Surface></gml:surfaceMember>"
            for p in parts
        )
        members.append(
            f'<wfs:member><AX_Gebaeude gml:id="{row.geb_id}"><position><gml:MultiSurface '
            f'srsName="urn:adv:crs:ETRS89_UTM32">{surfaces}</gml:MultiSurface></position><name>{row.name}</name>'
            f"<hoehe>{row.hoehe}</hoehe><gebaeudefunktion>{row.funktion}</gebaeudefunktion></AX_Gebaeude></wfs:member>"
        )
    text = (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<wfs:FeatureCollection xmlns="http://www.adv-online.de/namespaces/adv/gid/7.1" '
        'xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:wfs="http://www.opengis.net/wfs/2.0">'
        f"{''.join(members)}</wfs:FeatureCollection>"
    )
    (path / "houses.gml").write_text(text, "utf-8")
    return path / "houses.gml"


# Format → how the houses are written in it.
WRITERS: Mapping[str, Callable[[Path], Path]] = {
    "GeoJSON": _geojson,
    "GeoJSON in degrees": _geojson_degrees,
    "GeoJSONSeq": _geojson_lines,
    "GeoJSON gz": _geojson_packed,
    "GeoPackage": _geopackage,
    "FlatGeobuf": _flatgeobuf,
    "GeoParquet": _parquet,
    "Shapefile": shapefile,
    "Shapefile zip": _shapefile_zip,
    "CSV": _csv,
    "GML": _gml,
}

Node = tuple[int, float, float, Mapping[str, str]]
Way = tuple[int, Sequence[int], Mapping[str, str]]

# A house of 0.0002° by 0.0001°, a meadow, a road and two points, one of them a tree.
NODES: Sequence[Node] = (
    (1, 8.4, 52.0, {}),
    (2, 8.4002, 52.0, {}),
    (3, 8.4002, 52.0001, {}),
    (4, 8.4, 52.0001, {}),
    (5, 8.401, 52.001, {"natural": "tree", "species": "Tilia cordata", "height": "14"}),
    (6, 8.402, 52.001, {"highway": "bus_stop"}),
    (7, 8.403, 52.0, {}),
    (8, 8.404, 52.0, {}),
    (9, 8.404, 52.001, {}),
)
WAYS: Sequence[Way] = (
    (
        10,
        (1, 2, 3, 4, 1),
        {"building": "house", "building:levels": "3", "addr:street": "Am Bach", "addr:housenumber": "5"},
    ),
    (11, (7, 8, 9, 7), {"landuse": "meadow"}),
    (12, (1, 7, 8), {"highway": "secondary", "name": "Hauptstraße", "lanes": "2"}),
    (13, (2, 9), {"power": "line"}),
)


def osm_xml(path: Path) -> Path:
    def tags(values: Mapping[str, str]) -> str:
        return "".join(f'<tag k="{k}" v="{v}"/>' for k, v in values.items())

    nodes = "".join(f'<node id="{i}" lon="{x}" lat="{y}" version="1">{tags(t)}</node>' for i, x, y, t in NODES)
    ways = "".join(
        f'<way id="{i}" version="1">{"".join(f"<nd ref={chr(34)}{r}{chr(34)}/>" for r in refs)}{tags(t)}</way>'
        for i, refs, t in WAYS
    )
    file = path / "town.osm"
    file.write_text(f'<?xml version="1.0" encoding="UTF-8"?><osm version="0.6">{nodes}{ways}</osm>', "utf-8")
    return file


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])


def _signed(value: int) -> bytes:
    return _varint(value << 1 if value >= 0 else (-value << 1) - 1)


def _field(number: int, data: bytes | int) -> bytes:
    if isinstance(data, int):
        return _varint(number << 3) + _varint(data)
    return _varint(number << 3 | 2) + _varint(len(data)) + data


def _blob(kind: bytes, data: bytes) -> bytes:
    blob = _field(2, len(data)) + _field(3, zlib.compress(data))
    header = _field(1, kind) + _field(3, len(blob))
    return struct.pack(">I", len(header)) + header + blob


def osm_pbf(path: Path) -> Path:
    """The same objects as OSM PBF, written after the format's description."""
    words = [""]

    def word(text: str) -> int:
        if text not in words:
            words.append(text)
        return words.index(text)

    def tags(values: Mapping[str, str]) -> bytes:
        keys = b"".join(_varint(word(k)) for k in values)
        return (_field(2, keys) + _field(3, b"".join(_varint(word(v)) for v in values.values()))) if values else b""

    group = b""
    for id, x, y, values in NODES:
        place = _varint(8 << 3) + _signed(round(y * 1e7)) + _varint(9 << 3) + _signed(round(x * 1e7))
        group += _field(1, _varint(1 << 3) + _signed(id) + tags(values) + place)
    nodes, group = group, b""
    for id, refs, values in WAYS:
        steps = b"".join(_signed(b - a) for a, b in zip((0, *refs), refs, strict=False))
        group += _field(3, _field(1, id) + tags(values) + _field(8, steps))
    table = b"".join(_field(1, w.encode()) for w in words)
    block = _field(1, table) + _field(2, nodes) + _field(2, group)
    header = _field(4, b"OsmSchema-V0.6") + _field(4, b"DenseNodes")
    file = path / "town.osm.pbf"
    file.write_bytes(_blob(b"OSMHeader", header) + _blob(b"OSMData", block))
    return file


def write_geojson(path: Path, features: Sequence[tuple[object, Mapping[str, object]]], crs: str = CRS) -> Path:
    """Features of geometry (as GeoJSON) and properties; ``crs`` empty leaves the member out."""
    rows = [{"type": "Feature", "properties": dict(p), "geometry": g} for g, p in features]
    whole: dict[str, object] = {"type": "FeatureCollection", "features": rows}
    if crs:
        whole["crs"] = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:{crs.replace(':', '::')}"}}
    path.write_text(json.dumps(whole), "utf-8")
    return path
