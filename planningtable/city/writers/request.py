"""What is to be written, and what came of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WriteRequest:
    """How a site is written.

    Attributes:
        title: of the model.
        terrain: whether the ground is written too.
        images: folder beside the file that image files of textures are put into; a plain name.
    """

    title: str = ""
    terrain: bool = True
    images: str = "appearance"
