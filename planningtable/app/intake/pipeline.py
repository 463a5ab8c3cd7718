"""Documents → tiles and findings: in the order given, some at a time, to be stopped and gone on with at any point."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planningtable.app.intake import tally_text
from planningtable.app.intake.findings import Finding, from_text, problem_of, to_text, with_duplicates
from planningtable.app.intake.placing import place_of, sample_of, sighting_of
from planningtable.app.intake.pool import Pool, StoppedError
from planningtable.app.intake.values import Aim, Done, Place, Read, Task
from planningtable.app.intake.work import again, row_of
from planningtable.city.job import Job
from planningtable.city.model.batch import CityBatch, Remark
from planningtable.city.model.piece import Tally
from planningtable.city.readers.detect import Kind
from planningtable.city.readers.files import Part
from planningtable.city.readers.formats import CityFormat, Heading
from planningtable.city.readers.table import FORMATS
from planningtable.city.tiles import from_bytes, without
from planningtable.domain.text import PlanningError, Text
from planningtable.store.city_intake import CityIntake, FragmentRow

# A document up to this size is read by one worker in one go; larger ones chunk by chunk by all of them [bytes].
WHOLE = 12 * 2**20
# Less than this altogether is read faster than worker processes start [bytes].
ALONE = 16 * 2**20


@dataclass(frozen=True, slots=True)
class Document:
    """One document to be read.

    Attributes:
        part: where it is.
        kind: its format.
        mark: changes when its content does.
        size: about how many bytes its text has.
        date: day of the file's last change, ISO 8601.
    """

    part: Part
    kind: Kind
    mark: str
    size: int
    date: str = ""


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
    known = intake.sources()
    for name in known.keys() - {d.part.name for d in documents}:
        intake.forget(name)
    aim, looks = _decided(documents, aim, job.part(0.0, 0.05))
    small = sum(d.size for d in documents) < ALONE
    with Pool(0 if small else workers) as pool:
        return aim, tuple(_Reading(documents, aim, intake, pool, looks).findings(job.part(0.05, 1.0)))


def worth_keeping(intake: CityIntake) -> bool:
    """Whether going on with a stopped import would save reading: something is read, and not in vain."""
    for source, _, done, summary in intake.sources().values():
        if problem_of(from_text(summary, Tally())) is None if done else intake.chunks(source):
            return True
    return False


def _decided(documents: Sequence[Document], aim: Aim, job: Job) -> tuple[Aim, dict[str, tuple[Heading, Place]]]:
    """Let the first document with buildings decide on CRS and origin; what was learnt of the documents on the way."""
    looks: dict[str, tuple[Heading, Place]] = {}
    second: tuple[Aim, dict[str, tuple[Heading, Place]]] = aim, looks
    for document in documents:
        job.report(0.0, Text.of("city.job.reading", file=document.part.name))
        try:
            fmt = FORMATS[document.kind]
            heading = fmt.head(document.part, Job())
            batch = _first_placed(fmt, document.part, heading)
        except PlanningError:
            continue  # it comes to light again when the document is read
        if batch is None:
            continue
        sighting = sighting_of(heading, batch)
        place = place_of(heading, batch, aim)
        looks[document.part.name] = heading, place
        if place.way is None or not len(sighting.points):
            continue
        middle = np.median(sighting.points, axis=0)[None, :]
        east, north = np.floor(place.way.project(middle)[0, :2]).tolist()
        first = replace(sighting, points=middle)
        decided = replace(aim, target=place.way.target, origin=(east, north), first=first)
        # The others were placed without knowing where the town is; that is done again.
        alone = decided, {document.part.name: (heading, place)}
        if sighting.has_buildings:
            return alone
        second = alone if second[0] is aim else second
    return second


def _first_placed(fmt: CityFormat, part: Part, heading: Heading) -> CityBatch | None:
    """The first chunk that has coordinates, else the last one; None where there is none."""
    batch = None
    for chunk in fmt.chunks(part, heading, Job()):
        batch = fmt.read(heading, chunk)
        if len(sample_of(batch)):
            break
    return batch


class _Reading:
    """One run over the documents."""

    def __init__(
        self,
        documents: Sequence[Document],
        aim: Aim,
        intake: CityIntake,
        pool: Pool,
        looks: dict[str, tuple[Heading, Place]],
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
        name = document.part.name
        if name not in self._known:
            return None
        source, mark, done, summary = self._known[name]
        if not done or mark != document.mark:
            return None
        return from_text(summary, Tally.total([tally_text.from_text(t) for t in self._intake.chunks(source).values()]))

    def _small(self, documents: Sequence[Document], job: Job) -> Iterator[Finding]:
        """Documents that workers read as a whole."""
        old = [self._finished(d) for d in documents]
        fresh = [d for d, finding in zip(documents, old, strict=True) if finding is None]
        reads = self._pool.done((self._task(d) for d in fresh), job)
        for number, (document, finding) in enumerate(zip(documents, old, strict=True)):
            if finding is None:
                read = next(reads)
                self._take(read.task, read.done)
                finding = self._ended(document, read)
            job.report((number + 1) / len(documents), Text.of("city.job.reading", file=document.part.name))
            yield finding

    def _task(self, document: Document) -> Task:
        source = self._intake.begin(document.part.name, document.mark)
        heading, place = self._looks.get(document.part.name, (None, None))
        return Task(
            source,
            document.part,
            document.kind,
            self._aim,
            heading,
            None,
            place,
            frozenset(self._intake.chunks(source)),
        )

    def _large(self, document: Document, job: Job) -> Finding:
        """A document that is read chunk by chunk."""
        finished = self._finished(document)
        if finished is not None:
            return finished
        task = self._task(document)
        fmt = FORMATS[document.kind]
        heading, place, problem = task.heading, task.place, None
        waiting: dict[int, tuple[str, ...]] = {}
        words = Text.of("city.job.reading", file=document.part.name)
        try:
            heading = heading or fmt.head(document.part, Job())
            place = place or Place()
            whole = replace(task, heading=heading, place=place)
            for read in self._pool.done(_chunk_tasks(whole, job, words), job):
                problem = problem or read.problem
                if place.way is None and place.problem is None:
                    place = read.place
                ready = [d for d in read.done if not d.unresolved]
                waiting.update({d.chunk: d.unresolved for d in read.done if d.unresolved})
                self._take(task.source, ready)
            self._take_waiting(whole, waiting, job)
        except StoppedError:
            raise
        except PlanningError as error:
            problem = error.text
            self._take_waiting(replace(task, heading=heading, place=place), waiting, job)
        return self._ended(document, Read(task.source, heading, place or Place(), (), problem))

    def _take_waiting(self, task: Task, waiting: dict[int, tuple[str, ...]], job: Job) -> None:
        """Read chunks whose references lead to other chunks once more, with what they refer to."""
        if not waiting or task.heading is None:
            return
        fmt = FORMATS[task.kind]
        targets = frozenset(target for some in waiting.values() for target in some)
        context = fmt.context_for(task.part, task.heading, targets, job) if fmt.context_for is not None else b""
        chunks = again(fmt, task, task.heading, frozenset(waiting), context)
        for read in self._pool.done((replace(task, chunk=chunk) for chunk in chunks), job):
            self._take(task.source, read.done)

    def _take(self, source: int, done: Sequence[Done]) -> None:
        try:
            for one in done:
                self._intake.take(source, one.chunk, [id for id, _ in one.ids], _Making(one), one.textures)
        except PlanningError as error:
            raise StoppedError(error.text.id, **dict(error.text.arguments)) from error

    def _ended(self, document: Document, read: Read) -> Finding:
        texts = self._intake.chunks(read.task).values()
        tally = Tally.total([tally_text.from_text(text) for text in texts])
        name, mark, date = document.part.name, document.mark, document.date
        finding = Finding(name, read.heading, read.place, tally, read.problem, mark, date)
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

    def __init__(self, done: Done) -> None:
        self._done = done

    def __call__(self, taken: frozenset[str]) -> tuple[str, Sequence[FragmentRow]]:
        done = self._done
        tally = done.tally
        if done.unresolved:
            lost = tuple(Remark("", Text.of("city.repaired.dangling", target=t)) for t in done.unresolved)
            tally = replace(tally, repaired=(*tally.repaired, *lost))
        if not taken:
            return tally_text.to_text(tally), done.fragments
        tally = with_duplicates(tally, [(id, kind) for id, kind in done.ids if id in taken])
        return tally_text.to_text(tally), [f for f in (_thinned(f, taken) for f in done.fragments) if f is not None]


def _thinned(fragment: FragmentRow, taken: frozenset[str]) -> FragmentRow | None:
    """A fragment without objects that came before; None where nothing is left."""
    if not taken.intersection(fragment.buildings) and not taken.intersection(fragment.objects):
        return fragment
    piece = without(from_bytes(fragment.data), taken, taken)
    left = len(piece.buildings) + len(piece.objects) + len(piece.trees) + len(piece.terrain) + len(piece.terrain_points)
    return row_of(piece, (fragment.column, fragment.row), fragment.extent) if left else None
