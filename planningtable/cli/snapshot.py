"""``planningtable snapshot``: a picture of a workshop's site."""

import argparse
import re
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from planningtable.app.city_beyond import city_around
from planningtable.app.plugins import PluginHost
from planningtable.app.results import Results
from planningtable.app.session import Session
from planningtable.app.snapshots import SnapshotRequest, snapshot_source
from planningtable.app.standpoint import eye_of, standpoint_text
from planningtable.app.sun_text import moment_of, moment_text, position_text
from planningtable.city.clock import local
from planningtable.city.photo import Photo
from planningtable.city.plan import Plan
from planningtable.city.site import Site
from planningtable.city.sun import place_of, sun_position
from planningtable.cli.shell import Shell
from planningtable.domain.text import PlanningError, Text, Words
from planningtable.domain.values import BASE, Variant

HELP = "cli.snapshot.help"

SMALLEST, LARGEST = 64, 8192

SIDES: Mapping[str, float] = MappingProxyType({"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0})
"""Sides of the site and the azimuth at which each is up in the picture [°]."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="PNG")
    parser.add_argument("--variant", default=BASE)
    parser.add_argument("--layer")
    parser.add_argument("--scenario")
    parser.add_argument("--resolution", type=float, metavar="M")
    parser.add_argument("--view", choices=("top", "perspective"), default="perspective")
    parser.add_argument("--up", choices=tuple(SIDES), default="north")
    parser.add_argument("--eye", metavar="EAST,NORTH,AZIMUTH[,HEIGHT]")
    parser.add_argument("--size", default="1600x1000", metavar="WxH")
    parser.add_argument("--title")
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--no-pins", action="store_true")
    parser.add_argument("--plan", action="store_true")
    parser.add_argument("--photo", action="store_true")
    parser.add_argument("--textures", action="store_true")
    parser.add_argument("--sun", metavar="MOMENT")


def run(args: argparse.Namespace, shell: Shell) -> int:
    started = time.perf_counter()
    size = picture_size(args.size)
    host = PluginHost.discover()
    with Session.open(args.file) as session, city_around(session) as around:
        request = replace(_request(args, shell, session, Results(session, host)), around=around)
        picture = _rendered(request)
    _write(args.output, picture)

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
        "plan": args.plan,
        "photo": args.photo,
        "textures": args.textures,
        "sun": args.sun,
        "seconds": round(time.perf_counter() - started, 3),
    }
    shell.result(result, show)
    return 0


def _rendered(request: SnapshotRequest) -> bytes:
    source = snapshot_source()
    try:
        return source.render(request)
    finally:
        source.close()


def picture_size(text: str) -> tuple[int, int]:
    """Width and height [px] of ``1600x1000``.

    Raises:
        PlanningError: it is not a size, or one that cannot be drawn.
    """
    found = re.fullmatch(r"(\d{1,5})[x×](\d{1,5})", text.strip().lower())
    if found is None or not all(SMALLEST <= int(side) <= LARGEST for side in found.groups()):
        raise PlanningError("error.snapshots.size", size=text, smallest=SMALLEST, largest=LARGEST)
    return int(found[1]), int(found[2])


def _request(args: argparse.Namespace, shell: Shell, session: Session, results: Results) -> SnapshotRequest:
    site = results.site(args.variant)
    variant = session.state.variant(args.variant) or Variant(args.variant, args.variant)
    layer, subtitle, sun = None, "", None
    eye = eye_of(args.eye) if args.eye else None
    if args.sun:
        sun, subtitle = _sun(args, site, shell.words)
    elif args.layer:
        found, scenario = results.find(args.layer, args.scenario)
        subtitle = f"{shell.words(found.describe().name)}\n{shell.words(scenario.name)}"
        layer = results.layer(
            args.variant, args.layer, args.scenario, resolution=args.resolution, job=shell.job().part(0.0, 0.9)
        )
    if eye is not None:
        subtitle = "\n".join(filter(None, (subtitle, shell.words(standpoint_text(eye)))))
    return SnapshotRequest(
        site=site,
        words=shell.words,
        size=picture_size(args.size),
        view=args.view,
        title=args.title if args.title is not None else _title(session.state.name, variant, shell.words),
        subtitle=subtitle,
        date=datetime.now(tz=UTC).astimezone().strftime(shell.words("cli.snapshot.date")),
        layer_result=layer,
        contributions=() if args.no_pins else session.state.contributions,
        measures=variant.measures,
        plans=_plans(session) if args.plan else (),
        photos=_photos(session) if args.photo else (),
        textures=args.textures,
        legend=not args.plain,
        sun=sun,
        up=SIDES[args.up],
        eye=eye,
    )


def _sun(args: argparse.Namespace, site: Site, words: Words) -> tuple[datetime, str]:
    """The moment that is asked for on the clocks of the site, and what the picture says of it."""
    if args.layer or args.plan or args.photo:
        raise PlanningError("error.sun.layer")
    latitude, longitude = place_of(site.crs, site.extent)
    when = local(latitude, longitude, moment_of(args.sun))
    sun = sun_position(latitude, longitude, when)
    return when, f"{words(moment_text(when))}\n{words(position_text(sun))}"


def _plans(session: Session) -> tuple[Plan, ...]:
    if not session.plans:
        raise PlanningError("error.plan.none-here")
    return session.plans


def _photos(session: Session) -> tuple[Photo, ...]:
    if not session.photos:
        raise PlanningError("error.photo.none-here")
    return session.photos


def _title(workshop: str, variant: Variant, words: Words) -> str:
    shown = words("cli.snapshot.base") if variant.id == BASE else variant.title
    return words(Text.of("cli.snapshot.title", workshop=workshop, variant=shown))


def _write(path: Path, picture: bytes) -> None:
    try:
        path.write_bytes(picture)
    except OSError as problem:
        raise PlanningError("error.snapshots.write", path=str(path)) from problem
