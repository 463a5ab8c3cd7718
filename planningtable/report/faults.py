"""Geometry faults by val3dity's codes, in plain words."""

from planningtable.domain.text import Words


def fault_words(code: str, words: Words) -> str:
    """What a fault means, for those who do not know the code; empty where we have no words for it.

    Args:
        code: code and name, e.g. ``302 SHELL_NOT_CLOSED``.
        words: of the reader.
    """
    id = f"checkup.fault.{code.partition(' ')[0]}"
    return words(id) if words.knows(id) else ""


def type_words(kind: str, words: Words) -> str:
    """A class in the reader's language; as the standard names it where there is no word for it."""
    id = f"checkup.type.{kind.removeprefix('+')}"
    return words(id) if words.knows(id) else kind
