"""Saved views are read again, and what is none is refused."""

import json

import pytest

from scenes.camera import Camera, from_eye
from ui.lookout import from_text, to_text

STREET = from_eye((565300.0, 5934200.0, 21.6), 200.0)


@pytest.mark.parametrize("camera", [STREET, Camera(1.0, 2.0, 3.0, 400.0, 90.0, 0.0, parallel=True)])
def test_a_view_is_read_again(camera: Camera) -> None:
    assert from_text(to_text(camera)) == camera


@pytest.mark.parametrize(
    "wrong",
    [
        {"east": float("nan")},
        {"distance": -1},
        {"distance": 1e9},
        {"tilt": 400},
        {"opening": 0},
        {"north": "here"},
        {"north": 10**400},
        {"azimuth": -(10**400)},
        {"east": 1e300},
        {"height": 1e7},
        {"azimuth": float("inf")},
        {"more": 1},
    ],
)
def test_what_cannot_be_drawn_is_no_view(wrong: dict[str, object]) -> None:
    assert from_text(json.dumps({**json.loads(to_text(STREET)), **wrong})) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"east": 1}', "null", "[" * 200_000, "1" * 5000])
def test_other_text_is_no_view(text: str) -> None:
    assert from_text(text) is None
