import zipfile
from pathlib import Path

import numpy as np
import pytest
import rasterio
from helpers.citygml import EAST, NORTH, UP, block, building, city, tin
from rasterio.transform import Affine

from planningtable.app.importer import ImportRequest, import_site, make_workshop
from planningtable.city.digest import digest_of
from planningtable.city.job import Job
from planningtable.city.land_cover import LandCover
from planningtable.domain.text import CancelledError, PlanningError, Text


def write_city(tmp_path: Path, *members: str, srs: str | None = "urn:adv:crs:ETRS89_UTM32*DE_DHHN2016_NH") -> Path:
    path = tmp_path / "quarter.gml"
    path.write_text(city(*members, srs=srs), "utf-8")
    return path


def write_terrain(tmp_path: Path, east: float = EAST) -> Path:
    path = tmp_path / "dgm.tif"
    values = np.full((200, 200), UP, np.float32)
    profile = {"driver": "GTiff", "height": 200, "width": 200, "count": 1, "dtype": "float32", "crs": "EPSG:25832"}
    with rasterio.open(path, "w", **profile, transform=Affine(1, 0, east - 50, 0, -1, NORTH + 150)) as file:
        file.write(values, 1)
        file.update_tags(LICENCE="dl-de/zero-2-0")
    return path


def write_cover(tmp_path: Path) -> Path:
    path = tmp_path / "cover.tif"
    codes = np.full((200, 200), int(LandCover.LAWN), np.uint8)
    profile = {"driver": "GTiff", "height": 200, "width": 200, "count": 1, "dtype": "uint8", "crs": "EPSG:25832"}
    with rasterio.open(path, "w", **profile, transform=Affine(1, 0, EAST - 50, 0, -1, NORTH + 150)) as file:
        file.write(codes, 1)
    return path


def packed(archive: Path, *files: Path) -> Path:
    with zipfile.ZipFile(archive, "w") as zipped:
        for file in files:
            zipped.write(file, file.name)
    return archive


def test_land_cover_may_be_a_raster_in_an_archive(tmp_path: Path) -> None:
    path, terrain, cover = write_city(tmp_path, block("a")), write_terrain(tmp_path), write_cover(tmp_path)
    (tmp_path / "readme.txt").write_text("", "utf-8")
    archive = packed(tmp_path / "cover.zip", tmp_path / "readme.txt", cover)
    found = [
        import_site(ImportRequest((path,), terrain=terrain, land_cover=file), Job()).site for file in (cover, archive)
    ]
    assert np.array_equal(found[0].land_cover.values, found[1].land_cover.values)
    assert (found[1].land_cover.values == LandCover.LAWN).any()
    assert [(s.what, s.name, s.format) for s in found[1].sources[2:]] == [("land-cover", "cover.zip", "GeoTIFF")]


def test_of_several_rasters_of_land_cover_none_is_guessed(tmp_path: Path) -> None:
    path, terrain, cover = write_city(tmp_path, block("a")), write_terrain(tmp_path), write_cover(tmp_path)
    both = packed(tmp_path / "both.zip", cover, terrain)
    with pytest.raises(PlanningError) as error:
        import_site(ImportRequest((path,), terrain=terrain, land_cover=both), Job())
    assert error.value.text == Text.of("error.city.cover-several", file="both.zip", count=2)


def test_each_terrain_file_that_is_used_is_a_source(tmp_path: Path) -> None:
    path, near = write_city(tmp_path, block("a")), write_terrain(tmp_path)
    second = near.rename(tmp_path / "second.tif")
    write_terrain(tmp_path).rename(tmp_path / "third.tif")
    far = write_terrain(tmp_path, EAST + 50_000).rename(tmp_path / "far.tif")
    request = ImportRequest((path,), terrain=(second, tmp_path / "third.tif", far))
    sources = [s for s in import_site(request, Job()).site.sources if s.what == "terrain"]
    assert [(s.name, s.format, s.licence) for s in sources] == [
        ("second.tif", "GeoTIFF", "dl-de/zero-2-0"),
        ("third.tif", "GeoTIFF", "dl-de/zero-2-0"),
    ]
    assert all(len(s.sha256) == 64 for s in sources)


def test_a_site_from_city_and_terrain(tmp_path: Path) -> None:
    path, terrain = write_city(tmp_path, block("a"), block("b", x=40)), write_terrain(tmp_path)
    told: list[float] = []
    done = import_site(ImportRequest((path,), terrain=terrain), Job(lambda fraction, _: told.append(fraction)))
    site = done.site
    assert (site.crs, site.vertical) == ("EPSG:25832", "DE_DHHN2016_NH")
    assert site.buildings.ids == ("a", "b")
    assert site.extent == site.terrain.extent == site.land_cover.extent
    assert not site.terrain_made
    assert (site.land_cover.values == LandCover.BUILDING).sum() == 200
    assert [(s.what, s.name, s.format, s.version, s.crs) for s in site.sources] == [
        ("city", "quarter.gml", "CityGML", "2.0", "EPSG:25832"),
        ("terrain", "dgm.tif", "GeoTIFF", "", "EPSG:25832"),
    ]
    assert site.sources[1].licence == "dl-de/zero-2-0"
    assert all(len(s.sha256) == 64 for s in site.sources)
    assert site.digest == digest_of(site)
    assert done.name == "quarter"
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_drawing_coordinates_are_near_the_origin(tmp_path: Path) -> None:
    site = import_site(ImportRequest((write_city(tmp_path, block("a"), block("b", x=40)),)), Job()).site
    assert np.abs(site.surfaces.vertices[:, :2]).max() < 100
    points = site.surfaces.ring_points[:, :2] + np.array(site.origin)
    assert points.min(axis=0) == pytest.approx([EAST, NORTH])


def test_the_same_files_give_the_same_digest_and_others_do_not(tmp_path: Path) -> None:
    path = write_city(tmp_path, block("a"))
    one, two = (import_site(ImportRequest((path,)), Job()).site.digest for _ in range(2))
    assert one == two
    path.write_text(city(block("a", height=7)), "utf-8")
    assert import_site(ImportRequest((path,)), Job()).site.digest != one


def test_without_terrain_it_is_made_and_said(tmp_path: Path) -> None:
    done = import_site(ImportRequest((write_city(tmp_path, block("a")),), language="en"), Job())
    assert done.site.terrain_made
    assert np.allclose(done.site.terrain.values, UP)
    assert any("No terrain model" in note for note in done.site.notes)
    assert "city.note.terrain-made" in {note.id for note in done.checkup.notes}


def test_a_tin_in_the_file_is_the_terrain(tmp_path: Path) -> None:
    corners = [(-50.0, -50.0, 1.0), (90.0, -50.0, 1.0), (90.0, 90.0, 1.0), (-50.0, 90.0, 1.0)]
    relief = tin([corners[0], corners[1], corners[2]], [corners[0], corners[2], corners[3]])
    site = import_site(ImportRequest((write_city(tmp_path, block("a"), relief),)), Job()).site
    assert not site.terrain_made
    assert np.allclose(site.terrain.values, UP + 1)


def test_a_tin_elsewhere_is_named_and_not_used(tmp_path: Path) -> None:
    relief = tin([(5000.0, 5000.0, 1.0), (5090.0, 5000.0, 1.0), (5090.0, 5090.0, 1.0)])
    done = import_site(ImportRequest((write_city(tmp_path, block("a"), relief),)), Job())
    assert done.site.terrain_made
    assert "city.note.tin-elsewhere" in {note.id for note in done.checkup.notes}


def test_two_files_become_one_site(tmp_path: Path) -> None:
    one = write_city(tmp_path, block("a"))
    two = tmp_path / "second.gml"
    two.write_text(city(block("b", x=30), block("a"), srs="urn:ogc:def:crs:EPSG::25832"), "utf-8")
    done = import_site(ImportRequest((one, two)), Job())
    assert done.site.buildings.ids == ("a", "b")
    assert [f.shown for f in done.checkup.files] == [1, 1]
    assert [r.why.id for r in done.checkup.files[1].reported] == ["city.reason.duplicate"]


def test_a_chosen_crs_overrides_the_file(tmp_path: Path) -> None:
    path = write_city(tmp_path, block("a"), srs="CH1903")
    with pytest.raises(PlanningError, match="wrong-crs"):
        import_site(ImportRequest((path,)), Job())
    assert import_site(ImportRequest((path,), crs="EPSG:25832"), Job()).site.crs == "EPSG:25832"


@pytest.mark.parametrize(
    ("members", "srs", "problem"),
    [
        ([block("a")], None, "no-crs"),
        ([block("a")], "EPSG:31468", "wrong-crs"),
        ([], "EPSG:25832", "no-buildings"),
        ([building("a", "")], "EPSG:25832", "nothing-shown"),
    ],
)
def test_what_the_user_must_put_right(tmp_path: Path, members: list[str], srs: str | None, problem: str) -> None:
    with pytest.raises(PlanningError, match=problem):
        import_site(ImportRequest((write_city(tmp_path, *members, srs=srs),)), Job())


def test_terrain_elsewhere(tmp_path: Path) -> None:
    request = ImportRequest((write_city(tmp_path, block("a")),), terrain=write_terrain(tmp_path, EAST + 9000))
    with pytest.raises(PlanningError, match="no-overlap"):
        import_site(request, Job())


def test_cancel(tmp_path: Path) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(CancelledError):
        import_site(ImportRequest((write_city(tmp_path, block("a")),)), job)


def test_karlsruhe_asks_for_its_crs_and_is_read_with_it(shared_data: Path) -> None:
    path = shared_data / "citygml/v1_karlsruhe_lindenallee_nosrs.gml"
    with pytest.raises(PlanningError, match="no-crs") as caught:
        import_site(ImportRequest((path,)), Job())
    assert str(dict(caught.value.text.arguments)["suggestion"]).startswith("EPSG:31467 ")
    assert len(import_site(ImportRequest((path,), crs="31467"), Job()).site.buildings) == 95


def test_den_haag_brings_its_own_ground(shared_data: Path) -> None:
    site = import_site(ImportRequest((shared_data / "citygml/v1_denhaag_01.xml.gz",)), Job()).site
    assert (site.crs, len(site.buildings), int(site.buildings.parts.sum())) == ("EPSG:28992", 844, 1653)
    assert not site.terrain_made
    assert np.isfinite(site.terrain.values).all()
    # The ground surfaces lie on the TIN: nine in ten buildings within half a metre of it.
    centres = np.array([(f.centroid.x, f.centroid.y) for f in site.buildings.footprints])
    off = np.abs(site.terrain.sample(centres[:, 0], centres[:, 1]) - site.buildings.ground)
    assert np.quantile(off, 0.9) < 1.0


def test_duisburg_with_its_oblong_terrain(shared_data: Path) -> None:
    folder = shared_data / "site_duisburg_baerl"
    request = ImportRequest((folder / "lod2_existing_338_5706.gml",), terrain=folder / "dgm1_site.tif")
    site = import_site(request, Job()).site
    assert site.terrain.cell == 1.0
    assert len(site.buildings) == 4
    assert 25 < float(site.terrain.values.min()) < float(site.terrain.values.max()) < 40


def test_a_long_title_is_cut_and_a_long_name_refused_before_reading(tmp_path: Path) -> None:
    file = tmp_path / "a.gml"
    text = city(block("a"), block("b", x=30))
    begin = text.index(">", text.index("CityModel")) + 1
    file.write_text(f"{text[:begin]}<gml:name>{'Stadtmodell der Landeshauptstadt ' * 4}</gml:name>{text[begin:]}")
    made = make_workshop(tmp_path / "w.gpkg", ImportRequest((file,)), Job())
    assert made.name.startswith("Stadtmodell der Landeshauptstadt Stadtmodell")
    assert made.name.endswith("…")
    assert len(made.name) <= 80
    with pytest.raises(PlanningError, match="text-long"):
        make_workshop(tmp_path / "x.gpkg", ImportRequest((file,), name="x" * 81), Job())
    with pytest.raises(PlanningError, match="long-name") as caught:
        make_workshop(tmp_path / f"{'ü' * 120}.gpkg", ImportRequest((file,)), Job())
    assert dict(caught.value.text.arguments) == {"length": 245, "limit": 230}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.gml", "w.gpkg"]
