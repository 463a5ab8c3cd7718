"""Scale and origin beyond all numbers: said, not passed over."""

import json
from pathlib import Path

import pytest

from planningtable.app.words import load_words
from planningtable.city.job import Job
from planningtable.city.readers.cityjson.format import CITYJSON, CITYJSONSEQ
from planningtable.city.readers.files import Part
from planningtable.city.readers.formats import CityFormat, Heading
from planningtable.domain.text import LANGUAGES, PlanningError


def head(folder: Path, format: CityFormat, transform: str) -> Heading:
    start = {"type": "CityJSON", "version": "2.0", "CityObjects": {}, "vertices": []}
    file = folder / "m.city.json"
    file.write_text(f'{json.dumps(start)[:-1]}, "transform": {transform}}}\n')
    return format.head(Part(file), Job())


@pytest.mark.parametrize("format", [CITYJSON, CITYJSONSEQ])
@pytest.mark.parametrize(
    "transform",
    [
        '{"scale": [1e400, 1, 1], "translate": [0, 0, 0]}',
        '{"scale": [1, 1, 1], "translate": [0, -1e400, 0]}',
        '{"scale": [1, 1, 1], "translate": [0, NaN, 0]}',
        '{"scale": [1, Infinity, 1], "translate": [0, 0, 0]}',
    ],
)
def test_a_transform_beyond_all_numbers_is_broken(tmp_path: Path, format: CityFormat, transform: str) -> None:
    with pytest.raises(PlanningError) as caught:
        head(tmp_path, format, transform)
    assert caught.value.text.id == "error.cityjson.transform"
    assert all(load_words(language, ()).knows(caught.value.text.id) for language in LANGUAGES)


@pytest.mark.parametrize("format", [CITYJSON, CITYJSONSEQ])
def test_without_a_transform_the_numbers_are_the_coordinates(tmp_path: Path, format: CityFormat) -> None:
    assert head(tmp_path, format, "null").context.transform.scale == (1.0, 1.0, 1.0)
