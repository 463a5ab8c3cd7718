"""What the pieces on a table stand for: learnt once, kept in a small file beside the workshop."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from planningtable.domain.text import PlanningError


class Role(StrEnum):
    """What a piece can be."""

    MEASURE = "measure"
    LAYER = "layer"
    TIME = "time"
    LENS = "lens"
    VOICE = "voice"


@dataclass(frozen=True, slots=True)
class Use:
    """What a piece stands for.

    Attributes:
        role: what it is.
        what: id of the kind of measure or of the layer; empty for the others.
    """

    role: Role
    what: str = ""


def beside(workshop: Path) -> Path:
    """Where the pieces of a workshop are kept; the same pieces may serve another workshop by a copy of the file."""
    return workshop.with_name(f"{workshop.stem}.tokens.toml")


def read_uses(file: Path) -> dict[int, Use]:
    """What each mark stands for; nothing where the file is not there.

    Raises:
        PlanningError: it cannot be read, or is none.
    """
    if not file.exists():
        return {}
    try:
        told = tomllib.loads(file.read_text("utf-8"))
        return {int(one["mark"]): Use(Role(one["role"]), str(one.get("what", ""))) for one in told["token"]}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValueError, KeyError, TypeError) as error:
        raise PlanningError("error.tokens.unread", file=file.name) from error


def write_uses(file: Path, uses: Mapping[int, Use]) -> None:
    """Keep what each mark stands for.

    Raises:
        PlanningError: the file cannot be written.
    """
    lines = ["# What the pieces on the table stand for, by the numbers of their marks.", ""]
    for mark, use in sorted(uses.items()):
        lines += ["[[token]]", f"mark = {mark}", f'role = "{use.role}"']
        # A JSON text is a TOML text.
        lines += [f"what = {json.dumps(use.what)}"] if use.what else []
        lines.append("")
    part = file.with_name(f"{file.name}.part")
    try:
        part.write_text("\n".join(lines), "utf-8")
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise PlanningError("error.tokens.unwritten", file=file.name, reason=error.strerror or str(error)) from error
