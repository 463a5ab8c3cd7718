"""Films are written whole or not at all."""

from pathlib import Path

import pytest
from PIL import Image

from planningtable.city.job import Job
from planningtable.domain.text import CancelledError, PlanningError
from scenes.clock import with_clock
from scenes.film import HOLD, write_film


def _picture(number: int) -> Image.Image:
    return Image.new("RGB", (64, 48), (20 * number, 100, 200 - 20 * number))


def test_pictures_follow_each_other_at_the_rate(tmp_path: Path) -> None:
    asked: list[int] = []

    def draw(number: int) -> Image.Image:
        asked.append(number)
        return _picture(number)

    file = tmp_path / "film.webp"
    write_film(file, 8, 10.0, draw, Job())
    assert asked == list(range(8))
    with Image.open(file) as film:
        assert (film.format, film.size, film.n_frames) == ("WEBP", (64, 48), 8)
        lasting = []
        for number in range(8):
            film.seek(number)
            film.load()
            lasting.append(film.info["duration"])
            red, _, blue = film.convert("RGB").getpixel((30, 20))
            assert abs(red - 20 * number) < 8
            assert abs(blue - (200 - 20 * number)) < 8
    assert lasting == [100] * 7 + [HOLD]
    assert list(tmp_path.iterdir()) == [file]


def test_a_film_that_is_stopped_leaves_nothing_and_keeps_an_older_one(tmp_path: Path) -> None:
    file = tmp_path / "film.webp"
    file.write_bytes(b"older")
    job = Job()

    def draw(number: int) -> Image.Image:
        if number == 2:
            job.cancel()
        return _picture(number)

    with pytest.raises(CancelledError):
        write_film(file, 8, 10.0, draw, job)
    assert file.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("place", ["missing/film.webp", "file/film.webp", "folder", "n" * 300 + ".webp"])
def test_a_place_that_cannot_be_written_is_one_sentence(place: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"in the way")
    (tmp_path / "folder").mkdir()
    with pytest.raises(PlanningError) as caught:
        write_film(tmp_path / place, 3, 10.0, _picture, Job())
    assert caught.value.text.id == "error.snapshots.write"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["file", "folder"]


def test_two_who_write_the_same_film_do_not_disturb_each_other(tmp_path: Path) -> None:
    file = tmp_path / "film.webp"

    def draw(number: int) -> Image.Image:
        if number == 1:
            write_film(file, 3, 10.0, _picture, Job())
        return _picture(number)

    write_film(file, 5, 10.0, draw, Job())
    with Image.open(file) as film:
        assert film.n_frames == 5
    assert list(tmp_path.iterdir()) == [file]


def test_the_clock_stands_in_the_map_and_its_bar_grows() -> None:
    blank = Image.new("RGB", (600, 400), "#808080")
    early, late = (with_clock(blank, 450, "12:00", share) for share in (0.1, 0.9))
    blue = [sum(pixel == (0, 0x72, 0xB2) for pixel in picture.get_flattened_data()) for picture in (early, late)]
    assert 0 < 4 * blue[0] < blue[1]
    assert early.crop((450, 0, 600, 400)).getcolors() == [(150 * 400, (128, 128, 128))]
