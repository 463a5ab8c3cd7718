"""An import → the workshop file it becomes."""

from pathlib import Path

from planningtable.app.session import Session
from planningtable.city.grid import Extent
from planningtable.city.site import Site
from planningtable.domain.checks import TITLE_LIMIT, checked_text
from planningtable.store.city_intake import CityIntake
from planningtable.store.workshop_file import WorkshopFile


def complete(
    path: Path, site: Site, name: str, city: CityIntake, *, area: Extent | None, replace: bool, keep_acts: bool
) -> None:
    """Make a workshop file of an import, without opening it: that takes as long as putting the site together.

    Args:
        path: of the new file, ``NAME.gpkg``.
        site: what stands there.
        name: of the workshop, shown to people.
        city: the import that the site is of; its file becomes the workshop file.
        area: the part of that city that the site shows; None for all of it.
        replace: whether a file that lies there already may be replaced.
        keep_acts: whether name and acts of the workshop that is replaced are taken over.

    Raises:
        PlanningError: something lies there already, or the folder does not take it.
    """
    name = checked_text(name, TITLE_LIMIT)
    WorkshopFile.create(path, site, name, replace=replace, city=city, area=area, keep_acts=keep_acts).close()
    if keep_acts:
        Session.open(path).close()  # which lays the acts out for GIS programs
