from ui.touch.frame import TouchFrame, TouchPoint, read, written


def test_frames_survive_being_written_down() -> None:
    frames = [
        TouchFrame(0.0, (TouchPoint(1, 10, 20, fresh=True),)),
        TouchFrame(0.016, (TouchPoint(1, 10.5, 20), TouchPoint(7, -3, 4))),
        TouchFrame(0.5, (), cancelled=True),
        TouchFrame(0.6),
    ]
    assert list(read(written(frames))) == frames


def test_remarks_and_empty_lines_are_skipped() -> None:
    assert list(read("# two people\n\n0.1 1:2,3  # down\n")) == [TouchFrame(0.1, (TouchPoint(1, 2, 3),))]


def test_the_last_of_two_contacts_with_one_id_holds() -> None:
    assert TouchFrame(0, (TouchPoint(1, 0, 0), TouchPoint(1, 5, 5))).points == (TouchPoint(1, 5, 5),)
