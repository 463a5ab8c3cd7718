"""Imports that stop and go on, files that change, cities too large for one table."""

from pathlib import Path

import pytest
from helpers.citygml import block, building, city, pointing_to

from planningtable.app.importer import ImportRequest, import_site, make_workshop
from planningtable.app.intake import pipeline
from planningtable.app.session import Session
from planningtable.city.grid import Extent
from planningtable.city.job import Job
from planningtable.domain.commands import AddVariant
from planningtable.domain.text import CancelledError, PlanningError, Text
from planningtable.store.city_intake import intake_path
from planningtable.store.city_tiles import CityTiles


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Four tiles in a folder, six buildings each."""
    folder = tmp_path / "Kacheln Süd"
    folder.mkdir()
    for number in range(4):
        write_tile(folder, number)
    return folder


def write_tile(folder: Path, number: int, height: float = 6.0) -> None:
    blocks = (block(f"t{number}-b{i}", x=600.0 * number + 30.0 * i, height=height) for i in range(6))
    (folder / f"kachel_{number}.gml").write_text(city(*blocks), "utf-8")


@pytest.fixture
def read_names(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the documents that are really read."""
    names: list[str] = []
    task = pipeline._Reading._task

    def noted(self: pipeline._Reading, document: pipeline.Document) -> object:
        names.append(document.part.name)
        return task(self, document)

    monkeypatch.setattr(pipeline._Reading, "_task", noted)
    return names


def test_a_folder_of_tiles_becomes_one_site(town: Path, tmp_path: Path) -> None:
    path = tmp_path / "w.gpkg"
    done = make_workshop(path, ImportRequest((town,)), Job())
    assert len(done.site.buildings) == 24
    assert [f.name for f in done.checkup.files] == [f"kachel_{n}.gml" for n in range(4)]
    with Session.open(path) as session:
        assert session.site.digest == done.site.digest
        assert session.site.buildings.ids == done.site.buildings.ids
    with CityTiles.open(path) as tiles:
        assert sum(row.buildings for row in tiles.index()) == 24
        assert len({(row.column, row.row) for row in tiles.index()}) >= 4
    assert not intake_path(path).exists()


def test_an_import_that_was_stopped_goes_on(town: Path, tmp_path: Path, read_names: list[str]) -> None:
    path = tmp_path / "w.gpkg"

    def stop_in_the_third(_: float, what: Text) -> None:
        if dict(what.arguments).get("file") == "kachel_2.gml" and what.id == "city.job.reading":
            raise CancelledError

    with pytest.raises(CancelledError):
        make_workshop(path, ImportRequest((town,)), Job(stop_in_the_third))
    assert intake_path(path).exists()
    assert not path.exists()
    before = len(read_names)
    read_names.clear()
    done = make_workshop(path, ImportRequest((town,)), Job())
    assert 0 < len(read_names) < 4
    assert before >= 2
    assert done.site.digest == import_site(ImportRequest((town,)), Job()).site.digest
    assert [f.shown for f in done.checkup.files] == [6, 6, 6, 6]


def test_an_update_reads_what_changed_and_keeps_what_people_did(
    town: Path, tmp_path: Path, read_names: list[str]
) -> None:
    path = tmp_path / "w.gpkg"
    make_workshop(path, ImportRequest((town,), name="Werkstatt"), Job())
    with Session.open(path) as session:
        session.execute(AddVariant("v1", "Mehr Bäume"), "facilitator")
        acts = session.event_count
    write_tile(town, 1, height=12.0)
    (town / "kachel_3.gml").unlink()
    read_names.clear()
    make_workshop(path, ImportRequest((town,)), Job(), update=True)
    assert read_names == ["kachel_1.gml"]
    with Session.open(path) as session:
        assert session.event_count == acts
        assert session.state.name == "Werkstatt"
        assert [v.title for v in session.state.variants] == ["base", "Mehr Bäume"]
        heights = dict(zip(session.site.buildings.ids, session.site.buildings.height.tolist(), strict=True))
        assert len(heights) == 18
        assert heights["t1-b0"] == pytest.approx(12)
        assert heights["t0-b0"] == pytest.approx(6)


def test_an_update_in_another_crs_is_refused_and_the_workshop_stays(town: Path, tmp_path: Path) -> None:
    path = tmp_path / "w.gpkg"
    make_workshop(path, ImportRequest((town,)), Job())
    content = path.read_bytes()
    other = tmp_path / "other.gml"
    other.write_text(city(block("x"), srs="EPSG:25831"), "utf-8")
    with pytest.raises(PlanningError, match="other-crs"):
        make_workshop(path, ImportRequest((other,)), Job(), update=True)
    assert path.read_bytes() == content


def test_ids_at_the_edges_of_tiles_come_once(tmp_path: Path) -> None:
    one, two = tmp_path / "a.gml", tmp_path / "b.gml"
    one.write_text(city(block("edge"), block("west", x=-40)), "utf-8")
    two.write_text(city(block("edge"), block("east", x=40)), "utf-8")
    done = import_site(ImportRequest((one, two)), Job())
    assert sorted(done.site.buildings.ids) == ["east", "edge", "west"]
    assert [f.given == f.shown + len(f.reported) for f in done.checkup.files] == [True, True]


def test_a_broken_file_stops_none_of_the_others(town: Path) -> None:
    whole = (town / "kachel_1.gml").read_text("utf-8")
    (town / "kachel_1.gml").write_text(whole[: len(whole) // 2], "utf-8")
    done = import_site(ImportRequest((town,)), Job())
    problems = [f.problem.id if f.problem else "" for f in done.checkup.files]
    assert problems == ["", "error.city.truncated", "", ""]
    assert len(done.site.buildings) == 18 + done.checkup.files[1].shown
    assert "city.note.file-problem-named" in [note.id for note in done.checkup.notes]


@pytest.mark.parametrize("whole", [0, 12 * 2**20], ids=["chunk by chunk", "as a whole"])
def test_every_document_finds_its_place(town: Path, monkeypatch: pytest.MonkeyPatch, whole: int) -> None:
    monkeypatch.setattr(pipeline, "WHOLE", whole)
    assert len(import_site(ImportRequest((town,)), Job()).site.buildings) == 24


def test_files_of_one_name_in_two_folders_are_two_files(tmp_path: Path) -> None:
    paths = []
    for number, folder in enumerate(("nord", "süd")):
        (tmp_path / folder).mkdir()
        paths.append(tmp_path / folder / "gebaeude.gml")
        paths[-1].write_text(city(block(folder, x=100.0 * number)), "utf-8")
    assert sorted(import_site(ImportRequest(tuple(paths)), Job()).site.buildings.ids) == ["nord", "süd"]


def test_buildings_without_ids_of_several_files_are_all_there(tmp_path: Path) -> None:
    paths = []
    for number in range(3):
        paths.append(tmp_path / f"{number}.gml")
        text = city(block("a", x=100.0 * number), block("b", x=100.0 * number + 40.0))
        paths[-1].write_text(text.replace('<bldg:Building gml:id="a">', "<bldg:Building>"), "utf-8")
    done = import_site(ImportRequest(tuple(paths)), Job())
    assert len(done.site.buildings) == 6
    assert len(set(done.site.buildings.ids)) == 6
    assert [f.shown for f in done.checkup.files] == [2, 2, 2]


def test_a_building_at_the_edge_comes_back_when_its_other_file_goes(tmp_path: Path) -> None:
    one, two, path = tmp_path / "a.gml", tmp_path / "b.gml", tmp_path / "w.gpkg"
    one.write_text(city(block("edge"), block("west", x=-40)), "utf-8")
    two.write_text(city(block("edge"), block("east", x=40)), "utf-8")
    make_workshop(path, ImportRequest((one, two)), Job())
    one.write_text(city(block("west", x=-40)), "utf-8")
    done = make_workshop(path, ImportRequest((one, two)), Job(), update=True)
    assert sorted(done.site.buildings.ids) == ["east", "edge", "west"]
    assert done.site.digest == import_site(ImportRequest((one, two)), Job()).site.digest


def test_references_to_other_chunks_are_found_in_large_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.gml"
    many = "".join(block(f"n{i}", x=30.0 * i) for i in range(1500))
    path.write_text(city(building("lost", pointing_to("last-south-p")), many, block("last", x=-60)), "utf-8")
    monkeypatch.setattr(pipeline, "WHOLE", 0)
    done = import_site(ImportRequest((path,)), Job())
    assert len(done.site.buildings) == 1502
    assert done.checkup.files[0].repaired == ()


def test_an_area_is_cut_out_and_the_city_stays(town: Path, tmp_path: Path) -> None:
    path = tmp_path / "w.gpkg"
    whole = import_site(ImportRequest((town,)), Job()).site
    west, south = whole.buildings.footprints[0].bounds[:2]
    area = Extent(west - 50.0, south - 50.0, west + 300.0, south + 200.0)
    done = make_workshop(path, ImportRequest((town,), area=area), Job())
    assert len(done.site.buildings) == 6
    assert done.site.extent == area
    with Session.open(path) as session:
        assert session.site.digest == done.site.digest
    with CityTiles.open(path) as tiles:
        assert sum(row.buildings for row in tiles.index()) == 24
    again = make_workshop(path, ImportRequest((town,)), Job(), update=True)
    assert again.site.extent == area
    with pytest.raises(PlanningError, match="area-empty"):
        import_site(ImportRequest((town,), area=Extent(0.0, 0.0, 10.0, 10.0)), Job())
