"""``planningtable photo``: the aerial photos of a workshop."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from planningtable.app.photos import Stated, add_photo, kept_photos, remove_photo
from planningtable.city.photo import Photo
from planningtable.cli.shell import Shell
from planningtable.domain.text import Text

HELP = "cli.photo.help"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    add = verbs.add_parser("add")
    add.add_argument("file", type=Path, metavar="FILE.gpkg")
    add.add_argument("photos", nargs="+", type=Path, metavar="PHOTO.tif")
    add.add_argument("--name", default="")
    add.add_argument("--source", default="")
    add.add_argument("--date", default="")
    listing = verbs.add_parser("list")
    listing.add_argument("file", type=Path, metavar="FILE.gpkg")
    remove = verbs.add_parser("remove")
    remove.add_argument("file", type=Path, metavar="FILE.gpkg")
    remove.add_argument("photo", metavar="NAME")


def run(args: argparse.Namespace, shell: Shell) -> int:
    return _VERBS[args.verb](args, shell)


def _add(args: argparse.Namespace, shell: Shell) -> int:
    kept = add_photo(args.file, args.photos, shell.job(), Stated(args.name, args.source, args.date))

    def show() -> None:
        shell.say(_line("cli.photo.added", kept.photo))
        for note in kept.notes:
            shell.say(note)

    shell.result({"photo": photo_row(kept.photo), "notes": [shell.words(note) for note in kept.notes]}, show)
    return 0


def _list(args: argparse.Namespace, shell: Shell) -> int:
    photos = kept_photos(args.file)

    def show() -> None:
        for photo in photos:
            shell.say(_line("cli.photo.line", photo))
        if not photos:
            shell.say("cli.photo.none")

    shell.result({"photos": [photo_row(p) for p in photos]}, show)
    return 0


def _remove(args: argparse.Namespace, shell: Shell) -> int:
    gone = remove_photo(args.file, args.photo)
    shell.result({"name": gone.name}, lambda: shell.say("cli.photo.removed", photo=gone.name))
    return 0


def _line(id: str, photo: Photo) -> Text:
    return Text.of(
        id,
        photo=photo.name,
        format=photo.format,
        pixel=round(photo.pixel, 2),
        date=photo.date or "–",
        source=photo.source or "–",
        megabytes=round(len(photo.picture) / 1e6, 1),
    )


def photo_row(photo: Photo) -> dict[str, Any]:
    """A photo as the commands print it; extent in the site's CRS [m]."""
    around = photo.extent
    return {
        "name": photo.name,
        "files": list(photo.files),
        "source": photo.source,
        "date": photo.date,
        "format": photo.format,
        "crs": photo.crs,
        "extent": [around.west, around.south, around.east, around.north],
        "pixel": photo.pixel,
        "bytes": len(photo.picture),
    }


_VERBS: Mapping[str, Callable[[argparse.Namespace, Shell], int]] = {"add": _add, "list": _list, "remove": _remove}
