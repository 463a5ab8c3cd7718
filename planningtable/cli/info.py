"""``planningtable info``: what is in a workshop."""

import argparse
from pathlib import Path
from typing import Any

from planningtable.app.session import Session
from planningtable.cli._rows import measure_row, printed_variant, variant_row
from planningtable.cli.shell import Shell

HELP = "cli.info.help"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.gpkg")


def run(args: argparse.Namespace, shell: Shell) -> int:
    with Session.open(args.file, read_only=True) as session:
        result = _content(session)

    def show() -> None:
        shell.say("cli.info.head", name=result["name"], crs=result["crs"], buildings=result["buildings"])
        shell.say("cli.info.phase", phase=shell.words(f"phase.{result['phase']}"))
        for goal in result["goals"]:
            shell.say("cli.info.goal", **goal)
        for variant in result["variants"]:
            shell.say("cli.info.variant", **printed_variant(variant, shell))
        shell.say("cli.info.voices", contributions=result["contributions"], votes=result["votes"])
        shell.say("cli.info.events", events=result["events"])

    shell.result(result, show)
    return 0


def _content(session: Session) -> dict[str, Any]:
    state, site = session.state, session.site
    extent = site.extent
    return {
        "workshop": str(session.path),
        "name": state.name,
        "crs": state.crs,
        "extent": [extent.west, extent.south, extent.east, extent.north],
        "buildings": len(site.buildings),
        "surfaces": len(site.surfaces),
        "trees": len(site.trees),
        "streets": len(site.streets),
        "sources": [{"what": s.what, "name": s.name, "format": s.format, "version": s.version} for s in site.sources],
        "phase": state.phase.value,
        "goals": [{"indicator": g.indicator, "target": g.target, "weight": g.weight} for g in state.goals],
        "goals_fixed": state.goals_fixed,
        "variants": [variant_row(v) for v in state.variants],
        "measures": [measure_row(m, v.id) for v in state.variants for m in v.measures],
        "contributions": len(state.contributions),
        "comments": sum(len(c.comments) for c in state.contributions),
        "votes": sum(len(c.votes) for c in state.contributions),
        "acts": len(session.history.log),
        "events": session.event_count,
    }
