"""The images of a model, unpacked for drawing: most of them in one sheet, a few by themselves, all within bounds."""

from collections.abc import Mapping
from dataclasses import dataclass

from planningtable.city.job import Job
from scenes.meshes import Bytes
from scenes.textures.images import Head, head_of, picture_of
from scenes.textures.sheets import Sheet, sheet_of


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is unpacked at most.

    Attributes:
        side: edge of the sheet [px].
        longest: side of an image in it [px].
        singles: images by themselves.
        single: side of such an image [px].
        cost: of unpacking all of them, see `scenes.textures.images.Head`: a bound of the time.
    """

    side: int
    longest: int
    singles: int
    single: int
    cost: int


SITE = Limits(4096, 1024, 64, 512, 400_000_000)
"""At most 50 MB in the sheet and 64 MB beside it, whatever the model brings."""

TILE = Limits(1536, 512, 8, 256, 100_000_000)
"""At most 7 MB and 2 MB for a square of the city beyond the site."""


@dataclass(frozen=True, slots=True)
class Use:
    """How a model uses an image.

    Attributes:
        area: that it covers [m²].
        repeated: whether surfaces need it more than once.
    """

    area: float
    repeated: bool


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """Images by their key.

    Attributes:
        sheet: those that no surface repeats; None where there are none.
        singles: those that are repeated or have holes; shape (rows, columns, 3 or 4).
        asked: keys of all that were to be unpacked; those that are neither here nor there are not drawn.
    """

    sheet: Sheet | None
    singles: Mapping[int, Bytes]
    asked: frozenset[int]


def pictures_of(
    images: Mapping[int, bytes], uses: Mapping[int, Use], limits: Limits, job: Job | None = None
) -> Pictures:
    """Unpack images; those that are damaged, missing or too large are left out.

    Args:
        images: files by key; empty where one is missing.
        uses: of each key that is wanted.
        limits: how much at most; beyond the cost, images that cover little are left out.
        job: cancel.

    Raises:
        CancelledError: on request.
    """
    job = Job() if job is None else job

    def unpacked(key: int, size: tuple[int, int]) -> Bytes | None:
        job.check()
        return picture_of(images[key], size)

    read = {key: head for key in uses if (head := head_of(images[key])) is not None}
    heads = _afforded(read, uses, limits.cost)
    alone = [key for key in heads if uses[key].repeated or heads[key].clear]
    alone.sort(key=lambda key: (-uses[key].area, key))
    singles: dict[int, Bytes] = {}
    for key in alone[: limits.singles]:
        picture = unpacked(key, _within(heads[key].size, limits.single))
        if picture is not None:
            singles[key] = picture
    tried = frozenset(alone[: limits.singles])
    left = {key: head.size for key, head in heads.items() if key not in tried and not uses[key].repeated}
    sheet = sheet_of(left, unpacked, limits.side, limits.longest)
    return Pictures(sheet, singles, frozenset(uses))


def _afforded(heads: Mapping[int, Head], uses: Mapping[int, Use], most: int) -> Mapping[int, Head]:
    """The images that cover most, as far as the cost goes."""
    found: dict[int, Head] = {}
    for key in sorted(heads, key=lambda key: (-uses[key].area, key)):
        if heads[key].cost <= most:
            found[key] = heads[key]
            most -= heads[key].cost
    return {key: heads[key] for key in heads if key in found}


def _within(size: tuple[int, int], longest: int) -> tuple[int, int]:
    scale = min(1.0, longest / max(size))
    return max(round(size[0] * scale), 1), max(round(size[1] * scale), 1)
