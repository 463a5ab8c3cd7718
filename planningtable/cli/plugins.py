"""``planningtable plugins``: what is loaded, what is broken and why."""

import argparse
from pathlib import Path

from planningtable.app.plugin_places import places_under
from planningtable.app.plugins import PluginHost
from planningtable.cli.shell import Shell
from planningtable.domain.text import PlanningError

HELP = "cli.plugins.help"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--validate", type=Path, metavar="FOLDER")


def run(args: argparse.Namespace, shell: Shell) -> int:
    if args.validate is not None and not args.validate.is_dir():
        raise PlanningError("error.cli.no-folder", folder=str(args.validate))
    host = PluginHost.discover(None if args.validate is None else places_under(args.validate))
    result = {
        "plugins": [{"id": p.id, "version": p.version, "licence": p.licence, "offers": p.offers} for p in host.plugins],
        "problems": [{"plugin": p.plugin, "reason": p.reason} for p in host.problems],
    }

    def show() -> None:
        for plugin in host.plugins:
            shell.say("cli.plugins.line", id=plugin.id, version=plugin.version, offers=", ".join(plugin.offers))
        for problem in host.problems:
            shell.say("cli.plugins.problem", id=problem.plugin, reason=problem.reason)
        if not host.plugins and not host.problems:
            shell.say("cli.plugins.none")

    shell.result(result, show)
    return 1 if host.problems else 0
