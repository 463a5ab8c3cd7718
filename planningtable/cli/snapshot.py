"""``planningtable snapshot``: a picture of a workshop's site."""

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from planningtable.app.city_beyond import city_around
from planningtable.app.plugins import PluginHost
from planningtable.app.results import Results
from planningtable.app.session import Session
from planningtable.app.snapshots import Comparison, SnapshotRequest, snapshot_source
from planningtable.app.standpoint import eye_of, standpoint_text
from planningtable.app.sun_text import moment_of, moment_text, position_text
from planningtable.city.clock import local
from planningtable.city.job import Job
from planningtable.city.site import Site
from planningtable.city.sun import place_of, sun_position
from planningtable.cli._beside import SHEETS, Called, called, captions, parts_of
from planningtable.cli._picture import (
    SIDES,
    add_looks,
    check_ending,
    look_of,
    photos_of,
    picture_size,
    plans_of,
    title_of,
    variant_title,
)
from planningtable.cli._place import area_of
from planningtable.cli._together import check_on_roofs, settle
from planningtable.cli.shell import Shell
from planningtable.domain.text import PlanningError, Words
from planningtable.domain.values import BASE, Variant
from planningtable.layers.layer import LayerResult
from planningtable.layers.times import MAIN, nearest_frame

HELP = "cli.snapshot.help"

USUAL_SIZE = "1600x1000"
"""Of a single picture [px]."""

NOTICED = 0.5
"""Minutes that differ by no more are told as the same [min]."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="PNG")
    parser.add_argument("--variant", default=BASE)
    parser.add_argument("--layer")
    parser.add_argument("--scenario")
    parser.add_argument("--resolution", type=float, metavar="M")
    add_looks(parser, "")
    parser.add_argument("--area", metavar="W,S,E,N")
    parser.add_argument("--eye", metavar="EAST,NORTH,AZIMUTH[,HEIGHT]")
    parser.add_argument("--sun", metavar="MOMENT")
    parser.add_argument("--minute", type=float, metavar="MINUTE")
    parser.add_argument("--compare", metavar="PART,PART[,PART,PART]")


def run(args: argparse.Namespace, shell: Shell) -> int:
    started = time.perf_counter()
    parts = _parts(args)
    size = picture_size(args.size)
    host = PluginHost.discover()
    with Session.open(args.file) as session, city_around(session) as around:
        if around is None:
            _check_area(args.area, session.site)
        results, job = Results(session, host), shell.job().part(0.0, 0.9)
        # What is not there is said before anything is computed.
        for part in parts:
            results.site(part.variant)
        shots = [
            _shot(part, shell, session, results, job.part(number / len(parts), (number + 1) / len(parts)))
            for number, part in enumerate(parts)
        ]
        check_on_roofs(args, [shot.request.layer_result for shot in shots])
        shots = [replace(shot, request=replace(shot.request, around=around)) for shot in shots]
        picture = _drawn(shots[0].request if not args.compare else _comparison(args, session, shots))
    _write(args.output, picture)
    for part, shot in zip(parts, shots, strict=True):
        _tell_minute(part.minute, shot.minute, shell)

    def show() -> None:
        shell.say("cli.snapshot.done", file=str(args.output), width=size[0], height=size[1])

    result = {
        "file": str(args.output),
        "size": list(size),
        "view": "eye" if args.eye else args.view,
        "up": None if args.eye else args.up,
        "eye": args.eye,
        "variant": args.variant,
        "layer": args.layer,
        "minute": args.minute,
        "minute_drawn": None if args.compare else shots[0].minute,
        "plan": args.plan,
        "photo": args.photo,
        "textures": args.textures,
        "names": args.names,
        "area": args.area,
        "sun": args.sun,
        "compare": [_told(*pair) for pair in zip(parts, shots, strict=True)] if args.compare else None,
        "seconds": round(time.perf_counter() - started, 3),
    }
    shell.result(result, show)
    return 0


def _drawn(wanted: SnapshotRequest | Comparison) -> bytes:
    source = snapshot_source()
    try:
        return source.render(wanted) if isinstance(wanted, SnapshotRequest) else source.compare(wanted)
    finally:
        source.close()


@dataclass(frozen=True, slots=True, eq=False)
class _Shot:
    """A picture, how it is called among others, and what is said of its light and its eye, a line each."""

    request: SnapshotRequest
    called: Called
    seen: tuple[str, ...]

    @property
    def minute(self) -> float | None:
        """The time that is drawn of a layer with several [min]; None for its main grid, and without one."""
        result, frame = self.request.layer_result, self.request.frame
        return None if result is None or frame == MAIN else result.frames[frame].seconds / 60.0


def _parts(args: argparse.Namespace) -> list[argparse.Namespace]:
    """The arguments of each picture, with all that is usual; what cannot be read is said before anything is built."""
    check_ending(args.output)
    _check_places(args)
    parts = parts_of(args) if args.compare else [args]
    settle(args, layered=any(part.layer for part in parts), eye="--eye")
    args.size = args.size or (SHEETS[args.view][len(parts)] if args.compare else USUAL_SIZE)
    for part in parts:
        part.view, part.up, part.opacity, part.size = args.view, args.up, args.opacity, args.size
    return parts


def _told(part: argparse.Namespace, shot: _Shot) -> dict[str, object]:
    asked = {name: getattr(part, name) for name in ("variant", "layer", "scenario", "minute")}
    return {**asked, "minute_drawn": shot.minute}


def _tell_minute(asked: float | None, drawn: float | None, shell: Shell) -> None:
    """Say where a layer has not the time that was asked for, and the nearest that it has was drawn."""
    if asked is not None and drawn is not None and abs(asked - drawn) > NOTICED:
        shell.warn("cli.snapshot.minute", asked=f"{asked:g}", drawn=round(drawn))


def _comparison(args: argparse.Namespace, session: Session, shots: Sequence[_Shot]) -> Comparison:
    above, shared = captions([shot.called for shot in shots])
    first, variants = shots[0].request, {shot.called.variant for shot in shots}
    title = session.state.name if len(variants) > 1 else first.title
    whole = replace(
        first, title=title if args.title is None else args.title, subtitle="\n".join((*shared, *shots[0].seen))
    )
    return Comparison(whole, tuple((caption, shot.request) for caption, shot in zip(above, shots, strict=True)))


def _shot(args: argparse.Namespace, shell: Shell, session: Session, results: Results, job: Job) -> _Shot:
    words = shell.words
    site = results.site(args.variant)
    variant = session.state.variant(args.variant) or Variant(args.variant, args.variant)
    layer, sun = None, None
    named: list[str] = []
    seen: list[str] = []
    eye = eye_of(args.eye) if args.eye else None
    plans = plans_of(session) if args.plan else ()
    photos = photos_of(session) if args.photo else ()
    if args.sun:
        sun, seen = _sun(args, site, words)
    elif args.layer:
        found, scenario = results.find(args.layer, args.scenario)
        named = [words(found.describe().name), words(scenario.name)]
        layer = results.layer(args.variant, args.layer, args.scenario, resolution=args.resolution, job=job)
    if eye is not None:
        seen = [*seen, words(standpoint_text(eye))]
    frame = MAIN if args.minute is None else _frame(layer, args.minute)
    name = called(variant_title(variant, words), named, layer, frame, words)
    lines = named if frame == MAIN else name.laid
    request = SnapshotRequest(
        site=site,
        words=words,
        size=picture_size(args.size),
        view=args.view,
        title=args.title if args.title is not None else title_of(session.state.name, variant, words),
        subtitle="\n".join((*lines, *seen)),
        date=datetime.now(tz=UTC).astimezone().strftime(words("cli.snapshot.date")),
        layer_result=layer,
        frame=frame,
        contributions=() if args.no_pins else session.state.contributions,
        measures=results.outlined(variant),
        plans=plans,
        photos=photos,
        textures=args.textures,
        names=args.names,
        extent=area_of(args.area),
        look=look_of(args),
        legend=not args.plain,
        sun=sun,
        up=SIDES[args.up],
        eye=eye,
    )
    return _Shot(request, name, tuple(seen))


def _check_places(args: argparse.Namespace) -> None:
    """Raise `PlanningError` for places and moments that cannot be read, before anything is opened and built."""
    area_of(args.area)
    if args.eye:
        eye_of(args.eye)
    if args.sun:
        moment_of(args.sun)


def _check_area(text: str | None, site: Site) -> None:
    """Raise `PlanningError` where nothing of the site is in an area."""
    area, extent = area_of(text), site.extent
    if area is not None and not area.overlaps(extent):
        corners = {"west": extent.west, "south": extent.south, "to_east": extent.east, "to_north": extent.north}
        raise PlanningError(
            "error.snapshots.area-beside", area=str(text), **{name: f"{value:.0f}" for name, value in corners.items()}
        )


def _frame(layer: LayerResult | None, minute: float) -> int:
    """The time of the layer that is nearest to a minute.

    Raises:
        PlanningError: there is no layer, it has no times, or none that late.
    """
    if layer is None or not layer.frames:
        raise PlanningError("error.snapshots.no-times")
    last = layer.frames[-1].seconds / 60.0
    if not 0.0 <= minute <= last:
        raise PlanningError("error.snapshots.minute", minute=f"{minute:g}", last=f"{last:g}")
    return nearest_frame(layer, minute * 60.0)


def _sun(args: argparse.Namespace, site: Site, words: Words) -> tuple[datetime, list[str]]:
    """The moment that is asked for on the clocks of the site, and what the picture says of it."""
    if args.layer or args.plan or args.photo:
        raise PlanningError("error.sun.layer")
    latitude, longitude = place_of(site.crs, site.extent)
    when = local(latitude, longitude, moment_of(args.sun))
    sun = sun_position(latitude, longitude, when)
    return when, [words(moment_text(when)), words(position_text(sun))]


def _write(path: Path, picture: bytes) -> None:
    try:
        path.write_bytes(picture)
    except OSError as problem:
        raise PlanningError("error.snapshots.write", path=str(path)) from problem
