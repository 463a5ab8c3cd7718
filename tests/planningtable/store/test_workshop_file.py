"""The file itself: what GIS programs read in it, that its log only grows, that it is one file when closed."""

import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pyogrio
import pytest
import shapely
from helpers.workshops import idea, played, small_site, tree

from planningtable.app.session import Session
from planningtable.city.digest import digest_of
from planningtable.domain.commands import AddVariant, RemoveMeasure
from planningtable.domain.text import PlanningError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "werkstatt.gpkg"
    played(path).close()
    return path


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute(sql).fetchall()


def test_gdal_lists_and_reads_the_layers(path: Path) -> None:
    layers = {str(name): kind for name, kind in pyogrio.list_layers(path)}
    assert {"contributions", "measures", "buildings", "pt_events", "pt_meta"} == set(layers)
    contributions = pyogrio.read_dataframe(path, "contributions")
    assert contributions.crs == "EPSG:25832"
    assert list(contributions["id"]) == ["c1", "c2", "c3"]
    assert list(contributions.geom_type) == ["Point", "Point", "Polygon"]
    assert list(contributions["agree"]) == [1, 1, 0]
    assert list(contributions["disagree"]) == [1, 0, 0]
    assert contributions["text"][1] == "Zu hoch; „finde ich“\n\nwirklich"
    assert contributions["at"].dt.year.min() >= 2026
    measures = pyogrio.read_dataframe(path, "measures")
    assert len(measures) == 8
    assert set(measures["variant"]) == {"v1", "v2"}
    assert json.loads(measures["parameters"][0]) == {"height": 8.0}
    buildings = pyogrio.read_dataframe(path, "buildings")
    site = small_site()
    assert list(buildings["id"]) == list(site.buildings.ids)
    assert list(buildings["height"]) == site.buildings.height.tolist()
    assert shapely.equals(buildings.geometry.to_numpy(), site.buildings.footprints).all()
    with Session.open(path) as session:
        assert len(pyogrio.read_dataframe(path, "pt_events")) == session.event_count


def test_ogrinfo_finds_nothing_to_complain_about(path: Path) -> None:
    ogrinfo = shutil.which("ogrinfo")
    if ogrinfo is None:
        pytest.skip("ogrinfo is not installed here")
    done = subprocess.run([ogrinfo, "-ro", "-al", "-so", path], capture_output=True, text=True, check=True)
    assert "Layer name: contributions" in done.stdout
    assert "Warning" not in done.stdout + done.stderr
    assert "ERROR" not in done.stderr


def test_it_is_a_geopackage_by_the_letter(path: Path) -> None:
    """The requirements of OGC 12-128r17 that other programs look at first."""
    assert path.read_bytes()[68:72] == b"GPKG"
    assert rows(path, "PRAGMA user_version") == [(10300,)]
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert rows(path, "PRAGMA foreign_key_check") == []
    systems = {row[0] for row in rows(path, "SELECT srs_id FROM gpkg_spatial_ref_sys")}
    assert systems == {-1, 0, 4326, 25832}
    contents = dict(rows(path, "SELECT table_name, data_type FROM gpkg_contents"))  # type: ignore[arg-type]
    assert contents["contributions"] == "features"
    assert contents["pt_events"] == "attributes"
    columns = rows(path, "SELECT table_name, column_name, srs_id, z, m FROM gpkg_geometry_columns ORDER BY 1")
    assert columns == [(t, "geom", 25832, 0, 0) for t in ("buildings", "contributions", "measures")]
    west, south, east, north = rows(
        path, "SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = 'measures'"
    )[0]
    assert (west, south, east, north) == (565000.0, 5934000.0, 565090.0, 5934050.0)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE pt_events SET seat = 'nobody'",
        "UPDATE pt_events SET payload = '{}' WHERE seq = 1",
        "DELETE FROM pt_events",
        "DELETE FROM pt_events WHERE seq = (SELECT max(seq) FROM pt_events)",
        "INSERT OR REPLACE INTO pt_events SELECT * FROM pt_events WHERE seq = 1",
        "INSERT INTO pt_events SELECT 1, act, at, 'x', phase, variant, label, type, payload FROM pt_events LIMIT 1",
    ],
)
def test_the_log_is_append_only(path: Path, sql: str) -> None:
    before = rows(path, "SELECT * FROM pt_events")
    with closing(sqlite3.connect(path)) as conn, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        conn.execute(sql)
    assert rows(path, "SELECT * FROM pt_events") == before


def test_closed_it_is_one_file_and_a_copy_is_the_workshop(path: Path, tmp_path: Path) -> None:
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    copy = shutil.copy(path, tmp_path / "kopie.gpkg")
    with Session.open(path) as one, Session.open(copy) as other:
        assert one.state == other.state
        assert digest_of(one.site) == digest_of(other.site) == small_site().digest


def test_a_feature_keeps_its_fid_while_it_lives(path: Path) -> None:
    before = rows(path, "SELECT fid FROM measures WHERE id = 'm2'")
    with Session.open(path) as session:
        session.execute(RemoveMeasure("v1", "m1"), "seat-1")
        session.execute(tree("m9"), "seat-1")
    assert rows(path, "SELECT fid FROM measures WHERE id = 'm2'") == before
    assert rows(path, "SELECT count(*) FROM measures WHERE id IN ('m1', 'm9')") == [(1,)]


def test_what_another_program_wrote_into_the_layers_does_not_count(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE contributions SET text = 'forged', agree = 99")
        conn.execute("DELETE FROM measures")
    with Session.open(path) as session:
        assert session.state.contributions[0].text == "Mehr Bäume"
    assert rows(path, "SELECT text, agree FROM contributions WHERE id = 'c1'") == [("Mehr Bäume", 1)]
    assert rows(path, "SELECT count(*) FROM measures") == [(8,)]


def test_a_spatial_index_of_another_program_does_not_get_in_the_way(path: Path) -> None:
    """QGIS and GDAL add an R-tree whose triggers call functions that plain SQLite lacks."""
    ogr2ogr = shutil.which("ogrinfo")
    if ogr2ogr is None:
        pytest.skip("ogrinfo is not installed here")
    sql = "SELECT CreateSpatialIndex('contributions', 'geom')"
    subprocess.run([ogr2ogr, path, "-sql", sql], capture_output=True, check=True)
    assert rows(path, "SELECT count(*) FROM rtree_contributions_geom") == [(3,)]
    with Session.open(path) as session:
        session.execute(idea("c9"), "seat-1")
    assert rows(path, "SELECT count(*) FROM rtree_contributions_geom") == [(4,)]


def test_a_commit_waits_for_the_disk(path: Path) -> None:
    """A killed process cannot show this, only a power cut: 2 is FULL."""
    with Session.open(path) as session:
        assert session._file._db.execute("PRAGMA synchronous").fetchone()[0] == 2
        assert session._file._db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert rows(path, "PRAGMA journal_mode") == [("delete",)]


def test_create_leaves_what_lies_there(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(PlanningError) as caught:
        Session.create(path, small_site(), "Other")
    assert caught.value.text.id == "error.store.exists"
    assert path.read_bytes() == before
    with Session.create(path, small_site(), "Other", replace=True) as session:
        assert session.state.name == "Other"
        assert session.event_count == 0


def test_create_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(PlanningError) as caught:
        Session.create(tmp_path / "nowhere" / "w.gpkg", small_site(), "W")
    assert caught.value.text.id == "error.store.no-folder"
    assert list(tmp_path.iterdir()) == []


def test_results_are_kept_and_the_oldest_go_first(path: Path) -> None:
    with Session.open(path) as session:
        session._file.cache._limit = 1000
        for n in range(10):
            session.keep(f"k{n}", bytes([n]) * 200)
        kept = [n for n in range(10) if session.cached(f"k{n}") is not None]
        session.keep("huge", bytes(2000))
        assert session.cached("huge") is None
    assert kept == [5, 6, 7, 8, 9]
    with Session.open(path) as session:
        assert session.cached("k9") == bytes([9]) * 200
        session.keep("k9", b"new")
        assert session.cached("k9") == b"new"


def test_a_crs_without_a_code_is_entered_as_undefined_metres(tmp_path: Path) -> None:
    from dataclasses import replace

    from planningtable.city.digest import sealed

    site = sealed(replace(small_site(), crs="local"))
    path = tmp_path / "local.gpkg"
    with Session.create(path, site, "Local") as session:
        session.execute(AddVariant("v1", "One"))
        session.execute(tree("m1"))
    assert len(pyogrio.read_dataframe(path, "measures")) == 1
