"""An aerial photo of the site, as a workshop keeps it: a compressed picture and where it lies."""

import io
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from planningtable.city.grid import Extent

QUALITY = 85
"""Of the compression: what is lost is smaller than what a table's screen can show."""

LARGEST = 4200
"""Longest side that is unpacked [px]: a damaged file must not ask for more memory than a photo takes."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo over the site.

    Attributes:
        name: by which people tell it from others; one workshop has no two of a name.
        files: names of the files that it was made of.
        source: whom the picture is owed to, as it is printed; empty where the files do not say.
        date: of the flight, as the files or people state it; empty where nobody does.
        format: of the files.
        crs: of the files; the picture itself is in the site's CRS.
        extent: outer edges of the picture, in the site's CRS [m].
        pixel: edge of a pixel [m].
        picture: WebP; transparent where no photo lies, row 0 is the northernmost.
    """

    name: str
    files: tuple[str, ...]
    source: str
    date: str
    format: str
    crs: str
    extent: Extent
    pixel: float
    picture: bytes

    @property
    def credit(self) -> str:
        """What stands among a picture's sources."""
        return ", ".join(part for part in (self.name, self.source, self.date) if part)


def packed_picture(colours: npt.NDArray[np.uint8], known: npt.NDArray[np.bool_]) -> bytes:
    """A picture compressed.

    Args:
        colours: sRGB, shape (rows, columns, 3).
        known: False where it is transparent, shape (rows, columns).
    """
    if known.all():
        image = Image.fromarray(colours)
    else:
        image = Image.fromarray(np.dstack([colours, known.astype(np.uint8) * 255]))
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=QUALITY, method=2)
    return buffer.getvalue()


def unpacked_picture(picture: bytes) -> npt.NDArray[np.uint8]:
    """Colours and opacity of a compressed picture, shape (rows, columns, 4).

    Raises:
        ValueError: it is no such picture.
    """
    try:
        with Image.open(io.BytesIO(picture), formats=("WEBP",)) as image:
            if max(image.size) > LARGEST:
                raise ValueError(f"a photo of {image.size} pixels")
            return np.asarray(image.convert("RGBA"), np.uint8)
    except (OSError, Image.DecompressionBombError) as error:
        raise ValueError(f"the photo cannot be read: {error!r}") from error
