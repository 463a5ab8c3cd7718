"""Remarks on files that name the file once."""

from planningtable.domain.text import Text, one_line


def note_on(file: str, reason: Text, id: str) -> Text:
    """A remark on a file.

    Args:
        file: its name.
        reason: a sentence, which may or may not name the file itself.
        id: of the sentence with places for file and reason; ``ID-named`` is the one for reasons that name the file.
    """
    named = one_line(str(dict(reason.arguments).get("file", ""))) == one_line(file)
    return Text.of(f"{id}-named" if named else id, file=file, reason=reason)
