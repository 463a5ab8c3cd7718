"""A city of any size: the demo district's buildings, repeated, in the tiles of a workshop file."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import shapely

from planningtable.app.intake.tally_text import to_text
from planningtable.city.columns import no_objects
from planningtable.city.fragment_rows import FragmentRow, row_of
from planningtable.city.job import Job
from planningtable.city.model.piece import CityPiece, Tally
from planningtable.city.site import Site
from planningtable.city.tiles import fragments, moved
from planningtable.domain.text import Text
from planningtable.store.city_intake import CityIntake
from planningtable.store.workshop_file import WorkshopFile

GAP = 20.0
"""Between two copies [m]."""


def write_copies(path: Path, site: Site, wanted: int, job: Job) -> int:
    """Write a workshop whose site is the district, with a city of copies of it.

    Args:
        path: of the workshop file; must not exist.
        site: the district.
        wanted: number of buildings, about.
        job: says how far it is.

    Returns:
        Number of copies.
    """
    copies = max(round(wanted / len(site.buildings)), 1)
    side = int(copies**0.5) + 1
    intake = CityIntake.open(path.with_name("city.intake"), "")
    source = intake.begin("demo", "demo")
    for copy in range(copies):
        job.report(copy / copies, Text.of("city.job.together"))
        piece = _copy(site, copy, side)
        rows = [row_of(f.piece, (f.column, f.row), f.extent) for f in fragments(piece)]
        intake.take(source, copy, [(id, copy) for id in piece.buildings.ids], _Rows(rows))
    intake.end(source, "")
    WorkshopFile.create(path, site, "bench", city=intake, area=site.extent).close()
    return copies


class _Rows:
    """Nothing came before: the rows as they are."""

    def __init__(self, rows: Sequence[FragmentRow]) -> None:
        self._rows = rows

    def __call__(self, taken: frozenset[str], shared: frozenset[str]) -> tuple[str, Sequence[FragmentRow]]:
        del taken, shared
        return to_text(Tally()), self._rows


def _copy(site: Site, number: int, side: int) -> CityPiece:
    """The first copy is the district itself, with its own ids."""
    step = (number % side * (site.extent.width + GAP), number // side * (site.extent.height + GAP))
    at = (site.origin[0] + step[0], site.origin[1] + step[1])

    ids = tuple(f"{id}-{number}" if number else id for id in site.buildings.ids)
    footprints = shapely.transform(site.buildings.footprints, lambda xy: xy + step)
    buildings = replace(site.buildings, ids=ids, footprints=footprints)
    trees = replace(site.trees, east=site.trees.east + step[0], north=site.trees.north + step[1])
    return moved(CityPiece(at, buildings, site.surfaces, no_objects(), trees), at)
