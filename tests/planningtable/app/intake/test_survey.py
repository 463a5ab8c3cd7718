"""The check-up of files beside the city models: each says what it is and what it is for."""

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
import rasterio
from helpers.citygml import block, city
from PIL import Image
from rasterio.transform import Affine

from planningtable.app.importer import ImportRequest, check_files, import_site
from planningtable.city.checkup import FileCheck
from planningtable.city.job import Job
from planningtable.city.readers.detect import Kind
from planningtable.domain.text import PlanningError, Text

# The small town of helpers.citygml stands here.
EAST, NORTH = 338000, 5706400


def photo(path: Path, crs: str | None = "EPSG:25832", pixel: float = 0.2) -> Path:
    place = Affine(pixel, 0, EAST, 0, -pixel, NORTH)
    profile = {"driver": "GTiff", "height": 50, "width": 40, "count": 3, "dtype": "uint8"}
    with rasterio.open(path, "w", **profile, crs=crs, transform=place) as file:
        file.write(np.full((3, 50, 40), 120, np.uint8))
    return path


def check(path: Path) -> FileCheck:
    (found,) = check_files((path,), None, Job()).files
    return found


def test_an_aerial_photo_is_checked_and_its_use_is_said(tmp_path: Path) -> None:
    found = check(photo(tmp_path / "dop.tif"))
    assert (found.format, found.crs, found.problem) == ("GeoTIFF", "EPSG:25832", None)
    assert found.objects == {"bands": 3, "pixels": 2000}
    assert found.extent_wgs84 == pytest.approx((6.6669, 51.4849, 6.6671, 51.4852), abs=1e-3)
    assert [(n.id, dict(n.arguments)) for n in found.notes] == [
        ("city.survey.photo", {"columns": 40, "rows": 50, "pixel": 0.2})
    ]
    assert [n.id for n in check(photo(tmp_path / "bare.tif", None)).notes] == [
        "city.survey.photo",
        "vector.note.no-crs",
    ]


def test_the_pixels_of_a_photo_in_degrees_are_told_in_metres(tmp_path: Path) -> None:
    with rasterio.open(
        *(tmp_path / "degrees.tif", "w"),
        driver="GTiff",
        height=9,
        width=9,
        count=3,
        dtype="uint8",
        crs="EPSG:4326",
        transform=Affine(1e-5, 0, 6.6, 0, -1e-5, 51.5),
    ) as file:
        file.write(np.zeros((3, 9, 9), np.uint8))
    (note,) = check(tmp_path / "degrees.tif").notes
    assert dict(note.arguments)["pixel"] == pytest.approx(1.112)


def test_a_picture_with_a_world_file_is_a_photo_and_one_without_a_texture(tmp_path: Path) -> None:
    image = io.BytesIO()
    Image.new("RGB", (30, 20)).save(image, "JPEG")
    (tmp_path / "dop.jpg").write_bytes(image.getvalue())
    (tmp_path / "dop.jgw").write_text(f"1\n0\n0\n-1\n{EAST}\n{NORTH}\n")
    (found,) = check_files((tmp_path,), None, Job()).files
    assert [n.id for n in found.notes] == ["city.survey.photo", "vector.note.no-crs"]


def test_a_photo_among_terrain_is_no_terrain(tmp_path: Path) -> None:
    """As states deliver them: everything of a tile in one archive."""
    (tmp_path / "city.gml").write_text(city(block("a")), "utf-8")
    photo(tmp_path / "dop.tif", pixel=4.0)
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(tmp_path / "city.gml", "city.gml")
        archive.write(tmp_path / "dop.tif", "dop/dop.tif")
        for name, east in (("west", EAST), ("east", EAST + 100)):
            rows = "\n".join(" ".join(["24"] * 100) for _ in range(300))
            head = f"ncols 100\nnrows 300\nxllcorner {east}\nyllcorner {NORTH - 300}\ncellsize 1\n"
            archive.writestr(f"dgm/{name}.asc", head + rows)
    done = import_site(ImportRequest((tmp_path / "all.zip",)), Job())
    assert not done.site.terrain_made
    assert np.unique(done.site.terrain.values).tolist() == [24]
    assert done.site.terrain.extent.width == 200
    said = {(n.id, str(dict(n.arguments).get("file"))) for n in done.checkup.notes}
    assert ("city.note.not-used", "all.zip:dop/dop.tif") in said
    assert ("city.note.used-as-terrain", "all.zip:dgm/west.asc") in said
    with pytest.raises(PlanningError, match="photo-as-terrain"):
        import_site(ImportRequest((tmp_path / "city.gml",), terrain=tmp_path / "dop.tif"), Job())


def test_parcels_are_counted_with_their_area_and_their_use_is_said(shared_data: Path, tmp_path: Path) -> None:
    path = shared_data / "site_duisburg_baerl/flurstuecke_alkis.gml"
    found = check(path)
    assert (found.format, found.crs, found.objects) == ("GML", "EPSG:25832", {"Polygon": 1})
    assert len(found.extent_wgs84) == 4
    note = found.notes[0]
    assert (note.id, dict(note.arguments)) == ("city.survey.parcels-area", {"count": 1, "hectares": 0.07})
    with zipfile.ZipFile(tmp_path / "parcels.zip", "w") as archive:
        archive.write(path, "in/flurstuecke.gml")
    assert check(tmp_path / "parcels.zip").notes[0] == note


def test_measurements_are_named(shared_data: Path) -> None:
    with pytest.raises(PlanningError, match="no-model") as caught:
        check_files((shared_data / "sensors/sta11_bgs_glasgow.zip",), None, Job())
    assert dict(caught.value.text.arguments)["kind"].id == "city.kind.sensors"


def test_papers_are_not_needed_but_what_may_be_a_model_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "town.gml").write_text(city(block("a")), "utf-8")
    (tmp_path / "Lies mich.txt").write_text("Guten Tag", "utf-8")
    (tmp_path / "tile.gml").write_text("Guten Tag", "utf-8")
    checks = {check.name: check for check in check_files((tmp_path,), None, Job()).files}
    assert checks["Lies mich.txt"].problem is None
    assert [note.id for note in checks["Lies mich.txt"].notes] == ["city.note.not-used"]
    assert checks["tile.gml"].problem == Text.of("error.city.no-model", file="tile.gml", kind=Kind.UNKNOWN.text)


def test_of_papers_alone_nothing_can_be_said(tmp_path: Path) -> None:
    for name in ("a.txt", "b.md"):
        (tmp_path / name).write_text("Guten Tag", "utf-8")
    with pytest.raises(PlanningError) as caught:
        check_files((tmp_path,), None, Job())
    assert caught.value.text.id == "error.city.no-model"


def test_a_broken_model_among_papers_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Guten Tag", "utf-8")
    (tmp_path / "broken.city.json").write_text('{"type": "CityJSON", ', "utf-8")
    with pytest.raises(PlanningError) as caught:
        check_files((tmp_path,), None, Job())
    assert dict(caught.value.text.arguments)["file"] == "broken.city.json"
