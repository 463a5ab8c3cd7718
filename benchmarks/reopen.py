"""How soon a whole city can be seen again: the tiles of a workshop file, never the town's files.

The first picture needs the index and the block models of every building; what is looked at closely needs its tiles.
``PLANNINGTABLE_BENCH_BUILDINGS`` says how many buildings (100,000 unless given), the demo district's, repeated.
"""

import os
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.copies import write_copies
from planningtable.app.demo.district import write_district
from planningtable.app.importer import ImportRequest, import_site
from planningtable.city.blocks import block_mesh
from planningtable.city.grid import Extent
from planningtable.city.job import Job
from planningtable.city.site import Site
from planningtable.store.city_tiles import CityTiles

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
        copies = write_copies(path, site, wanted, job.part(0.1, 0.9))
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
