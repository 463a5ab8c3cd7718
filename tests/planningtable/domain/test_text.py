"""Words from outside break no line and rule no terminal."""

import pytest

from planningtable.domain.text import Text, Words, one_line

WORDS = Words("en", {"x": "{file} is broken.", "y": "Left out: {reason}"})


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("tile ü 1.gml", "tile ü 1.gml"),
        ("two\nlines\r\n.gml", "two lines .gml"),
        ("red\x1b[31m.gml", "red\ufffd[31m.gml"),
        ("invoice\u202elmg.exe", "invoice\ufffdlmg.exe"),
        ("caf\udce9.gml", "caf\ufffd.gml"),
        ("1\u00a0000 \u200d.gml", "1\u00a0000 \u200d.gml"),
    ],
)
def test_a_name_is_shown_on_one_line(name: str, shown: str) -> None:
    assert one_line(name) == shown
    assert WORDS(Text.of("x", file=name)) == f"{shown} is broken."
    assert WORDS(Text.of("y", reason=Text.of("x", file=name))) == f"Left out: {shown} is broken."
    assert WORDS(Text.of("x", file=name)).encode()
