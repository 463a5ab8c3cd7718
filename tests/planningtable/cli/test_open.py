"""What ``planningtable open`` refuses before there is a window."""

import io
import os

import pytest

from planningtable.app.windows import WindowRequest
from planningtable.cli.main import run
from planningtable.cli.open import CODE


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--seats", "4"), "Only a table has several seats; please give --seats together with --mode table."),
        (("--seats", "9", "--mode", "table"), "9 seats are not possible; please give 1 to 8."),
        (
            ("--kiosk",),
            "--kiosk is for the table; give it together with --mode table and without --picture.",
        ),
        (
            ("--diagonal", "2"),
            "A diagonal of 5 to 300 inches is expected; please measure that of the table.",
        ),
        (
            ("--diagonal", "nan"),
            "A diagonal of 5 to 300 inches is expected; please measure that of the table.",
        ),
        (("--rest", "3"), "Only a table rests; please give --rest together with --mode table."),
    ],
)
def test_options_that_would_change_nothing_are_refused(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["open", "werkstatt.gpkg", "--language", "en", *arguments]) == 2
    assert capsys.readouterr().err.strip() == said


class Opened:
    """Stands in for the window."""

    def __init__(self) -> None:
        self.request: WindowRequest | None = None

    def __call__(self, request: WindowRequest) -> int:
        self.request = request
        return 0


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    made = Opened()
    monkeypatch.setattr("planningtable.cli.open.open_window", made)
    return made


def test_a_kiosk_takes_its_code_from_the_environment_and_forgets_it_there(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CODE, "40962")
    assert run(["open", "werkstatt.gpkg", "--mode", "table", "--kiosk"]) == 0
    assert opened.request is not None
    assert opened.request.code is not None
    assert opened.request.code.opens("40962")
    assert CODE not in os.environ


@pytest.mark.parametrize(
    ("digits", "said"), [("", "--kiosk needs the code"), ("12", "A code has 4 to 12 digits"), ("abcd", "A code has")]
)
def test_a_kiosk_without_a_code_is_refused(
    opened: Opened, digits: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(CODE, digits)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert run(["open", "werkstatt.gpkg", "--mode", "table", "--kiosk", "--language", "en"]) == 2
    assert capsys.readouterr().err.startswith(said)
    assert opened.request is None


def test_a_table_is_light_moving_and_closed_by_anybody_unless_asked(opened: Opened) -> None:
    assert run(["open", "werkstatt.gpkg", "--mode", "table"]) == 0
    assert opened.request is not None
    assert (opened.request.code, opened.request.theme, opened.request.calm) == (None, "light", False)
    assert run(["open", "werkstatt.gpkg", "--theme", "dark", "--calm"]) == 0
    assert (opened.request.theme, opened.request.calm) == ("dark", True)
