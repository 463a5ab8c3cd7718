"""The images of a model: within bounds of time, too, and stopped on request."""

import pytest
from helpers.textures import quarters

from planningtable.city.job import Job
from planningtable.domain.text import CancelledError
from scenes.textures.pictures import Limits, Use, pictures_of


def test_beyond_the_cost_images_that_cover_little_are_left_out() -> None:
    images = dict.fromkeys(range(4), quarters((40, 20)))
    uses = {key: Use(float(area), repeated=key == 3) for key, area in enumerate((5, 30, 10, 20))}
    pictures = pictures_of(images, uses, Limits(256, 64, 4, 64, 2 * 800 + 799))
    assert pictures.sheet is not None
    assert set(pictures.sheet.slots) == {1}
    assert set(pictures.singles) == {3}
    assert pictures.asked == {0, 1, 2, 3}


@pytest.mark.parametrize("repeated", [True, False])
def test_unpacking_stops_between_two_images(repeated: bool) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(CancelledError):
        pictures_of({0: quarters()}, {0: Use(1.0, repeated)}, Limits(256, 64, 4, 64, 10**6), job)
