"""The city beyond the site, as it is loaded and drawn where people look."""

import shutil
import sqlite3
import threading
from contextlib import closing
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from helpers.citygml import EAST, NORTH, UP, block, city
from pytestqt.qtbot import QtBot

from planningtable.app.city_beyond import city_beyond
from planningtable.app.importer import ImportRequest, make_workshop
from planningtable.app.session import Session
from planningtable.city.grid import Extent
from planningtable.city.job import Job
from planningtable.store.city_tiles import CityTiles
from scenes.camera import Camera, Size, oblique
from scenes.hosts import OffscreenWindow
from scenes.view import SceneView
from ui.background import Background
from ui.city_source import CitySource

SIZE = Size(320, 200)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty blocks in a row of four kilometres; people plan on the first 300 m."""
    folder = tmp_path_factory.mktemp("town")
    file = folder / "town.gml"
    file.write_text(city(*(block(f"b{i}", x=200.0 * i) for i in range(20))))
    path = folder / "town.gpkg"
    area = Extent(EAST - 50, NORTH - 50, EAST + 250, NORTH + 50)
    make_workshop(path, ImportRequest((file,), crs="EPSG:25832", area=area), Job())
    return path


@pytest.fixture
def source(qtbot: QtBot):
    del qtbot
    background = Background()
    made = CitySource(background)
    yield made
    background.close()
    made.close()


def _opened(source: CitySource, session: Session, qtbot: QtBot) -> Extent:
    source.open(partial(city_beyond, session), session.site)
    qtbot.waitUntil(lambda: source.extent is not None and source.content.earth is not None, timeout=20_000)
    assert source.extent is not None
    return source.extent


def test_all_of_the_city_comes_from_afar_and_what_is_near_from_near(
    workshop: Path, source: CitySource, qtbot: QtBot
) -> None:
    with Session.open(workshop) as session:
        assert len(session.site.buildings) < 5
        extent = _opened(source, session, qtbot)
        assert extent.width > 3700
        source.look(1, oblique(extent, UP, SIZE), SIZE)
        qtbot.waitUntil(lambda: sum(len(far.mesh.triangles) for far in source.content.far.values()) >= 18 * 10)
        assert not source.content.near
        source.look(1, Camera(EAST + 2000.0, NORTH, UP, 120.0, 0.0, 50.0), SIZE)
        qtbot.waitUntil(lambda: bool(source.content.near), timeout=20_000)
        # Eight tiles lie in a row; those that could reach into the picture from a hill count as seen.
        assert 1 <= len(source.content.far) <= 2
        assert len(source.content.near) <= 4


def test_squares_that_are_near_are_made_anew_for_images_and_stay_until_then(
    workshop: Path, source: CitySource, qtbot: QtBot
) -> None:
    with Session.open(workshop) as session:
        _opened(source, session, qtbot)
        source.look(1, Camera(EAST + 2000.0, NORTH, UP, 120.0, 0.0, 50.0), SIZE)
        qtbot.waitUntil(lambda: bool(source.content.near), timeout=20_000)
        white = dict(source.content.near)
        source.paint(painted=True)
        assert source.content.near.keys() >= white.keys()
        qtbot.waitUntil(
            lambda: all(source.content.near[key] is not mesh for key, mesh in white.items()), timeout=20_000
        )
        painted = dict(source.content.near)
        source.paint(painted=True)
        qtbot.wait(100)
        assert all(source.content.near[key] is mesh for key, mesh in painted.items())


def test_the_city_is_seen_where_the_site_ends(workshop: Path, source: CitySource, qtbot: QtBot) -> None:
    view = SceneView()
    view.size = SIZE
    window = OffscreenWindow(view)
    try:
        with Session.open(workshop) as session:
            _opened(source, session, qtbot)
            view.show(session.site)
            view.camera = camera = Camera(EAST + 1000.0, NORTH, UP, 300.0, 0.0, 50.0)
            empty = window.picture().astype(int)
            source.look(1, camera, SIZE)
            qtbot.waitUntil(lambda: bool(source.content.far), timeout=20_000)
            view.commit_around(source.content)
            full = window.picture().astype(int)
            view.commit_around(None)
            again = window.picture().astype(int)
        # The ground fills the lower half, and a block stands in the middle.
        changed = np.abs(full - empty).max(axis=2) > 0
        assert changed[110:].mean() > 0.9
        assert full[80:100, 140:180].std() > full[150:, 140:180].std()
        assert np.array_equal(again, empty)
    finally:
        window.close()


def test_a_workshop_without_more_city_has_none(source: CitySource, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "small.gml"
    file.write_text(city(block("a"), block("b", x=40)))
    make_workshop(tmp_path / "small.gpkg", ImportRequest((file,), crs="EPSG:25832"), Job())
    with Session.open(tmp_path / "small.gpkg") as session:
        assert city_beyond(session) is None
        source.open(partial(city_beyond, session), session.site)
        source.look(1, Camera(EAST, NORTH, UP, 100.0), SIZE)
        qtbot.wait(200)
        assert source.extent is None
        assert source.content.earth is None


def test_a_damaged_square_is_told_and_the_others_come_all_the_same(
    workshop: Path, source: CitySource, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "damaged.gpkg"
    shutil.copy(workshop, path)
    with closing(sqlite3.connect(path)) as db, db:
        (row,) = db.execute("SELECT id FROM pt_city_fragment ORDER BY west DESC LIMIT 1").fetchone()
        db.execute("UPDATE pt_city_blocks SET data = x'00' WHERE id = ?", (row,))
    told: list[str] = []
    source._background.problem.connect(lambda text: told.append(text.id))
    with Session.open(path) as session:
        source.open(partial(city_beyond, session), session.site)
        qtbot.waitUntil(lambda: source.extent is not None, timeout=20_000)
        assert source.extent is not None
        # The damaged end is the nearest: it is asked for first.
        source.look(1, Camera(EAST + 3800.0, NORTH, UP, 9000.0), SIZE)
        qtbot.waitUntil(lambda: bool(source.content.far), timeout=20_000)
        qtbot.waitUntil(lambda: source._job is None, timeout=20_000)
    assert "error.store.damaged" in told


def test_a_city_that_opens_while_the_window_closes_is_closed_too(
    workshop: Path, source: CitySource, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[CityTiles] = []
    close = CityTiles.close
    monkeypatch.setattr(CityTiles, "close", lambda tiles: closed.append(tiles) or close(tiles))
    found = threading.Event()
    with Session.open(workshop) as session:

        def find() -> CityTiles | None:
            tiles = city_beyond(session)
            found.set()
            return tiles

        source.open(find, session.site)
        assert found.wait(20)
        source._background.close()  # waits for the worker; its answer is not heard any more
        source.close()
    qtbot.wait(10)
    assert source.extent is None
    assert len(closed) == 1
