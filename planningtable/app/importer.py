"""A town's own files → a `Site` and its check-up."""

import dataclasses
import os
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

from planningtable import __version__
from planningtable.app.file_notes import note_on
from planningtable.app.intake.around import around
from planningtable.app.intake.completing import complete
from planningtable.app.intake.documents import Delivery, delivery
from planningtable.app.intake.findings import Finding, check_of, problem_of
from planningtable.app.intake.pipeline import take_in, worth_keeping
from planningtable.app.intake.remembering import remember, remembered
from planningtable.app.intake.request import Imported, ImportRequest
from planningtable.app.intake.roles import completed, field_of
from planningtable.app.intake.standing import Standing, standing
from planningtable.app.intake.surroundings import Surroundings
from planningtable.app.intake.survey import check_others
from planningtable.app.intake.textures import keep_textures
from planningtable.app.intake.values import Aim
from planningtable.app.plans import take_in_plans
from planningtable.app.session import Session
from planningtable.app.words import load_words
from planningtable.city.checkup import Checkup, FileCheck
from planningtable.city.digest import sealed
from planningtable.city.job import Job
from planningtable.city.model.remarks import number_of
from planningtable.city.readers.detect import Kind
from planningtable.city.readers.files import existing
from planningtable.city.site import Buildings, Site, Source
from planningtable.domain.checks import TITLE_LIMIT, checked_text
from planningtable.domain.text import PlanningError, Text, one_line
from planningtable.store.city_intake import CityIntake, discard, intake_path
from planningtable.store.lock import WriterLock
from planningtable.store.trouble import sentences

# More files than this are named together, as one source.
MOST_SOURCES = 20
# Files that SQLite keeps beside an import have names 25 bytes longer, and file systems end at 255.
LONGEST_NAME = 230

__all__ = ["ImportRequest", "Imported", "check_files", "import_site", "make_workshop"]


def workers() -> int:
    """Processes that read at the same time: one a core."""
    return max(os.cpu_count() or 1, 1)


def check_files(paths: Sequence[Path], crs: str | None, job: Job) -> Checkup:
    """The check-up without an import; a missing or wrong CRS is a finding, not an error.

    Args:
        paths: files and folders of any kind.
        crs: overrides what the city files say.
        job: for progress and cancel.

    Raises:
        PlanningError: no file can be read at all.
        CancelledError: the job was cancelled.
    """
    found = delivery(paths, job.part(0.0, 0.1))
    intake = CityIntake.open(None, "")
    try:
        aim = Aim(chosen=crs or "", keep=False)
        _, findings = take_in(found.models, aim, intake, job.part(0.1, 0.9), workers())
    finally:
        intake.close()
    checks = _shown([*(check_of(f) for f in findings), *check_others(found, job.part(0.9, 1.0))])
    if not any(check.format or check.problem for check in checks):
        raise _no_model(found, paths)
    _raise_if_nothing(checks, findings)
    return Checkup(checks, _beside(found))


def _shown(checks: Iterable[FileCheck]) -> tuple[FileCheck, ...]:
    """Check-ups with names that can be printed; on a disk any bytes are one."""
    return tuple(dataclasses.replace(check, name=one_line(check.name)) for check in checks)


def _raise_if_nothing(checks: Sequence[FileCheck], findings: Sequence[Finding]) -> None:
    """A single file that breaks off, or nothing at all that can be read: an error, not a finding."""
    problems = [c.problem for c in checks if c.problem is not None and not c.format]
    if len(checks) == 1 and findings and findings[0].problem is not None:
        problems = [findings[0].problem]
    if problems and len(problems) == sum(bool(c.format or c.problem) for c in checks):
        raise PlanningError(problems[0].id, **dict(problems[0].arguments))


def _beside(found: Delivery) -> tuple[Text, ...]:
    return (Text.of("city.note.beside", files=len(found.beside)),) if found.beside else ()


def _left_out(found: Delivery) -> tuple[Text, ...]:
    notes = (note_on(name, why, "city.note.left-out") for name, why in found.left_out)
    return (*notes, *_beside(found))


def make_workshop(
    path: Path, request: ImportRequest, job: Job, *, replace: bool = False, update: bool = False
) -> Imported:
    """Import a city into a new workshop file; an import that was stopped goes on where it was.

    Args:
        path: of the workshop file.
        request: what to import.
        job: for progress and cancel.
        replace: whether a workshop that lies there already may be replaced.
        update: whether that is to be brought up to date: files that did not change are not read again, and what
            people did stays.

    Raises:
        PlanningError: something the user can put right.
        CancelledError: the job was cancelled; what was read is kept for the next time.
    """
    _refuse_names(path, request)
    at = intake_path(path)
    with sentences(path):
        lock = WriterLock.taken(at)
    if lock is None:
        raise PlanningError("error.store.in-use", file=path.name)
    try:
        return _made(path, at, request, job, replace=replace, update=update)
    finally:
        lock.release()


def _refuse_names(path: Path, request: ImportRequest) -> None:
    """What would only be found out when everything has been read."""
    if request.name:
        checked_text(request.name, TITLE_LIMIT)
    length = len(os.fsencode(path.name))
    if length > LONGEST_NAME:
        raise PlanningError("error.new.long-name", length=length, limit=LONGEST_NAME)


def _made(path: Path, at: Path, request: ImportRequest, job: Job, *, replace: bool, update: bool) -> Imported:
    intake = CityIntake.open(at, repr((__version__, request.crs, request.spots)))
    try:
        crs = _seeded(intake, path) if update else ""
        if update:
            request = remembered(request, path)
        imported = import_site(request, job, intake)
        _refuse_other(crs, imported.site.crs, path)
        finish = partial(complete, area=imported.area, replace=replace or update, keep_acts=update)
        finish(path, imported.site, imported.name, intake)
    except PlanningError:
        worth = intake.usable and worth_keeping(intake)
        intake.close()
        if not worth:
            discard(at)
        raise
    except BaseException:
        intake.close()
        raise
    remember(request, path)
    if not imported.plans:
        return imported
    kept = take_in_plans(path, imported.plans, job)
    checkup = dataclasses.replace(imported.checkup, notes=(*imported.checkup.notes, *kept.notes))
    return dataclasses.replace(imported, checkup=checkup)


def _refuse_other(crs: str, other: str, path: Path) -> None:
    """What people entered is in the old CRS."""
    if crs and crs != other:
        raise PlanningError("error.new.other-crs", file=path.name, crs=crs, other=other)


def _seeded(intake: CityIntake, path: Path) -> str:
    """Begin with the city of a workshop; its CRS, which its acts are in."""
    with Session.open(path, read_only=True) as session:
        crs = session.site.crs
    intake.seed(path)
    return crs


def import_site(request: ImportRequest, job: Job, intake: CityIntake | None = None) -> Imported:
    """Read everything and put it together.

    Args:
        request: what to import.
        job: for progress and cancel.
        intake: takes the whole city; one that is gone at the end unless given.

    Raises:
        PlanningError: something the user can put right.
        CancelledError: the job was cancelled.
    """
    for path in (request.land_cover, request.trees, request.streets):
        if path is not None:
            existing(path)
    found = delivery(request.city, job.part(0.0, 0.05))
    if not found.models:
        raise _no_model(found, request.city)
    roles = completed(request, found)
    own = CityIntake.open(None, "") if intake is None else intake
    try:
        aim, findings = take_in(
            found.models, Aim(chosen=request.crs or "", spots=request.spots), own, job.part(0.05, 0.7), workers()
        )
        _refuse_if_nothing(findings)
        keep_textures(found.models, own)
        crs = f"EPSG:{aim.target}"
        stands = standing(own.tiles, request.area, aim.origin, job.part(0.7, 0.8))
        beside = around(request, roles, stands, crs, job.part(0.8, 0.95))
        job.report(0.95, Text.of("city.job.sealing"))
        said = (*beside.surroundings.notes, *beside.told, *beside.left_out)
        notes = (*_notes(findings, stands), *stands.notes, *said, *_left_out(found))
        site = _site(findings, stands, beside.surroundings, crs)
        words = load_words(request.language)
        site = dataclasses.replace(site, notes=tuple(map(words, notes)))
    finally:
        if intake is None:
            own.close()
    checkup = Checkup(_shown(check_of(f) for f in findings), notes)
    plans = tuple(part for part, kind in found.others if kind is Kind.XPLAN)
    done = Imported(sealed(site), checkup, _name(request, findings), stands.area, plans, beside.left_out)
    job.report(1.0, Text.of("city.job.done"))
    return done


_NO_MODEL: Mapping[str, str] = MappingProxyType(
    {
        "plan": "error.city.only-plan",
        "terrain": "error.city.only-terrain",
        "trees": "error.city.only-register",
        "streets": "error.city.only-register",
        "land_cover": "error.city.only-register",
    }
)


def _no_model(found: Delivery, paths: Sequence[Path]) -> PlanningError:
    if found.others:
        part, kind = found.others[0]
        id = _NO_MODEL.get(field_of(part, kind, found), "error.city.no-model")
        return PlanningError(id, file=part.name, kind=kind.text)
    if found.left_out:
        why = found.left_out[0][1]
        return PlanningError(why.id, **dict(why.arguments))
    if not found.beside:
        return PlanningError("error.city.nothing-found", file=", ".join(path.name for path in paths[:3]))
    name = found.beside[0].partition(":")[0]
    return PlanningError("error.city.archive-without-model", file=name)


def _refuse_if_nothing(findings: Sequence[Finding]) -> None:
    """A file that cannot be used is an error where it is the only one, or where nothing is left."""
    problems = [why for why in map(problem_of, findings) if why is not None]
    buildings = sum(f.tally.shown.get("Building", 0) for f in findings if f.place.way is not None)
    if problems and (len(findings) == 1 or not buildings):
        raise PlanningError(problems[0].id, **dict(problems[0].arguments))
    if buildings:
        return
    given = sum(f.tally.buildings for f in findings)
    names = ", ".join(f.name for f in findings[:3])
    if not given:
        raise PlanningError("error.city.no-buildings", file=names)
    reasons = (r.why for f in findings for r in f.tally.reported if r.type in ("Building", ""))
    reason = next(reasons, Text.of("city.reason.no-geometry"))
    raise PlanningError("error.city.nothing-shown", file=names, buildings=given, reason=reason)


def _site(findings: Sequence[Finding], stands: Standing, beside: Surroundings, crs: str) -> Site:
    piece = stands.piece
    return Site(
        crs=crs,
        vertical=next((f.place.vertical for f in findings if f.place.vertical), ""),
        origin=piece.origin,
        extent=stands.area or beside.ground.grid.extent,
        terrain=beside.ground.grid,
        terrain_made=beside.ground.made,
        land_cover=beside.land_cover,
        buildings=piece.buildings,
        surfaces=piece.surfaces,
        objects=piece.objects,
        trees=beside.trees,
        streets=beside.streets,
        sources=(*_sources(findings, piece.buildings), *beside.sources),
        textures=stands.textures,
    )


def _sources(findings: Sequence[Finding], buildings: Buildings) -> tuple[Source, ...]:
    dates = buildings.attributes.values("creationDate")
    rows = []
    for finding in findings[:MOST_SOURCES]:
        heading = finding.heading
        if heading is None:
            continue
        # Which file a building came from is not kept with it.
        date = (max(dates, default="")[:10] if len(findings) == 1 else "") or finding.date
        rows.append(
            Source(
                "city",
                one_line(finding.name),
                heading.format,
                heading.version,
                finding.place.crs,
                date,
                heading.licence,
                finding.mark,
            )
        )
    if rows and len(findings) > MOST_SOURCES:
        rows.append(dataclasses.replace(rows[-1], name=f"… {one_line(findings[-1].name)} ({len(findings)})"))
    return tuple(rows)


def _notes(findings: Sequence[Finding], stands: Standing) -> tuple[Text, ...]:
    reported = sum(number_of(f.tally, "reported") for f in findings)
    repaired = sum(number_of(f.tally, "repaired") for f in findings)
    faults = sum(sum(f.tally.faults.values()) for f in findings)
    estimated = int(stands.piece.buildings.storeys_estimated.sum())
    notes = [
        note_on(f.name, why, "city.note.file-problem")
        for f, why in zip(findings, map(problem_of, findings), strict=True)
        if why is not None
    ]
    notes += [note for f in findings for note in f.place.notes]
    if reported:
        notes.append(Text.of("city.note.objects-reported", objects=reported))
    if repaired:
        notes.append(Text.of("city.note.repaired", surfaces=repaired))
    if faults:
        notes.append(Text.of("city.note.faults", faults=faults))
    if estimated:
        notes.append(Text.of("city.note.storeys-estimated", buildings=estimated))
    return tuple(dict.fromkeys(notes))


def _name(request: ImportRequest, findings: Sequence[Finding]) -> str:
    """The name that was asked for; else the title of the model or its file, cut to what there is room for."""
    title = next((f.heading.title for f in findings if f.heading is not None and f.heading.title.strip()), "")
    name = one_line(title or request.city[0].name.partition(".")[0]).strip() or "planningtable"
    return request.name or (name if len(name) <= TITLE_LIMIT else f"{name[: TITLE_LIMIT - 1].rstrip()}…")
