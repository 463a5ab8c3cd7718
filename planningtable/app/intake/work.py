"""What a worker process does: a document or a chunk → tallies and tiles. Pure but for reading the document."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from planningtable.app.intake.placing import place_of, sample_of, settled
from planningtable.app.intake.values import Aim, Done, Place, Read, Task
from planningtable.city.fragment_rows import FragmentRow, row_of
from planningtable.city.job import Job
from planningtable.city.model.batch import CityBatch
from planningtable.city.model.piece import CityPiece
from planningtable.city.model.prepare import prepare
from planningtable.city.readers.formats import Chunk, Heading, References
from planningtable.city.readers.table import FORMATS
from planningtable.city.tiles import fragments, place_numbers
from planningtable.domain.text import PlanningError


def perform(task: Task, job: Job | None = None) -> Read:
    """Do a task; what goes wrong with the document is in the answer, not raised.

    Args:
        task: what to do.
        job: for progress and cancel; a worker process is stopped from outside and has none.

    Raises:
        CancelledError: the job was cancelled.
    """
    if task.heading is not None and task.chunk is not None:
        return _one_chunk(task, task.heading, task.chunk)
    return _whole_document(task, job or Job())


def _one_chunk(task: Task, heading: Heading, chunk: Chunk) -> Read:
    try:
        batch = FORMATS[task.kind].read(heading, chunk)
    except PlanningError as error:
        return Read(task.source, heading, task.place or Place(), (), error.text)
    place = _better(task.place, heading, batch, task.aim)
    return Read(task.source, heading, place, (done_of(batch, chunk.number, place, task),))


def _whole_document(task: Task, job: Job) -> Read:
    fmt = FORMATS[task.kind]
    heading, place, problem = task.heading, task.place, None
    done: list[Done] = []
    try:
        heading = heading or fmt.head(task.part, job.part(0.0, 0.1))
        waiting: dict[int, tuple[str, ...]] = {}
        for chunk in fmt.chunks(task.part, heading, job.part(0.1, 1.0)):
            if chunk.number in task.done and place is not None:
                continue
            batch = fmt.read(heading, chunk)
            place = _better(place, heading, batch, task.aim)
            if chunk.number in task.done:
                continue
            made = done_of(batch, chunk.number, place, task)
            if made.unresolved:
                waiting[chunk.number] = made.unresolved
            done.append(made)
        if waiting and fmt.references is not None:
            again = _with_context(fmt.references, task, heading, place or Place(), waiting)
            done = [again.get(d.chunk, d) for d in done]
    except PlanningError as error:
        problem = error.text
    return Read(task.source, heading, place or Place(), tuple(done), problem)


def _better(place: Place | None, heading: Heading, batch: CityBatch, aim: Aim) -> Place:
    """The place that is known already, or the one that this batch tells."""
    if place is not None and (place.way is not None or place.problem is not None):
        return place
    return place_of(heading, batch, aim)


def _with_context(
    references: References, task: Task, heading: Heading, place: Place, waiting: dict[int, tuple[str, ...]]
) -> dict[int, Done]:
    fmt = FORMATS[task.kind]
    targets = frozenset(target for some in waiting.values() for target in some)
    return {
        chunk.number: done_of(fmt.read(heading, chunk), chunk.number, place, task)
        for chunk in again(references, task, heading, frozenset(waiting), targets, Job())
    }


def again(
    references: References, task: Task, heading: Heading, numbers: frozenset[int], targets: frozenset[str], job: Job
) -> Iterator[Chunk]:
    """Some chunks of a document once more, each with what it refers to.

    Args:
        references: how they are followed.
        task: names the document.
        heading: of the document.
        numbers: of the chunks.
        targets: what they refer to in vain.
        job: for progress and cancel.
    """
    context = references.context_for(task.part, heading, targets, job)
    for chunk in FORMATS[task.kind].chunks(task.part, heading, Job()):
        if chunk.number in numbers:
            yield references.given(chunk, context)


def done_of(batch: CityBatch, number: int, place: Place, task: Task) -> Done:
    """A batch as the import keeps it."""
    if place.spot is not None:
        batch = settled(batch, place.spot)
    prepared = prepare(batch, place.way, _origin(batch, place, task.aim))
    piece = prepared.piece
    named = replace(piece, textures=tuple(f"{task.source}:{name}" for name in piece.textures))
    keep = task.aim.keep and place.way is not None
    return Done(
        number,
        prepared.tally,
        tuple(_rows(named)) if keep else (),
        _ids(piece) if place.way is not None else (),
        piece.textures if keep else (),
        batch.unresolved,
        batch.reference_names,
    )


def _ids(piece: CityPiece) -> tuple[tuple[str, str, int], ...]:
    ids = (*piece.buildings.ids, *piece.objects.ids, *piece.trees.ids)
    kinds = (
        *("Building" for _ in piece.buildings.ids),
        *piece.objects.types,
        *("SolitaryVegetationObject" for _ in piece.trees.ids),
    )
    return tuple(zip(ids, kinds, place_numbers(piece).tolist(), strict=True))


def _origin(batch: CityBatch, place: Place, aim: Aim) -> tuple[float, float]:
    if aim.target:
        return aim.origin
    sample = sample_of(batch)
    if not len(sample):
        return 0.0, 0.0
    middle = np.median(sample, axis=0)[None, :]
    at = place.way.project(middle)[0] if place.way is not None else middle[0]
    return float(np.floor(at[0])), float(np.floor(at[1]))


def _rows(piece: CityPiece) -> Iterator[FragmentRow]:
    for fragment in fragments(piece):
        yield row_of(fragment.piece, (fragment.column, fragment.row), fragment.extent)
