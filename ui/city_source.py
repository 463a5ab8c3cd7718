"""The city beyond the site, loaded as people look at it: one square after another, on a worker, within bounds."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from PySide6.QtCore import QObject, Signal

from planningtable.city.grid import Extent
from planningtable.city.job import Job
from planningtable.city.site import Site
from planningtable.domain.text import PlanningError
from scenes.around.city import City, Tiles
from scenes.around.content import Surroundings
from scenes.around.massing import FarMesh
from scenes.around.near import NearMesh
from scenes.around.patches import MOST_BUILDINGS, MOST_NEAR, Key, Wanted
from scenes.camera import Camera, Size
from scenes.meshes import Mesh
from ui.background import Background

SPARE = 1.5
"""So many times what may be drawn is kept, so that going back and forth loads nothing anew."""


class CitySource(QObject):
    """What is drawn beyond the site. Belongs to one window; several maps may look at it."""

    changed = Signal()

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._city: City | None = None
        self._tiles: Tiles | None = None
        self._wanted: dict[int, Wanted] = {}
        self._far: OrderedDict[Key, FarMesh] = OrderedDict()
        self._near: OrderedDict[Key, NearMesh] = OrderedDict()
        self._broken: set[tuple[int, Key]] = set()
        self._painted = False
        # Squares from near that are to be made anew; until then they are drawn as they are.
        self._stale: set[Key] = set()
        self._earth: Mesh | None = None
        self._job: Job | None = None
        self.content = Surroundings(None, {}, {})

    def open(self, find: Callable[[], Tiles | None], site: Site) -> None:
        """Begin to look for a city.

        Args:
            find: opens it, on a worker; None where there is none.
            site: that people plan on, as it is today.
        """

        def work(_: Job) -> City | None:
            # Kept here too: a window that closes meanwhile hears no answer, and has a file to let go of.
            self._tiles = tiles = find()
            return City.of(tiles, site, painted=self._painted) if tiles is not None else None

        self._background.start(work, self._opened)

    def paint(self, *, painted: bool) -> None:
        """Draw what is near with the images and colours of its file, or white; square after square."""
        self._painted = painted
        if self._city is not None and self._city.painted != painted:
            self._city = replace(self._city, painted=painted)
            self._stale = set(self._near)
            self._load()

    @property
    def extent(self) -> Extent | None:
        """Of city and site; None where there is no city, or not yet."""
        return self._city.extent if self._city else None

    def look(self, who: int, camera: Camera, size: Size) -> None:
        """Somebody looks at the city: what they see is loaded, the nearest first.

        Args:
            who: number of the one who looks.
            camera: where from.
            size: of the picture [px].
        """
        if self._city is None:
            return
        now = self._city.wanted(camera, size)
        if now != self._wanted.get(who):
            self._wanted[who] = now
            self._show()
            self._load()

    def close(self) -> None:
        """Nothing is read any more afterwards; the workers have ended."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._wanted.clear()
        self._city = None
        if self._tiles is not None:
            self._tiles.close()
            self._tiles = None

    def _opened(self, city: City | None) -> None:
        self._city = city
        if city is not None:
            self.paint(painted=self._painted)
            self._background.start(city.earth, self._grounded)
            self.changed.emit()

    def _grounded(self, mesh: Mesh) -> None:
        self._earth = mesh
        self._show()

    def _load(self) -> None:
        """Fetch the next square that is missing."""
        city = self._city
        if self._job is not None or city is None:
            return
        far, near = next(self._missing(), (None, None))
        if far is not None:
            self._fetch(self._far, far, lambda job: city.far_mesh(far, job))
        elif near is not None:
            self._fetch(self._near, near, lambda job: city.near_mesh(near, job))

    def _fetch(self, kept: "OrderedDict[Key, Any]", key: Key, make: Callable[[Job], FarMesh | NearMesh]) -> None:
        def failed(error: Exception) -> None:
            # One damaged square is left out; the others come all the same.
            self._job = None
            self._broken.add((id(kept), key))
            self._load()
            if not isinstance(error, PlanningError):
                raise error
            self._background.problem.emit(error.text)

        begun = self._city

        def came(mesh: FarMesh | NearMesh) -> None:
            if kept is self._near:
                (self._stale.discard if self._city is begun else self._stale.add)(key)
            self._came(kept, key, mesh)

        self._job = self._background.start(make, came, failed)

    def _missing(self) -> Iterator[tuple[Key | None, Key | None]]:
        """Keys of squares that somebody wants to see and that are not there: far, or near."""
        for now in self._wanted.values():
            for far, near in zip_longest(now.far, now.near):
                if self._lacks(self._far, far):
                    yield far, None
                if self._lacks(self._near, near):
                    yield None, near

    def _lacks(self, kept: "OrderedDict[Key, Any]", key: Key | None) -> bool:
        stale = kept is self._near and key in self._stale
        return key is not None and (key not in kept or stale) and (id(kept), key) not in self._broken

    def _came(self, kept: "OrderedDict[Key, Any]", key: Key, mesh: FarMesh | NearMesh) -> None:
        self._job = None
        kept[key] = mesh
        self._give_up()
        self._show()
        self._load()

    def _give_up(self) -> None:
        """Let go of what nobody has looked at for longest, where there is too much."""
        city = self._city
        if city is None:
            return
        far = {key for now in self._wanted.values() for key in now.far}
        near = {key for now in self._wanted.values() for key in now.near}
        for key in [key for key in self._near if key not in near][: max(len(self._near) - round(SPARE * MOST_NEAR), 0)]:
            del self._near[key]
        total = sum(city.far[key].buildings for key in self._far)
        for key in [key for key in self._far if key not in far]:
            if total <= SPARE * MOST_BUILDINGS:
                break
            total -= city.far[key].buildings
            del self._far[key]

    def _show(self) -> None:
        """What is wanted and there, for everybody."""
        far: dict[Key, FarMesh] = {}
        near: dict[Key, NearMesh] = {}
        for now in self._wanted.values():
            far.update((key, self._far[key]) for key in now.far if key in self._far)
            near.update((key, self._near[key]) for key in now.near if key in self._near)
        for key in far:
            self._far.move_to_end(key)
        for key in near:
            self._near.move_to_end(key)
        self.content = Surroundings(self._earth, far, near)
        self.changed.emit()
