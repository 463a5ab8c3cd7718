"""``planningtable plan``: the development plans of a workshop."""

import argparse
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from planningtable.app.plans import add_plans, kept_plans, remove_plan
from planningtable.city.model.batch import Remark
from planningtable.city.plan import Plan, plan_name
from planningtable.cli.shell import Shell
from planningtable.domain.text import Text

HELP = "cli.plan.help"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    add = verbs.add_parser("add")
    add.add_argument("file", type=Path, metavar="FILE.gpkg")
    add.add_argument("plans", nargs="+", type=Path, metavar="PLAN.gml")
    add.add_argument("--crs", metavar="EPSG")
    listing = verbs.add_parser("list")
    listing.add_argument("file", type=Path, metavar="FILE.gpkg")
    remove = verbs.add_parser("remove")
    remove.add_argument("file", type=Path, metavar="FILE.gpkg")
    remove.add_argument("plan", metavar="PLAN")


def run(args: argparse.Namespace, shell: Shell) -> int:
    return _VERBS[args.verb](args, shell)


def _add(args: argparse.Namespace, shell: Shell) -> int:
    kept = add_plans(args.file, args.plans, shell.job(), args.crs)
    notes = [shell.words(note) for note in kept.notes]

    def show() -> None:
        for plan in kept.added:
            shell.say(Text.of("cli.plan.added", plan=plan_name(plan), objects=len(plan.objects)))
        for note in kept.notes:
            shell.say(note)

    shell.result({"plans": [plan_row(p, shell) for p in kept.added], "notes": notes}, show)
    return 0


def _list(args: argparse.Namespace, shell: Shell) -> int:
    plans = kept_plans(args.file)

    def show() -> None:
        for plan in plans:
            shell.say(_line(plan))
        if not plans:
            shell.say("cli.plan.none")

    shell.result({"plans": [plan_row(p, shell) for p in plans]}, show)
    return 0


def _remove(args: argparse.Namespace, shell: Shell) -> int:
    gone = remove_plan(args.file, args.plan)
    said = Text.of("cli.plan.removed", plan=plan_name(gone))
    shell.result({"id": gone.id, "name": gone.name, "number": gone.number}, lambda: shell.say(said))
    return 0


def _line(plan: Plan) -> Text:
    return Text.of(
        "cli.plan.line",
        plan=plan_name(plan),
        date=plan.date or "–",
        version=plan.version,
        objects=len(plan.objects),
        reported=len(plan.reported),
    )


def plan_row(plan: Plan, shell: Shell) -> dict[str, Any]:
    """A plan as the commands print it: objects by class, and every feature that is not drawn with the reason."""
    around = plan.extent
    return {
        "id": plan.id,
        "type": plan.type,
        "name": plan.name,
        "number": plan.number,
        "date": plan.date,
        "state": shell.words(plan.state) if plan.state is not None else "",
        "version": plan.version,
        "crs": plan.crs,
        "file": plan.file,
        "extent": None if around is None else [around.west, around.south, around.east, around.north],
        "given": dict(plan.given),
        "objects": dict(sorted(Counter(o.type for o in plan.objects).items())),
        "texts": len(plan.texts),
        "reported": [_remark(r, shell) for r in plan.reported],
        "repaired": [_remark(r, shell) for r in plan.repaired],
        "notes": [shell.words(note) for note in plan.notes],
    }


def _remark(remark: Remark, shell: Shell) -> dict[str, str]:
    return {"id": remark.id, "type": remark.type, "reason": shell.words(remark.why)}


_VERBS: Mapping[str, Callable[[argparse.Namespace, Shell], int]] = {"add": _add, "list": _list, "remove": _remove}
