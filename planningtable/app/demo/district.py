"""Writes the demo district as the files that a town would deliver."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy.typing as npt
import rasterio
from rasterio.transform import Affine
from shapely.geometry import box

from planningtable.app.demo import plan
from planningtable.app.demo.citygml import Standing, city_model, standing_ids
from planningtable.app.demo.ground import COLUMNS, ROWS, heights, land_cover, lowest_under
from planningtable.app.demo.quarter import build_quarter
from planningtable.app.demo.trees import Tree, plant
from planningtable.city.job import Job
from planningtable.city.land_cover import LandCover
from planningtable.domain.text import PlanningError, Text

LICENCE = "CC0-1.0"


@dataclass(frozen=True, slots=True)
class District:
    """The files of the demo district."""

    city: Path
    terrain: Path
    land_cover: Path
    streets: Path
    trees: Path


def write_district(folder: Path, job: Job) -> District:
    """Write the five files into a folder, the same bytes every time.

    Raises:
        PlanningError: the folder cannot be written.
        CancelledError: on request.
    """
    district = District(
        folder / "auental-lod2.gml",
        folder / "auental-dgm1.tif",
        folder / "auental-bodenbedeckung.tif",
        folder / "auental-strassen.geojson",
        folder / "auental-baumkataster.csv",
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(district, job)
    except OSError as problem:
        raise PlanningError("error.demo.folder", folder=str(folder)) from problem
    return district


def _write(district: District, job: Job) -> None:
    job.report(0.0, Text("demo.step.houses"))
    houses = build_quarter().houses
    job.report(0.2, Text("demo.step.ground"))
    ground = heights()
    _write_grid(district.terrain, ground, {"LICENCE": LICENCE, "AREA_OR_POINT": "Area"})
    covers = land_cover(houses)
    legend = {f"CLASS_{cover.value}": cover.name for cover in LandCover}
    _write_grid(district.land_cover, covers, {"LICENCE": LICENCE, **legend})
    job.report(0.6, Text("demo.step.city"))
    standing = [
        Standing(id, house, lowest_under(house.outline, ground))
        for id, house in zip(standing_ids(len(houses)), houses, strict=True)
    ]
    district.city.write_text("\n".join(city_model(standing)) + "\n", encoding="utf-8", newline="\n")
    job.report(0.9, Text("demo.step.trees"))
    district.trees.write_text(_register(plant(houses)), encoding="utf-8-sig", newline="")
    district.streets.write_text(_streets(), encoding="utf-8", newline="\n")
    job.report(1.0, Text("demo.step.done"))


def _write_grid(path: Path, values: npt.NDArray[Any], tags: dict[str, str]) -> None:
    profile = {
        "driver": "GTiff",
        "width": COLUMNS,
        "height": ROWS,
        "count": 1,
        "dtype": values.dtype.name,
        "crs": f"EPSG:{plan.CRS_CODE}",
        "transform": Affine(1.0, 0.0, plan.WEST, 0.0, -1.0, plan.SOUTH + plan.HEIGHT),
        "compress": "deflate",
        "predictor": 3 if values.dtype.kind == "f" else 2,
    }
    with rasterio.open(path, "w", **profile) as file:
        file.write(values, 1)
        file.update_tags(**tags)


def _register(trees: Sequence[Tree]) -> str:
    """The tree register as German offices export it: semicolons and decimal commas."""
    lines = ["Baumnummer;Art;Ostwert;Nordwert;Hoehe_m;Kronendurchmesser_m;Pflanzjahr"]
    for i, tree in enumerate(trees, 1):
        numbers = (f"{plan.WEST + tree.x:.2f}", f"{plan.SOUTH + tree.y:.2f}", f"{tree.height}", f"{tree.crown}")
        lines.append(f"B{i:04d};{tree.species};{';'.join(n.replace('.', ',') for n in numbers)};{tree.planted}")
    return "\r\n".join(lines) + "\r\n"


def _streets() -> str:
    """Centre lines as GeoJSON in the projected CRS, as GIS programs write it."""
    features = [
        {
            "type": "Feature",
            "properties": {"id": f"S{i:02d}", "name": street.name, "class": street.kind, "width": street.width},
            "geometry": {
                "type": "LineString",
                "coordinates": [[round(plan.WEST + x, 2), round(plan.SOUTH + y, 2)] for x, y in _inside(street)],
            },
        }
        for i, street in enumerate((*plan.STREETS, *plan.PATHS), 1)
    ]
    crs = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{plan.CRS_CODE}"}}
    collection = {"type": "FeatureCollection", "name": "strassen", "crs": crs, "features": features}
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def _inside(street: plan.Street) -> list[plan.Spot]:
    frame = box(0, 0, plan.WIDTH, plan.HEIGHT)
    return [(x, y) for x, y in street.line.intersection(frame).coords]
