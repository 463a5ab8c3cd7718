"""Between the ruler of a seat and the map: where a finger is on the model, and where places are seen."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import Property, QObject, QPointF, Signal, Slot
from PySide6.QtQml import QmlElement

from scenes.camera import to_screen
from scenes.measuring import corner_near
from ui.scene_item import SceneItem

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class Surveyor(QObject):
    """Finds places on the map that it is given."""

    mapChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._map: SceneItem | None = None

    def _set_map(self, value: SceneItem | None) -> None:
        self._map = value
        self.mapChanged.emit()

    map = Property(SceneItem, lambda self: self._map, _set_map, notify=mapChanged)

    @Slot(float, float, result="QVariantMap")
    def place(self, x: float, y: float) -> dict[str, Any]:
        """What lies under a place of the map [px].

        Returns:
            ``kind``, ``east``, ``north``, ``up`` [m], and whether it is a ``corner`` of a building that the finger
            came near to.
        """
        if self._map is None:
            return {"kind": "", "east": 0.0, "north": 0.0, "up": 0.0, "corner": False}
        hit, view = self._map.pick(x, y), self._map.view
        found = {name: hit[name] for name in ("kind", "east", "north", "up")}
        if not hit["kind"] or view.arrays is None:
            return {**found, "corner": False}
        site, camera, area = view.arrays.site, view.camera, self._map.area
        touched = (hit["east"], hit["north"], hit["up"]), (x, y, 0.0)
        corner = corner_near(site.surfaces, site.origin, camera, area, touched)
        if corner is None:
            return {**found, "corner": False}
        return {"kind": hit["kind"], "east": corner[0], "north": corner[1], "up": corner[2], "corner": True}

    @Slot(list, result=list)
    def seen(self, places: Sequence[float]) -> list[QPointF]:
        """Where places are seen, given as east, north, up, east, … [m]; none where one is behind the eye."""
        if self._map is None or not places:
            return []
        pixels, depth = to_screen(self._map.view.camera, self._map.area, np.array(places, float).reshape(-1, 3))
        return [QPointF(x, y) for x, y in pixels.tolist()] if (depth > 0).all() else []
