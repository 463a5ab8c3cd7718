"""``planningtable film``: a short film of a workshop's site: rain over time, the sun over a day, a way along a path."""

import argparse
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import shapely

from planningtable.app.city_beyond import city_around
from planningtable.app.films import check_kind, over_day, over_time, picture_count
from planningtable.app.plugins import PluginHost
from planningtable.app.results import Results
from planningtable.app.session import Session
from planningtable.app.snapshots import Film, SnapshotRequest, snapshot_source
from planningtable.app.standpoint import ADULT, height_of, path_pace, standing_text
from planningtable.city.job import Job
from planningtable.cli._picture import SIDES, add_looks, look_of, photos_of, picture_size, plans_of, title_of
from planningtable.cli._together import settle
from planningtable.cli.shell import Shell
from planningtable.domain.text import PlanningError
from planningtable.domain.values import BASE, Variant
from planningtable.layers.layer import LayerResult

HELP = "cli.film.help"

SECONDS = 12.0
"""Length of a film unless another is asked for [s]."""

SHORTEST_WAY, LONGEST_WAY = 4.0, 40.0
"""A way along a path takes so long, whatever its length, unless another time is asked for [s]."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("out", type=Path, metavar="OUT.webp")
    parser.add_argument("--variant", default=BASE)
    parser.add_argument("--layer")
    parser.add_argument("--scenario")
    parser.add_argument("--resolution", type=float, metavar="M")
    parser.add_argument("--day", metavar="DATE")
    parser.add_argument("--path", metavar="E,N;E,N…|WKT")
    parser.add_argument("--height", default="adult", metavar="M")
    parser.add_argument("--seconds", type=float, metavar="S")
    parser.add_argument("--rate", type=float, default=12.0, metavar="N")
    add_looks(parser, "1280x720")


@dataclass(frozen=True, slots=True)
class _Way:
    """A path and how high above it the eye is [m]."""

    path: tuple[tuple[float, float], ...] = ()
    above: float = ADULT


def run(args: argparse.Namespace, shell: Shell) -> int:
    started = time.perf_counter()
    check_kind(args.out)
    way = _Way(path_of(args.path), height_of(args.height)) if args.path else _Way()
    count = picture_count(args.seconds or _seconds(way), args.rate)
    if not (args.layer or args.day or args.path) or (args.layer and args.day):
        raise PlanningError("error.film.what")
    settle(args, layered=bool(args.layer), eye="--path")
    job = shell.job()
    host = PluginHost.discover()
    with Session.open(args.file) as session, city_around(session) as around:
        results = Results(session, host)
        still = replace(_still(args, shell, session, results), around=around)
        shot, still = _shot(args, shell, results, still, count)
        _record(Film(count, args.rate, shot, way.path, way.above), args.out, job.part(0.2 if args.layer else 0.0, 1.0))
    size = args.out.stat().st_size

    def show() -> None:
        shell.say("cli.film.done", file=str(args.out), seconds=count / args.rate, megabytes=size / 1e6)

    result = {
        "file": str(args.out),
        "format": args.out.suffix[1:].lower(),
        "size": list(still.size),
        "pictures": count,
        "rate": args.rate,
        "bytes": size,
        "variant": args.variant,
        "layer": args.layer,
        "day": args.day,
        "path": [list(place) for place in way.path],
        "height": way.above if way.path else None,
        "seconds": round(time.perf_counter() - started, 3),
    }
    shell.result(result, show)
    return 0


def path_of(text: str) -> tuple[tuple[float, float], ...]:
    """Corners of a path, written as ``E,N;E,N`` or as WKT of a line.

    Raises:
        PlanningError: it is neither, or has no length.
    """
    if text.strip().upper().startswith("LINESTRING"):
        try:
            corners = [(x, y) for x, y, *_ in shapely.from_wkt(text).coords]
        except (shapely.errors.ShapelyError, ValueError) as problem:
            raise PlanningError("error.film.path", path=text) from problem
    else:
        found = [re.fullmatch(r"\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*", part) for part in text.split(";")]
        try:
            corners = [(float(one[1]), float(one[2])) for one in found if one is not None]
        except ValueError as problem:
            raise PlanningError("error.film.path", path=text) from problem
        corners = corners if all(found) else []
    if len(corners) < 2 or shapely.LineString(corners).length < 1.0:
        raise PlanningError("error.film.path", path=text)
    return tuple(corners)


def _seconds(way: _Way) -> float:
    if not way.path:
        return SECONDS
    long = float(shapely.LineString(way.path).length)
    return min(max(long / path_pace(way.above), SHORTEST_WAY), LONGEST_WAY)


def _still(args: argparse.Namespace, shell: Shell, session: Session, results: Results) -> SnapshotRequest:
    """What is the same in all pictures."""
    variant = session.state.variant(args.variant) or Variant(args.variant, args.variant)
    return SnapshotRequest(
        site=results.site(args.variant),
        words=shell.words,
        size=picture_size(args.size),
        view=args.view,
        title=args.title if args.title is not None else title_of(session.state.name, variant, shell.words),
        subtitle=shell.words(standing_text(height_of(args.height))) if args.path else "",
        date=datetime.now(tz=UTC).astimezone().strftime(shell.words("cli.snapshot.date")),
        contributions=() if args.no_pins else session.state.contributions,
        measures=results.outlined(variant),
        plans=plans_of(session) if args.plan else (),
        photos=photos_of(session) if args.photo else (),
        textures=args.textures,
        names=args.names,
        look=look_of(args),
        legend=not args.plain,
        up=SIDES[args.up],
    )


def _shot(
    args: argparse.Namespace, shell: Shell, results: Results, still: SnapshotRequest, count: int
) -> tuple[Callable[[int], SnapshotRequest], SnapshotRequest]:
    if args.day:
        if args.plan or args.photo:
            raise PlanningError("error.sun.layer")
        return over_day(still, _day(args.day), count), still
    if not args.layer:
        return _standing(still), still
    found, scenario = results.find(args.layer, args.scenario)
    names = (shell.words(found.describe().name), shell.words(scenario.name), still.subtitle)
    still = replace(still, subtitle="\n".join(filter(None, names)))
    result = _layer(args, results, shell.job().part(0.0, 0.2))
    if args.path and len(result.frames) < 2:
        still = replace(still, layer_result=result)
        return _standing(still), still
    return over_time(still, result, count), still


def _standing(still: SnapshotRequest) -> Callable[[int], SnapshotRequest]:
    """Pictures that differ only by the camera."""

    def shot(number: int) -> SnapshotRequest:
        del number
        return still

    return shot


def _layer(args: argparse.Namespace, results: Results, job: Job) -> LayerResult:
    return results.layer(args.variant, args.layer, args.scenario, resolution=args.resolution, job=job)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as problem:
        raise PlanningError("error.film.day", day=text) from problem


def _record(film: Film, file: Path, job: Job) -> None:
    source = snapshot_source()
    try:
        source.film(film, file, job)
    finally:
        source.close()
