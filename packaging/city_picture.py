"""The picture of a planning area with its city around, for the user guide: the demo district and copies of it."""

import io
from pathlib import Path

from PIL import Image

from benchmarks.copies import write_copies
from planningtable.app.city_beyond import city_around
from planningtable.app.demo.district import write_district
from planningtable.app.importer import ImportRequest, import_site
from planningtable.app.session import Session
from planningtable.app.snapshots import SnapshotRequest, snapshot_source
from planningtable.app.words import load_words
from planningtable.city.job import Job

BUILDINGS = 3_000
SIZE = (1400, 700)
WIDER = 30.0
"""The picture is of the planning area and so much around it [m]."""


def city_picture(folder: Path, file: Path) -> None:
    """Make the city in a folder that is made, too, and write its picture."""
    folder.mkdir()
    files = write_district(folder, Job())
    request = ImportRequest((files.city,), files.terrain, files.land_cover, files.trees, files.streets)
    site = import_site(request, Job()).site
    path = folder / "city.gpkg"
    write_copies(path, site, BUILDINGS, Job())
    pictures = snapshot_source()
    with Session.open(path, read_only=True) as session, city_around(session) as around:
        seen = session.site.extent.grown(WIDER)
        asked = SnapshotRequest(session.site, load_words("en"), SIZE, legend=False, extent=seen, around=around)
        drawn = Image.open(io.BytesIO(pictures.render(asked))).convert("RGB")
    pictures.close()
    # Wide, even ground shows bands where its few greys are not mixed.
    drawn.quantize(256, dither=Image.Dither.FLOYDSTEINBERG).save(file, optimize=True)
