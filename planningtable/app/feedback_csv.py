"""Contributions from a table: what the council pack writes is read in again as it was.

One row a contribution; ``;``, ``,`` or tabs between the columns, UTF-8 with or without BOM, columns in any order;
places are WKT in the workshop's CRS, or ``east`` and ``north`` where a table of another program has only these.
"""

import csv
import io
import json
import math
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from planningtable.domain.seats import SHELL
from planningtable.domain.text import PlanningError
from planningtable.domain.values import Category, Comment, Contribution, Opinion, Phase, Place, Vote
from planningtable.report.csv_file import restored

_OURS = {"votes", "comments", "geometry"}
_NEEDED = ("category", "text")
_LIMIT = 50 * 2**20

Choice = TypeVar("Choice", bound=StrEnum)


def read_contributions(file: Path, new_id: Callable[[int], str]) -> tuple[Contribution, ...]:
    """The contributions of a table.

    Args:
        file: CSV with at least ``category``, ``text`` and a place.
        new_id: the id of a row that has none, by its number.

    Raises:
        PlanningError: the file or a row of it cannot be read; it names the row.
    """
    rows = _rows(_content(file), file)
    return tuple(_contribution(row, number, file, new_id) for number, row in rows)


def _content(file: Path) -> str:
    try:
        if file.stat().st_size > _LIMIT:
            raise PlanningError("error.feedback.too-big", file=file.name)
        return file.read_text("utf-8-sig")
    except OSError:
        raise PlanningError("error.feedback.unreadable", file=file.name) from None
    except UnicodeDecodeError:
        raise PlanningError("error.feedback.encoding", file=file.name) from None


def _rows(content: str, file: Path) -> Iterable[tuple[int, Mapping[str, str]]]:
    first = content.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.DictReader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True)
    names = {name.strip().lower() for name in reader.fieldnames or ()}
    missing = [name for name in _NEEDED if name not in names]
    if missing or not ("geometry" in names or {"east", "north"} <= names):
        raise PlanningError("error.feedback.columns", file=file.name, columns=", ".join((*_NEEDED, "geometry")))
    try:
        for row in reader:
            cells = {(k or "").strip().lower(): v for k, v in row.items() if isinstance(v, str)}
            if names >= _OURS:
                cells = {name: restored(value) for name, value in cells.items()}
            if any(value.strip() for value in cells.values()):
                yield reader.line_num, cells
    except csv.Error:
        raise PlanningError("error.feedback.row", file=file.name, row=reader.line_num, column="-") from None


def _contribution(row: Mapping[str, str], number: int, file: Path, new_id: Callable[[int], str]) -> Contribution:
    try:
        return Contribution(
            id=row.get("id") or new_id(number),
            seat=row.get("seat") or SHELL.id,
            category=_choice(Category, row, "category"),
            text=row["text"],
            language=row.get("language") or "de",
            place=Place(_geometry(row), row.get("about") or "place", row.get("target") or None),
            variant=row.get("variant") or "base",
            phase=_choice(Phase, row, "phase", Phase.FEEDBACK),
            at=row.get("at") or datetime.now(UTC).isoformat(),
            votes=_votes(row.get("votes") or "{}"),
            comments=_comments(row.get("comments") or "[]"),
        )
    except _CellError as error:
        raise PlanningError("error.feedback.row", file=file.name, row=number, column=str(error)) from None


class _CellError(Exception):
    """A cell that cannot be read; its text is the name of the column."""


def _choice(kind: type[Choice], row: Mapping[str, str], column: str, default: Choice | None = None) -> Choice:
    value = row.get(column, "").strip().lower()
    if not value and default is not None:
        return default
    try:
        return kind(value)
    except ValueError:
        raise _CellError(column) from None


def _geometry(row: Mapping[str, str]) -> str:
    if row.get("geometry"):
        return row["geometry"]
    try:
        east, north = (float(row[name].replace(",", ".")) for name in ("east", "north"))
    except (KeyError, ValueError):
        raise _CellError("geometry") from None
    if not (math.isfinite(east) and math.isfinite(north)):
        raise _CellError("geometry")
    return f"POINT ({east!r} {north!r})"


def _votes(cell: str) -> tuple[Vote, ...]:
    try:
        return tuple(Vote(str(seat), Opinion(opinion)) for seat, opinion in _json(cell, dict).items())
    except (ValueError, TypeError):
        raise _CellError("votes") from None


def _comments(cell: str) -> tuple[Comment, ...]:
    try:
        return tuple(Comment(str(c["id"]), str(c["seat"]), str(c["text"]), str(c["at"])) for c in _json(cell, list))
    except (ValueError, TypeError, KeyError):
        raise _CellError("comments") from None


def _json(cell: str, kind: type) -> Any:
    value = json.loads(cell)
    if not isinstance(value, kind):
        raise TypeError(kind.__name__)
    return value
