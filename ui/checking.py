"""What the check-up page asks of the program: checking, importing, writing the report, opening a workshop."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QProcess

from planningtable.app.checkup_pack import write_checkup
from planningtable.app.importer import Imported, ImportRequest, check_files, import_site
from planningtable.app.session import Session
from planningtable.city.checkup import Checkup
from planningtable.city.job import Job
from planningtable.domain.text import Words

MOST_BYTES = 300 * 2**20
"""Files larger than this together are imported when the workshop is made, not for a picture."""

TERRAIN = (".tif", ".tiff", ".asc", ".xyz", ".las", ".laz")
TREES = (".csv",)
VECTORS = (".geojson", ".gpkg", ".shp", ".fgb", ".parquet")
PACKED = (".gz", ".zip")


@dataclass(frozen=True, slots=True)
class Tools:
    """What is done for the page; tests hand in their own.

    Attributes:
        check: paths, CRS that overrides the files' or None, job → check-up.
        load: request, job → site and check-up.
        write: check-up, picture, folder, words → files.
        create: workshop file, what was imported.
        open: workshop file, language: shows it in a window of its own.
    """

    check: Callable[[tuple[Path, ...], str | None, Job], Checkup]
    load: Callable[[ImportRequest, Job], Imported]
    write: Callable[[Checkup, bytes | None, Path, Words], Sequence[Path]]
    create: Callable[[Path, Imported], None]
    open: Callable[[Path, str], None]


def our_tools() -> Tools:
    return Tools(check_files, import_site, write_checkup, _create, _open)


def _create(file: Path, imported: Imported) -> None:
    with Session.create(file, imported.site, imported.name):
        pass


def _open(file: Path, language: str) -> None:
    # A second window of the same process would share Qt's one application object and its end.
    QProcess.startDetached(sys.executable, ["-m", "planningtable", "open", str(file), "--language", language])


def request_of(paths: Sequence[Path], crs: str | None, language: str) -> ImportRequest | None:
    """What to import of files that were dropped; None where no city model is among them."""
    terrain = tuple(path for path in paths if _ending(path) in TERRAIN)
    trees = next((path for path in paths if _ending(path) in TREES), None)
    streets = next((path for path in paths if _ending(path) in VECTORS), None)
    city = tuple(path for path in paths if _ending(path) not in {*TERRAIN, *TREES, *VECTORS})
    if not city:
        return None
    return ImportRequest(
        city, terrain=terrain[0] if terrain else None, trees=trees, streets=streets, crs=crs, language=language
    )


def _ending(path: Path) -> str:
    name = path.name.lower()
    for packed in PACKED:
        name = name.removesuffix(packed)
    return Path(name).suffix if not path.is_dir() else ""


def size_of(paths: Sequence[Path]) -> int:
    """Bytes of files and of what lies in folders; what cannot be read counts nothing."""
    files = (file for path in paths for file in (path.rglob("*") if path.is_dir() else (path,)))
    return sum(file.stat().st_size for file in files if file.is_file())
