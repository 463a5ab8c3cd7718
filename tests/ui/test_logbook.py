from ui.logbook import _place


class Context:
    """What Qt hands over, as PySide shows it."""

    def __init__(self, file: str | None) -> None:
        self._file = file
        self.line = 94

    @property
    def file(self) -> str:
        if self._file is None:
            raise UnicodeDecodeError("utf-8", b"\xf6", 0, 1, "invalid start byte")
        return self._file


def test_a_complaint_from_a_path_with_umlauts_is_logged_all_the_same() -> None:
    assert _place(Context("Table.qml")) == "Table.qml:94"  # type: ignore[arg-type]  # stands in for Qt's own
    assert _place(Context(None)) == "line 94"  # type: ignore[arg-type]  # stands in for Qt's own
