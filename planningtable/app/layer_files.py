"""Grids and tables as files: GeoTIFF with unit and description, CSV with semicolons."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from rasterio.io import MemoryFile

from planningtable.city.grid import Grid
from planningtable.domain.text import PlanningError, Text, Words
from planningtable.layers.layer import LayerResult, Provenance, Quantity
from planningtable.layers.legend import Legend
from planningtable.layers.listing import Listing

# Legends may show another unit than the grid holds; the scale between the two says which.
HELD = {("cm", 100.0): "m", ("min", 1.0 / 60.0): "s"}


def made_folder(folder: Path) -> Path:
    """The folder, made if it is not there.

    Raises:
        PlanningError: it cannot be made or is a file.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PlanningError("error.compute.folder", folder=str(folder), reason=error.strerror or "") from None
    return folder


def put(path: Path, data: bytes) -> Path:
    """A file whole or not at all, in place of one of the same name.

    Raises:
        PlanningError: the folder does not take it, because it is full or may not be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise PlanningError("error.compute.write", file=str(path), reason=error.strerror or "") from None
    return path


def write_grid(path: Path, grid: Grid, crs: str, unit: str, name: str) -> Path:
    """A GeoTIFF of 32-bit floats, NaN where there is no data."""
    profile = {
        "driver": "GTiff",
        "width": grid.columns,
        "height": grid.rows,
        "count": 1,
        "dtype": "float32",
        "crs": crs or None,
        "transform": rasterio.Affine(grid.cell, 0.0, grid.west, 0.0, -grid.cell, grid.north),
        "nodata": float("nan"),
        "compress": "deflate",
        "predictor": 3,
    }
    # In memory first: GDAL tells of a full disk on the terminal only.
    with MemoryFile() as file:
        with file.open(**profile) as target:
            target.write(np.asarray(grid.values, np.float32), 1)
            target.set_band_description(1, name)
            target.set_band_unit(1, unit)
            target.update_tags(UNIT=unit, DESCRIPTION=name)
        return put(path, bytes(file.getbuffer()))


def write_table(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[str | float]], *, delimiter: str = ";"
) -> Path:
    """A CSV file in UTF-8 with a mark that spreadsheets recognise; decimal points."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([f"{v:.6g}" if isinstance(v, float) else v for v in row] for row in rows)
    return put(path, file.getvalue().encode("utf-8-sig" if delimiter == ";" else "utf-8"))


def write_result(path: Path, result: Mapping[str, Any]) -> Path:
    """The numbers as JSON; NaN becomes null."""
    return put(path, (json.dumps(_finite(result), ensure_ascii=False, indent=2) + "\n").encode())


def _finite(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not np.isfinite(value) else value


def held_unit(legend: Legend | None) -> str:
    """The unit that a grid's own values have."""
    if legend is None:
        return ""
    return HELD.get((legend.unit, legend.scale), legend.unit if legend.scale == 1.0 else "")


def totals_of(totals: Mapping[str, Quantity], words: Words) -> dict[str, Any]:
    """Values, units, names and ranges of the totals, one mapping each; a number without a range is not among these."""
    ranged = {key: q for key, q in totals.items() if q.low is not None and q.high is not None}
    return {
        "totals": {key: float(q.value) for key, q in totals.items()},
        "units": {key: q.unit for key, q in totals.items()},
        "names": {key: words(q.name) for key, q in totals.items()},
        "ranges": {key: [q.low, q.high] for key, q in ranged.items()},
    }


def provenance_of(provenance: Provenance, words: Words) -> dict[str, Any]:
    """A provenance in words."""
    return {
        "method": words(provenance.method),
        "version": provenance.version,
        "sources": list(provenance.sources),
        "limits": [words(text) for text in provenance.limits],
        "parameters": dict(provenance.parameters),
        "data": list(provenance.data),
    }


def listings_of(listings: Mapping[str, Listing], words: Words) -> dict[str, list[dict[str, Any]]]:
    """Every listing as rows by name."""
    return {
        key: [
            {k: words(v) if isinstance(v, Text) else v for k, v in zip(each.keys, row, strict=True)}
            for row in each.rows
        ]
        for key, each in listings.items()
    }


def _exact(value: Any) -> Any:
    """Numbers with ten digits: coordinates keep their centimetres."""
    return f"{value:.10g}" if isinstance(value, float) else value


def write_layer(
    result: LayerResult, folder: Path, crs: str, words: Words, ids: Mapping[str, Sequence[str]]
) -> list[Path]:
    """Every grid, the frames, one table for each kind of object, and one for each listing.

    Args:
        result: what was computed.
        folder: made if it is not there.
        crs: of the grids.
        words: for the descriptions.
        ids: ``buildings``, ``surfaces`` and ``trees`` to the ids of their rows.
    """
    made_folder(folder)
    files = []
    for key, grid in result.grids.items():
        name = words(f"{result.layer}.grid.{key}")
        files.append(write_grid(folder / f"{key}.tif", grid, crs, held_unit(result.legends.get(key)), name))
    for frame in result.frames:
        unit = held_unit(result.legends.get(result.main))
        path = folder / f"{result.main}_{round(frame.seconds):05d}s.tif"
        files.append(
            write_grid(path, frame.grid, crs, unit, f"{words(f'{result.layer}.frame')}, {frame.seconds:.0f} s")
        )
    for kind in sorted({column.of for column in result.columns.values()}):
        columns = {key: column for key, column in result.columns.items() if column.of == kind}
        header = ("id", *(f"{key} [{c.unit}]" if c.unit else key for key, c in columns.items()))
        values = [c.values.tolist() for c in columns.values()]
        files.append(write_table(folder / f"{kind}.csv", header, zip(ids[kind], *values, strict=True)))
    for key, rows in listings_of(result.listings, words).items():
        header = result.listings[key].keys
        files.append(write_table(folder / f"{key}.csv", header, [[_exact(v) for v in row.values()] for row in rows]))
    return files
