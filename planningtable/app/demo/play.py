"""Plays a whole workshop without a screen, through the same session, layers and pictures as the table."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import shapely
from shapely.affinity import translate
from shapely.geometry import Point

from planningtable.app.comparison import Comparison, compare
from planningtable.app.demo import plan, script
from planningtable.app.demo.district import write_district
from planningtable.app.export import PackFile, PackRequest, export_pack
from planningtable.app.ids import free_id
from planningtable.app.importer import ImportRequest, import_site
from planningtable.app.placing import Pointing, building_at, kind_named, placement
from planningtable.app.plugins import PluginHost
from planningtable.app.results import Results
from planningtable.app.session import Session
from planningtable.app.snapshots import SnapshotRequest, SnapshotSource
from planningtable.city.job import Job
from planningtable.city.measures.kind import Shape
from planningtable.domain.commands import (
    AddComment,
    AddVariant,
    CastVote,
    Contribute,
    EnterPhase,
    FixGoals,
    SetGoal,
)
from planningtable.domain.seats import FACILITATOR
from planningtable.domain.text import PlanningError, Text, Words
from planningtable.domain.values import BASE, Goal, Phase, Place

LAYERS = ("heavy-rain", "heat", "green-roof")
PACK_FORMATS = ("pdf", "csv", "xlsx", "geojson", "gpkg")
PICTURE_SIZE = (1920, 1080)


@dataclass(frozen=True, slots=True)
class Played:
    """What the demo left behind.

    Attributes:
        workshop: the workshop file.
        pictures: in the order in which they were drawn.
        pack: files of the council pack.
        buildings: number of buildings in the model.
        comparison: indicators of base and variants.
        seconds: step to its time [s].
    """

    workshop: Path
    pictures: tuple[Path, ...]
    pack: tuple[PackFile, ...]
    buildings: int
    comparison: Comparison
    seconds: Mapping[str, float]


def open_demo(folder: Path, job: Job) -> Path:
    """Build the demo district in a folder through the ordinary importer, unless it is there; the workshop file."""
    workshop = folder / "auental.gpkg"
    if not workshop.exists():
        _build(folder, workshop, job).close()
    return workshop


def put_aside(workshop: Path) -> Path | None:
    """Rename a workshop that lies where a new one is to be made, so that nothing in it is lost; its new place."""
    if not workshop.exists():
        return None
    number = 1
    while (aside := workshop.with_name(f"{workshop.stem}-{number}{workshop.suffix}")).exists():
        number += 1
    try:
        workshop.rename(aside)
    except OSError as problem:
        raise PlanningError("error.demo.folder", folder=str(workshop.parent)) from problem
    return aside


def _build(folder: Path, workshop: Path, job: Job) -> Session:
    district = write_district(folder / "daten", job.part(0.0, 0.3))
    request = ImportRequest(
        city=(district.city,),
        terrain=district.terrain,
        land_cover=district.land_cover,
        trees=district.trees,
        streets=district.streets,
    )
    site = import_site(request, job.part(0.3, 0.9)).site
    return Session.create(workshop, site, script.NAME)


def play(folder: Path, words: Words, pictures: SnapshotSource, job: Job) -> Played:
    """Play the demo workshop.

    Args:
        folder: takes the district's files, the workshop, the pictures and the council pack.
        words: language of pictures and pack.
        pictures: who draws.
        job: progress and cancel.

    Raises:
        PlanningError: the folder cannot be written, or this machine cannot draw.
        CancelledError: on request.
    """
    return _Play(folder, words, pictures, job).run()


class _Play:
    def __init__(self, folder: Path, words: Words, pictures: SnapshotSource, job: Job) -> None:
        self._folder = folder
        self._words = words
        self._pictures = pictures
        self._job = job
        self._host = PluginHost.discover()
        self._seconds: dict[str, float] = {}

    def run(self) -> Played:
        workshop = self._folder / "auental.gpkg"
        put_aside(workshop)
        with self._step("import"):
            session = _build(self._folder, workshop, self._job.part(0.0, 0.1))
        with session:
            results = Results(session, self._host)
            with self._step("goals"):
                self._set_goals(session)
            with self._step("variants"):
                self._make_variants(session)
            with self._step("layers"):
                self._compute(results)
            with self._step("compare"):
                session.execute(EnterPhase(Phase.EVALUATION), FACILITATOR.id)
                variants = tuple(v.id for v in session.state.variants)
                comparison = compare(session, results, self._host, variants, self._job.part(0.7, 0.72))
            with self._step("voices"):
                self._speak(session)
            with self._step("pictures"):
                drawn = tuple(self._draw(session, results))
            with self._step("export"):
                pack = self._export(session, results)
            return Played(workshop, drawn, pack, len(session.site.buildings), comparison, dict(self._seconds))

    def _step(self, name: str) -> "_Step":
        return _Step(name, self._seconds)

    def _set_goals(self, session: Session) -> None:
        session.execute(EnterPhase(Phase.GOALS), FACILITATOR.id)
        for seat, indicator, target, weight in script.GOALS:
            session.execute(SetGoal(Goal(indicator, target, weight)), seat)
        session.execute(FixGoals(), FACILITATOR.id)

    def _make_variants(self, session: Session) -> None:
        session.execute(EnterPhase(Phase.VARIANTS), FACILITATOR.id)
        for plot in script.PLOTS:
            session.execute(AddVariant(plot.id, plot.title), plot.seat)
            for placing in plot.placings:
                self._place(session, plot.id, placing)
        # One hesitates: takes the last measure back, and puts it down again.
        last = script.PLOTS[-1].placings[-1]
        session.undo(last.seat)
        session.redo(last.seat)

    def _place(self, session: Session, variant: str, placing: script.Placing) -> None:
        kind = kind_named(self._host.measure_kinds, placing.kind)
        shape = translate(placing.shape, plan.WEST, plan.SOUTH)
        command = placement(
            session.site,
            kind,
            variant=variant,
            measure=free_id(session.history, "m"),
            pointing=Pointing(_centre(shape) if kind.shape is Shape.BUILDING else shapely.to_wkt(shape, 3)),
            given=dict(placing.settings),
        )
        session.execute(command, placing.seat)

    def _compute(self, results: Results) -> None:
        variants = (BASE, *(plot.id for plot in script.PLOTS))
        steps = [(variant, layer) for layer in LAYERS for variant in variants]
        part = self._job.part(0.1, 0.7)
        for i, (variant, layer) in enumerate(steps):
            results.layer(variant, layer, job=part.part(i / len(steps), (i + 1) / len(steps)))

    def _speak(self, session: Session) -> None:
        session.execute(EnterPhase(Phase.FEEDBACK), FACILITATOR.id)
        for said in script.VOICES:
            at = Point(plan.WEST + said.at[0], plan.SOUTH + said.at[1])
            target = building_at(session.site, at) if said.about == "building" else None
            place = Place(shapely.to_wkt(at, 3), said.about, target)
            id = free_id(session.history, "c")
            session.execute(Contribute(id, said.category, said.text, said.language, place, said.variant), said.seat)
            for seat, opinion in said.votes:
                session.execute(CastVote(id, opinion), seat)
            if said.answer is not None:
                session.execute(AddComment(id, free_id(session.history, "k"), said.answer[1]), said.answer[0])

    def _draw(self, session: Session, results: Results) -> Iterator[Path]:
        target = self._folder / self._words("demo.folder.pictures")
        target.mkdir(parents=True, exist_ok=True)
        shots = [(v, layer) for v in session.state.variants for layer in (None, *LAYERS)]
        part = self._job.part(0.72, 0.9)
        for i, (variant, layer) in enumerate(shots):
            part.report(i / len(shots), Text("demo.step.picture"))
            shown = self._words("demo.base") if variant.id == BASE else variant.title
            request = SnapshotRequest(
                site=results.site(variant.id),
                words=self._words,
                size=PICTURE_SIZE,
                view="perspective" if layer is None else "top",
                title=f"{session.state.name}: {shown}",
                subtitle="" if layer is None else self._subtitle(results, layer),
                layer_result=None if layer is None else results.layer(variant.id, layer, job=part),
                contributions=session.state.contributions if layer is None else (),
                measures=results.outlined(variant),
            )
            path = target / f"{variant.id}-{layer or 'modell'}.png"
            path.write_bytes(self._pictures.render(request))
            yield path

    def _subtitle(self, results: Results, layer: str) -> str:
        found, scenario = results.find(layer, None)
        return f"{self._words(found.describe().name)}: {self._words(scenario.name)}"

    def _export(self, session: Session, results: Results) -> tuple[PackFile, ...]:
        session.execute(EnterPhase(Phase.COUNCIL), FACILITATOR.id)
        out = self._folder / self._words("demo.folder.pack")
        request = PackRequest(self._words, PACK_FORMATS, self._pictures)
        return export_pack(session, results, self._host, out, request, self._job.part(0.9, 1.0))


class _Step:
    """Notes how long a step took."""

    def __init__(self, name: str, seconds: dict[str, float]) -> None:
        self._name = name
        self._seconds = seconds
        self._start = 0.0

    def __enter__(self) -> None:
        self._start = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self._seconds[self._name] = round(time.perf_counter() - self._start, 2)


def _centre(shape: shapely.Geometry) -> str:
    return str(shapely.to_wkt(shapely.point_on_surface(shape), 3))
