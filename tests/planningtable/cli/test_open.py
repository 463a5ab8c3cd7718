"""What ``planningtable open`` refuses before there is a window."""

import pytest

from planningtable.cli.main import run


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--seats", "4"), "Only a table has several seats; please give --seats together with --mode table."),
        (("--seats", "9", "--mode", "table"), "9 seats are not possible; please give 1 to 8."),
        (("--rest", "3"), "Only a table rests; please give --rest together with --mode table."),
    ],
)
def test_options_that_would_change_nothing_are_refused(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["open", "werkstatt.gpkg", "--language", "en", *arguments]) == 2
    assert capsys.readouterr().err.strip() == said
