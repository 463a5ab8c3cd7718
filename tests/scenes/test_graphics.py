from scenes.graphics import name


def test_the_driver_that_draws_the_pictures_has_a_name() -> None:
    assert len(name()) > 3
