"""The whole demo workshop at the desk, with keys alone and with the mouse alone, also on the keyboard on the screen.

It consists of goals with weights, two variants with six measures each and an undo, three layers on three variants,
comparing, eight remarks in two languages with votes and answers, the pack for the council. Every act is stored once,
and under the right seat.
"""

from pathlib import Path

import pytest
from helpers.demo_at_desk import DemoAtDesk, check
from helpers.desk import KeyDesk, MouseDesk
from helpers.table_process import TableProcess

pytestmark = [pytest.mark.gui, pytest.mark.slow, pytest.mark.timeout(1800)]


@pytest.mark.parametrize("hand", [KeyDesk, MouseDesk], ids=["keys", "mouse"])
def test_the_demo_workshop_is_played(demo_workshop: Path, display: str, hand: type[KeyDesk | MouseDesk]) -> None:
    with TableProcess(demo_workshop, display, demo_workshop.parent, mode="desk", language="de") as process:
        process.until("settled", seconds=300)
        demo = DemoAtDesk(hand(process))
        demo.all()
        assert process.ask("log") == []
        assert process.close() == 0
    check(demo_workshop, demo.expected)
    assert (demo_workshop.parent / "auental-ratspaket" / "Ratspaket.pdf").stat().st_size > 100_000
