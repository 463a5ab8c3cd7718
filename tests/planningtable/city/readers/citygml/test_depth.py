"""Elements nested without end: the depth is told, not that the text is no XML."""

from pathlib import Path

import pytest
from helpers.citygml_chunks import batch_of, member, square, surfaces

from planningtable.app.words import load_words
from planningtable.domain.text import LANGUAGES

SHAPE = f"<bldg:lod2MultiSurface>{surfaces(square('s'))}</bldg:lod2MultiSurface>"
GOOD = member(f"<bldg:Building gml:id='good'>{SHAPE}</bldg:Building>")


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        ("<ade:x>" * 100_000 + "</ade:x>" * 100_000, "nested-too-deep"),
        ("<ade:depth></ade:Depth>", "not-well-formed"),
    ],
)
def test_the_reason_is_the_depth_and_the_others_are_read(tmp_path: Path, inside: str, why: str) -> None:
    batch = batch_of(tmp_path, member(f"<bldg:Building gml:id='bad'>{inside}</bldg:Building>") + GOOD)
    assert batch.objects.ids == ("good",)
    assert [(r.id, r.why.id, r.type) for r in batch.reported] == [("bad", f"city.reason.{why}", "Building")]
    assert all(load_words(language, ()).knows(f"city.reason.{why}") for language in LANGUAGES)
