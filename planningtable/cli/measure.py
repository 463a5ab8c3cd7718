"""``planningtable measure``: kinds of measures, and measures in variants."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from planningtable.app.ids import free_id
from planningtable.app.placing import Pointing, kind_named, placement
from planningtable.app.plan_hints import hints
from planningtable.app.plugins import PluginHost
from planningtable.app.session import Session
from planningtable.city.measures.apply import apply
from planningtable.city.measures.kind import MeasureKind
from planningtable.cli._place import add_place, wkt_of
from planningtable.cli._rows import measure_row
from planningtable.cli._seat import add_seat, variant_id
from planningtable.cli.shell import Shell
from planningtable.domain.commands import RemoveMeasure
from planningtable.domain.fits import measure_of
from planningtable.domain.text import PlanningError, Text
from planningtable.domain.values import Measure

HELP = "cli.measure.help"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("kinds")
    add = verbs.add_parser("add")
    add.add_argument("file", type=Path, metavar="FILE.gpkg")
    add.add_argument("--variant", required=True)
    add.add_argument("--kind", required=True)
    add_place(add)
    add.add_argument("--target", metavar="ID")
    add.add_argument("--set", action="append", default=[], dest="settings", metavar="NAME=VALUE")
    add.add_argument("--id")
    remove = verbs.add_parser("remove")
    remove.add_argument("file", type=Path, metavar="FILE.gpkg")
    remove.add_argument("measure", metavar="ID")
    remove.add_argument("--variant")
    for verb in (add, remove):
        add_seat(verb)
    listing = verbs.add_parser("list")
    listing.add_argument("file", type=Path, metavar="FILE.gpkg")
    listing.add_argument("--variant")


def run(args: argparse.Namespace, shell: Shell) -> int:
    return _VERBS[args.verb](args, shell)


def _kinds(args: argparse.Namespace, shell: Shell) -> int:
    del args
    kinds = PluginHost.discover().measure_kinds
    rows = [_kind_row(kinds[id], shell) for id in sorted(kinds)]

    def show() -> None:
        for row in rows:
            shell.say("cli.measure.kind", id=row["id"], name=row["name"], shape=row["shape"])
            for parameter in row["parameters"]:
                _say_parameter(parameter, shell)

    shell.result({"kinds": rows}, show)
    return 0


def _say_parameter(parameter: Mapping[str, Any], shell: Shell) -> None:
    said = {name: parameter[name] for name in ("name", "label", "default")}
    if parameter["choices"]:
        shell.say("cli.measure.choices", **said, choices=", ".join(parameter["choices"]))
    elif parameter["low"] is None or parameter["high"] is None:
        shell.say("cli.measure.free", **said)
    else:
        unit = f" {parameter['unit']}" if parameter["unit"] else ""
        shell.say("cli.measure.parameter", **said, low=parameter["low"], high=parameter["high"], unit=unit)


def _add(args: argparse.Namespace, shell: Shell) -> int:
    kinds = PluginHost.discover().measure_kinds
    kind = kind_named(kinds, args.kind)
    pointing = Pointing(wkt_of(args), args.target)
    given = dict(_setting(text) for text in args.settings)
    with Session.open(args.file) as session:
        id = args.id or free_id(session.history, kind.id)
        command = placement(
            session.site,
            kind,
            variant=variant_id(session.state, args.variant),
            measure=id,
            pointing=pointing,
            given=given,
        )
        session.execute(command, args.seat)
        found = measure_of(session.state, id)
        assert found is not None
        said = _plan_hints(session, kinds, *found)
    result = {**measure_row(found[1], found[0]), "plan_hints": [shell.words(hint) for hint in said]}

    def show() -> None:
        shell.say("cli.measure.added", id=id, variant=command.variant)
        for hint in said:
            shell.say(hint)

    shell.result(result, show)
    return 0


def _plan_hints(session: Session, kinds: Mapping[str, MeasureKind], variant: str, measure: Measure) -> tuple[Text, ...]:
    """What the workshop's plans say to a measure; the site with measures is only made where there are plans."""
    owner = session.state.variant(variant)
    if not session.plans or owner is None:
        return ()
    site = apply(session.site, owner.measures, kinds).site
    return hints(session.plans, kinds, measure, session.site, site)


def _remove(args: argparse.Namespace, shell: Shell) -> int:
    with Session.open(args.file) as session:
        state = session.state
        owner = next((v.id for v in state.variants for m in v.measures if m.id == args.measure), None)
        if owner is None:
            raise PlanningError("error.workshop.no-measure", measure=args.measure)
        named = owner if args.variant is None else variant_id(state, args.variant)
        session.execute(RemoveMeasure(named, args.measure), args.seat)
    shell.result(
        {"id": args.measure, "variant": named},
        lambda: shell.say("cli.measure.removed", id=args.measure, variant=named),
    )
    return 0


def _list(args: argparse.Namespace, shell: Shell) -> int:
    with Session.open(args.file, read_only=True) as session:
        state = session.state
    wanted = None if args.variant is None else variant_id(state, args.variant)
    if wanted is not None and state.variant(wanted) is None:
        known = ", ".join(v.id for v in state.variants)
        raise PlanningError("error.workshop.no-variant", variant=wanted, known=known)
    rows = [measure_row(m, v.id) for v in state.variants for m in v.measures if wanted in (None, v.id)]

    def show() -> None:
        for row in rows:
            shell.say("cli.measure.line", id=row["id"], variant=row["variant"], kind=row["kind"])
        if not rows:
            shell.say("cli.measure.none")

    shell.result({"measures": rows}, show)
    return 0


def _kind_row(kind: MeasureKind, shell: Shell) -> dict[str, Any]:
    return {
        "id": kind.id,
        "name": shell.words(kind.name),
        "summary": shell.words(kind.summary),
        "shape": kind.shape.value,
        "parameters": [
            {
                "name": p.name,
                "label": shell.words(p.label),
                "unit": p.unit,
                "default": p.default,
                "low": p.low,
                "high": p.high,
                "choices": list(p.choices),
            }
            for p in kind.parameters
        ],
        "cost": {"low": kind.cost.low, "high": kind.cost.high, "per": kind.cost.per, "source": kind.cost.source},
        "sources": list(kind.sources),
    }


def _setting(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not (name and sign and value):
        raise PlanningError("error.placing.setting", text=text)
    return name.strip(), value.strip()


_VERBS: Mapping[str, Callable[[argparse.Namespace, Shell], int]] = {
    "kinds": _kinds,
    "add": _add,
    "remove": _remove,
    "list": _list,
}
