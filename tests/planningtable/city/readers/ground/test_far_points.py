"""Height points that lie far off or are no numbers: passed over, counted, told."""

from pathlib import Path

import numpy as np
import pytest

from planningtable.app.words import load_words
from planningtable.city.grid import Extent
from planningtable.city.job import Job
from planningtable.city.readers.ground.model import Ground
from planningtable.city.readers.ground.terrain import read_terrain
from planningtable.domain.text import LANGUAGES

WEST, SOUTH = 345_000.0, 5_708_000.0


def written(folder: Path, *more: str, first: bool = False, zone: str = "") -> Path:
    x, y = np.meshgrid(np.arange(100), np.arange(100))
    good = [f"{zone}{WEST + a:.1f} {SOUTH + b:.1f} {30 + a / 10:.2f}" for a, b in zip(x.flat, y.flat, strict=True)]
    path = folder / "tile.xyz"
    path.write_text("\n".join([*more, *good] if first else [*good, *more]) + "\n")
    return path


def read(path: Path) -> Ground:
    return read_terrain([path], "EPSG:25832", Extent(WEST, SOUTH, WEST + 99, SOUTH + 99), Job())


def told(ground: Ground) -> dict[str, object]:
    known = [load_words(language, ()) for language in LANGUAGES]
    assert all(words.knows(n.id) for n in ground.notes for words in known)
    return {n.id.removeprefix("city.note.terrain-"): dict(n.arguments).get("lines") for n in ground.notes}


@pytest.mark.parametrize("value", ["1e15", "1e7", "1e308", "-1e308"])
@pytest.mark.parametrize("first", [False, True])
def test_points_far_off_are_counted(tmp_path: Path, value: str, first: bool) -> None:
    more = [f"{value} {SOUTH} 30", f"{WEST} {value} 30", f"{value} {value} 30"]
    ground = read(written(tmp_path, *more, first=first))
    assert told(ground)["far"] == 3
    assert "lines" not in told(ground)
    assert np.isfinite(ground.grid.values).all()
    assert abs(float(ground.grid.values.max()) - 39.9) < 0.02


def test_lines_that_are_no_numbers_are_counted_beside_them(tmp_path: Path) -> None:
    ground = read(written(tmp_path, "nan nan nan", f"{WEST} inf 3", f"1e15 {SOUTH} 30"))
    assert (told(ground)["lines"], told(ground)["far"]) == (2, 1)


def test_the_zone_in_front_of_eastings_is_not_far_off(tmp_path: Path) -> None:
    ground = read(written(tmp_path, zone="32"))
    assert not {"lines", "far"} & set(told(ground))
    assert abs(float(ground.grid.values.max()) - 39.9) < 0.02


def test_nothing_is_said_of_a_good_file(tmp_path: Path) -> None:
    assert not {"lines", "far"} & set(told(read(written(tmp_path))))
