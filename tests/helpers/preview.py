"""The table over a plain ground, without map and scene."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtQuick import QQuickView

import ui.icon_item
import ui.surveyor  # noqa: F401 - registers what finds places on the map with QML
from ui.viewmodels.table import TableModel

HERE = Path(__file__).parents[1] / "ui"


@contextmanager
def preview(table: TableModel, size: tuple[int, int] = (1920, 1080)) -> Iterator[QQuickView]:
    made = QQuickView()
    made.setInitialProperties({"table": table})
    made.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
    made.setSource(QUrl.fromLocalFile(str(HERE / "TablePreview.qml")))
    assert made.errors() == []
    made.resize(*size)
    made.show()
    yield made
    made.setSource(QUrl())
    made.close()
    made.deleteLater()
