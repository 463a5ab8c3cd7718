"""What the dark field says besides the phase."""

from PySide6.QtTest import QSignalSpy


def test_it_says_that_the_audience_sees_nothing_as_long_as_that_is_so(world):
    status = world.table.status
    assert status.audience == ""
    told = QSignalSpy(status.changed)
    status.lose_audience(is_lost=True)
    assert status.audience == "Der Bildschirm für das Publikum ist nicht mehr da."
    status.lose_audience(is_lost=False)
    assert status.audience == ""
    assert told.count() == 2
