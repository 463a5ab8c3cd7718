"""Moments and the sun's place in words."""

from datetime import datetime, timedelta, timezone

import pytest

from planningtable.app.sun_text import moment_of, moment_text, position_text
from planningtable.app.words import load_words
from planningtable.city.sun import SunPosition
from planningtable.domain.text import PlanningError

DE, EN = load_words("de"), load_words("en")


def test_a_moment_in_both_languages() -> None:
    when = datetime(2026, 3, 21, 9, 5, tzinfo=timezone(timedelta(hours=1)))
    assert DE(moment_text(when)) == "21. März 2026, 9:05 Uhr (UTC+1)"
    assert EN(moment_text(when)) == "21 March 2026, 9:05 (UTC+1)"
    west = datetime(2026, 12, 1, 23, 50, tzinfo=timezone(timedelta(hours=-4.5)))
    assert EN(moment_text(west)) == "1 December 2026, 23:50 (UTC−4.5)"


@pytest.mark.parametrize(
    ("azimuth", "elevation", "german", "english"),
    [
        (225.0, 34.2, "Sonne im Südwesten, 34° hoch", "Sun in the south-west, 34° high"),
        (350.0, 2.0, "Sonne im Norden, 2° hoch", "Sun in the north, 2° high"),
        (62.0, 0.2, "Sonne am Horizont im Nordosten", "Sun on the horizon in the north-east"),
        (300.0, -3.6, "Dämmerung, Sonne 4° unter dem Horizont", "Twilight, sun 4° below the horizon"),
        (0.0, -38.0, "Nacht, Sonne 38° unter dem Horizont", "Night, sun 38° below the horizon"),
    ],
)
def test_where_the_sun_stands(azimuth: float, elevation: float, german: str, english: str) -> None:
    text = position_text(SunPosition(azimuth, elevation))
    assert (DE(text), EN(text)) == (german, english)


@pytest.mark.parametrize("text", ["", "morgen", "2026-06-21", "2026-13-01T10:00", "17:00"])
def test_what_is_no_moment_is_said(text: str) -> None:
    with pytest.raises(PlanningError) as problem:
        moment_of(text)
    assert problem.value.text.id == "error.sun.moment"


def test_a_moment_with_and_without_offset() -> None:
    assert moment_of("2026-06-21T17:00") == datetime(2026, 6, 21, 17)
    assert moment_of("2026-06-21 17:00+02:00").utcoffset() == timedelta(hours=2)
