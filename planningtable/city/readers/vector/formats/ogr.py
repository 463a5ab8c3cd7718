"""Formats that GDAL reads: GeoPackage, shapefile, FlatGeobuf, GeoJSON, OpenStreetMap; streamed as Arrow."""

import importlib
import re
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pyogrio
import pyogrio.errors
import pyogrio.raw

from planningtable.city.readers.vector.formats.rows import Block, LayerInfo, column
from planningtable.domain.text import PlanningError

Result = TypeVar("Result")

BROKEN = (
    pyogrio.errors.DataSourceError,
    pyogrio.errors.DataLayerError,
    pyogrio.errors.GeometryError,
    pyogrio.errors.CRSError,
    pyogrio.errors.FeatureError,
    pyogrio.errors.FieldError,
    OSError,
    ValueError,
    RuntimeError,
    UnicodeError,
    OverflowError,
)
# Nothing is fetched, nothing is written beside the data, nothing grows without bound.
OPTIONS = {
    "GDAL_HTTP_PROXY": "127.0.0.1:9",
    "GDAL_HTTP_MAX_RETRY": "0",
    "CPL_CURL_ENABLE_VSIMEM": "NO",
    "SHAPE_RESTORE_SHX": "NO",
    "OGR_GEOJSON_MAX_OBJ_SIZE": "200",
    "OSM_MAX_TMPFILE_SIZE": "64",
    "OGR_ENABLE_PARTIAL_REPROJECTION": "NO",
}
# WKB codes of curves, which have to be straightened.
CURVES = frozenset((8, 9, 10, 11, 12))
_TAGS = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')


def heard(what: Callable[[], Result]) -> tuple[Result, tuple[str, ...]]:
    """A result, and what GDAL complained about on the way."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        result = what()
    return result, tuple(dict.fromkeys(str(w.message) for w in caught))


def layers(path: Path, kind: str) -> tuple[LayerInfo, ...]:
    """The layers with geometry.

    Raises:
        PlanningError: GDAL cannot read it.
    """
    pyogrio.set_gdal_config_options(OPTIONS)
    encoding, remarks = _encoding(path, kind)
    label = encoding or _stated_encoding(path)
    if kind.startswith("OSM"):
        return _osm_layers(path, kind)
    found = []
    try:
        if kind == "Shapefile" and not path.with_suffix(".shx").exists():
            _restore_index(path)
        names, _ = heard(lambda: pyogrio.list_layers(str(path)))
        for name, geometry in names:
            if geometry is None:
                continue
            info = _info(path, str(name), encoding)
            crs = str(info["crs"] or "")
            stated = bool(crs) and (not kind.startswith("GeoJSON") or _has_member(path))
            more = remarks if crs or kind != "Shapefile" else (*remarks, ("vector.note.no-prj", ()))
            count = int(info["features"])
            fields = tuple(str(f) for f in info["fields"])
            found.append(
                LayerInfo(str(name), kind, crs, stated, str(geometry), fields, count, label, more, (encoding or "",))
            )
    except BROKEN as error:
        raise PlanningError("error.city.not-vector", file=path.name) from error
    return tuple(found)


def _osm_layers(path: Path, kind: str) -> tuple[LayerInfo, ...]:
    """The layers that GDAL makes of OpenStreetMap; asking for each would open the file again and again."""
    try:
        names, _ = heard(lambda: pyogrio.list_layers(str(path)))
    except BROKEN as error:
        raise PlanningError("error.city.not-vector", file=path.name) from error
    return tuple(LayerInfo(str(n), kind, "EPSG:4326", True, str(g), ()) for n, g in names)


def _restore_index(path: Path) -> None:
    """Make the index of a shapefile anew; the file is a copy of ours then, see `local`."""
    pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": "YES"})
    try:
        heard(lambda: pyogrio.list_layers(str(path)))
    finally:
        pyogrio.set_gdal_config_options(OPTIONS)


def _info(path: Path, layer: str, encoding: str | None) -> dict[str, Any]:
    info, _ = heard(lambda: pyogrio.read_info(str(path), layer=layer, encoding=encoding))
    return dict(info)


def blocks(path: Path, info: LayerInfo, size: int) -> Iterator[Block]:
    """Rows of a layer, streamed.

    Raises:
        PlanningError: the file breaks off, or pyarrow is not installed.
    """
    pyogrio.set_gdal_config_options(OPTIONS)
    try:
        importlib.import_module("pyarrow")
    except ImportError as error:
        raise PlanningError("error.vector.no-arrow", file=path.name) from error
    osm = info.format.startswith("OSM")
    # Asked by SQL, the driver of OpenStreetMap keeps features of that layer only.
    choice: dict[str, Any] = {"sql": f'SELECT * FROM "{info.name}"'} if osm else {"layer": info.name}
    if info.format == "Shapefile":
        choice["encoding"] = info.extra[0] or None
    first = 0
    try:
        manager = pyogrio.raw.open_arrow(str(path), batch_size=size, use_pyarrow=True, **choice)
        (meta, reader), said = heard(manager.__enter__)
        try:
            geometry = meta["geometry_name"] or "wkb_geometry"
            while True:
                batch, more = heard(lambda: next(reader, None))
                if batch is None:
                    break
                block = _block(batch, geometry, first, (*said, *more), osm)
                yield _straightened(block, path, choice)
                first, said = first + len(block), ()
        finally:
            manager.__exit__(None, None, None)
    except BROKEN as error:
        raise PlanningError("error.vector.breaks-off", file=path.name, rows=first) from error


def _block(batch: Any, geometry: str, first: int, said: tuple[str, ...], osm: bool) -> Block:
    count = batch.num_rows
    fields = {}
    wkb = column([None] * count, count)
    for name, values in zip(batch.schema.names, batch.columns, strict=True):
        if name == geometry:
            wkb = column(values.to_pylist(), count)
        else:
            fields[name] = column(_listed(values), count)
    if osm:
        fields = _with_tags(fields, count)
    return Block(first, wkb, fields, said)


def _listed(values: Any) -> list[object]:
    """Values of a column; those that are no valid text lose the broken letters only."""
    try:
        found: list[object] = values.to_pylist()
    except UnicodeDecodeError:
        raw = importlib.import_module("pyarrow").large_binary()
        found = [None if v is None else v.decode("utf-8", "replace") for v in values.cast(raw).to_pylist()]
    return found


def _with_tags(fields: dict[str, Any], count: int) -> dict[str, Any]:
    """OpenStreetMap's other tags as columns of their own."""
    tags = fields.pop("other_tags", None)
    if tags is None:
        return fields
    rows = [dict(_TAGS.findall(t)) if t else {} for t in tags]
    for name in dict.fromkeys(k for row in rows for k in row):
        fields.setdefault(name, column((row.get(name) for row in rows), count))
    return fields


def _straightened(block: Block, path: Path, choice: dict[str, Any]) -> Block:
    """Curves as lines; the slower way of reading does that."""
    if not any(b is not None and len(b) > 4 and _code(b) in CURVES for b in block.wkb):
        return block
    window = {"skip_features": block.first, "max_features": len(block), "columns": []}
    (_, _, wkb, _), said = heard(lambda: pyogrio.raw.read(str(path), **choice, **window))
    return Block(block.first, column(wkb, len(block)), block.fields, (*block.said, *said))


def _code(wkb: bytes) -> int:
    return int.from_bytes(wkb[1:5], "little" if wkb[0] else "big") % 1000


def _has_member(path: Path) -> bool:
    """Whether a GeoJSON file names its CRS itself; writers put it at the beginning or the very end."""
    with path.open("rb") as stream:
        head = stream.read(65536)
        stream.seek(max(path.stat().st_size - 4096, 0))
        return bool(re.search(rb'"crs"\s*:\s*\{', head + stream.read(4096)))


def _stated_encoding(path: Path) -> str:
    """What stands in the ``.cpg`` beside a shapefile; other formats are UTF-8."""
    beside = path.with_suffix(".cpg")
    if path.suffix.lower() != ".shp" or not beside.exists():
        return "UTF-8"
    return beside.read_bytes()[:40].decode("ascii", "replace").strip() or "UTF-8"


def _encoding(path: Path, kind: str) -> tuple[str | None, tuple[tuple[str, tuple[()]], ...]]:
    """Of a shapefile's texts: as it says, else UTF-8 where that fits, else Windows-1252."""
    if kind != "Shapefile":
        return None, ()
    table = path.with_suffix(".dbf")
    if not table.exists():
        return None, (("vector.note.no-dbf", ()),)
    if path.with_suffix(".cpg").exists():
        return None, ()
    with table.open("rb") as stream:
        head = stream.read(32)
        stream.seek(int.from_bytes(head[8:10], "little"))
        sample = stream.read(2**22)
    if head[29:30] not in (b"\0", b""):
        return None, ()
    try:
        sample.rsplit(b" ", 1)[0].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252", (("vector.note.no-cpg", ()),)
    return "UTF-8", ()
