"""Short ids for new things: counted, so that people can say them aloud."""

import re

from planningtable.domain.events import CommentAdded, ContributionMade, Event, MeasurePlaced, VariantAdded
from planningtable.domain.history import History

_NOT_IN_IDS = re.compile(r"[\s/\\\"'<>,;]+")


def free_id(history: History, prefix: str) -> str:
    """``prefix-1``, ``prefix-2`` …: the first that no act has ever used, so that redo finds its own place free."""
    taken = {id for act in history.log for event in act.events for id in _ids(event)}
    number = 1
    while f"{prefix}-{number}" in taken:
        number += 1
    return f"{prefix}-{number}"


def id_from_title(history: History, title: str) -> str:
    """A title as an id: spaces and signs become hyphens; a number follows where it is taken."""
    stem = _NOT_IN_IDS.sub("-", title.strip()).strip("-")[:40] or "variant"
    taken = {id for act in history.log for event in act.events for id in _ids(event)} | {"base"}
    return stem if stem not in taken else free_id(history, stem)


def _ids(event: Event) -> tuple[str, ...]:
    match event:
        case MeasurePlaced() | ContributionMade() | CommentAdded():
            return (event.new.id,)
        case VariantAdded():
            return (event.new.id, *(m.id for m in event.new.measures))
        case _:
            return ()
