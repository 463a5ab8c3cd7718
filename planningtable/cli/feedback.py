"""``planningtable feedback``: contributions, answers and votes."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from planningtable.app.feedback_csv import read_contributions
from planningtable.app.ids import free_id
from planningtable.app.placing import building_point
from planningtable.app.session import Session
from planningtable.cli._place import add_place, wkt_of
from planningtable.cli._seat import add_seat, variant_id
from planningtable.cli.shell import Shell
from planningtable.domain.commands import (
    AddComment,
    CastVote,
    Contribute,
    ImportContributions,
    WithdrawContribution,
)
from planningtable.domain.fits import measure_of
from planningtable.domain.text import LANGUAGES, PlanningError
from planningtable.domain.values import BASE, Category, Contribution, Opinion, Place

HELP = "cli.feedback.help"
_NO_OPINION = "none"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    parsers = {name: verbs.add_parser(name) for name in _VERBS}
    for name, verb in parsers.items():
        verb.add_argument("file", type=Path, metavar="FILE.gpkg")
        if name in ("vote", "comment", "withdraw"):
            verb.add_argument("contribution", metavar="ID")
        if name not in ("list", "import"):
            add_seat(verb)
    add = parsers["add"]
    add_place(add)
    about = add.add_mutually_exclusive_group()
    about.add_argument("--building", metavar="ID")
    about.add_argument("--measure", metavar="ID")
    add.add_argument("--category", choices=[c.value for c in Category], default=Category.IDEA.value)
    add.add_argument("--text", required=True)
    add.add_argument("--text-language", choices=LANGUAGES)
    add.add_argument("--variant", default=BASE)
    add.add_argument("--id")
    parsers["vote"].add_argument("opinion", choices=[*(o.value for o in Opinion), _NO_OPINION])
    parsers["comment"].add_argument("text", metavar="TEXT")
    parsers["import"].add_argument("table", type=Path, metavar="TABLE.csv")


def run(args: argparse.Namespace, shell: Shell) -> int:
    return _VERBS[args.verb](args, shell)


def _add(args: argparse.Namespace, shell: Shell) -> int:
    with Session.open(args.file) as session:
        id = args.id or free_id(session.history, "contribution")
        command = Contribute(
            id,
            Category(args.category),
            args.text,
            args.text_language or shell.words.language,
            _place(session, args),
            variant_id(session.state, args.variant),
        )
        session.execute(command, args.seat)
        row = _row(_found(session, id))
    shell.result(row, lambda: shell.say("cli.feedback.added", id=id))
    return 0


def _list(args: argparse.Namespace, shell: Shell) -> int:
    with Session.open(args.file, read_only=True) as session:
        rows = [_row(c) for c in session.state.contributions]

    def show() -> None:
        for row in rows:
            shell.say("cli.feedback.line", **_printed(row, shell))
            for comment in row["comments"]:
                shell.say("cli.feedback.comment", seat=_seat(comment["seat"], shell), text=comment["text"])
        if not rows:
            shell.say("cli.feedback.none")

    shell.result({"contributions": rows}, show)
    return 0


def _vote(args: argparse.Namespace, shell: Shell) -> int:
    opinion = None if args.opinion == _NO_OPINION else Opinion(args.opinion)
    with Session.open(args.file) as session:
        session.execute(CastVote(args.contribution, opinion), args.seat)
        row = _row(_found(session, args.contribution))
    shell.result(row, lambda: shell.say("cli.feedback.voted", agree=row["agree"], disagree=row["disagree"]))
    return 0


def _comment(args: argparse.Namespace, shell: Shell) -> int:
    with Session.open(args.file) as session:
        id = free_id(session.history, "comment")
        session.execute(AddComment(args.contribution, id, args.text), args.seat)
        row = _row(_found(session, args.contribution))
    shell.result({**row, "comment": id}, lambda: shell.say("cli.feedback.commented", id=id))
    return 0


def _withdraw(args: argparse.Namespace, shell: Shell) -> int:
    with Session.open(args.file) as session:
        session.execute(WithdrawContribution(args.contribution), args.seat)
    shell.result({"id": args.contribution}, lambda: shell.say("cli.feedback.withdrawn", id=args.contribution))
    return 0


def _import(args: argparse.Namespace, shell: Shell) -> int:
    with Session.open(args.file) as session:
        history = session.history
        made = read_contributions(args.table, lambda row: free_id(history, f"row-{row}"))
        known = {c.id: c for c in session.state.contributions}
        # Reading the same table twice must not double anything; a different text under a known id is refused below.
        new = tuple(c for c in made if not _same(known.get(c.id), c))
        session.execute(ImportContributions(new), "shell")
        elsewhere = sorted({c.variant for c in new if session.state.variant(c.variant) is None})
    ids = [c.id for c in new]

    def show() -> None:
        shell.say("cli.feedback.imported", imported=len(ids), skipped=len(made) - len(ids))
        if elsewhere:
            shell.say("cli.feedback.elsewhere", variants=", ".join(elsewhere))

    shell.result(
        {"imported": len(ids), "skipped": len(made) - len(ids), "ids": ids, "unknown_variants": elsewhere}, show
    )
    return 0


def _same(known: Contribution | None, read: Contribution) -> bool:
    return known is not None and (known.text, known.category, known.seat) == (
        read.text.strip(),
        read.category,
        read.seat,
    )


def _place(session: Session, args: argparse.Namespace) -> Place:
    wkt = wkt_of(args)
    if args.building is not None:
        return Place(wkt or building_point(session.site, args.building), "building", args.building)
    if args.measure is not None:
        found = measure_of(session.state, args.measure)
        if found is None:
            raise PlanningError("error.workshop.no-measure", measure=args.measure)
        return Place(wkt or found[1].geometry, "measure", args.measure)
    if wkt is None:
        raise PlanningError("error.feedback.needs-place")
    return Place(wkt)


def _found(session: Session, id: str) -> Contribution:
    contribution = session.state.contribution(id)
    assert contribution is not None
    return contribution


def _row(c: Contribution) -> dict[str, Any]:
    agree = sum(v.opinion == Opinion.AGREE for v in c.votes)
    return {
        "id": c.id,
        "seat": c.seat,
        "category": c.category.value,
        "text": c.text,
        "language": c.language,
        "geometry": c.place.geometry,
        "about": c.place.about,
        "target": c.place.target,
        "variant": c.variant,
        "phase": c.phase.value,
        "at": c.at,
        "agree": agree,
        "disagree": len(c.votes) - agree,
        "votes": [{"seat": v.seat, "opinion": v.opinion.value} for v in c.votes],
        "comments": [{"id": a.id, "seat": a.seat, "text": a.text, "at": a.at} for a in c.comments],
    }


def _printed(row: Mapping[str, Any], shell: Shell) -> dict[str, str]:
    return {
        "id": row["id"],
        "category": shell.words(f"category.{row['category']}"),
        "seat": _seat(row["seat"], shell),
        "text": row["text"],
        "agree": str(row["agree"]),
        "disagree": str(row["disagree"]),
    }


def _seat(seat: str, shell: Shell) -> str:
    return shell.words(f"seat.{seat}") if shell.words.knows(f"seat.{seat}") else seat


_VERBS: Mapping[str, Callable[[argparse.Namespace, Shell], int]] = {
    "add": _add,
    "list": _list,
    "vote": _vote,
    "comment": _comment,
    "withdraw": _withdraw,
    "import": _import,
}
