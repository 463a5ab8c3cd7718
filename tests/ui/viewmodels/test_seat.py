"""Seats: four people act at the same time, each through their own cards."""

import pytest
from helpers.sites import SOUTH, WEST
from helpers.table import made_up_world
from PySide6.QtCore import QPointF, QSizeF

from planningtable.domain.seats import DESK, TABLE_SEATS
from planningtable.domain.text import Text
from planningtable.domain.values import Category, Opinion, Phase
from ui.board import Answers


def seat(world, number):
    return world.table.seat(f"seat-{number}")


def type_in(keyboard, text):
    for sign in text:
        keyboard.press(sign)


def touch(world, number, kind="ground", id="", at=(10.0, 10.0)):
    world.table.touched(kind, id, WEST + at[0], SOUTH + at[1], f"seat-{number}")


@pytest.fixture
def begun(world):
    """A world with a variant that is shown."""
    seat(world, 1).variants.begin()
    world.workers.run()
    return world


def test_two_seats_type_at_once_into_their_own_texts(world):
    one, two = seat(world, 1), seat(world, 2)
    one.open_card("comment")
    two.open_card("comment")
    for first, second in zip("Mehr Schatten", "Weniger Lärm!", strict=True):
        one.keyboard.press(first)
        two.keyboard.press(second)
    assert one.comment.draft == "Mehr Schatten"
    assert two.comment.draft == "Weniger Lärm!"


def test_eight_seats_write_and_send_at_once_each_under_its_own_name(worlds, qapp):
    del qapp
    world = made_up_world(TABLE_SEATS)
    worlds.append(world)
    world.workers.run()
    words = {number: f"Wunsch von Platz {number}." for number in range(1, 9)}
    for number in words:
        seat(world, number).open_card("comment")
    for signs_of_all in zip(*words.values(), strict=True):
        for number, sign in zip(words, signs_of_all, strict=True):
            seat(world, number).keyboard.press(sign)
    for number in words:
        touch(world, number, at=(5.0 + number, 10.0))
    for number in words:
        seat(world, number).comment.send()
    kept = {c.seat: c.text for c in world.session.state.contributions}
    assert kept == {f"seat-{number}": text for number, text in words.items()}


def test_a_touch_where_nobody_holds_a_tool_is_that_of_the_nearest_who_does(worlds, qapp):
    del qapp
    world = made_up_world(TABLE_SEATS)
    worlds.append(world)
    world.workers.run()
    # Seat 1 is the left one of the lower edge, 4 sits at the right end, 8 beside it at the upper edge.
    for number in (1, 4):
        seat(world, number).open_card("comment")
    assert world.table.holder("ground", "seat-8").id == "seat-4"
    assert world.table.holder("ground", "seat-2").id == "seat-1"
    assert world.table.holder("pin", "seat-8").id == "seat-8"


def test_the_next_remark_gets_its_place_by_a_touch_as_the_first_did(world):
    one = seat(world, 1)
    one.open_card("comment")
    for text, x in (("Mehr Schatten", 10.0), ("Weniger Autos", 20.0)):
        type_in(one.keyboard, text)
        touch(world, 1, at=(x, 10.0))
        one.comment.send()
    assert [c.text for c in world.session.state.contributions] == ["Mehr Schatten", "Weniger Autos"]


def test_who_is_asked_for_a_place_can_give_it_by_a_touch(world):
    one = seat(world, 1)
    one.open_card("comment")
    type_in(one.keyboard, "Mehr Schatten")
    one.hand.take("", None)
    one.comment.send()
    assert one.message == "Tippen Sie zuerst auf die Karte, wohin Ihr Beitrag gehört."
    touch(world, 1)
    one.comment.send()
    assert [c.text for c in world.session.state.contributions] == ["Mehr Schatten"]


def fling(world, card, giver, way, start=(960.0, 800.0)):
    world.table.fling(card, giver, QPointF(*start), QPointF(*way), QSizeF(1920, 1080))


def test_a_card_that_is_flung_arrives_with_what_is_on_it(world):
    one, three = seat(world, 1), seat(world, 3)
    one.open_card("comment")
    type_in(one.keyboard, "Mehr Schatten")
    fling(world, "comment", "seat-1", (0, -3000))
    assert "comment" not in one.property("open")
    assert "comment" in three.property("open")
    assert (one.comment.draft, three.comment.draft) == ("", "Mehr Schatten")
    assert three.message == "Von Platz 1 ●"
    three.keyboard.press("!")
    assert three.comment.draft == "Mehr Schatten!"


def test_a_remark_that_is_flung_keeps_its_place_and_kind_and_leaves_nothing_behind(begun):
    one, three = seat(begun, 1), seat(begun, 3)
    one.open_card("comment")
    type_in(one.keyboard, "Zu laut")
    touch(begun, 1, at=(12.0, 34.0))
    one.comment.choose("concern")
    fling(begun, "comment", "seat-1", (0, -3000))
    three.comment.send()
    (contribution,) = begun.session.state.contributions
    assert (contribution.seat, contribution.category, contribution.text) == ("seat-3", Category.CONCERN, "Zu laut")
    one.open_card("comment")
    type_in(one.keyboard, "Noch etwas")
    one.comment.send()
    assert len(begun.session.state.contributions) == 1
    assert one.message == "Tippen Sie zuerst auf die Karte, wohin Ihr Beitrag gehört."


def test_a_card_that_arrives_takes_neither_keyboard_nor_tool(begun):
    one, three = seat(begun, 1), seat(begun, 3)
    three.open_card("variants")
    three.variants.rename()
    three.keyboard.press("x")
    before = three.keyboard.field
    one.open_card("comment")
    type_in(one.keyboard, "Hallo")
    fling(begun, "comment", "seat-1", (0, -3000))
    assert three.keyboard.field == before != "comment"
    assert three.comment.draft == "Hallo"
    assert three.hand.tool_name != "comment"


def test_a_pin_that_is_flung_does_not_erase_an_answer(begun):
    one, two = seat(begun, 1), seat(begun, 2)
    one.open_card("comment")
    type_in(one.keyboard, "Zu laut")
    touch(begun, 1)
    one.comment.send()
    (contribution,) = begun.session.state.contributions
    touch(begun, 2, "pin", contribution.id)
    two.contribution.answer()
    type_in(two.keyboard, "Meine Antwort")
    touch(begun, 1, "pin", contribution.id)
    fling(begun, "contribution", "seat-1", (-3000, -900))
    assert two.contribution.draft == "Meine Antwort"
    assert "contribution" in one.property("open")


def test_a_card_does_not_write_over_what_another_writes(world):
    one, three = seat(world, 1), seat(world, 3)
    for who, words in ((one, "Mein"), (three, "Dein")):
        who.open_card("comment")
        type_in(who.keyboard, words)
    fling(world, "comment", "seat-1", (0, -3000))
    assert (one.comment.draft, three.comment.draft) == ("Mein", "Dein")
    assert "comment" in one.property("open")
    assert one.message == "Platz 3 schreibt gerade selbst; die Karte bleibt hier."


@pytest.mark.parametrize(
    ("way", "receiver"), [((-3000, -900), "seat-2"), ((3000, -900), "seat-4"), ((300, -3000), "seat-3"), ((0, 900), "")]
)
def test_a_card_goes_to_whoever_sits_in_its_way(world, way, receiver):
    one = seat(world, 1)
    one.open_card("indicators")
    fling(world, "indicators", "seat-1", way)
    holders = [s.id for s in world.table.seats if "indicators" in s.property("open")]
    assert holders == [receiver or "seat-1"]


def test_a_contribution_is_handed_to_another(begun):
    one, two = seat(begun, 1), seat(begun, 2)
    one.open_card("comment")
    type_in(one.keyboard, "Zu laut")
    touch(begun, 1)
    one.comment.send()
    (contribution,) = begun.session.state.contributions
    touch(begun, 1, "pin", contribution.id)
    fling(begun, "contribution", "seat-1", (-3000, -900))
    assert two.contribution.property("body") == "Zu laut"


def test_a_comment_needs_a_place_and_goes_to_the_workshop(begun):
    four = seat(begun, 4)
    four.open_card("comment")
    comment = four.comment
    type_in(four.keyboard, "Hier steht Wasser")
    comment.send()
    assert four.message == "Tippen Sie zuerst auf die Karte, wohin Ihr Beitrag gehört."
    touch(begun, 4)
    comment.choose("observation")
    comment.send()
    (contribution,) = begun.session.state.contributions
    assert (contribution.seat, contribution.category, contribution.text) == (
        "seat-4",
        Category.OBSERVATION,
        "Hier steht Wasser",
    )
    assert contribution.place.geometry == f"POINT ({WEST + 10:.0f} {SOUTH + 10:.0f})"
    assert comment.draft == ""
    assert four.message == ""


def test_the_place_of_a_remark_is_marked_until_it_is_sent(begun):
    one, board = seat(begun, 1), begun.board
    one.open_card("comment")
    assert board.drafts.pins == ()
    touch(begun, 1, at=(30.0, 40.0))
    (pin,) = board.drafts.pins
    assert (pin.east, pin.north, pin.id) == (WEST + 30.0, SOUTH + 40.0, "")
    one.comment.choose("concern")
    assert board.drafts.pins[0].sign == "!"
    one.close_card("comment")
    assert board.drafts.pins == ()
    one.open_card("comment")
    assert board.drafts.pins[0].east == WEST + 30.0
    type_in(one.keyboard, "Schatten")
    one.comment.send()
    assert board.drafts.pins == ()
    assert len(begun.session.state.contributions) == 1


def test_a_touched_pin_opens_its_card_and_the_vote_can_be_taken_back(begun):
    test_a_comment_needs_a_place_and_goes_to_the_workshop(begun)
    (contribution,) = begun.session.state.contributions
    touch(begun, 2, "pin", contribution.id)
    assert seat(begun, 2).open == ["contribution"]
    card = seat(begun, 2).contribution
    card.vote("agree")
    (vote,) = begun.session.state.contributions[0].votes
    assert (vote.seat, vote.opinion) == ("seat-2", Opinion.AGREE)
    card.vote("agree")
    assert begun.session.state.contributions[0].votes == ()
    card.answer()
    type_in(seat(begun, 2).keyboard, "Stimmt")
    card.send()
    assert begun.session.state.contributions[0].comments[0].text == "Stimmt"


def test_placing_belongs_to_the_nearest_seat_with_a_tool(begun):
    for number in (2, 3):
        seat(begun, number).measures.choose("tree")
    touch(begun, 3)
    touch(begun, 1, at=(12.0, 80.0))
    acts = [act.seat for act in begun.session.history.log if act.label == "command.place-measure"]
    assert acts == ["seat-3", "seat-2"]
    assert len(begun.board.variant.measures) == 2


def test_each_seat_undoes_what_it_did(begun):
    for number, at in ((2, (10.0, 10.0)), (3, (12.0, 80.0))):
        seat(begun, number).measures.choose("tree")
        touch(begun, number, at=at)
    assert seat(begun, 2).undo_label == "Zurück: Maßnahme setzen"
    seat(begun, 2).undo()
    (left,) = begun.board.variant.measures
    assert left.geometry == f"POINT ({WEST + 12:.0f} {SOUTH + 80:.0f})"
    assert seat(begun, 2).redo_label == "Wiederholen: Maßnahme setzen"
    seat(begun, 2).redo()
    assert len(begun.board.variant.measures) == 2


def test_the_base_takes_no_measures_and_says_what_to_do(world):
    measures = seat(world, 1).measures
    assert not measures.possible
    assert "Beginnen Sie eine Variante" in measures.hint


def test_a_roof_needs_a_building(begun):
    measures = seat(begun, 1).measures
    measures.choose("green-roof")
    touch(begun, 1)
    assert seat(begun, 1).message
    assert begun.board.variant.measures == ()
    touch(begun, 1, "building", begun.session.site.buildings.ids[0], at=(25.0, 25.0))
    assert begun.board.variant.measures[0].target == begun.session.site.buildings.ids[0]
    assert seat(begun, 1).message == ""


def test_settings_stay_in_their_range_and_reach_the_measure(begun):
    measures = seat(begun, 1).measures
    measures.choose("new-building")
    for _ in range(100):
        measures.step("storeys", 1)
    touch(begun, 1, at=(40.0, 50.0))
    (measure,) = begun.board.variant.measures
    assert dict(measure.parameters)["storeys"] == 30
    assert isinstance(dict(measure.parameters)["storeys"], int)


def test_a_touched_measure_can_be_taken_away(begun):
    one = seat(begun, 1)
    one.measures.choose("tree")
    touch(begun, 1)
    one.measures.choose("tree")
    touch(begun, 1, "measure", begun.board.variant.measures[0].id)
    assert one.measures.selected == "Baum"
    one.measures.remove()
    assert begun.board.variant.measures == ()


def test_the_language_is_the_seats_own(world):
    seat(world, 1).switch_language()
    assert seat(world, 1).title == "Seat 1"
    assert seat(world, 2).title == "Platz 2"
    signs = [key.name for key in seat(world, 1).keyboard.keys]
    assert "ü" not in signs
    assert "ü" in [key.name for key in seat(world, 2).keyboard.keys]


def test_a_variant_gets_a_name_from_the_keyboard(begun):
    one = seat(begun, 1)
    one.variants.rename()
    for _ in "Variante A":
        one.keyboard.erase()
    type_in(one.keyboard, "Grüner Hof")
    one.variants.finish_name()
    assert begun.board.variant.title == "Grüner Hof"
    one.variants.branch()
    assert begun.board.variant.title == "Variante A"
    assert [v.title for v in begun.session.state.variants] == ["base", "Grüner Hof", "Variante A"]


def test_goals_are_set_in_the_goals_phase_and_then_fixed(world):
    card = seat(world, 1).indicators
    assert not card.goals_open
    world.table.status.enter("goals")
    assert world.session.state.phase is Phase.GOALS
    assert card.goals_open
    card.choose("green-space")
    card.move_goal(1)
    card.move_goal(-1)
    (goal,) = world.session.state.goals
    assert (goal.indicator, goal.target) == ("green-space", 95.0)
    for by in (1, 1, -1, 1):
        card.move_weight(by)
    assert world.session.state.goals[0].weight == 3.0
    assert card.goal == "95,0 %, Gewicht 3"
    for _ in range(5):
        card.move_weight(-1)
    assert world.session.state.goals[0].weight == 1.0
    card.fix_goals()
    assert world.session.state.goals_fixed
    assert not card.goals_open


def test_indicators_stand_beside_the_base_with_their_trend(begun):
    seat(begun, 2).measures.choose("tree")
    touch(begun, 2)
    begun.workers.run()
    card = seat(begun, 1).indicators
    (row,) = card.rows
    assert (row.name, row.base, row.now, row.trend) == ("green-space", "50,0", "55,0", 1)
    card.turn_to(-1)
    (row,) = card.rows
    assert (row.name, row.trend) == ("sealed-share", -1)
    assert "a + b" not in card.reasons
    card.choose("sealed-share")
    assert "Formel: a + b" in card.reasons


def test_the_legend_has_the_exact_colours_and_the_preview_is_named(world):
    card = seat(world, 1).layers
    card.choose("puddles")
    world.workers.step()
    assert [patch.tint for patch in card.legend] == ["#dfecf7", "#9cc8e2", "#4292c6", "#08519c"]
    assert card.preview == "Vorschau, Raster 4 m. Das genaue Ergebnis folgt."
    assert world.table.status.detail == "Vorschau 4 m → 1 m …"
    world.workers.run()
    assert card.preview == ""
    assert card.totals[0].figure == "1.234 m³"
    card.toggle_reason()
    assert "ausgedachten Formel" in card.reasons
    card.choose("puddles")
    assert not card.chosen


def test_rings_open_side_by_side_and_a_card_folds_the_ring_away(world):
    for number in (1, 2, 3, 4):
        seat(world, number).ring.toggle()
    world.table.ask("seat-2", 300.0, 400.0)
    assert all(seat(world, n).ring.open for n in (1, 2, 3, 4))
    assert seat(world, 2).ring.x == 300.0
    seat(world, 2).open_card("layers")
    assert not seat(world, 2).ring.open
    seat(world, 2).close_card("layers")
    assert seat(world, 2).open == []


def test_folding_the_measures_card_puts_the_tool_away(begun):
    one = seat(begun, 1)
    one.open_card("measures")
    one.measures.choose("tree")
    one.close_card("measures")
    touch(begun, 1)
    assert begun.board.variant.measures == ()


def test_a_placed_measure_is_moved_by_touching_it_and_then_its_new_place(begun):
    one = seat(begun, 1)
    one.measures.choose("tree")
    touch(begun, 1, at=(10.0, 10.0))
    one.measures.choose("tree")
    touch(begun, 1, at=(11.0, 10.5))
    assert one.measures.selected == "Baum"
    assert one.open == ["measures"]
    one.measures.move()
    assert one.measures.hint == "Tippen Sie auf die Karte, wohin es soll."
    touch(begun, 1, at=(30.0, 20.0))
    (tree,) = begun.board.variant.measures
    assert tree.geometry == f"POINT ({WEST + 30:.0f} {SOUTH + 20:.0f})"
    assert not one.measures.moving
    touch(begun, 1, at=(60.0, 60.0))
    assert begun.board.variant.measures == (tree,)
    one.undo()
    assert begun.board.variant.measures[0].geometry == f"POINT ({WEST + 10:.0f} {SOUTH + 10:.0f})"


def test_a_drawn_tree_is_the_measure_that_planted_it(begun):
    one = seat(begun, 1)
    one.measures.choose("tree")
    touch(begun, 1)
    one.close_card("measures")
    touch(begun, 1, "tree", begun.board.variant.measures[0].id, at=(40.0, 40.0))
    assert one.measures.selected == "Baum"
    one.measures.remove()
    assert begun.board.variant.measures == ()


def test_a_measure_on_a_building_is_met_by_touching_the_building_and_stays_there(begun):
    one, building = seat(begun, 1), begun.session.site.buildings.ids[0]
    one.measures.choose("cistern")
    touch(begun, 1, "building", building)
    one.measures.choose("cistern")
    touch(begun, 1, "building", building, at=(50.0, 50.0))
    assert one.measures.selected == "Zisterne"
    assert not one.measures.movable


def test_a_roof_measure_beside_every_building_is_refused_in_plain_words(begun):
    one = seat(begun, 1)
    one.measures.choose("cistern")
    touch(begun, 1, at=(1.0, 1.0))
    assert one.message == "Hier steht kein Gebäude. Tippen Sie auf ein Gebäude."


def test_what_cannot_be_carried_out_is_said_once_at_its_seat(begun):
    one = seat(begun, 1)
    one.measures.choose("tree")
    touch(begun, 1)
    variant = begun.board.variant
    skipped = {variant.measures[0].id: Text("measures.skipped.no-free-ground")}
    begun.board.answers[variant.id] = Answers(variant, {}, True, skipped)
    begun.board.refresh()
    assert one.message == "Baum: hier ohne Wirkung. Hier ist kein freier Boden für diese Maßnahme."
    assert seat(begun, 2).message == ""
    one.dismiss()
    begun.board.refresh()
    assert one.message == ""


def test_everybody_is_told_what_lies_on_the_map_and_who_chose_it(begun, qtbot):
    one, three = seat(begun, 1), seat(begun, 3)
    with qtbot.waitSignals([one.turned, three.turned]):
        three.layers.choose("puddles")
    assert one.shown == three.shown == "Variante A · Pfützen"
    assert one.chooser == "Platz 3 ■ zeigt jetzt"
    assert three.chooser == ""
    with qtbot.assertNotEmitted(one.turned):
        one.variants.rename()
        one.variants.finish_name()
        one.switch_language()


def test_a_comment_on_a_measure_names_it(begun):
    one = seat(begun, 1)
    one.measures.choose("tree")
    touch(begun, 1)
    one.close_card("measures")
    one.open_card("comment")
    type_in(one.keyboard, "Gut")
    touch(begun, 1)
    assert one.comment.where == "Maßnahme gewählt"
    one.comment.send()
    (said,) = begun.session.state.contributions
    assert (said.place.about, said.place.target) == ("measure", begun.board.variant.measures[0].id)


def signs(keyboard):
    return {key.name: key.sign for key in keyboard.keys}


def test_a_sentence_begins_with_a_capital_letter_but_figures_stay_figures(world):
    keyboard = seat(world, 1).keyboard
    keyboard.write_into("comment")
    assert (signs(keyboard)["a"], signs(keyboard)["3"], signs(keyboard)["."]) == ("A", "3", ".")
    keyboard.press("A")
    assert signs(keyboard)["a"] == "a"
    keyboard.toggle_shift()
    assert [signs(keyboard)[name] for name in "a18?"] == ["A", "!", "(", "'"]
    seat(world, 1).switch_language()
    assert [signs(keyboard)[name] for name in "a19'"] == ["A", '"', ")", "+"]


def test_a_real_keyboard_writes_at_a_desk_and_belongs_to_nobody_at_a_table(world, qapp, worlds):
    seat(world, 1).open_card("comment")
    assert not world.table.typed("a")
    desk = made_up_world((DESK,))
    worlds.append(desk)
    assert not desk.table.typed("q")
    desk.table.seat("desk").open_card("comment")
    assert all(desk.table.typed(sign) for sign in ("Ü", "b", "e", "\b", "r", "\r"))
    assert not any(desk.table.typed(sign) for sign in ("", "\t"))
    assert desk.table.seat("desk").comment.draft == "Übr"
    desk.table.seat("desk").close_card("comment")
    assert not desk.table.typed("q")


def test_around_the_planning_area_a_tool_stays_in_the_hand_and_says_where_planning_goes_on(begun):
    seat(begun, 1).measures.choose("tree")
    touch(begun, 1, "building-beyond", at=(900.0, 900.0))
    assert seat(begun, 1).message == "Hier endet das Planungsgebiet: Die Stadt ringsum ist nur zu sehen. " + (
        "Tippen Sie bitte auf einen Ort im Planungsgebiet."
    )
    assert not begun.board.variant.measures
    touch(begun, 1)
    assert len(begun.board.variant.measures) == 1
