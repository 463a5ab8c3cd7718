"""The option that says in whose name a command acts, and variants by id or title."""

import argparse

from planningtable.domain.seats import DESK, FACILITATOR, SHELL
from planningtable.domain.values import Workshop

SEATS = (SHELL.id, FACILITATOR.id, DESK.id, *(f"seat-{n}" for n in range(1, 9)))


def add_seat(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seat", choices=SEATS, default=SHELL.id)


def variant_id(state: Workshop, named: str) -> str:
    """The id of a variant that is named by its id or its title; what is neither stays as it is."""
    if state.variant(named) is not None:
        return named
    return next((v.id for v in state.variants if v.title == named), named)
