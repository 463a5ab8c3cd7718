"""GeoParquet: columns of Apache Parquet with geometry as WKB."""

import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely

from planningtable.city.readers.vector.formats.rows import Block, LayerInfo, column
from planningtable.domain.text import PlanningError

DEFAULT_CRS = "OGC:CRS84"


def layers(path: Path, kind: str) -> tuple[LayerInfo, ...]:
    """The one layer of the file.

    Raises:
        PlanningError: no GeoParquet, or geometry that is not WKB.
    """
    file, geo = _opened(path)
    with file:
        name = str(geo.get("primary_column", "geometry"))
        about = geo.get("columns", {}).get(name)
        if not isinstance(about, dict) or name not in file.schema_arrow.names:
            raise PlanningError("error.vector.no-geo-metadata", file=path.name)
        encoding = str(about.get("encoding", ""))
        if encoding.upper() not in ("WKB", "POINT"):
            raise PlanningError("error.vector.parquet-encoding", file=path.name, encoding=encoding)
        crs = about.get("crs", DEFAULT_CRS)
        types = about.get("geometry_types") or about.get("geometry_type") or []
        fields = tuple(n for n in file.schema_arrow.names if n not in geo["columns"])
        return (
            LayerInfo(
                path.stem,
                kind,
                _crs_name(crs),
                "crs" in about and crs is not None,
                ", ".join([types] if isinstance(types, str) else map(str, types)),
                fields,
                file.metadata.num_rows,
                extra=(name, encoding.upper()),
            ),
        )


def _crs_name(crs: Any) -> str:
    if crs is None:
        return ""
    if not isinstance(crs, dict):
        return str(crs)
    id = crs.get("id")
    if isinstance(id, dict) and "authority" in id and "code" in id:
        return f"{id['authority']}:{id['code']}"
    return json.dumps(crs)


def _opened(path: Path) -> tuple[Any, dict[str, Any]]:
    try:
        library = importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise PlanningError("error.vector.no-arrow", file=path.name) from error
    try:
        file = library.ParquetFile(path)
        geo = json.loads((file.schema_arrow.metadata or {}).get(b"geo", b"{}"))
    except (OSError, ValueError, RuntimeError) as error:
        raise PlanningError("error.city.not-vector", file=path.name) from error
    if not isinstance(geo, dict) or not isinstance(geo.get("columns"), dict):
        raise PlanningError("error.vector.no-geo-metadata", file=path.name)
    return file, geo


def blocks(path: Path, info: LayerInfo, size: int) -> Iterator[Block]:
    """Rows, streamed.

    Raises:
        PlanningError: the file is broken.
    """
    file, _ = _opened(path)
    geometry, encoding = info.extra
    first = 0
    with file:
        try:
            for batch in file.iter_batches(batch_size=size, columns=[geometry, *info.fields]):
                count = batch.num_rows
                fields = {n: column(batch.column(n).to_pylist(), count) for n in info.fields}
                values = batch.column(geometry).to_pylist()
                wkb = values if encoding == "WKB" else [_point(v) for v in values]
                yield Block(first, column(wkb, count), fields)
                first += count
        except (OSError, ValueError, RuntimeError) as error:
            raise PlanningError("error.vector.breaks-off", file=path.name, rows=first) from error


def _point(value: Any) -> bytes | None:
    return None if value is None else bytes(shapely.to_wkb(shapely.Point(value["x"], value["y"])))
