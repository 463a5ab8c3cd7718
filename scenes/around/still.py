"""The city around a site in still pictures and films: what each camera sees, of which nothing is built twice."""

from dataclasses import replace
from typing import Protocol

from planningtable.city.job import Job
from planningtable.city.site import Site
from scenes.around.city import City, Tiles
from scenes.around.content import Surroundings
from scenes.camera import Camera, Size


class CityAround(Protocol):
    """The shape of `planningtable.app.city_beyond.CityAround`, which this room does not know by name."""

    @property
    def tiles(self) -> Tiles: ...
    @property
    def site(self) -> Site: ...


class StillAround:
    """Keeps what was seen last: whoever looks from a little farther on needs only what is new there."""

    def __init__(self) -> None:
        self._around: CityAround | None = None
        self._city: City | None = None
        self._place: tuple[Camera, Size] | None = None
        self._found: Surroundings | None = None

    def seen(
        self, around: CityAround | None, camera: Camera, size: Size, job: Job, *, painted: bool = False
    ) -> Surroundings | None:
        """What a camera sees beyond the site, within bounds; None without a city.

        Args:
            around: the city, and the site as it is today.
            camera: where from.
            size: of the picture as it is shown [px].
            job: progress and cancel.
            painted: whether it has the images and colours of its file.

        Raises:
            CancelledError: on request; what was found before is kept.
            PlanningError: the file of the city is damaged.
        """
        if around is None:
            self._around = self._city = self._place = self._found = None
            return None
        if around is not self._around or self._city is None:
            self._city, self._found = City.of(around.tiles, around.site, painted=painted), None
            self._around = around
        elif painted != self._city.painted:
            # Seen from afar a city is the same, painted or white.
            self._city = replace(self._city, painted=painted)
            self._found = None if self._found is None else replace(self._found, near={})
            self._place = None
        if self._found is None or (camera, size) != self._place:
            self._found, self._place = self._city.surroundings(camera, size, job, self._found), (camera, size)
        return self._found
