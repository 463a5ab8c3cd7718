"""What keys do at the desk beside pressing controls: menu, list, lens, ways, undo, and the way back."""

import math
import time
from collections.abc import Iterator

import pytest
from helpers.desk import KeyDesk
from helpers.sites import SOUTH, WEST, block_site
from helpers.table_process import TableProcess

from planningtable.app.session import Session
from planningtable.domain.commands import AddVariant

pytestmark = [pytest.mark.gui, pytest.mark.slow]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, display: str) -> Iterator[KeyDesk]:
    """One window for all tests, which leave nothing open."""
    folder = tmp_path_factory.mktemp("desk")
    file = folder / "desk.gpkg"
    with Session.create(file, block_site(), "Probe") as session:
        session.execute(AddVariant("variant-1", "Mehr Grün"), seat="facilitator")
    with TableProcess(file, display, folder, mode="desk", language="de") as process:
        process.until("settled", seconds=200)
        yield KeyDesk(process)
        assert process.ask("log") == []


def test_keys_begin_at_the_map_and_tab_goes_round(desk: KeyDesk) -> None:
    assert desk.process.ask("focus") == "map"
    met = [desk.key("Tab") for _ in range(20)]
    assert {"compass", "desk.tab", "desk.language", "checkup.open", "export", "desk.keys", "status"} <= set(met)
    assert "map" in met
    desk.key("Escape")


def test_arrow_keys_go_round_the_menu(desk: KeyDesk) -> None:
    assert desk.key("F10") == "desk.menu.layers"
    assert desk.key("Left") == "desk.menu.measuring"
    assert desk.key("Right") == "desk.menu.layers"
    assert desk.key("Down") == "desk.menu.measures"
    desk.key("Return")
    assert desk.process.ask("focus").startswith("desk.measures.")
    desk.key("Escape")
    assert desk.process.ask("focus") == "map"
    assert "desk.measures.close" not in desk.process.targets()


def test_the_list_of_keys_comes_and_goes(desk: KeyDesk) -> None:
    for name in ("F1", "Question"):
        if name == "Question":
            desk.write("?")
        else:
            desk.key(name)
        assert desk.process.ask("focus") == "desk.keys.close"
        assert desk.key("Escape") == "map"
        assert "desk.keys.close" not in desk.process.targets()


def test_letters_go_to_the_text_and_not_to_the_map(desk: KeyDesk) -> None:
    desk.open("comment")
    before = desk.process.ask("camera")
    desk.write("eq? ")
    desk.go("desk.comment.concern")
    desk.write("mehr")
    assert desk.process.ask("camera") == before
    desk.erase(8)
    desk.key("Escape")
    desk.key("Escape")
    desk.key("Escape")
    assert "desk.comment.close" not in desk.process.targets()


def test_a_measure_is_placed_moved_and_taken_back_with_keys(desk: KeyDesk) -> None:
    desk.open("variants")
    desk.press("desk.variants.variant-1")
    desk.close("variants")
    desk.open("measures")
    desk.press("desk.measures.tree")
    desk.touch(WEST + 60, SOUTH + 60)
    desk.press("desk.measures.tree")
    desk.process.until("settled", seconds=100)
    desk.touch(WEST + 60, SOUTH + 60)
    desk.process.until("there", "desk.measures.move")
    desk.press("desk.measures.move")
    desk.touch(WEST + 75, SOUTH + 60)
    desk.process.until("there", "desk.undo")
    for _ in range(2):
        desk.undo()
    assert "desk.undo" not in desk.process.targets()
    desk.redo()
    assert "desk.undo" in desk.process.targets()
    desk.undo()
    desk.close("measures")


def test_a_lens_is_moved_and_resized_with_keys(desk: KeyDesk) -> None:
    desk.open("compare")
    desk.press("desk.compare.lens")
    (name,) = {n for n in desk.process.until("targets") if n.startswith("lens") and n.endswith(".size")}
    lens = name.removesuffix(".size")
    # It makes way for the card as long as that is there, and comes back a while after.
    desk.close("compare")
    time.sleep(2.0)
    desk.go(name)
    ((x, y),) = desk.process.at(lens)
    width = desk.process.ask("targets")[lens][2]
    desk.key("Left", "", 3)
    desk.key("Up")
    ((moved_x, moved_y),) = desk.process.at(lens)
    assert (x - moved_x, y - moved_y) == (pytest.approx(96, abs=2), pytest.approx(32, abs=2))
    desk.write("+")
    wider = desk.process.ask("targets")[lens][2]
    assert wider / width == pytest.approx(1.1, abs=0.02)
    desk.press(f"{lens}.close")


def test_a_way_is_drawn_and_walked_with_keys(desk: KeyDesk) -> None:
    desk.open("cameras")
    desk.press("desk.cameras.draw")
    desk.key("F6")
    before = desk.process.ask("camera")
    desk.key("Return")
    desk.key("Right", "", 6)
    desk.key("Return")

    def gone() -> float:
        now = desk.process.ask("camera")
        return math.hypot(now["east"] - before["east"], now["north"] - before["north"])

    assert desk.process.until("travels")
    desk.process.until("stands", seconds=120)
    assert gone() > 1
    desk.close("cameras")
    desk.key("Escape")
    desk.key("Home")


def test_a_sign_says_what_it_means(desk: KeyDesk) -> None:
    desk.go("compass")
    desk.process.until("there", "tip")
    desk.key("Escape")
    assert "tip" not in desk.process.targets()
    desk.process.ask("hover", *desk.process.targets()["compass"])
    desk.process.until("there", "tip")
    desk.process.ask("hover", 960, 300)
