"""Tallies go through the intake as text."""

from planningtable.app.intake.tally_text import from_text, to_text
from planningtable.city.model.batch import Remark
from planningtable.city.model.piece import Measured, Tally
from planningtable.city.model.remarks import MOST_NAMED, number_of
from planningtable.domain.text import Text


def remark(n: int) -> Remark:
    return Remark(f"DEHH_{n:09d}", Text("city.rough.raised"), "Building")


def test_a_tally_comes_back_as_it_was() -> None:
    tally = Tally(
        objects={"Building": 3, "Road": 1},
        given=4,
        lods={"1": 2},
        shown={"Building": 2, "Road": 1},
        reported=(Remark("ä", Text.of("x", inner=Text.of("y", n=2), z=1.5), "Building"),),
        rough=(remark(1), remark(2)),
        faulty=(Remark("w", Text("f"), "", "203 NON_PLANAR_POLYGON_DISTANCE_PLANE"),),
        faults={"203 NON_PLANAR_POLYGON_DISTANCE_PLANE": 1},
        measured=Measured(roof_area=1.25, solids=3),
        low=(1.0, 2.0, 3.0),
        high=(4.0, 5.0, 6.0),
    )
    assert from_text(to_text(tally)) == tally
    assert from_text(to_text(Tally())) == Tally()


def test_a_document_full_of_faults_takes_no_more_room_than_one_with_many() -> None:
    many, far_more = (to_text(Tally(rough=tuple(map(remark, range(n))))) for n in (MOST_NAMED, 40 * MOST_NAMED))
    assert len(far_more) < len(many) + 100
    back = from_text(far_more)
    assert number_of(back, "rough") == 40 * MOST_NAMED
    assert len(back.rough) == MOST_NAMED


def test_equal_sayings_are_kept_once() -> None:
    read = from_text(to_text(Tally(rough=tuple(map(remark, range(5))))))
    assert len({id(r.why) for r in read.rough}) == 1
