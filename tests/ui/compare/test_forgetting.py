"""What a lens or a view has drawn is gone from the graphics card and from memory when it is closed."""

import gc
from collections.abc import Iterator

import pytest
from helpers.sites import block_site
from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QOpenGLContext
from PySide6.QtQuick import QQuickView

import ui.compare.cell_item
import ui.compare.part_item  # noqa: F401 - registers what draws beside the map with QML
from planningtable.city.job import Job
from planningtable.city.site import Site
from scenes.site_arrays import SiteArrays
from ui.scene_source import SceneSource

pytestmark = pytest.mark.gui

PICTURE = b"""
import QtQuick
import PlanningTable

Item {
    SceneItem { id: site; objectName: "map"; width: 300; height: 200 }
    ScenePart {
        objectName: "part"; x: 20; y: 20; width: 100; height: 100; lead: site; place: Qt.point(20, 20)
        visible: source !== null
    }
    SceneCell {
        objectName: "cell"; x: 150; width: 150; height: 200; lead: site
        visible: source !== null
    }
}
"""

MOST_NAMES = 3000
"""Names of OpenGL are counted up to here."""


class AtOnce:
    def start(self, work, done, failed=None, progress=None, *, urgent=False) -> Job:
        del failed, progress, urgent
        job = Job()
        done(work(job))
        return job


class Picture:
    """A window with a map and two items beside it."""

    def __init__(self, view: QQuickView, qtbot) -> None:
        self.view = view
        self._bot = qtbot
        self._counted: tuple[int, int] = (0, 0)
        view.afterRendering.connect(self._count)

    def item(self, name: str) -> QObject:
        found = self.view.rootObject().findChild(QObject, name)
        assert found is not None
        return found

    def show(self, name: str, source: SceneSource | None) -> None:
        self.item(name).setProperty("source", source)
        for _ in range(8):
            self.view.update()
            self._bot.wait(30)

    def on_card(self) -> tuple[int, int]:
        """Buffers and textures on the graphics card."""
        self.view.update()
        self._bot.wait(60)
        return self._counted

    def _count(self) -> None:
        told = QOpenGLContext.currentContext().functions()
        names = range(1, MOST_NAMES)
        self._counted = (sum(map(told.glIsBuffer, names)), sum(map(told.glIsTexture, names)))


@pytest.fixture
def picture(qapp, qtbot, tmp_path) -> Iterator[Picture]:
    file = tmp_path / "Picture.qml"
    file.write_bytes(PICTURE)
    view = QQuickView()
    view.setSource(QUrl.fromLocalFile(str(file)))
    assert view.errors() == []
    view.resize(320, 220)
    view.show()
    qtbot.waitExposed(view)
    yield Picture(view, qtbot)
    view.setSource(QUrl())
    view.close()
    view.deleteLater()


def source_of(site: Site, keep: list[SceneSource]) -> SceneSource:
    source = SceneSource(AtOnce())
    source.show_site(site)
    keep.append(source)
    return source


def arrays_alive() -> int:
    gc.collect()
    return sum(type(one) is SiteArrays for one in gc.get_objects())


def test_the_graphics_card_and_memory_are_as_before(picture) -> None:
    keep: list[SceneSource] = []
    picture.show("map", source_of(block_site(), keep))
    other = source_of(block_site(), keep)
    for name in ("part", "cell"):
        picture.show(name, other)
    full = picture.on_card()
    for name in ("part", "cell"):
        picture.show(name, None)
    first, alive = picture.on_card(), arrays_alive()
    assert first[0] < full[0]
    assert first[1] < full[1]
    assert picture.item("map").property("ready")
    for _ in range(3):
        for name in ("part", "cell"):
            picture.show(name, other)
            assert picture.item(name).property("ready")
        for name in ("part", "cell"):
            picture.show(name, None)
    assert picture.on_card() == first
    # The source was the last to hold what was drawn of it.
    other.clear()
    assert arrays_alive() == alive - 1
