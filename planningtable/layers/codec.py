"""A layer's result as bytes and back, for the cache in the workshop file. No code is ever read from the file."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, TypeAlias

import numpy as np

from planningtable.city.grid import Array, Grid
from planningtable.domain.text import Text
from planningtable.layers.access import Access
from planningtable.layers.layer import Column, Flow, Frame, LayerResult, Provenance, Quality, Quantity
from planningtable.layers.legend import Legend, LegendClass
from planningtable.layers.listing import Entry, Listing

FORMAT = 5
"""2: with the flow of each frame and whether it is water; 3: legends in colours that all eyes tell apart; 4: with
listings; 5: with access."""

Table: TypeAlias = Mapping[str, Any]


def encode(result: LayerResult) -> bytes:
    """The result as a zip archive of one JSON header and one ``.npy`` a grid or column."""
    arrays: dict[str, Array] = {}

    def grid(name: str, value: Grid) -> Table:
        arrays[name] = value.values
        return {"array": name, "west": value.west, "north": value.north, "cell": value.cell}

    def column(name: str, value: Column) -> Table:
        arrays[name] = value.values
        return {"array": name, "of": value.of, "unit": value.unit, "name": asdict(value.name)}

    def frame(name: str, value: Frame) -> Table:
        if value.flow is not None:
            arrays[f"{name}at"], arrays[f"{name}velocity"] = value.flow.at, value.flow.velocity
        return {"seconds": value.seconds, "grid": grid(name, value.grid), "flow": value.flow is not None}

    def access(value: Access | None) -> bool:
        if value is not None:
            arrays.update({f"access-{part.name}": getattr(value, part.name) for part in fields(Access)})
        return value is not None

    header = {
        "format": FORMAT,
        "layer": result.layer,
        "scenario": result.scenario,
        "resolution": result.resolution,
        "quality": result.quality.value,
        "main": result.main,
        "grids": {key: grid(f"g{i}", item) for i, (key, item) in enumerate(result.grids.items())},
        "columns": {key: column(f"c{i}", item) for i, (key, item) in enumerate(result.columns.items())},
        "frames": [frame(f"f{i}", item) for i, item in enumerate(result.frames)],
        "totals": {key: asdict(item) for key, item in result.totals.items()},
        "legends": {key: asdict(item) for key, item in result.legends.items()},
        "provenance": asdict(result.provenance),
        "seconds": result.seconds,
        "water": result.water,
        "listings": {key: asdict(item) for key, item in result.listings.items()},
        "access": access(result.access),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("header.json", json.dumps(header))
        for name, values in arrays.items():
            block = io.BytesIO()
            np.lib.format.write_array(block, np.ascontiguousarray(values), allow_pickle=False)
            archive.writestr(f"{name}.npy", block.getvalue())
    return target.getvalue()


def decode(data: bytes) -> LayerResult | None:
    """The result; None if the bytes are damaged or of another format, so that it is computed anew."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            header = json.loads(archive.read("header.json"))
            return _result(header, archive) if header.get("format") == FORMAT else None
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError):
        return None


def _text(row: Table) -> Text:
    return Text(row["id"], tuple((name, _entry(value)) for name, value in row["arguments"]))


def _texts(rows: list[Table]) -> tuple[Text, ...]:
    return tuple(_text(row) for row in rows)


def _pairs(rows: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in rows)


def _quantity(row: Table) -> Quantity:
    return Quantity(**{**row, "name": _text(row["name"])})


def _legend(row: Table) -> Legend:
    classes = tuple(LegendClass(**{**c, "label": _text(c["label"])}) for c in row["classes"])
    return Legend(**{**row, "title": _text(row["title"]), "classes": classes})


def _entry(value: Any) -> Entry:
    return _text(value) if isinstance(value, Mapping) else value


def _listing(row: Table) -> Listing:
    rows = tuple(tuple(_entry(value) for value in line) for line in row["rows"])
    return Listing(_text(row["name"]), row["line"], tuple(row["keys"]), rows)


def _provenance(row: Table) -> Provenance:
    return Provenance(
        method=_text(row["method"]),
        version=row["version"],
        sources=tuple(row["sources"]),
        limits=_texts(row["limits"]),
        parameters=_pairs(row["parameters"]),
        data=tuple(row["data"]),
    )


def _result(header: Table, archive: zipfile.ZipFile) -> LayerResult:
    def array(name: str) -> Array:
        return np.asarray(np.lib.format.read_array(io.BytesIO(archive.read(f"{name}.npy")), allow_pickle=False))

    def grid(row: Table) -> Grid:
        return Grid(array(row["array"]), row["west"], row["north"], row["cell"])

    def column(row: Table) -> Column:
        return Column(row["of"], array(row["array"]), row["unit"], _text(row["name"]))

    def frame(row: Table) -> Frame:
        name = row["grid"]["array"]
        flow = Flow(array(f"{name}at"), array(f"{name}velocity")) if row["flow"] else None
        return Frame(row["seconds"], grid(row["grid"]), flow)

    def access() -> Access:
        return Access(**{part.name: array(f"access-{part.name}") for part in fields(Access)})

    return LayerResult(
        layer=header["layer"],
        scenario=header["scenario"],
        resolution=header["resolution"],
        quality=Quality(header["quality"]),
        main=header["main"],
        grids={key: grid(row) for key, row in header["grids"].items()},
        columns={key: column(row) for key, row in header["columns"].items()},
        totals={key: _quantity(row) for key, row in header["totals"].items()},
        legends={key: _legend(row) for key, row in header["legends"].items()},
        provenance=_provenance(header["provenance"]),
        frames=tuple(frame(row) for row in header["frames"]),
        seconds=header["seconds"],
        water=header["water"],
        listings={key: _listing(row) for key, row in header["listings"].items()},
        access=access() if header["access"] else None,
    )
