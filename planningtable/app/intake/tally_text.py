"""Tallies as text and back, to go on with an import that was stopped."""

import json
from dataclasses import fields
from typing import Any

from planningtable.city.model.batch import Remark
from planningtable.city.model.piece import Measured, Tally
from planningtable.city.model.remarks import LISTS
from planningtable.domain.text import Text


def text_row(text: Text | None) -> list[Any] | None:
    """A message as JSON: its id and its arguments."""
    if text is None:
        return None
    return [text.id, {name: text_row(v) if isinstance(v, Text) else v for name, v in text.arguments}]


def text_of(row: list[Any] | None) -> Text | None:
    """The message that a row holds."""
    if row is None:
        return None
    arguments = {name: text_of(v) if isinstance(v, list) else v for name, v in row[1].items()}
    return Text(row[0], tuple(sorted((name, v) for name, v in arguments.items() if v is not None)))


def to_text(tally: Tally) -> str:
    """A tally as JSON; of each reason, only as many remarks are named as a document has."""
    tally = Tally.total([tally])
    row: dict[str, Any] = {}
    for item in fields(Tally):
        value = getattr(tally, item.name)
        if item.name == "measured":
            row[item.name] = {f.name: getattr(value, f.name) for f in fields(Measured)}
        elif item.name not in LISTS:
            row[item.name] = dict(value) if hasattr(value, "items") else value
    # Most objects have the same to be said of them: it stands once, and each object has its number.
    sayings: dict[tuple[Text, str, str], int] = {}
    for name in LISTS:
        row[name] = [[r.id, sayings.setdefault((r.why, r.type, r.code), len(sayings))] for r in getattr(tally, name)]
    row["sayings"] = [[text_row(why), type, code] for why, type, code in sayings]
    return json.dumps(row, ensure_ascii=True, separators=(",", ":"))


def from_text(text: str) -> Tally:
    """The tally that a text holds.

    Raises:
        ValueError: it holds none.
    """
    row = json.loads(text)
    sayings = [(text_of(why) or Text(""), type, code) for why, type, code in row.pop("sayings")]
    for name in LISTS:
        row[name] = tuple(Remark(id, *sayings[number]) for id, number in row[name])
    row["measured"] = Measured(**row["measured"])
    row["low"], row["high"] = tuple(row["low"]), tuple(row["high"])
    return Tally(**row)
