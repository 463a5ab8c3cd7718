"""Aerial photos of a workshop: taken in, listed, taken away."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from planningtable.city.grid import Extent
from planningtable.city.job import Job
from planningtable.city.photo import Photo, packed_picture
from planningtable.city.readers.ground.orthophoto import Orthophoto, read_orthophoto
from planningtable.domain.text import PlanningError, Text, one_line
from planningtable.store.workshop_file import WorkshopFile

BEYOND = 0.02
"""Share of the site's longer side by which the photo is kept larger than the site: roofs reach over its edge."""

GAPS = "city.note.photo-gaps"


@dataclass(frozen=True, slots=True)
class Stated:
    """What people state of a photo; where it is empty, what the files say counts.

    Attributes:
        name: by which it is listed and removed.
        source: whom it is owed to.
        date: of the flight.
    """

    name: str = ""
    source: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class PhotoKept:
    """What was taken in.

    Attributes:
        photo: the new one.
        notes: what people should know, one sentence each.
    """

    photo: Photo
    notes: tuple[Text, ...]


def add_photo(path: Path, files: Sequence[Path], job: Job, stated: Stated | None = None) -> PhotoKept:
    """Make one photo of the site from tiles and keep it in a workshop; one of the same name is replaced.

    Args:
        path: of the workshop file.
        files: georeferenced pictures, plain or packed, or folders with such files.
        job: for progress and cancel.
        stated: name, source and date that people give.

    Raises:
        PlanningError: no file is a readable photo of the site, or the workshop takes no writes; nothing is changed.
        CancelledError: the job was cancelled; nothing is changed.
    """
    with closing(WorkshopFile.open(path)) as file:
        if file.why_read_only is not None:
            raise PlanningError(file.why_read_only.id, **dict(file.why_read_only.arguments))
        site = file.site()
        read = read_orthophoto(files, site.crs, covered(site.extent), job.part(0.0, 0.9))
        photo = kept_of(read, stated or Stated())
        before = file.photos()
        others = [other for other in before if other.name != photo.name]
        file.keep_photos([*others, photo])
    replaced = (Text.of("photo.note.replaced", photo=photo.name),) if len(others) < len(before) else ()
    rest = (note for note in read.notes if note.id != GAPS)
    return PhotoKept(photo, (*replaced, *rest, *_gaps(read, site.extent)))


def covered(extent: Extent) -> Extent:
    """What a photo of a site covers."""
    return extent.grown(BEYOND * max(extent.width, extent.height))


def kept_of(read: Orthophoto, stated: Stated) -> Photo:
    """A photo as it is kept."""
    return Photo(
        name=one_line(stated.name).strip() or _name(read.sources),
        files=read.sources,
        source=one_line(stated.source).strip() or one_line(read.licence),
        # What a TIFF states is when the file was made, not when the photo was taken.
        date=one_line(stated.date).strip(),
        format=read.format,
        crs=read.crs,
        extent=read.extent,
        pixel=read.pixel,
        picture=packed_picture(read.colours, read.known),
    )


def kept_photos(path: Path) -> tuple[Photo, ...]:
    """The photos of a workshop file, in the order in which they are laid over each other.

    Raises:
        PlanningError: it is missing, another program's or damaged.
    """
    with closing(WorkshopFile.open(path, read_only=True)) as file:
        return file.photos()


def remove_photo(path: Path, named: str) -> Photo:
    """Take a photo out of a workshop.

    Returns:
        The photo that was there.

    Raises:
        PlanningError: there is none of that name, or the workshop takes no writes.
    """
    with closing(WorkshopFile.open(path)) as file:
        photos = file.photos()
        found = [photo for photo in photos if photo.name == named]
        if not found:
            known = ", ".join(photo.name for photo in photos) or "–"
            raise PlanningError("error.photo.unknown", photo=named, known=known)
        file.keep_photos([photo for photo in photos if photo is not found[0]])
    return found[0]


def _gaps(read: Orthophoto, extent: Extent) -> tuple[Text, ...]:
    """What of the site itself has no photo; the rim around it may lack one."""
    rows, columns = read.known.shape
    down, across = rows / read.extent.height, columns / read.extent.width
    top, bottom = round((read.extent.north - extent.north) * down), round((read.extent.north - extent.south) * down)
    left, right = round((extent.west - read.extent.west) * across), round((extent.east - read.extent.west) * across)
    gaps = round(100 * float(1 - read.known[top:bottom, left:right].mean()), 1)
    return (Text.of(GAPS, percent=gaps),) if gaps else ()


def _name(files: Sequence[str]) -> str:
    first = Path(files[0]).stem
    return first if len(files) == 1 else f"{first} +{len(files) - 1}"
