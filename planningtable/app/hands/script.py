"""Acts of hands as people write them, one a line.

::

    # Two people greet the table
    0.0 tap 0.25,0.9
    0.5 hold 0.5,0.9 for 0.8
    1.5 drag 0.2,0.5 0.4,0.5 0.4,0.3 in 1.2
    2.0 pinch 0.5,0.5 from 0.05 to 0.15 turn 30 in 1
    3.0 token 12 at 0.5,0.5 0.6,0.5 turn 90 for 4
    7.0 token 12 at 0.6,0.5 from 90 for 60

A line begins with the second at which the act does. Places are parts of the table's width and height.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from planningtable.app.hands.acts import Act, Finger, Pinch, Place, Thing
from planningtable.domain.text import Text

TAP = 0.1
"""A tap lasts so long [s]."""
LONGEST = 86_400.0
FORMS = {
    "tap": "0 tap 0.25,0.9",
    "hold": "0 hold 0.5,0.9 for 0.8",
    "drag": "0 drag 0.2,0.5 0.4,0.3 in 1.2",
    "pinch": "0 pinch 0.5,0.5 from 0.05 to 0.15 turn 30 in 1",
    "token": "0 token 12 at 0.5,0.5 turn 90 for 4",
}
"""How each act is written."""


class LineError(ValueError):
    """A line that is no act.

    Attributes:
        line: its number.
        reason: why it is none.
    """

    def __init__(self, line: int, reason: Text) -> None:
        super().__init__(str(line))
        self.line = line
        self.reason = reason


def read(lines: Iterable[str]) -> Iterator[Act]:
    """Acts from lines; ``#`` starts a remark.

    Raises:
        LineError: a line is none; it says which, and why.
    """
    for number, line in enumerate(lines, 1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        try:
            begin = _moment(words[0])
        except ValueError as error:
            raise LineError(number, Text.of("hands.wrong.moment", word=words[0])) from error
        verb = words[1] if len(words) > 1 else ""
        if verb not in _VERBS:
            raise LineError(number, Text.of("hands.wrong.verb", word=verb, verbs=", ".join(_VERBS)))
        try:
            yield _VERBS[verb](begin, words[2:])
        except (ValueError, IndexError) as error:
            raise LineError(number, Text.of("hands.wrong.form", verb=verb, form=FORMS[verb])) from error


def is_script(line: str) -> bool:
    """Whether a line is an act, rather than a frame of a recording."""
    words = line.partition("#")[0].split()
    return len(words) > 1 and words[1] in _VERBS


def written(acts: Iterable[Act]) -> Iterator[str]:
    """Acts as lines."""
    for act in sorted(acts, key=lambda one: one.begin):
        match act:
            case Finger(way=(place,)):
                words = f"hold {_place(place)} for {act.lasts:g}"
            case Finger():
                words = f"drag {' '.join(map(_place, act.way))} in {act.lasts:g}"
            case Pinch():
                ends = f"from {act.start:.4g} to {act.end:.4g} turn {act.turn:.4g}"
                words = f"pinch {_place(act.middle)} {ends} in {act.lasts:g}"
            case Thing():
                first = f"from {act.angles[0]:g} " if act.angles[0] else ""
                turned = f"{first}turn {act.angles[1] - act.angles[0]:g}"
                words = f"token {act.symbol} at {' '.join(map(_place, act.way))} {turned} for {act.lasts:g}"
        yield f"{act.begin:g} {words}"


def _place(place: Place) -> str:
    return f"{place[0]:.4g},{place[1]:.4g}"


def _moment(word: str) -> float:
    moment = float(word)
    if not 0 <= moment <= LONGEST:
        raise ValueError
    return moment


def _read_place(word: str) -> Place:
    x, y = map(float, word.split(","))
    if not (0 <= x <= 1 and 0 <= y <= 1):
        raise ValueError
    return x, y


def _after(words: list[str], name: str) -> float:
    number = float(words[words.index(name) + 1])
    if not -LONGEST <= number <= LONGEST:
        raise ValueError
    return number


def _lasting(words: list[str], name: str) -> float:
    lasts = _after(words, name)
    if lasts <= 0:
        raise ValueError
    return lasts


def _places(words: list[str]) -> tuple[Place, ...]:
    return tuple(_read_place(word) for word in words if "," in word)


def _tap(begin: float, words: list[str]) -> Act:
    (word,) = words
    return Finger(begin, TAP, (_read_place(word),))


def _hold(begin: float, words: list[str]) -> Act:
    return Finger(begin, _lasting(words, "for"), (_read_place(words[0]),))


def _drag(begin: float, words: list[str]) -> Act:
    way = _places(words)
    if len(way) < 2:
        raise ValueError
    return Finger(begin, _lasting(words, "in"), way)


def _pinch(begin: float, words: list[str]) -> Act:
    turn = _after(words, "turn") if "turn" in words else 0.0
    ends = _lasting(words, "from"), _lasting(words, "to")
    return Pinch(begin, _lasting(words, "in"), _read_place(words[0]), *ends, turn)


def _token(begin: float, words: list[str]) -> Act:
    turn = _after(words, "turn") if "turn" in words else 0.0
    first = _after(words, "from") if "from" in words else 0.0
    way = _places(words)
    if not way:
        raise ValueError
    symbol = int(words[0])
    if not 0 <= symbol < 2**31:
        raise ValueError
    return Thing(begin, _lasting(words, "for"), symbol, way, (first, first + turn))


_VERBS: Mapping[str, Callable[[float, list[str]], Act]] = MappingProxyType(
    {"tap": _tap, "hold": _hold, "drag": _drag, "pinch": _pinch, "token": _token}
)
