"""What people set on a measure: checked against the kind, and filled up with its defaults."""

from collections.abc import Mapping

from planningtable.city.measures.kind import KindParameter, MeasureKind
from planningtable.domain.text import PlanningError
from planningtable.domain.values import Measure, Parameter


def checked_parameters(kind: MeasureKind, given: Mapping[str, Parameter]) -> tuple[tuple[str, Parameter], ...]:
    """The given values as a measure holds them: sorted, numbers as numbers.

    Args:
        kind: of the measure.
        given: name to value; numbers may be words, as they come from a shell.

    Raises:
        PlanningError: the kind has no such parameter, or the value is no number, out of range or no choice.
    """
    known = {p.name: p for p in kind.parameters}
    for name in given:
        if name not in known:
            names = ", ".join(known) or "–"
            raise PlanningError("error.measures.unknown-parameter", kind=kind.id, name=name, known=names)
    return tuple(sorted((name, _checked(kind, known[name], value)) for name, value in given.items()))


def filled_parameters(kind: MeasureKind, measure: Measure) -> Mapping[str, Parameter]:
    """Every parameter of the kind with the measure's value, or the default where nothing was set."""
    known = {p.name for p in kind.parameters}
    given = {name: value for name, value in measure.parameters if name in known}
    return {p.name: p.default for p in kind.parameters} | given


def _checked(kind: MeasureKind, parameter: KindParameter, value: Parameter) -> Parameter:
    if parameter.choices:
        if value not in parameter.choices:
            raise PlanningError(
                "error.measures.no-choice",
                kind=kind.id,
                name=parameter.name,
                value=str(value),
                choices=", ".join(parameter.choices),
            )
        return value
    whole = isinstance(parameter.default, int)
    try:
        # A number may come as a German writes it, with a comma.
        number = float(value.replace(",", ".") if isinstance(value, str) else value)
    except ValueError as error:
        raise _out_of_range(kind, parameter, value) from error
    low, high = parameter.low, parameter.high
    inside = (low is None or number >= low) and (high is None or number <= high)
    if not inside or (whole and number != round(number)):
        raise _out_of_range(kind, parameter, value)
    return round(number) if whole else number


def _out_of_range(kind: MeasureKind, parameter: KindParameter, value: Parameter) -> PlanningError:
    return PlanningError(
        "error.measures.out-of-whole-range" if isinstance(parameter.default, int) else "error.measures.out-of-range",
        kind=kind.id,
        name=parameter.name,
        value=str(value),
        low=f"{parameter.low:g}" if parameter.low is not None else "–",
        high=f"{parameter.high:g}" if parameter.high is not None else "–",
        unit=f" {parameter.unit}" if parameter.unit else "",
    )
