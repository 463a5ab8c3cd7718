"""Pictures with their margin."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from helpers.citygml import EAST, NORTH, block, city
from helpers.photos import photo_of
from helpers.results import DEPTH, depth_result
from helpers.sites import SOUTH, WEST, block_site
from helpers.textures import RED, textured_site
from PIL import Image

import scenes.snapshot
from planningtable.app.city_beyond import city_around
from planningtable.app.importer import ImportRequest, make_workshop
from planningtable.app.session import Session
from planningtable.app.snapshots import SnapshotRequest, snapshot_source
from planningtable.app.words import load_words
from planningtable.city.grid import Extent
from planningtable.city.job import Job
from planningtable.city.site import Site
from planningtable.domain.text import PlanningError, Text
from planningtable.layers.layer import Column, Frame, LayerResult, Quality
from planningtable.layers.look import Look
from planningtable.layers.times import MAIN, shown_notes
from scenes.fonts import font
from scenes.sheet import LayerText, SheetText, broken, margin_width, round_length, sheet
from scenes.snapshot import SnapshotRenderer

WORDS = load_words("de")


@pytest.fixture(scope="module")
def renderer():
    source = snapshot_source()
    assert isinstance(source, SnapshotRenderer)
    yield source
    source.close()


def _picture(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def _has(picture: np.ndarray, colour: str, at_least: int) -> bool:
    wanted = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return int((np.abs(picture - wanted).max(axis=2) == 0).sum()) >= at_least


@pytest.mark.parametrize("view", ["top", "perspective"])
def test_picture_has_its_size_the_model_and_the_legend(renderer: SnapshotRenderer, view: str) -> None:
    site = block_site()
    result = depth_result(site, (WEST + 60, SOUTH + 50), 25.0)
    png = renderer.render(SnapshotRequest(site, WORDS, (900, 600), view, "Grüner Hof", layer_result=result))
    picture = _picture(png)
    assert picture.shape == (600, 900, 3)
    margin = margin_width(900, 600)
    for a_class in DEPTH.classes:
        assert _has(picture[:, 900 - margin :], a_class.colour, 100), a_class
    assert _has(picture[:, : 900 - margin], DEPTH.classes[-1].colour, 100)


def test_without_margin_all_of_it_is_map(renderer: SnapshotRenderer) -> None:
    picture = _picture(renderer.render(SnapshotRequest(block_site(), WORDS, (300, 200), "top", legend=False)))
    assert picture.shape == (200, 300, 3)
    assert not (picture[:, -4:] == [0xFB, 0xFB, 0xF9]).all(axis=2).any()


def test_an_extent_shows_a_part(renderer: SnapshotRenderer) -> None:
    site = block_site()
    part = replace(site.extent, west=WEST + 20, south=SOUTH + 20, east=WEST + 50, north=SOUTH + 35)
    near = _picture(renderer.render(SnapshotRequest(site, WORDS, (300, 200), "top", extent=part, legend=False)))
    whole = _picture(renderer.render(SnapshotRequest(site, WORDS, (300, 200), "top", legend=False)))
    assert (near.min(axis=2) > 240).mean() > 2 * (whole.min(axis=2) > 240).mean()


def _text(**changes) -> SheetText:
    plain = SheetText("Titel", "", (LayerText(DEPTH),), False, "1.1.2026", "a.gml", 0.5, 0.0)
    return replace(plain, **changes)


def test_preview_is_said_and_scale_only_where_there_is_one() -> None:
    blank = np.full((700, 600, 3), 200, np.uint8)
    final = np.asarray(sheet(blank, 900, _text(), WORDS)).astype(int)
    preview = np.asarray(sheet(blank, 900, _text(layers=(LayerText(DEPTH, preview=True),)), WORDS)).astype(int)
    assert _has(preview, "#9a4a00", 20)
    assert not _has(final, "#9a4a00", 1)
    oblique = np.asarray(sheet(blank, 900, _text(metres_per_pixel=None), WORDS)).astype(int)
    assert (oblique != final).any()
    assert (final[:, :600] == 200).all()


@pytest.mark.parametrize("language", ["de", "en"])
def test_long_words_stay_in_the_margin(language: str) -> None:
    words = load_words(language)
    long = _text(title="Donaudampfschifffahrtsgesellschaftskapitänsmützenlager am Ende der langen Straße " * 2)
    image = np.asarray(sheet(np.zeros((800, 700, 3), np.uint8), 1000, long, words)).astype(int)
    paper = [0xFB, 0xFB, 0xF9]
    assert (image[:, -8:] == paper).all()
    assert (image[:, 700:706] == paper).all()


def test_text_breaks_at_words_and_paragraphs() -> None:
    face = font(20.0)
    lines = broken("eins zwei drei vier fünf sechs\nsieben", face, 120)
    assert " ".join(lines) == "eins zwei drei vier fünf sechs sieben"
    assert lines[-1] == "sieben"
    assert all(face.getlength(line) <= 120 for line in lines)
    pieces = broken("Unterbodenschutzverordnung", face, 60)
    assert "".join(pieces) == "Unterbodenschutzverordnung"
    assert all(face.getlength(piece) <= 60 for piece in pieces)


@pytest.mark.parametrize(
    ("longest", "length"), [(99.0, 50.0), (100.0, 100.0), (7.3, 5.0), (2400.0, 2000.0), (0.3, 0.2)]
)
def test_scale_bars_have_round_lengths(longest: float, length: float) -> None:
    assert round_length(longest) == pytest.approx(length)


def test_no_opengl_is_one_clear_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    class Nothing:
        def SetOffScreenRendering(self, on: bool) -> None: ...
        def SetSize(self, width: int, height: int) -> None: ...
        def Initialize(self) -> None: ...
        def GetInitialized(self) -> bool:
            return False

    monkeypatch.setattr("scenes.hosts._makers", lambda: [Nothing])
    with pytest.raises(PlanningError) as caught:
        SnapshotRenderer().render(SnapshotRequest(block_site(), WORDS, (64, 64), legend=False))
    assert caught.value.text.id == "error.scenes.no-opengl"
    assert WORDS.knows(caught.value.text.id)


def test_a_missing_library_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("scenes.hosts.ctypes.CDLL", missing)
    with pytest.raises(PlanningError):
        SnapshotRenderer().render(SnapshotRequest(block_site(), WORDS, (64, 64), legend=False))


def test_a_preview_is_not_drawn_differently(renderer: SnapshotRenderer) -> None:
    site = block_site()
    full = depth_result(site, (WEST + 60, SOUTH + 50), 25.0)
    rough = replace(full, quality=Quality.PREVIEW)
    pictures = [
        _picture(renderer.render(SnapshotRequest(site, WORDS, (200, 150), "top", layer_result=r, legend=False)))
        for r in (full, rough)
    ]
    assert (pictures[0] == pictures[1]).all()


def test_the_city_around_is_drawn_where_it_is_in_the_picture(renderer: SnapshotRenderer, tmp_path: Path) -> None:
    file, path = tmp_path / "town.gml", tmp_path / "town.gpkg"
    file.write_text(city(*(block(f"b{i}", x=60.0 * i) for i in range(12))))
    area = Extent(EAST - 50, NORTH - 50, EAST + 150, NORTH + 150)
    make_workshop(path, ImportRequest((file,), crs="EPSG:25832", area=area), Job())
    with Session.open(path) as session, city_around(session) as around:
        assert around is not None
        site = session.site
        wide = SnapshotRequest(site, WORDS, (400, 300), "perspective", legend=False, extent=area.grown(500))
        alone = _picture(renderer.render(wide))
        within = _picture(renderer.render(replace(wide, around=around)))
        again = _picture(renderer.render(replace(wide, around=around)))
        only = _picture(renderer.render(wide))
    # Its ground is nearly as light as the sky behind the site.
    assert (within != alone).any(axis=2).mean() > 0.2
    assert (np.abs(within - alone).max(axis=2) > 20).sum() > 20
    assert (within == again).all()
    assert (only == alone).all()


def test_what_the_pictures_of_a_film_share_is_prepared_once(
    renderer: SnapshotRenderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def count(name: str) -> None:
        whole = getattr(scenes.snapshot, name)
        monkeypatch.setattr(scenes.snapshot, name, lambda *given: made.append(name) or whole(*given))

    for name in ("prepare_appearance", "prepare_photos", "has_gaps"):
        count(name)
    site = textured_site()
    day = SnapshotRequest(site, WORDS, (900, 600), "top", textures=True, photos=(photo_of(site.extent),), legend=False)
    pictures = [renderer.render(replace(day, sun=datetime(2026, 6, 21, hour, tzinfo=UTC))) for hour in (9, 11, 13)]
    assert made == ["prepare_photos", "prepare_appearance"]
    # The roofs still have the image of the file on them.
    assert [_has_near(_picture(png), RED, 30) for png in pictures] == [True] * 3
    made.clear()
    result = depth_result(site, (WEST + 60, SOUTH + 50), 25.0)
    rain = replace(day, photos=(), legend=True, layer_result=result)
    for minutes in (5, 10):
        times = (Frame(60.0 * minutes, result.grids["depth"]),)
        wet = _picture(renderer.render(replace(rain, layer_result=replace(result, frames=times), frame=0)))
        # A layer on the ground leaves the buildings as they are.
        assert _has_near(wet[:, :500], RED, 30)
    assert made == ["prepare_photos", "has_gaps"]
    made.clear()
    holed = result.grids["depth"].with_values(np.full_like(result.grids["depth"].values, np.nan))
    renderer.render(replace(rain, layer_result=replace(result, grids={"depth": holed})))
    assert made == ["has_gaps"]
    made.clear()
    white = _picture(renderer.render(replace(rain, layer_result=_on_roofs(site))))
    assert not _has_near(white[:, :500], RED, 30)
    assert made == ["has_gaps"]
    renderer.render(replace(day, photos=()))
    renderer.render(replace(day, site=replace(site, surfaces=replace(site.surfaces), digest="variant"), photos=()))
    assert made == ["has_gaps", "prepare_photos", "prepare_appearance"]


def _on_roofs(site: Site) -> LayerResult:
    """A layer that colours all surfaces alike."""
    depth = Column("surfaces", np.full(len(site.surfaces), 0.2), "m", Text("test"))
    return replace(depth_result(site, (WEST, SOUTH), 1.0), grids={}, columns={"depth": depth})


def test_a_photo_lies_below_a_layer_on_ground_and_roofs_alike(renderer: SnapshotRenderer) -> None:
    site = block_site()
    photos = (photo_of(site.extent.grown(10)),)
    result = depth_result(site, (WEST + 105, SOUTH + 105), 12.0)
    bare = SnapshotRequest(site, WORDS, (300, 300), "top", photos=photos, legend=False)
    seen = _picture(renderer.render(bare))
    wet = _picture(renderer.render(replace(bare, layer_result=result)))
    # Where the layer draws nothing the photo stays as it is, on ground and on roofs.
    off = np.abs(wet - seen).max(axis=2) > 12
    assert 0.005 < off.mean() < 0.1
    assert _has(wet, DEPTH.classes[-1].colour, 20)
    tinged = _picture(renderer.render(replace(bare, layer_result=result, look=Look(opacity=0.4))))
    ground = _picture(renderer.render(replace(bare, photos=(), layer_result=result, look=Look(opacity=0.4))))
    # And it shows through where the layer is translucent.
    assert np.abs(tinged - ground)[off].max() > 20
    roofs = _picture(renderer.render(replace(bare, layer_result=_on_roofs(site))))
    assert _has(roofs, DEPTH.classes[1].colour, 100)


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_lies_below_a_layer_is_said_beside_its_legend(language: str) -> None:
    words = load_words(language)
    site = block_site()
    translucent = Look(opacity=0.4)
    rain = depth_result(site, (WEST + 60, SOUTH + 50), 25.0)

    def said(result: LayerResult, look: Look, **below: bool) -> list[str]:
        return [words(note) for note in shown_notes(result, MAIN, look, **below)]

    assert said(rain, Look(), photo=True, textures=True) == []
    over_photo, over_ground = said(rain, translucent, photo=True), said(rain, translucent)
    assert len(over_photo) == len(over_ground) == 1
    assert over_photo != over_ground
    assert said(_on_roofs(site), Look()) == []
    assert len(said(_on_roofs(site), Look(), textures=True)) == 1


def _has_near(picture: np.ndarray, colour: tuple[int, int, int], at_least: int) -> bool:
    return int((np.abs(picture - colour).max(axis=2) < 40).sum()) >= at_least
