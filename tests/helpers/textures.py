"""A site whose blocks have images on them: each corner of an image has a colour of its own."""

import io
from dataclasses import replace

import numpy as np
from PIL import Image

from helpers.sites import block_site
from planningtable.city.site import Site, SurfaceKind, Surfaces, Texture

RED, GREEN, BLUE, YELLOW = (200, 30, 30), (30, 180, 30), (30, 30, 200), (220, 200, 20)


def quarters(size: tuple[int, int] = (64, 64), form: str = "PNG") -> bytes:
    """An image file: red and green at the top, blue and yellow at the bottom."""
    picture = np.zeros((size[1], size[0], 3), np.uint8)
    middle, centre = size[1] // 2, size[0] // 2
    picture[:middle, :centre], picture[:middle, centre:] = RED, GREEN
    picture[middle:, :centre], picture[middle:, centre:] = BLUE, YELLOW
    held = io.BytesIO()
    Image.fromarray(picture).save(held, form)
    return held.getvalue()


def textured_site(data: bytes | None = None, *, repeats: float = 1.0, shift: float = 0.0) -> Site:
    """Blocks whose roofs and walls each have the image of `quarters` on them.

    Args:
        data: another image file; empty for one that is missing.
        repeats: how often each surface has it along both sides.
        shift: where it begins.
    """
    site = block_site()
    texture = Texture("quarters.png", quarters() if data is None else data)
    return replace(site, surfaces=_covered(site.surfaces, repeats, shift), textures=(texture,), digest="textured")


def _covered(surfaces: Surfaces, repeats: float, shift: float) -> Surfaces:
    points = surfaces.ring_points
    of = np.repeat(surfaces.ring_surface, np.diff(surfaces.ring_offsets))
    places = np.zeros((len(points), 2))
    for surface in range(len(surfaces)):
        mine = of == surface
        local = points[mine] - points[mine].min(axis=0)
        reach = np.maximum(local.max(axis=0), 1e-9)
        upright = surfaces.kind[surface] == SurfaceKind.WALL
        along = int(np.argmax(reach[:2])) if upright else 0
        up = 2 if upright else 1
        places[mine] = np.column_stack([local[:, along] / reach[along], local[:, up] / reach[up]])
    return replace(
        surfaces,
        texture=np.where(surfaces.kind == SurfaceKind.GROUND, -1, 0).astype(np.int32),
        ring_uv=(places * repeats + shift).astype(np.float32),
    )
