"""The layer card: what a result tells of by name stands below its sums."""

from ui.viewmodels.layers import LISTED


def test_the_first_objects_of_a_listing_are_told_with_their_number(world):
    card = world.table.seat("seat-1").layers
    card.choose("puddles")
    world.workers.run()
    rows = list(card.totals)
    assert rows[0].figure == "1.234 m³"
    heading = next(i for i, row in enumerate(rows) if row.label == "Häuser in Pfützen")
    assert rows[heading].figure == "20"
    told = rows[heading + 1 :]
    # Not more than a card can hold, and nothing of a listing without rows.
    assert len(told) == LISTED
    assert all(row.label.startswith("· ") and row.figure == "" for row in told)
