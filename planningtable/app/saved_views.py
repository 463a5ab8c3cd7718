"""Views that people keep with a workshop: a name and where the camera was. Looking plans nothing: they are no acts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from planningtable.domain.checks import TITLE_LIMIT, checked_text
from planningtable.domain.text import PlanningError

KEY = "views"
"""Name of the note in the workshop file."""

MOST = 40
"""So many views are kept; more could not be found again in a list."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view that is kept.

    Attributes:
        name: shown to people.
        camera: as whoever draws wrote it.
    """

    name: str
    camera: str


class Notes(Protocol):
    """What is needed of a workshop file."""

    @property
    def meta(self) -> Mapping[str, str]: ...
    def keep_note(self, key: str, value: str) -> None: ...


class SavedViews:
    """The views of a workshop, in the order in which they were kept."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    def all(self) -> tuple[SavedView, ...]:
        """Those that can be read; what a damaged file holds otherwise is left out."""
        try:
            rows = json.loads(self._notes.meta.get(KEY, "[]"))
        except ValueError:
            return ()
        if not isinstance(rows, list):
            return ()
        return tuple(
            SavedView(row["name"], row["camera"])
            for row in rows[:MOST]
            if isinstance(row, dict) and isinstance(row.get("name"), str) and isinstance(row.get("camera"), str)
        )

    def keep(self, name: str, camera: str) -> None:
        """Keep a view under a name; one of the same name is replaced.

        Raises:
            PlanningError: the name is empty or too long, there are too many, or the file is open to read only.
        """
        name = checked_text(name, TITLE_LIMIT)
        views = [view for view in self.all() if view.name != name]
        if len(views) >= MOST:
            raise PlanningError("error.views.many", most=MOST)
        self._write([*views, SavedView(name, camera)])

    def remove(self, name: str) -> None:
        """Forget a view.

        Raises:
            PlanningError: the file is open to read only.
        """
        self._write([view for view in self.all() if view.name != name])

    def _write(self, views: list[SavedView]) -> None:
        rows = [{"name": view.name, "camera": view.camera} for view in views]
        self._notes.keep_note(KEY, json.dumps(rows, ensure_ascii=False))
