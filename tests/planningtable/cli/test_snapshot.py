"""``planningtable snapshot``: a picture of a workshop."""

import argparse
import json
from pathlib import Path

import numpy as np
import pytest
from helpers.workshops import played
from PIL import Image

from planningtable.app.session import Session
from planningtable.app.snapshots import SnapshotRequest
from planningtable.cli import main
from planningtable.cli._beside import Called, captions, parts_of
from planningtable.cli.snapshot import picture_size
from planningtable.domain.text import PlanningError
from scenes.camera import Size
from scenes.sheet import margin_width
from scenes.side_by_side import layout_of


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("snapshot") / "süd.gpkg"
    played(path).close()
    return path


def test_json_and_picture(workshop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "bild.png"
    arguments = ["snapshot", str(workshop), "-o", str(target), "--variant", "v1", "--layer", "green-roof"]
    assert main.run([*arguments, "--view", "top", "--size", "800x500", "--json", "--language", "de"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["file"] == str(target)
    assert (result["size"], result["view"], result["layer"]) == ([800, 500], "top", "green-roof")
    picture = np.asarray(Image.open(target).convert("RGB"))
    assert picture.shape == (500, 800, 3)
    # Flat roofs of more than 10 m² are class A of the layer's legend.
    assert (picture[:, :600] == [0x00, 0x44, 0x1B]).all(axis=2).sum() > 500


def test_variant_and_base_differ(workshop: Path, tmp_path: Path) -> None:
    pictures = []
    for variant in ("base", "v1"):
        target = tmp_path / f"{variant}.png"
        plain = ["snapshot", str(workshop), "-o", str(target), "--variant", variant, "--size", "200x150", "--plain"]
        assert main.run(plain) == 0
        pictures.append(np.asarray(Image.open(target).convert("RGB")))
    assert (pictures[0] != pictures[1]).any(axis=2).mean() > 0.005


def test_the_light_of_a_moment(workshop: Path, tmp_path: Path) -> None:
    pictures = []
    for more in ([], ["--sun", "2026-06-21T17:00"], ["--sun", "2026-06-21T23:30+02:00"]):
        target = tmp_path / "sun.png"
        plain = ["snapshot", str(workshop), "-o", str(target), "--size", "200x150", "--plain", *more]
        assert main.run(plain) == 0
        pictures.append(np.asarray(Image.open(target).convert("RGB")).astype(int))
    soft, day, night = pictures
    assert np.abs(day - soft).max() > 40
    assert night.mean() < soft.mean() - 100


def test_the_moment_is_written_on_the_sheet(workshop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class Source:
        def render(self, request: SnapshotRequest) -> bytes:
            asked.append(request)
            return b""

        def close(self) -> None: ...

    monkeypatch.setattr("planningtable.cli.snapshot.snapshot_source", Source)
    arguments = ["snapshot", str(workshop), "-o", str(workshop.parent / "x.png"), "--sun", "2026-12-21T12:00"]
    assert main.run([*arguments, "--language", "de"]) == 0
    (request,) = asked
    assert request.subtitle == "21. Dezember 2026, 12:00 Uhr (UTC+1)\nSonne im Süden, 13° hoch"
    assert request.sun.isoformat() == "2026-12-21T12:00:00+01:00"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--size", "big"], "big"),
        (["-o", "x.xyz"], ".png"),
        (["-o", "x"], ".png"),
        (["--size", "20000x10"], "20000x10"),
        (["--variant", "nowhere"], "nowhere"),
        (["--layer", "gold"], "gold"),
        (["--sun", "tomorrow"], "tomorrow"),
        (["--sun", "2026-06-21T17:00", "--layer", "heat"], "--sun"),
        (["--eye", "here"], "here"),
        (["--eye", "1,2,3"], "1, 2"),
        (["--opacity", "40"], "--opacity"),
        (["--contours"], "--contours"),
        (["--scenario", "extreme"], "--scenario"),
        (["--resolution", "2"], "--resolution"),
        (["--eye", "1,2,3", "--up", "south"], "--up"),
        (["--eye", "1,2,3", "--view", "top"], "--view"),
        (["--eye", "1,2,3", "--area", "0,0,1,1"], "--area"),
        (["--plain", "--title", "Neu"], "--title"),
        (["--layer", "green-roof", "--textures"], "--textures"),
        (["--layer", "green-roof", "--contours"], "--contours"),
        (["--compare", "base"], "2"),
        (["--compare", "base,v1,base,v1,base"], "5"),
        (["--compare", "base,"], "VARI"),
        (["--compare", "base@noon,v1"], "base@noon"),
        (["--compare", "base,nowhere"], "nowhere"),
        (["--compare", "base,v1@20"], "--minute"),
    ],
)
def test_a_wrong_wish_is_one_sentence(
    workshop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], told: str
) -> None:
    assert main.run(["snapshot", str(workshop), "-o", str(tmp_path / "x.png"), *more]) == 2
    error = capsys.readouterr().err.strip()
    assert told in error
    assert "\n" not in error
    assert not (tmp_path / "x.png").exists()


def test_a_place_that_cannot_be_written_is_one_sentence(
    workshop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "missing" / "x.png"
    assert main.run(["snapshot", str(workshop), "-o", str(target), "--size", "80x80"]) == 2
    assert str(target) in capsys.readouterr().err


def test_sizes() -> None:
    assert picture_size("1600x1000") == (1600, 1000)
    assert picture_size("640×480") == (640, 480)
    with pytest.raises(PlanningError):
        picture_size("12x")


def test_any_side_up_and_from_an_eye(workshop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pictures = {}
    with Session.open(workshop, read_only=True) as session:
        extent = session.site.extent
    eye = f"{extent.west + 2},{extent.south + 2},45,child"
    for name, more in {
        "north": ["--view", "top"],
        "south": ["--view", "top", "--up", "south"],
        "eye": ["--eye", eye],
    }.items():
        target = tmp_path / f"{name}.png"
        plain = ["snapshot", str(workshop), "-o", str(target), "--size", "200x200", "--plain", "--no-pins", "--json"]
        assert main.run([*plain, *more]) == 0
        pictures[name] = np.asarray(Image.open(target).convert("RGB")).astype(int)
        told = json.loads(capsys.readouterr().out)
    assert (told["view"], told["eye"], told["up"]) == ("eye", eye, None)
    turned = np.abs(pictures["north"][::-1, ::-1] - pictures["south"])
    assert turned.mean() < 3 < np.abs(pictures["north"] - pictures["south"]).mean()
    assert np.abs(pictures["eye"] - pictures["north"]).mean() > 10


def test_a_translucent_layer_and_what_is_refused(
    workshop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "thin.png"
    arguments = ["snapshot", str(workshop), "-o", str(target), "--layer", "green-roof", "--view", "top", "--plain"]
    arguments += ["--size", "300x200", "--language", "de"]
    assert main.run([*arguments, "--opacity", "40"]) == 0
    picture = np.asarray(Image.open(target).convert("RGB"))
    assert not (picture == [0x00, 0x44, 0x1B]).all(axis=2).any()
    for wrong, told in ((["--opacity", "0"], "0 Prozent"), (["--minute", "5"], "Minute")):
        capsys.readouterr()
        assert main.run([*arguments, *wrong]) != 0
        assert told in capsys.readouterr().err


def test_a_part_of_the_district_with_its_names(
    workshop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Session.open(workshop, read_only=True) as session:
        extent = session.site.extent
    target = tmp_path / "part.png"
    arguments = ["snapshot", str(workshop), "-o", str(target), "--view", "top", "--plain", "--no-pins", "--json"]
    arguments += ["--size", "400x400"]
    pictures = []
    middle = f"{extent.west + 15},{extent.south + 15},{extent.east - 15},{extent.north - 15}"
    for more in ([], ["--area", middle], ["--area", middle, "--names"]):
        assert main.run([*arguments, *more]) == 0
        pictures.append(np.asarray(Image.open(target).convert("L")).astype(int))
        told = json.loads(capsys.readouterr().out)
    assert (told["area"], told["names"]) == (middle, True)
    assert np.abs(pictures[0] - pictures[1]).mean() > 3
    assert (pictures[2] < 60).sum() > (pictures[1] < 60).sum() + 50
    for wrong in ("1,2,3", "9,9,1,1", "0,0,1,1", "0,0,inf,1"):
        assert main.run([*arguments, "--area", wrong]) == 2
        assert wrong in capsys.readouterr().err


def test_variants_and_layers_side_by_side(workshop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "both.png"
    arguments = ["snapshot", str(workshop), "-o", str(target), "--view", "top", "--size", "800x500", "--json"]
    arguments += ["--layer", "green-roof", "--no-pins", "--language", "de", "--plain"]
    assert main.run([*arguments, "--compare", "base,v1/,base"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(part["variant"], part["layer"]) for part in told["compare"]] == [
        ("base", "green-roof"),
        ("v1", None),
        ("base", "green-roof"),
    ]
    picture = np.asarray(Image.open(target).convert("RGB")).astype(int)
    layout = layout_of(Size(800, 500), ["a\nb"] * 3)
    parts = []
    for number in range(3):
        left, top = layout.corner(number)
        rows = slice(top + layout.caption, top + layout.caption + layout.picture.height)
        parts.append(picture[rows, left : left + layout.picture.width])
    fit = [(part == [0x00, 0x44, 0x1B]).all(axis=2).sum() for part in parts]
    assert fit[0] > 50
    assert fit[1] == 0
    assert (parts[0] == parts[2]).all()


@pytest.mark.parametrize(
    ("names", "above", "shared"),
    [
        ([Called("Bestand", ("Regen", "selten")), Called("A", ("Regen", "selten"))], ["Bestand", "A"], 2),
        (
            [Called("Bestand", ("Regen", "Minute 8")), Called("Bestand", ("Regen", "Minute 9"))],
            ["Minute 8", "Minute 9"],
            1,
        ),
        ([Called("Bestand", ("Regen",)), Called("Bestand")], ["Bestand\nRegen", "Bestand"], 0),
        ([Called("Bestand", ("Regen",)), Called("A", ("Hitze",))], ["Bestand\nRegen", "A\nHitze"], 0),
    ],
)
def test_captions_say_in_what_pictures_differ(names: list[Called], above: list[str], shared: int) -> None:
    told, common = captions(names)
    assert told == above
    assert len(common) == shared


def test_parts_of_a_comparison_take_what_they_leave_out_from_the_command() -> None:
    args = argparse.Namespace(
        compare="base, a/heat:summer,/,@12.5,a@max", variant="v", layer="rain", scenario="s", minute=3.0
    )
    with pytest.raises(PlanningError):
        parts_of(args)
    args.compare = "base, a/heat:summer,/,a@max"
    told = [(part.variant, part.layer, part.scenario, part.minute) for part in parts_of(args)]
    assert told == [
        ("base", "rain", "s", 3.0),
        ("a", "heat", "summer", 3.0),
        ("v", None, None, 3.0),
        ("a", "rain", "s", None),
    ]
    args.compare = "@12.5,base"
    assert parts_of(args)[0].minute == 12.5


@pytest.mark.parametrize(("option", "wrong"), [("--area", "1,2,3"), ("--eye", "here"), ("--sun", "tomorrow")])
def test_places_are_read_before_anything_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], option: str, wrong: str
) -> None:
    def opened(*_: object, **__: object) -> None:
        raise AssertionError("the workshop was opened")

    monkeypatch.setattr(Session, "open", opened)
    assert main.run(["snapshot", str(tmp_path / "x.gpkg"), "-o", str(tmp_path / "x.png"), option, wrong]) == 2
    assert wrong in capsys.readouterr().err


def test_the_minute_that_is_drawn_is_said_and_written(
    workshop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[SnapshotRequest] = []

    class Source:
        def render(self, request: SnapshotRequest) -> bytes:
            asked.append(request)
            return b""

        def close(self) -> None: ...

    monkeypatch.setattr("planningtable.cli.snapshot.snapshot_source", Source)
    arguments = ["snapshot", str(workshop), "-o", str(workshop.parent / "x.png"), "--layer", "heavy-rain", "--json"]
    arguments += ["--resolution", "10", "--language", "de"]
    assert main.run([*arguments, "--minute", "0"]) == 0
    told, said = capsys.readouterr()
    result = asked[-1].layer_result
    assert result is not None
    drawn = result.frames[asked[-1].frame].seconds / 60
    assert drawn > 1
    assert json.loads(told)["minute_drawn"] == pytest.approx(drawn)
    assert f"Minute 0 hat die Ebene nicht; gezeichnet ist die nächste, Minute {round(drawn)}." in said
    assert f"Minute {round(drawn)}" in asked[-1].subtitle
    # The very minute needs no remark.
    assert main.run([*arguments, "--minute", str(drawn)]) == 0
    assert "hat die Ebene nicht" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("compare", "view", "size"), [("base,v1", "perspective", [2000, 640]), ("base,v1", "top", [1800, 800])]
)
def test_a_comparison_has_a_sheet_that_its_pictures_fill(
    workshop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], compare: str, view: str, size: list[int]
) -> None:
    target = tmp_path / "two.png"
    arguments = ["snapshot", str(workshop), "-o", str(target), "--compare", compare, "--view", view, "--json"]
    assert main.run(arguments) == 0
    assert json.loads(capsys.readouterr().out)["size"] == size
    picture = np.asarray(Image.open(target).convert("RGB")).astype(int)
    height, width = picture.shape[:2]
    # The left picture below its caption, beside the gap: the background around the district is its smaller part.
    left = picture[height // 8 : -8, 8 : (width - margin_width(width, height)) // 2 - 24]
    background = np.abs(left - left[4, 4]).max(axis=2) <= 3
    assert background.mean() < 0.5
