"""What an import is asked for, and what comes of it."""

from dataclasses import dataclass
from pathlib import Path

from planningtable.app.intake.values import Spot
from planningtable.city.checkup import Checkup
from planningtable.city.grid import Extent
from planningtable.city.readers.files import Part
from planningtable.city.site import Site
from planningtable.domain.text import Text


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to import.

    Attributes:
        city: city models of any format, plain, gzip or zip, or folders of them; at least one.
        terrain: terrain models (files or folders), of any raster format, XYZ or LAS.
        land_cover: raster with `LandCover` codes.
        trees: tree register.
        streets: centre lines.
        crs: overrides what the city files say, e.g. ``EPSG:25832``.
        name: of the workshop; the first file's unless given.
        language: of the notes that are stored with the site.
        area: of planning, in the site's CRS; the whole city, or its densest part where it is too large, unless given.
        terrain_offset: added to the heights of the terrain models, where another vertical datum keeps them from the
            buildings [m].
        spots: where designs with coordinates of their own are put, by file name.
        insists: whether terrain, land cover, trees and streets that cannot be used are an error; otherwise they are
            left out with a word, as it is right for files that were only dropped together.
    """

    city: tuple[Path, ...]
    terrain: Path | tuple[Path, ...] | None = None
    land_cover: Path | None = None
    trees: Path | None = None
    streets: Path | None = None
    crs: str | None = None
    name: str = ""
    language: str = "de"
    area: Extent | None = None
    terrain_offset: float = 0.0
    spots: tuple[tuple[str, Spot], ...] = ()
    insists: bool = True

    @property
    def terrains(self) -> tuple[Path, ...]:
        """The terrain models."""
        if self.terrain is None:
            return ()
        return (self.terrain,) if isinstance(self.terrain, Path) else self.terrain


@dataclass(frozen=True, slots=True, eq=False)
class Imported:
    """What came of it.

    Attributes:
        site: ready to be used.
        checkup: of the city files, and notes on the rest.
        name: of the workshop.
        area: of planning; None where it is the whole city.
        plans: development plans that lay among the city models.
        left_out: files of terrain, land cover, trees and streets that cannot be used, each with the reason.
    """

    site: Site
    checkup: Checkup
    name: str
    area: Extent | None = None
    plans: tuple[Part, ...] = ()
    left_out: tuple[Text, ...] = ()
