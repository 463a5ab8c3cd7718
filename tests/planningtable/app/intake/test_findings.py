"""What is known of a document becomes its check-up."""

from planningtable.app.intake.findings import Finding, check_of, with_duplicates
from planningtable.app.intake.values import Place
from planningtable.city.model.batch import Remark
from planningtable.city.model.piece import Tally
from planningtable.city.model.remarks import number_of
from planningtable.city.readers.formats import Heading
from planningtable.domain.text import Text

CUT = Text.of("error.city.truncated", file="a.gml", line=9, buildings=1)
FAR = Text.of("crs.note.far-off", file="a.gml", km=400)


def test_a_document_that_breaks_off_elsewhere_has_both_said() -> None:
    heading = Heading("a.gml", "CityGML", version="2.0")
    check = check_of(Finding("a.gml", heading, Place(problem=FAR), Tally(), CUT))
    assert (check.problem, check.notes) == (CUT, (FAR,))
    check = check_of(Finding("a.gml", heading, Place(problem=FAR), Tally()))
    assert (check.problem, check.notes) == (FAR, ())


def test_what_came_before_is_reported_and_every_object_still_counted() -> None:
    named = tuple(Remark(f"r{n}", Text("city.reason.flat"), "Building") for n in range(2))
    tally = Tally(given=9, shown={"Building": 3}, reported=named, unnamed={"reported": {"city.reason.flat": 4}})
    after = with_duplicates(tally, [("x", "Building"), ("y", "Building")])
    check = check_of(Finding("a.gml", Heading("a.gml", "CityGML"), Place(), after))
    assert check.given == check.shown + number_of(check, "reported") == 9
    assert check.shown_types == {"Building": 1}
