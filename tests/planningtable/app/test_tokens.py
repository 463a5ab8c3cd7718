"""What pieces stand for is kept beside the workshop."""

from pathlib import Path

import pytest

from planningtable.app.tokens import Role, Use, beside, read_uses, write_uses
from planningtable.domain.text import PlanningError


def test_what_was_learnt_is_read_again(tmp_path: Path) -> None:
    file = beside(tmp_path / "quartier.gpkg")
    assert file.name == "quartier.tokens.toml"
    assert read_uses(file) == {}
    uses = {12: Use(Role.MEASURE, "tree"), 3: Use(Role.TIME), 0: Use(Role.LAYER, 'odd "name" \\ü')}
    write_uses(file, uses)
    assert read_uses(file) == uses
    assert [entry.name for entry in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize(
    "text", ["token = 3", "[[token]]\nmark = 1", '[[token]]\nmark = 1\nrole = "sofa"', "\x00", '[[token]]\nmark = "x"']
)
def test_what_is_no_such_file_is_said(tmp_path: Path, text: str) -> None:
    file = tmp_path / "quartier.tokens.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(PlanningError, match=r"error\.tokens\.unread"):
        read_uses(file)


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    with pytest.raises(PlanningError, match=r"error\.tokens\.unwritten"):
        write_uses(tmp_path / "gone" / "quartier.tokens.toml", {1: Use(Role.LENS)})
