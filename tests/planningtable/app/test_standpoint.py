"""Eyes as they are written."""

import pytest

from planningtable.app.standpoint import EYE_HEIGHTS, Eye, eye_of, height_of, standpoint_text
from planningtable.app.words import load_words
from planningtable.domain.text import PlanningError


def test_an_adults_eye_unless_another_is_named() -> None:
    assert eye_of("565300.5,5934200,45") == Eye(565300.5, 5934200.0, 45.0, 1.6)
    assert eye_of("-12,3,-90,child") == Eye(-12.0, 3.0, 270.0, 1.1)
    assert eye_of("1, 2, 3, wheelchair").above == 1.2
    assert eye_of("1,2,3,25") == Eye(1.0, 2.0, 3.0, 25.0, down=18.0)


@pytest.mark.parametrize("wrong", ["", "1,2", "1,2,3,4,5", "a,b,c", "1,2,nan", "inf,2,3", "1,2,3,giant", "1,2,3,-4"])
def test_anything_else_is_one_sentence(wrong: str) -> None:
    with pytest.raises(PlanningError) as caught:
        eye_of(wrong)
    for language in ("de", "en"):
        assert load_words(language).knows(caught.value.text.id)


def test_heights() -> None:
    assert [height_of(name) for name in EYE_HEIGHTS] == [1.6, 1.1, 1.2]
    with pytest.raises(PlanningError):
        height_of("nan")


def test_a_picture_tells_height_and_direction() -> None:
    assert load_words("de")(standpoint_text(Eye(0, 0, 44.0))) == "Augenhöhe 1,6 m, Blick nach Nordosten"
    assert load_words("en")(standpoint_text(Eye(0, 0, 350.0, 1.1))) == "Eye level 1.1 m, looking north"
