from ui.quality import LEVELS, SAMPLES, Fineness, Quality


def drawn(quality: Quality, milliseconds: float) -> Fineness:
    fineness = quality.next(moving=True)
    quality.cost(fineness, milliseconds)
    return quality.next(moving=True)


def test_dear_frames_become_coarser_step_by_step_and_no_coarser_than_the_last_level() -> None:
    quality = Quality()
    scales = [drawn(quality, 200.0).scale for _ in range(6)]
    assert scales == [LEVELS[1], LEVELS[2], LEVELS[3], LEVELS[3], LEVELS[3], LEVELS[3]]


def test_at_rest_every_pixel_is_drawn_smoothly_whatever_it_costs() -> None:
    quality = Quality()
    drawn(quality, 200.0)
    still = quality.next(moving=False)
    assert still == Fineness(1.0, SAMPLES)
    quality.cost(still, 900.0)
    assert quality.next(moving=True).scale == LEVELS[1]


def test_a_frame_that_would_be_dear_again_does_not_become_finer() -> None:
    quality = Quality()
    drawn(quality, 60.0)
    assert drawn(quality, 30.0).scale == LEVELS[1]
    assert drawn(quality, 10.0).scale == LEVELS[0]
