"""Appearances: materials, images and which theme is drawn."""

from dataclasses import dataclass
from typing import Any

Colour = tuple[int, int, int]
NO_COLOUR: Colour = (-1, -1, -1)


@dataclass(frozen=True, slots=True)
class Appearance:
    """Materials and images of a document or a feature.

    Attributes:
        colours: diffuse colour of each material; -1 where it states none.
        images: names of image files; empty where there is none.
        material_theme: theme that is drawn where there are several; empty for the first.
        texture_theme: the same for images.
    """

    colours: tuple[Colour, ...] = ()
    images: tuple[str, ...] = ()
    material_theme: str = ""
    texture_theme: str = ""


def appearance_of(value: Any) -> Appearance:
    """What a member ``appearance`` states; what is wrong in it is passed over."""
    if not isinstance(value, dict):
        return Appearance()
    return Appearance(
        tuple(_colour(m) for m in _list(value.get("materials"))),
        tuple(_image(t) for t in _list(value.get("textures"))),
        _word(value.get("default-theme-material")),
        _word(value.get("default-theme-texture")),
    )


def features_of(value: Appearance) -> tuple[tuple[str, int], ...]:
    """Counts for the check-up."""
    counts = (("X3DMaterial", len(value.colours)), ("ParameterizedTexture", len(value.images)))
    return tuple((name, count) for name, count in counts if count)


def themed(value: Any, preferred: str) -> tuple[str, Any]:
    """The theme that is drawn of a geometry's materials or textures, and what it holds."""
    if not isinstance(value, dict) or not value:
        return "", None
    theme = preferred if preferred in value else next(iter(value))
    return str(theme), value[theme]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _image(value: Any) -> str:
    return _word(value.get("image")) if isinstance(value, dict) else ""


def _colour(material: Any) -> Colour:
    numbers = _list(material.get("diffuseColor")) if isinstance(material, dict) else []
    if len(numbers) < 3 or not all(isinstance(n, int | float) and 0 <= n <= 1 for n in numbers[:3]):
        return NO_COLOUR
    red, green, blue = (round(n * 255) for n in numbers[:3])
    return red, green, blue
