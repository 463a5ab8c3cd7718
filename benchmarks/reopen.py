"""How soon a whole city can be seen again: the tiles of a workshop file, never the town's files.

The first picture needs the index and the block models of every building; what is looked at closely needs its tiles.
``PLANNINGTABLE_BENCH_BUILDINGS`` says how many buildings (100,000 unless given), the demo district's, repeated.
"""

import os
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import shapely

from planningtable.app.demo.district import write_district
from planningtable.app.importer import ImportRequest, import_site
from planningtable.app.intake.tally_text import to_text
from planningtable.city.blocks import block_mesh
from planningtable.city.columns import no_objects
from planningtable.city.fragment_rows import FragmentRow, row_of
from planningtable.city.grid import Extent
from planningtable.city.job import Job
from planningtable.city.model.piece import CityPiece, Tally
from planningtable.city.site import Site
from planningtable.city.tiles import fragments, moved
from planningtable.domain.text import Text
from planningtable.store.city_intake import CityIntake
from planningtable.store.city_tiles import CityTiles
from planningtable.store.workshop_file import WorkshopFile

BUILDINGS = 100_000
# Edge of what is looked at closely [m].
CLOSE = 500.0


def run(job: Job) -> Mapping[str, float | str]:
    """Seconds to the first picture's data and to a close look; bare reading of the same file; memory in both cases."""
    wanted = int(os.environ.get("PLANNINGTABLE_BENCH_BUILDINGS", BUILDINGS))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = write_district(folder, job.part(0.0, 0.05))
        site = import_site(ImportRequest((files.city,)), job.part(0.05, 0.1)).site
        path = folder / "city.gpkg"
        copies = _made(path, site, wanted, job.part(0.1, 0.9))
        begun = time.perf_counter()
        with CityTiles.open(path) as tiles:
            rows = tiles.index()
            origin = (rows[0].extent.west, rows[0].extent.south)
            meshes = [block_mesh(blocks, origin) for blocks in tiles.blocks(rows)]
            first = time.perf_counter() - begun
            begun = time.perf_counter()
            near = [row for row in rows if row.extent.overlaps(_close(site))]
            pieces = list(tiles.pieces(near))
            close = time.perf_counter() - begun
        begun = time.perf_counter()
        size = len(path.read_bytes())
        bare = time.perf_counter() - begun
    held = sum(m.vertices.nbytes + m.triangles.nbytes + m.block.nbytes for m in meshes)
    return {
        "seconds": first,
        "per_unit": f"{1e6 * first / (copies * len(site.buildings)):.2f} µs a building",
        "limit_ratio": first / bare,
        "buildings": copies * len(site.buildings),
        "file_megabytes": size / 1e6,
        "block_megabytes": held / 1e6,
        "triangles": sum(len(m.triangles) for m in meshes),
        "close_seconds": close,
        "close_buildings": sum(len(p.buildings) for p in pieces),
        "close_tiles": len(near),
        "tiles": len(rows),
    }


def _close(site: Site) -> Extent:
    east, north = site.extent.centre
    return Extent(east - CLOSE / 2, north - CLOSE / 2, east + CLOSE / 2, north + CLOSE / 2)


def _made(path: Path, site: Site, wanted: int, job: Job) -> int:
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
    step = (number % side * (site.extent.width + 20.0), number // side * (site.extent.height + 20.0))
    at = (site.origin[0] + step[0], site.origin[1] + step[1])

    ids = tuple(f"{id}-{number}" for id in site.buildings.ids)
    footprints = shapely.transform(site.buildings.footprints, lambda xy: xy + step)
    buildings = replace(site.buildings, ids=ids, footprints=footprints)
    trees = replace(site.trees, east=site.trees.east + step[0], north=site.trees.north + step[1])
    return moved(CityPiece(at, buildings, site.surfaces, no_objects(), trees), at)
