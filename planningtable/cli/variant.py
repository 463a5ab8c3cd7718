"""``planningtable variant``: variants of a workshop."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from planningtable.app.ids import id_from_title
from planningtable.app.session import Session
from planningtable.cli._rows import printed_variant, variant_row
from planningtable.cli._seat import add_seat, variant_id
from planningtable.cli.shell import Shell
from planningtable.domain.commands import AddVariant, RemoveVariant, RenameVariant
from planningtable.domain.values import BASE

HELP = "cli.variant.help"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    add = verbs.add_parser("add")
    add.add_argument("file", type=Path, metavar="FILE.gpkg")
    add.add_argument("title", metavar="TITLE")
    add.add_argument("--id")
    add.set_defaults(parent=BASE)
    branch = verbs.add_parser("branch")
    branch.add_argument("file", type=Path, metavar="FILE.gpkg")
    branch.add_argument("parent", metavar="VARIANT")
    branch.add_argument("title", metavar="TITLE")
    branch.add_argument("--id")
    rename = verbs.add_parser("rename")
    rename.add_argument("file", type=Path, metavar="FILE.gpkg")
    rename.add_argument("variant", metavar="VARIANT")
    rename.add_argument("title", metavar="TITLE")
    remove = verbs.add_parser("remove")
    remove.add_argument("file", type=Path, metavar="FILE.gpkg")
    remove.add_argument("variant", metavar="VARIANT")
    for verb in (add, branch, rename, remove):
        add_seat(verb)
    verbs.add_parser("list").add_argument("file", type=Path, metavar="FILE.gpkg")


def run(args: argparse.Namespace, shell: Shell) -> int:
    return _VERBS[args.verb](args, shell)


def _add(args: argparse.Namespace, shell: Shell) -> int:
    with Session.open(args.file) as session:
        id = args.id or id_from_title(session.history, args.title)
        parent = variant_id(session.state, args.parent)
        session.execute(AddVariant(id, args.title, parent), args.seat)
        result = _row(session, id)
    shell.result(result, lambda: shell.say("cli.variant.added", **printed_variant(result, shell)))
    return 0


def _rename(args: argparse.Namespace, shell: Shell) -> int:
    with Session.open(args.file) as session:
        id = variant_id(session.state, args.variant)
        session.execute(RenameVariant(id, args.title), args.seat)
        result = _row(session, id)
    shell.result(result, lambda: shell.say("cli.variant.renamed", **printed_variant(result, shell)))
    return 0


def _remove(args: argparse.Namespace, shell: Shell) -> int:
    with Session.open(args.file) as session:
        id = variant_id(session.state, args.variant)
        session.execute(RemoveVariant(id), args.seat)
    shell.result({"id": id}, lambda: shell.say("cli.variant.removed", id=id))
    return 0


def _list(args: argparse.Namespace, shell: Shell) -> int:
    with Session.open(args.file, read_only=True) as session:
        rows = [variant_row(v) for v in session.state.variants]

    def show() -> None:
        for row in rows:
            shell.say("cli.variant.line", **printed_variant(row, shell))

    shell.result({"variants": rows}, show)
    return 0


def _row(session: Session, id: str) -> dict[str, Any]:
    variant = session.state.variant(id)
    assert variant is not None
    return variant_row(variant)


_VERBS: Mapping[str, Callable[[argparse.Namespace, Shell], int]] = {
    "add": _add,
    "branch": _add,
    "rename": _rename,
    "remove": _remove,
    "list": _list,
}
