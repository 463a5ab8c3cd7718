"""Films: picture after picture by the same code as stills, put together as an animated WebP."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from PIL import Image

from planningtable.city.job import Job
from planningtable.domain.text import PlanningError, Text

HOLD = 1500
"""The last picture is looked at so long before the film begins anew [ms]."""

QUALITY = 82


class Reel:
    """The pictures of a film after the first, drawn when their turn comes: never more than one is in memory.

    What it offers is what Pillow asks of an image with several frames.
    """

    mode = "RGB"

    def __init__(self, count: int, draw: Callable[[int], Image.Image]) -> None:
        self.n_frames = count - 1
        self._draw = draw
        self._picture: Image.Image | None = None

    def seek(self, frame: int) -> None:
        self._picture = self._draw(frame + 1)

    def getim(self) -> Any:
        if self._picture is None:
            self.seek(0)
        assert self._picture is not None
        return self._picture.getim()


def write_film(file: Path, count: int, rate: float, draw: Callable[[int], Image.Image], job: Job) -> None:
    """Draw and write a film; on failure or cancel nothing is left behind, and an older file stays.

    Args:
        file: where to.
        count: of the pictures.
        rate: pictures a second.
        draw: a picture by its number from 0; all have the same size.
        job: progress and cancel.

    Raises:
        PlanningError: the file cannot be written.
        CancelledError: on request.
    """

    def drawn(number: int) -> Image.Image:
        job.report(number / count, Text.of("film.drawing", number=number + 1, count=count))
        return draw(number).convert("RGB")

    # A name of its own: two who write the same film do not write into each other's.
    part = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    lasting = [round(1000 / rate)] * (count - 1) + [HOLD]
    try:
        with part.open("xb") as out:
            drawn(0).save(
                out,
                "WEBP",
                save_all=True,
                append_images=[Reel(count, drawn)],
                duration=lasting,
                quality=QUALITY,
                method=4,
                loop=0,
            )
        part.replace(file)
    except OSError as problem:
        raise PlanningError("error.snapshots.write", path=str(file)) from problem
    finally:
        # Where it could not even be begun, there is nothing to take away, and what was wrong has been said.
        with suppress(OSError):
            part.unlink()
