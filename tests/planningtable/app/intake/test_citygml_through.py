"""Own small files: geometry, references, levels of detail, attributes, encodings, archives."""

import gzip
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from helpers.citygml import block, boundary, box_rings, building, city, multi, pointing_to, polygon, tin

from planningtable.app.importer import check_files
from planningtable.app.intake.documents import delivery
from planningtable.app.intake.pipeline import take_in
from planningtable.app.intake.values import Aim
from planningtable.city.checkup import FileCheck
from planningtable.city.job import Job
from planningtable.city.model.piece import CityPiece, Tally
from planningtable.city.site import Buildings, SurfaceKind, Surfaces
from planningtable.city.tiles import put_together as joined
from planningtable.domain.text import CancelledError
from planningtable.store.city_intake import CityIntake


@dataclass(frozen=True)
class Done:
    """What came through the whole import of one file."""

    piece: CityPiece
    tally: Tally

    @property
    def buildings(self) -> Buildings:
        return self.piece.buildings

    @property
    def surfaces(self) -> Surfaces:
        return self.piece.surfaces

    @property
    def shown(self) -> int:
        return self.tally.shown.get("Building", 0)

    @property
    def reported(self) -> list[tuple[str, str]]:
        return [(r.id, r.why.id) for r in self.tally.reported]

    @property
    def repaired(self) -> list[tuple[str, str]]:
        return [(r.id, r.why.id) for r in self.tally.repaired]


def through(path: Path, job: Job | None = None) -> Done:
    job = job or Job()
    intake = CityIntake.open(None, "")
    try:
        found = delivery([path], job.part(0.0, 0.1))
        aim, findings = take_in(found.models, Aim(), intake, job.part(0.1, 1.0), 0)
        assert all(f.problem is None for f in findings)
        pieces = list(intake.tiles.pieces(intake.tiles.index()))
        return Done(joined(pieces, aim.origin), findings[0].tally)
    finally:
        intake.close()


def put_together(tmp_path: Path, text: str) -> Done:
    path = tmp_path / "city.gml"
    path.write_text(text, "utf-8")
    return through(path)


def check(path: Path) -> FileCheck:
    return check_files((path,), None, Job()).files[0]


def area_of(done: Done, kind: SurfaceKind) -> float:
    return float(done.surfaces.area[done.surfaces.kind == kind].sum())


def test_a_solid_by_reference_is_not_counted_twice(tmp_path: Path) -> None:
    done = put_together(tmp_path, city(block("a", size=10, height=6)))
    assert len(done.surfaces) == 6
    assert area_of(done, SurfaceKind.ROOF) == pytest.approx(100)
    assert area_of(done, SurfaceKind.WALL) == pytest.approx(240)
    assert done.buildings.height[0] == pytest.approx(6)
    assert done.buildings.ground[0] == pytest.approx(30)
    assert done.buildings.storeys[0] == 2
    assert bool(done.buildings.storeys_estimated[0])
    assert done.buildings.footprints[0].area == pytest.approx(100)


def test_a_solid_that_repeats_its_surfaces_is_not_counted_twice(tmp_path: Path) -> None:
    rings = box_rings(0, 0, 4, 4, 3)
    surfaces = "".join(boundary("WallSurface", n, polygon(f"{n}-p", r)) for n, r in rings.items())
    inline = "".join(f"<gml:surfaceMember>{polygon(f'{n}-q', r)}</gml:surfaceMember>" for n, r in rings.items())
    solid = f"<gml:Solid><gml:exterior><gml:CompositeSurface>{inline}</gml:CompositeSurface></gml:exterior></gml:Solid>"
    done = put_together(tmp_path, city(building("a", f"<bldg:lod2Solid>{solid}</bldg:lod2Solid>{surfaces}")))
    assert len(done.surfaces) == 6


def test_a_turned_surface_points_the_other_way(tmp_path: Path) -> None:
    ring = [(0.0, 0.0, 0.0), (4.0, 0.0, 0.0), (4.0, 0.0, 3.0), (0.0, 0.0, 3.0)]
    base = f"<gml:baseSurface>{polygon('p', ring)}</gml:baseSurface>"
    turned = f'<gml:OrientableSurface orientation="-">{base}</gml:OrientableSurface>'
    plain = put_together(tmp_path, city(building("a", boundary("WallSurface", "w", polygon("p", ring)))))
    other = put_together(tmp_path, city(building("a", boundary("WallSurface", "w", turned))))
    assert plain.surfaces.normal[0] == pytest.approx(-other.surfaces.normal[0])
    assert plain.surfaces.normal[0] == pytest.approx([0, -1, 0])


def test_blocks_without_semantics_get_roof_walls_and_ground(tmp_path: Path) -> None:
    faces = "".join(
        f"<gml:surfaceMember>{polygon(n, r)}</gml:surfaceMember>" for n, r in box_rings(0, 0, 8, 5, 7).items()
    )
    solid = f"<gml:Solid><gml:exterior><gml:CompositeSurface>{faces}</gml:CompositeSurface></gml:exterior></gml:Solid>"
    done = put_together(tmp_path, city(building("a", f"<bldg:lod1Solid>{solid}</bldg:lod1Solid>")))
    assert area_of(done, SurfaceKind.ROOF) == pytest.approx(40)
    assert area_of(done, SurfaceKind.GROUND) == pytest.approx(40)
    assert area_of(done, SurfaceKind.WALL) == pytest.approx(2 * (8 + 5) * 7)
    assert done.buildings.lod[0] == 1


def test_holes_take_area_away(tmp_path: Path) -> None:
    outer = [(0.0, 0.0, 5.0), (10.0, 0.0, 5.0), (10.0, 10.0, 5.0), (0.0, 10.0, 5.0)]
    hole = [(2.0, 2.0, 5.0), (2.0, 4.0, 5.0), (4.0, 4.0, 5.0), (4.0, 2.0, 5.0)]
    done = put_together(tmp_path, city(building("a", boundary("RoofSurface", "r", polygon("p", outer, hole)))))
    assert done.surfaces.area[0] == pytest.approx(96)
    assert done.buildings.footprints[0].area == pytest.approx(96)


def test_a_footprint_with_a_height_is_raised_and_one_without_is_reported(tmp_path: Path) -> None:
    ring = [(0.0, 0.0, 0.0), (10.0, 0.0, 0.0), (10.0, 5.0, 0.0), (0.0, 5.0, 0.0)]
    flat = multi(polygon("p", ring), "lod0FootPrint")
    high = building("a", f"<bldg:measuredHeight>9</bldg:measuredHeight>{flat}")
    done = put_together(tmp_path, city(high, building("b", flat.replace('"p"', '"q"'))))
    assert done.shown == 1
    assert done.buildings.height[0] == pytest.approx(9)
    assert area_of(done, SurfaceKind.WALL) == pytest.approx(30 * 9)
    assert done.reported == [("b", "city.reason.flat")]


def test_the_best_level_up_to_three_is_shown(tmp_path: Path) -> None:
    low = multi(polygon("low", box_rings(0, 0, 5, 5, 5)["roof"]), "lod1MultiSurface")
    mid = multi(polygon("mid", box_rings(0, 0, 6, 6, 5)["roof"]), "lod3MultiSurface")
    top = multi(polygon("top", box_rings(0, 0, 7, 7, 5)["roof"]), "lod4MultiSurface")
    done = put_together(tmp_path, city(building("a", low + mid + top), building("b", top.replace("top", "top2"))))
    assert dict(done.tally.lods) == {"1": 1, "3": 1, "4": 2}
    assert dict(zip(done.buildings.ids, done.surfaces.area.tolist(), strict=True)) == pytest.approx({"a": 36, "b": 49})
    # Of level 4 the shell is drawn where there is nothing else, and that is said.
    assert [(r.id, r.why.id) for r in done.tally.rough] == [("b", "city.rough.level-4")]


def test_a_reference_to_another_building_is_found_later_in_the_file(tmp_path: Path) -> None:
    link = pointing_to("b-south-p")
    done = put_together(tmp_path, city(building("a", link), block("b")))
    assert done.shown == 2
    assert done.repaired == []


def test_twice_the_same_id_is_reported(tmp_path: Path) -> None:
    done = put_together(tmp_path, city(block("a"), block("a", x=50)))
    assert done.shown == 1
    assert done.reported == [("a", "city.reason.duplicate")]


def test_parts_belong_to_their_building(tmp_path: Path) -> None:
    inner = (
        block("p")
        .partition(">")[2]
        .rpartition("</core:cityObjectMember>")[0]
        .replace("bldg:Building ", "bldg:BuildingPart ")
    )
    part = inner.replace("</bldg:Building>", "</bldg:BuildingPart>")
    extra = "<bldg:function>31001_3021</bldg:function><bldg:storeysAboveGround>4</bldg:storeysAboveGround>"
    text = city(building("a", f"{extra}<bldg:consistsOfBuildingPart>{part}</bldg:consistsOfBuildingPart>"))
    done = put_together(tmp_path, text)
    assert (done.tally.buildings, done.tally.building_parts) == (1, 1)
    assert done.buildings.nested.types == ("BuildingPart",)
    assert done.buildings.parts.tolist() == [1]
    assert done.buildings.uses == ("school",)
    assert done.buildings.storeys.tolist() == [4]
    assert not done.buildings.storeys_estimated[0]


def test_an_address_becomes_the_name(tmp_path: Path) -> None:
    address = (
        "<bldg:address><core:Address><core:xalAddress><xAL:AddressDetails><xAL:Locality>"
        "<xAL:LocalityName>Aue</xAL:LocalityName><xAL:Thoroughfare><xAL:ThoroughfareNumber>7a</xAL:ThoroughfareNumber>"
        "<xAL:ThoroughfareName>Mühlweg</xAL:ThoroughfareName></xAL:Thoroughfare></xAL:Locality></xAL:AddressDetails>"
        "</core:xalAddress></core:Address></bldg:address>"
    )
    done = put_together(tmp_path, city(block("a", extra=address)))
    assert done.buildings.names == done.buildings.addresses == ("Mühlweg 7a",)
    assert done.buildings.attributes[0]["town"] == "Aue"


def test_a_stated_height_that_contradicts_the_geometry_is_not_used(tmp_path: Path) -> None:
    done = put_together(tmp_path, city(block("a", extra="<bldg:measuredHeight>6000</bldg:measuredHeight>")))
    assert done.buildings.height[0] == pytest.approx(6)
    assert done.buildings.attributes[0]["measuredHeight"] == "6000"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "city.gml"
    name = "<gml:name>Straße</gml:name>"
    declared = {"utf-8-sig": "UTF-8"}.get(encoding, encoding.upper())
    path.write_bytes(city(block("a", extra=name)).replace("UTF-8", declared).encode(encoding))
    assert through(path).buildings.names == ("Straße",)
    assert check(path).encoding == declared


def test_gzip_and_zip(tmp_path: Path) -> None:
    text = city(block("a")).encode()
    packed = tmp_path / "city.gml.gz"
    packed.write_bytes(gzip.compress(text))
    archive = tmp_path / "city.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("folder/one.gml", text)
        file.writestr("folder/picture.jpg", b"no model")
        file.writestr("__MACOSX/folder/one.gml", b"no model")
    assert check(packed).buildings == 1
    assert check(archive).name == "city.zip:folder/one.gml"
    assert check(archive).buildings == 1


def test_a_tin_is_terrain_and_counted(tmp_path: Path) -> None:
    done = put_together(tmp_path, city(tin([(0, 0, 0), (9, 0, 0), (0, 9, 3)], [(9, 0, 0), (9, 9, 0), (0, 9, 3)])))
    assert done.piece.terrain.shape == (2, 3, 3)
    assert done.tally.objects == {"ReliefFeature": 1, "TINRelief": 1}
    assert np.ptp(done.piece.terrain[:, :, 2]) == pytest.approx(3)


def test_cancel_stops_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "city.gml"
    path.write_text(city(*(block(f"b{i}") for i in range(200))), "utf-8")
    job = Job()
    job.cancel()
    with pytest.raises(CancelledError):
        through(path, job)


def test_progress_grows_to_one(tmp_path: Path) -> None:
    path = tmp_path / "city.gml"
    path.write_text(city(*(block(f"b{i}") for i in range(100))), "utf-8")
    told: list[float] = []
    through(path, Job(lambda fraction, _: told.append(fraction)))
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)
    assert len(told) > 3
