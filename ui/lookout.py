"""Views as text: what a saved view keeps of a camera."""

import json
import math
from dataclasses import asdict, fields

from scenes.camera import Camera

_BOUNDS = {"distance": (0.1, 1e6), "tilt": (0.0, 150.0), "opening": (1.0, 120.0)}
"""What a camera can be drawn with; a file may hold anything."""


def to_text(camera: Camera) -> str:
    return json.dumps(asdict(camera))


def from_text(text: str) -> Camera | None:
    """The camera, or None where the text is none."""
    try:
        known = json.loads(text)
    except ValueError:
        return None
    names = {field.name for field in fields(Camera)}
    if not isinstance(known, dict) or not {"east", "north", "height", "distance"} <= set(known) <= names:
        return None
    values = {name: value for name, value in known.items() if name != "parallel"}
    if not all(isinstance(value, int | float) and math.isfinite(value) for value in values.values()):
        return None
    if any(not low <= values[name] <= high for name, (low, high) in _BOUNDS.items() if name in values):
        return None
    return Camera(**{name: float(value) for name, value in values.items()}, parallel=known.get("parallel") is True)
