"""Views as text: what a saved view keeps of a camera."""

import json
from dataclasses import asdict, fields

from scenes.camera import Camera

_BOUNDS = {
    "east": (-1e8, 1e8),
    "north": (-1e8, 1e8),
    "height": (-1e5, 1e5),
    "distance": (0.1, 1e6),
    "azimuth": (-3600.0, 3600.0),
    "tilt": (0.0, 150.0),
    "opening": (1.0, 120.0),
}
"""What a camera can be drawn with; a file may hold anything."""


def to_text(camera: Camera) -> str:
    return json.dumps(asdict(camera))


def from_text(text: str) -> Camera | None:
    """The camera, or None where the text is none."""
    try:
        known = json.loads(text)
    except (ValueError, RecursionError):
        return None
    names = {field.name for field in fields(Camera)}
    if not isinstance(known, dict) or not {"east", "north", "height", "distance"} <= set(known) <= names:
        return None
    values = {name: value for name, value in known.items() if name != "parallel"}
    # Compared as they are: whole numbers of a file may be too large for a float; a NaN is within no bounds.
    if not all(isinstance(value, int | float) and _within(value, *_BOUNDS[name]) for name, value in values.items()):
        return None
    return Camera(**{name: float(value) for name, value in values.items()}, parallel=known.get("parallel") is True)


def _within(value: float, low: float, high: float) -> bool:
    return low <= value <= high
