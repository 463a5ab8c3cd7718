"""Aerial photos at the table: a switch that everybody shares, and whom the picture is owed to."""

from dataclasses import dataclass, field

from helpers.photos import photo_of

from planningtable.city.photo import Photo
from ui.viewmodels.scene import SceneModel


@dataclass
class Stage:
    """Remembers the photos that it was told to show."""

    photos: list[tuple[Photo, ...]] = field(default_factory=list)

    def show_site(self, site) -> None: ...
    def show_layer(self, result, frame=-1, look=None) -> None: ...
    def show_pins(self, pins) -> None: ...
    def show_measures(self, measures) -> None: ...
    def show_photos(self, photos) -> None:
        self.photos.append(photos)


def _with_photo(world):
    world.session.photos = (photo_of(world.session.site.extent),)
    return world


def _seat(world, number=1):
    return world.table.seat(f"seat-{number}")


def test_without_photos_there_is_no_switch(world):
    layers = _seat(world).layers
    assert not layers.photo_possible
    layers.toggle_photo()
    assert not layers.photo_shown
    assert layers.photo_credit == ""


def test_the_switch_is_everybodys_and_reaches_the_scene(world):
    _with_photo(world)
    stage = Stage()
    model = SceneModel(world.board, stage)
    assert _seat(world, 1).layers.photo_possible
    _seat(world, 1).layers.toggle_photo()
    assert _seat(world, 2).layers.photo_shown
    assert stage.photos == [world.session.photos]
    _seat(world, 2).layers.toggle_photo()
    assert not _seat(world, 1).layers.photo_shown
    assert stage.photos == [world.session.photos, ()]
    model.deleteLater()


def test_the_card_names_the_source_in_the_language_of_the_seat(world):
    _with_photo(world)
    layers = _seat(world).layers
    assert layers.photo_credit == ""
    layers.toggle_photo()
    assert layers.photo_credit == "Luftbild: dop, Land Ä, 2024-05-01"
    other = _seat(world, 2)
    other.words.choose("en")
    assert other.layers.photo_credit == "Aerial photo: dop, Land Ä, 2024-05-01"


def test_a_layer_leaves_the_photo_switched_on(world):
    _with_photo(world)
    layers = _seat(world).layers
    layers.toggle_photo()
    layers.choose("puddles")
    world.workers.run()
    assert layers.photo_shown
    assert layers.legend_title != ""
