"""Documents → tiles and findings: in the order given, some at a time, to be stopped and gone on with at any point."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from planningtable.app.intake import tally_text
from planningtable.app.intake.findings import Finding, from_text, to_text, with_duplicates
from planningtable.app.intake.looking import Look, look
from planningtable.app.intake.pool import Pool, StoppedError
from planningtable.app.intake.server import ALONE
from planningtable.app.intake.values import Aim, Document, Done, Place, Read, Task
from planningtable.app.intake.work import again
from planningtable.city.fragment_rows import FragmentRow, row_of
from planningtable.city.job import Job
from planningtable.city.model.batch import Remark
from planningtable.city.model.piece import Tally
from planningtable.city.readers.table import FORMATS
from planningtable.city.tiles import extent_of, from_bytes, renamed, without
from planningtable.domain.text import PlanningError, Text
from planningtable.store.city_intake import CityIntake

# A document up to this size is read by one worker in one go; larger ones chunk by chunk by all of them [bytes].
WHOLE = 12 * 2**20
# Fewer objects are read again in a second.
WORTH = 500


def take_in(
    documents: Sequence[Document], aim: Aim, intake: CityIntake, job: Job, workers: int
) -> tuple[Aim, tuple[Finding, ...]]:
    """Read documents into an intake.

    Args:
        documents: in order; the first with buildings decides on the site's CRS.
        aim: the CRS the user chose, and whether pieces are wanted.
        intake: where everything goes; documents that are complete in it are not read again.
        job: for progress and cancel; what was read until then stays in the intake.
        workers: number of worker processes; 0 for none.

    Returns:
        The aim as it was decided, and one finding a document.

    Raises:
        PlanningError: the disk is full, or a worker process was ended.
        CancelledError: the job was cancelled.
    """
    present = {document.key: document.mark for document in documents}
    for key, (_, mark, *_) in intake.sources().items():
        # Before anything is read: what was left out because of a file that changed is to be read again as well.
        if present.get(key, "") != mark:
            intake.forget(key, comes_again=key in present)
    for key in _outdone(documents, intake):
        intake.forget(key, comes_again=True)
    small = sum(d.size for d in documents) < ALONE
    with Pool(0 if small else workers) as pool:
        aim, looks = _decided(documents, aim, job.part(0.0, 0.05))
        intake.settle(aim.target)
        return aim, tuple(_Reading(documents, aim, intake, pool, looks).findings(job.part(0.05, 1.0)))


def _outdone(documents: Sequence[Document], intake: CityIntake) -> Iterator[str]:
    """Documents that were read already, and before which a new one of a higher level of detail comes now."""
    known = intake.sources().keys()
    best = 0.0
    for document in documents:
        if document.level is None:
            continue
        if document.key not in known:
            best = max(best, document.level)
        elif document.level < best:
            yield document.key


def worth_keeping(intake: CityIntake) -> bool:
    """Whether going on with an import that failed would save reading that takes time."""
    return sum(row.buildings + row.objects for row in intake.tiles.index()) >= WORTH


def _decided(documents: Sequence[Document], aim: Aim, job: Job) -> tuple[Aim, dict[str, Look]]:
    """Let the first document with buildings decide on CRS and origin; what was learnt of it on the way."""
    second: tuple[Aim, dict[str, Look]] = aim, {}
    for document in documents:
        job.report(0.0, Text.of("city.job.reading", file=document.part.name))
        try:
            seen = look(document, aim)
        except PlanningError:
            continue  # it comes to light again when the document is read
        if seen.sighting is None or seen.place is None or seen.place.way is None:
            continue
        middle = np.median(seen.sighting.points, axis=0)[None, :]
        east, north = np.floor(seen.place.way.project(middle)[0, :2]).tolist()
        first = replace(seen.sighting, points=middle)
        # The others were placed without knowing where the town is; that is done again.
        alone = replace(aim, target=seen.place.way.target, origin=(east, north), first=first), {document.key: seen}
        if seen.sighting.has_buildings:
            return alone
        second = alone if second[0] is aim else second
    return second


class _Reading:
    """One run over the documents."""

    def __init__(
        self,
        documents: Sequence[Document],
        aim: Aim,
        intake: CityIntake,
        pool: Pool,
        looks: Mapping[str, Look],
    ) -> None:
        self._documents = documents
        self._aim = aim
        self._intake = intake
        self._pool = pool
        self._looks = looks
        self._known = intake.sources()

    def findings(self, job: Job) -> Iterator[Finding]:
        """Read everything; a finding for each document, in order."""
        total = max(sum(d.size for d in self._documents), 1)
        begun = 0
        small: list[Document] = []
        for document in self._documents:
            if document.size <= WHOLE:
                small.append(document)
                continue
            share = sum(d.size for d in small)
            yield from self._small(small, job.part(begun / total, (begun + share) / total))
            begun, small = begun + share, []
            yield self._large(document, job.part(begun / total, (begun + document.size) / total))
            begun += document.size
        yield from self._small(small, job.part(begun / total, 1.0))

    def _finished(self, document: Document) -> Finding | None:
        """The finding of a document that is complete in the intake already."""
        if document.key not in self._known:
            return None
        source, mark, done, summary = self._known[document.key]
        if not done or mark != document.mark:
            return None
        return from_text(summary, Tally.total(tally_text.from_text(t) for t in self._intake.chunks(source).values()))

    def _small(self, documents: Sequence[Document], job: Job) -> Iterator[Finding]:
        """Documents that workers read as a whole."""
        old = [self._finished(d) for d in documents]
        fresh = [d for d, finding in zip(documents, old, strict=True) if finding is None]
        # One document tells its own progress; of several, each that is done is a step.
        reads = self._pool.done((self._task(d) for d in fresh), job if len(documents) == 1 else job.silent())
        for number, (document, finding) in enumerate(zip(documents, old, strict=True)):
            if finding is None:
                read = next(reads)
                self._take(read.task, read.done)
                finding = self._ended(document, read)
            job.report((number + 1) / len(documents), Text.of("city.job.reading", file=document.part.name))
            yield finding

    def _task(self, document: Document) -> Task:
        source = self._intake.begin(document.key, document.mark)
        seen = self._looks.get(document.key)
        heading, place = (seen.heading, seen.place) if seen is not None else (None, None)
        done = frozenset(self._intake.chunks(source))
        return Task(source, document.part, document.kind, self._aim, heading, None, place, done)

    def _large(self, document: Document, job: Job) -> Finding:
        """A document that is read chunk by chunk."""
        finished = self._finished(document)
        if finished is not None:
            return finished
        task = self._task(document)
        heading, place, problem = task.heading, task.place, None
        waiting: dict[int, Done] = {}
        try:
            if heading is None:
                seen = look(document, self._aim)
                heading, place = seen.heading, seen.place
            task = replace(task, heading=heading, place=place or Place())
            words = Text.of("city.job.reading", file=document.part.name)
            for read in self._pool.done(_chunk_tasks(task, job, words), job):
                problem = problem or read.problem
                waiting.update({d.chunk: d for d in read.done if d.unresolved})
                self._take(task.source, [d for d in read.done if not d.unresolved])
        except StoppedError:
            raise
        except PlanningError as error:
            problem = error.text
        self._take_waiting(task, waiting, job)
        return self._ended(document, Read(task.source, heading, place or Place(), (), problem))

    def _take_waiting(self, task: Task, waiting: dict[int, Done], job: Job) -> None:
        """Read chunks whose references lead to other chunks once more, with what they refer to.

        Where that cannot be done, because the document breaks off, they are taken as they were read first.
        """
        references = FORMATS[task.kind].references
        if waiting and task.heading is not None and references is not None:
            targets = frozenset(target for done in waiting.values() for target in done.unresolved)
            try:
                chunks = again(references, task, task.heading, frozenset(waiting), targets, job)
                for read in self._pool.done((replace(task, chunk=chunk) for chunk in chunks), job):
                    waiting.update({d.chunk: d for d in read.done})
            except StoppedError:
                raise
            except PlanningError:
                pass  # told already, as the problem of the document
        self._take(task.source, [waiting[number] for number in sorted(waiting)])

    def _take(self, source: int, done: Sequence[Done]) -> None:
        try:
            for one in done:
                ids = [(id, place) for id, _, place in one.ids]
                self._intake.take(source, one.chunk, ids, _Making(one, source), one.textures)
        except PlanningError as error:
            raise StoppedError(error.text.id, **dict(error.text.arguments)) from error

    def _ended(self, document: Document, read: Read) -> Finding:
        texts = self._intake.chunks(read.task).values()
        tally = Tally.total(tally_text.from_text(text) for text in texts)
        name, mark, date = document.part.name, document.mark, document.date
        finding = Finding(name, read.heading, read.place, tally, read.problem, mark, date)
        if read.problem is None:  # a file that could not be read to its end is tried again the next time
            self._intake.end(read.task, to_text(finding))
        return finding


def _chunk_tasks(task: Task, job: Job, words: Text) -> Iterator[Task]:
    assert task.heading is not None
    for chunk in FORMATS[task.kind].chunks(task.part, task.heading, Job()):
        job.report(chunk.position, words)
        if chunk.number not in task.done:
            yield replace(task, chunk=chunk)


class _Making:
    """Given the ids that came before: what is to be stored of a chunk."""

    def __init__(self, done: Done, source: int) -> None:
        self._done = done
        self._source = source

    def __call__(self, taken: frozenset[str], shared: frozenset[str]) -> tuple[str, Sequence[FragmentRow]]:
        done = self._done
        tally = done.tally
        if done.unresolved:
            lost = tuple(Remark("", Text.of("city.repaired.dangling", target=t)) for t in done.unresolved)
            tally = replace(tally, repaired=(*tally.repaired, *lost))
        if not taken and not shared:
            return tally_text.to_text(tally), done.fragments
        names = {id: f"{id}~{self._source}" for id in sorted(shared)}
        told = tuple(Remark(id, Text.of("city.repaired.same-id", name=name)) for id, name in names.items())
        tally = with_duplicates(tally, [(id, kind) for id, kind, _ in done.ids if id in taken])
        tally = replace(tally, repaired=(*tally.repaired, *told))
        rows = (_mended(fragment, taken, names) for fragment in done.fragments)
        return tally_text.to_text(tally), [row for row in rows if row is not None]


def _mended(fragment: FragmentRow, taken: frozenset[str], names: Mapping[str, str]) -> FragmentRow | None:
    """A fragment without objects that came before, others with names of their own; None where nothing is left."""
    ids = {*fragment.buildings, *fragment.objects}
    if ids.isdisjoint(taken) and ids.isdisjoint(names):
        return fragment
    piece = renamed(without(from_bytes(fragment.data), taken, taken), names)
    left = len(piece.buildings) + len(piece.objects) + len(piece.trees) + len(piece.terrain) + len(piece.terrain_points)
    return row_of(piece, (fragment.column, fragment.row), extent_of(piece)) if left else None
