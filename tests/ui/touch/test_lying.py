"""What lies on the table and is no finger."""

from ui.touch.lying import Lying


def test_a_cup_is_known_by_its_patience_and_a_finger_is_not() -> None:
    lying = Lying(slop=12.0, patience=10.0)
    lying.touch(1, 100.0, 100.0, 0.0)
    for tenth in range(150):
        lying.touch(2, 500.0 + 2.0 * tenth, 300.0, tenth / 10)
        # A cup trembles a little when somebody leans on the table.
        lying.touch(1, 100.0 + tenth % 3, 100.0, tenth / 10)
    assert lying.things(9.9) == ()
    assert lying.things(15.0) == ((100.0, 100.0),)


def test_what_is_pushed_along_begins_anew() -> None:
    lying = Lying(slop=12.0, patience=10.0)
    lying.touch(1, 100.0, 100.0, 0.0)
    lying.touch(1, 130.0, 100.0, 8.0)
    assert lying.things(12.0) == ()
    assert lying.things(18.0) == ((130.0, 100.0),)


def test_what_is_taken_away_lies_no_more() -> None:
    lying = Lying(slop=12.0, patience=10.0)
    lying.touch(1, 100.0, 100.0, 0.0)
    lying.touch(2, 900.0, 100.0, 0.0)
    lying.lift(1)
    assert lying.things(20.0) == ((900.0, 100.0),)
    lying.clear()
    assert lying.things(20.0) == ()
    assert lying.down == 0
