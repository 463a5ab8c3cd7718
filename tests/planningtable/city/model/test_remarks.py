"""Remarks are named up to a number for each reason, and counted to the last."""

from dataclasses import dataclass

from planningtable.city.checkup import FileCheck
from planningtable.city.model.batch import Remark
from planningtable.city.model.piece import Measured, Tally
from planningtable.city.model.remarks import LISTS, MOST_NAMED, beyond, number_of, reason_of
from planningtable.domain.text import Text

FLAT = Text("city.reason.flat")
OPEN = "302 SHELL_NOT_CLOSED"


def flats(count: int, first: int = 0) -> tuple[Remark, ...]:
    return tuple(Remark(f"b{n}", FLAT, "Building") for n in range(first, first + count))


def test_the_reason_is_the_code_or_the_sentence_whatever_stands_in_it() -> None:
    assert reason_of(Remark("a", Text.of("city.faulty", x=1), code=OPEN)) == OPEN
    assert reason_of(Remark("a", Text.of("x.dangling", target="1"))) == reason_of(
        Remark("b", Text.of("x.dangling", target="2"))
    )


def test_few_remarks_all_keep_their_names_and_their_order() -> None:
    other = Remark("z", Text("city.reason.duplicate"), "Building")
    total = Tally.total([Tally(reported=flats(2)), Tally(reported=(other, *flats(1, 2)))])
    assert [r.id for r in total.reported] == ["b0", "b1", "z", "b2"]
    assert total.unnamed == {}
    assert number_of(total, "reported") == 4
    assert beyond(total, "reported") == ()


def test_of_one_reason_so_many_are_named_and_the_others_counted() -> None:
    other = Remark("z", Text("city.reason.duplicate"), "Building")
    parts = [Tally(reported=flats(700, 700 * n), given=700) for n in range(4)]
    total = Tally.total([*parts, Tally(reported=(other,), given=1)])
    assert len(total.reported) == MOST_NAMED + 1
    assert total.reported[-1] == other  # another reason has names of its own
    assert number_of(total, "reported") == total.given == 2801
    assert total.unnamed == {"reported": {FLAT.id: 2800 - MOST_NAMED}}
    assert beyond(total, "reported") == ((flats(1)[0], 2800 - MOST_NAMED),)


def test_sums_of_sums_are_the_sum_whatever_the_order() -> None:
    parts = [
        Tally(reported=flats(900, 900 * n), objects={"Building": 900}, low=(n, 0, 0), high=(n, 1, 1)) for n in range(5)
    ]
    at_once = Tally.total(parts)
    assert Tally.total([Tally.total(parts[:3]), Tally.total(parts[3:])]) == at_once
    assert Tally.total([Tally(), at_once, Tally()]) == at_once
    assert (at_once.low, at_once.high) == ((0, 0, 0), (4, 1, 1))
    assert at_once.objects == {"Building": 4500}


def test_measured_is_added_and_of_nothing_there_is_nothing() -> None:
    assert Tally.total([]) == Tally()
    twice = Tally.total(Tally(measured=Measured(roof_area=2.5, solids=1)) for _ in range(2))
    assert twice.measured == Measured(roof_area=5.0, solids=2)


@dataclass(frozen=True)
class Counted:
    """Tallies that are made when they are asked for."""

    made: list[int]

    def __iter__(self):
        for number in range(50):
            self.made.append(number)
            yield Tally(reported=flats(100, 100 * number))


def test_tallies_are_taken_in_one_by_one() -> None:
    counted = Counted([])
    assert number_of(Tally.total(counted), "reported") == 5000
    assert len(counted.made) == 50


def test_check_ups_and_tallies_have_the_lists() -> None:
    for name in LISTS:
        assert getattr(FileCheck("a", "CityGML"), name) == getattr(Tally(), name) == ()
