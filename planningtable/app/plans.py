"""Development plans of a workshop: taken in, listed, taken away."""

import math
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from planningtable.app.file_notes import note_on
from planningtable.city.grid import Extent
from planningtable.city.job import Job
from planningtable.city.plan import Plan, plan_name
from planningtable.city.readers.containers import sources_of
from planningtable.city.readers.detect import Kind, kind_of
from planningtable.city.readers.files import Part
from planningtable.city.readers.xplan import read_plans
from planningtable.domain.text import PlanningError, Text
from planningtable.store.workshop_file import WorkshopFile


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """What was taken in.

    Attributes:
        plans: all plans of the workshop.
        added: those of them that are new.
        notes: what people should know, one sentence each.
    """

    plans: tuple[Plan, ...]
    added: tuple[Plan, ...]
    notes: tuple[Text, ...]


def add_plans(path: Path, files: Sequence[Path], job: Job, crs: str | None = None) -> Kept:
    """Read plans and keep them in a workshop; one that is there already is replaced.

    Args:
        path: of the workshop file.
        files: XPlanGML, plain or packed, or folders with such files.
        job: for progress and cancel.
        crs: of the files, where they name none or a wrong one.

    Raises:
        PlanningError: a file is no plan or cannot be read, or the workshop takes no writes; nothing is changed then.
        CancelledError: the job was cancelled; nothing is changed.
    """
    with closing(WorkshopFile.open(path)) as file:
        if file.why_read_only is not None:
            raise PlanningError(file.why_read_only.id, **dict(file.why_read_only.arguments))
        site = file.site()
        parts, left_out = _parts(files, job.part(0.0, 0.1))
        read = plans_in(parts, site.crs, job.part(0.1, 1.0), crs)
        kept = together(file.plans(), read, site.extent)
        file.keep_plans(kept.plans)
    return Kept(kept.plans, kept.added, (*left_out, *kept.notes))


def take_in_plans(path: Path, parts: Sequence[Part], job: Job) -> Kept:
    """Keep the plans that lay beside the models of an import in its workshop; a faulty one is said and stops nothing.

    Args:
        path: of the workshop file, which nobody has open.
        parts: documents in XPlanGML.
        job: for progress and cancel.

    Raises:
        PlanningError: the workshop takes no writes.
        CancelledError: the job was cancelled; nothing is changed.
    """
    with closing(WorkshopFile.open(path)) as file:
        site = file.site()
        read: list[Plan] = []
        faults: list[Text] = []
        for i, part in enumerate(parts):
            try:
                read += plans_in((part,), site.crs, job.part(i / len(parts), (i + 1) / len(parts)))
            except PlanningError as error:
                faults.append(note_on(part.name, error.text, "city.note.left-out"))
        kept = together(file.plans(), read, site.extent)
        if read:
            file.keep_plans(kept.plans)
    return Kept(kept.plans, kept.added, (*faults, *kept.notes))


def plans_in(parts: Sequence[Part], site_crs: str, job: Job, chosen: str | None = None) -> tuple[Plan, ...]:
    """The plans of several documents, in the site's CRS.

    Args:
        parts: documents in XPlanGML.
        site_crs: ``EPSG:code``.
        job: for progress and cancel.
        chosen: CRS of the documents given by the user.

    Raises:
        PlanningError: one cannot be read, or its place is unknown.
        CancelledError: the job was cancelled.
    """
    target = int(site_crs.rpartition(":")[2])
    found: list[Plan] = []
    for i, part in enumerate(parts):
        job.report(i / len(parts), Text.of("city.job.looking", file=part.name))
        step = job.part(i / len(parts), (i + 1) / len(parts))
        found += read_plans(part, step, chosen=chosen, target=target)
    return tuple(found)


def together(before: Sequence[Plan], read: Sequence[Plan], extent: Extent) -> Kept:
    """New plans beside those that are kept already.

    Args:
        before: kept already; those that come again are replaced.
        read: new ones; of those that come twice the last counts.
        extent: of the site; a plan elsewhere is kept and said.
    """
    new = tuple(plan for i, plan in enumerate(read) if not any(_same(plan, other) for other in read[i + 1 :]))
    kept = tuple(plan for plan in before if not any(_same(plan, other) for other in new))
    notes: list[Text] = []
    for plan in new:
        if any(_same(plan, other) for other in before):
            notes.append(Text.of("plan.note.replaced", plan=plan_name(plan)))
        notes += _place_notes(plan, extent)
        notes += plan.notes
        if plan.reported:
            notes.append(Text.of("plan.note.reported", plan=plan_name(plan), features=len(plan.reported)))
        if plan.repaired:
            notes.append(Text.of("plan.note.repaired", plan=plan_name(plan), features=len(plan.repaired)))
    return Kept((*kept, *new), new, tuple(dict.fromkeys(notes)))


def kept_plans(path: Path) -> tuple[Plan, ...]:
    """The plans of a workshop file.

    Raises:
        PlanningError: it is missing, another program's or damaged.
    """
    with closing(WorkshopFile.open(path, read_only=True)) as file:
        return file.plans()


def remove_plan(path: Path, named: str) -> Plan:
    """Take a plan out of a workshop.

    Args:
        path: of the workshop file.
        named: number, name or id of the plan.

    Returns:
        The plan that was there.

    Raises:
        PlanningError: there is none of that name, or several, or the workshop takes no writes.
    """
    with closing(WorkshopFile.open(path)) as file:
        plans = file.plans()
        found = [plan for plan in plans if named in (plan.number, plan.name, plan.id)]
        if len(found) != 1:
            known = ", ".join(p.number or p.name or p.id for p in (found or plans)) or "–"
            raise PlanningError("error.plan.several" if found else "error.plan.unknown", plan=named, known=known)
        file.keep_plans([plan for plan in plans if plan is not found[0]])
    return found[0]


def _parts(files: Sequence[Path], job: Job) -> tuple[tuple[Part, ...], tuple[Text, ...]]:
    """Documents in XPlanGML, and a sentence on what else lay in the folders and archives.

    Raises:
        PlanningError: there is none.
    """
    found = sources_of(files, job)
    parts = []
    left_out = [note_on(name, why, "city.note.left-out") for name, why in found.left_out]
    refused: list[PlanningError] = []
    for part in found.parts:
        problem = _no_plan(part)
        if problem is None:
            parts.append(part)
        else:
            refused.append(problem)
            left_out.append(note_on(part.name, problem.text, "city.note.left-out"))
    named = {part.path for part in parts}
    for path, problem in zip((p.path for p in found.parts if p not in parts), refused, strict=True):
        # A file that the user named by itself is no plan: that is a mistake and no remark.
        if path in files and path not in named:
            raise problem
    if not parts:
        raise refused[0] if refused else PlanningError("error.plan.nothing", file=files[0].name)
    return tuple(parts), tuple(left_out)


def _no_plan(part: Part) -> PlanningError | None:
    try:
        return None if kind_of(part) is Kind.XPLAN else PlanningError("error.xplan.not-xplan", file=part.name)
    except PlanningError as error:
        return error


def _same(one: Plan, other: Plan) -> bool:
    """Whether two are the same plan, perhaps of another day; ids tell nothing where programs number them."""
    if (one.name, one.number) == ("", ""):
        return (other.name, other.number) == ("", "") and one.id == other.id
    return (one.name, one.number) == (other.name, other.number)


def _place_notes(plan: Plan, extent: Extent) -> Iterator[Text]:
    around = plan.extent
    if around is None or around.overlaps(extent):
        return
    east = max(extent.west - around.east, around.west - extent.east, 0.0)
    north = max(extent.south - around.north, around.south - extent.north, 0.0)
    away = math.hypot(east, north) / 1000
    yield Text.of("plan.note.far-off", plan=plan_name(plan), distance=round(away, 1))
