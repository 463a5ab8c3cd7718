"""Several pictures on one sheet: where they lie, what is written above and beside them."""

import io
from dataclasses import replace

import numpy as np
import pytest
from helpers.results import DEPTH, depth_result
from helpers.sites import SOUTH, WEST, block_site
from PIL import Image

from planningtable.app.snapshots import Comparison, SnapshotRequest
from planningtable.app.words import load_words
from planningtable.domain.text import Text
from planningtable.layers.layer import Frame
from planningtable.layers.look import Look
from scenes.camera import Size
from scenes.margin import Laid, layer_texts
from scenes.sheet import PAPER, margin_width
from scenes.side_by_side import layout_of, side_by_side
from scenes.snapshot import SnapshotRenderer

WORDS = load_words("de")
WIDE, TALL = Size(1200, 700), Size(700, 1200)


@pytest.fixture(scope="module")
def renderer():
    source = SnapshotRenderer()
    yield source
    source.close()


def rainy(deep: float = 1.0, frame: int = -1, **changes) -> SnapshotRequest:
    site = block_site()
    found = depth_result(site, (WEST + 105, SOUTH + 105), 12.0)
    grid = found.grids["depth"].with_values(found.grids["depth"].values * np.float32(deep))
    times = tuple(Frame(600.0 * n, grid) for n in (1, 2))
    result = replace(found, grids={"depth": grid}, frames=times)
    return replace(SnapshotRequest(site, WORDS, (1200, 700), "top", layer_result=result, frame=frame), **changes)


@pytest.mark.parametrize(
    ("whole", "count", "columns"), [(WIDE, 2, 2), (WIDE, 3, 3), (WIDE, 4, 2), (TALL, 2, 1), (TALL, 4, 2)]
)
def test_pictures_fill_the_sheet_without_lying_on_each_other(whole: Size, count: int, columns: int) -> None:
    layout = layout_of(whole, ["Bild"] * count)
    assert layout.columns == columns
    taken = np.zeros((whole.height, whole.width), int)
    for number in range(count):
        left, top = layout.corner(number)
        bottom, right = top + layout.caption + layout.picture.height, left + layout.picture.width
        assert bottom <= whole.height
        assert right <= whole.width
        taken[top:bottom, left:right] += 1
    assert taken.max() == 1
    assert (taken > 0).mean() > 0.96


@pytest.mark.parametrize(
    ("whole", "shape", "columns"), [(Size(1232, 1000), 1.7, 1), (Size(1232, 1000), 0.6, 2), (Size(1740, 640), 1.7, 2)]
)
def test_they_lie_so_that_most_is_seen(whole: Size, shape: float, columns: int) -> None:
    assert layout_of(whole, ["A", "B"], shape).columns == columns


def test_a_second_line_takes_its_room_from_the_pictures() -> None:
    one, two = layout_of(WIDE, ["A", "B"]), layout_of(WIDE, ["A\nStarkregen", "B"])
    assert two.caption > one.caption
    assert two.picture.height + two.caption == one.picture.height + one.caption


def test_captions_stay_above_their_picture_however_long_they_are() -> None:
    layout = layout_of(WIDE, ["Bestand\n" + "sehr lange Worte " * 30, "Kurz"])
    grey = np.full((layout.picture.height, layout.picture.width, 3), 128, np.uint8)
    sheet = np.asarray(side_by_side([grey, grey], ["Bestand\n" + "sehr lange Worte " * 30, "Kurz"], layout)).astype(int)
    ink = np.abs(sheet - [0xFB, 0xFB, 0xF9]).max(axis=2) > 40
    between = slice(layout.picture.width, layout.picture.width + layout.gap)
    assert not ink[:, between].any()
    strips = [ink[: layout.caption, : layout.picture.width], ink[: layout.caption, layout.corner(1)[0] :]]
    assert all(0.005 < strip.mean() < 0.5 for strip in strips)
    assert PAPER == "#fbfbf9"


def test_one_legend_for_one_layer_and_one_for_each_that_differs() -> None:
    same = [Laid(rainy(), hatched=False), Laid(rainy(0.5), hatched=True)]
    (text,) = layer_texts(same, WORDS)
    assert WORDS(text.legend.title) == "Größte Wassertiefe"
    assert text.gaps
    played = [Laid(rainy(frame=0), hatched=False), Laid(rainy(frame=1), hatched=False)]
    (text,) = layer_texts(played, WORDS)
    assert WORDS(text.legend.title) == "Wassertiefe"
    (text,) = layer_texts([played[0], played[0]], WORDS)
    assert "10 Minuten" in WORDS(text.legend.title)
    mixed = [same[0], played[0], Laid(replace(rainy(), layer_result=None), hatched=False)]
    assert len(layer_texts(mixed, WORDS)) == 2
    assert layer_texts(mixed[2:], WORDS) == ()


def test_what_holds_for_several_legends_is_said_once() -> None:
    thin = Look(opacity=0.5)
    texts = layer_texts([Laid(rainy(look=thin), hatched=False), Laid(rainy(frame=0, look=thin), hatched=False)], WORDS)
    assert [len(text.notes) for text in texts] == [0, 1]
    assert texts[0].legend.classes[0].colour != DEPTH.classes[0].colour


def test_two_variants_are_seen_from_one_place_with_one_margin(renderer: SnapshotRenderer) -> None:
    whole = rainy(title="Probe")
    parts = (("Bestand", rainy()), ("Variante A", rainy(0.0)))
    png = renderer.compare(Comparison(whole, parts))
    picture = np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)
    assert picture.shape == (700, 1200, 3)
    margin = margin_width(1200, 700)
    layout = layout_of(Size(1200 - margin, 700), ["a", "b"])
    shots = []
    for number in (0, 1):
        left, top = layout.corner(number)
        rows = slice(top + layout.caption, top + layout.caption + layout.picture.height)
        shots.append(picture[rows, left : left + layout.picture.width])
    off = np.abs(shots[0] - shots[1]).max(axis=2) > 8
    # The pond is the only difference.
    assert 0.002 < off.mean() < 0.06
    deepest = [int(DEPTH.classes[-1].colour[i : i + 2], 16) for i in (1, 3, 5)]
    found = [(np.abs(shot - deepest).max(axis=2) == 0).sum() for shot in shots]
    assert found[0] > 20
    assert found[1] == 0
    for one in DEPTH.classes:
        colour = [int(one.colour[i : i + 2], 16) for i in (1, 3, 5)]
        assert (np.abs(picture[:, -margin:] - colour).max(axis=2) == 0).sum() > 100


def test_four_layers_with_many_classes_fit_beside_the_pictures(renderer: SnapshotRenderer) -> None:
    site, parts = block_site(), []
    for number in range(4):
        found = depth_result(site, (WEST + 105, SOUTH + 105), 12.0)
        classes = tuple(replace(DEPTH.classes[n % 3], label=Text(f"Klasse {n} mit Worten")) for n in range(8))
        legend = replace(DEPTH, title=Text(f"Ebene {number}"), classes=classes)
        result = replace(found, layer=f"layer-{number}", legends={"depth": legend})
        parts.append((f"Bild {number}", rainy(layer_result=result)))
    png = renderer.compare(Comparison(rainy(title="Vier Ebenen", date="1.1.2026"), tuple(parts)))
    picture = np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)
    margin = picture[:, -margin_width(1200, 700) :]
    rules = (np.abs(margin - [0xD9, 0xDB, 0xD6]).max(axis=2) <= 2).mean(axis=1) > 0.7
    last = int(np.flatnonzero(rules)[-1])
    # One rule above each legend, and one above the north arrow, on which no legend is written.
    assert len(np.flatnonzero(np.diff(rules.astype(int)) == 1)) == 5
    assert last > 450
    assert np.abs(margin[last - 5 : last - 1] - [0xFB, 0xFB, 0xF9]).max() < 12
