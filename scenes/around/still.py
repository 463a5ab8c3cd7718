"""The city around a site in still pictures: what each camera sees, built once for pictures from the same place."""

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
    """Keeps what was asked for last."""

    def __init__(self) -> None:
        self._around: CityAround | None = None
        self._place: tuple[Camera, Size, bool] | None = None
        self._found: Surroundings | None = None

    def seen(
        self, around: CityAround | None, camera: Camera, size: Size, *, painted: bool = False
    ) -> Surroundings | None:
        """What a camera sees beyond the site, within bounds; None without a city.

        Args:
            around: the city, and the site as it is today.
            camera: where from.
            size: of the picture as it is shown [px].
            painted: whether it has the images and colours of its file.

        Raises:
            PlanningError: the file of the city is damaged.
        """
        if around is not self._around or (camera, size, painted) != self._place:
            self._around, self._place = around, (camera, size, painted)
            city = None if around is None else City.of(around.tiles, around.site, painted=painted)
            self._found = None if city is None else city.surroundings(camera, size, Job())
        return self._found
