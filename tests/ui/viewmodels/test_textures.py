"""Images and colours of the model at the table: a switch that everybody shares, where the files paint anything."""

from dataclasses import dataclass, field

from helpers.textures import textured_site

from ui.viewmodels.scene import SceneModel


@dataclass
class Stage:
    """Remembers whether it was told to paint."""

    told: list[bool] = field(default_factory=list)

    def show_site(self, site) -> None: ...
    def show_layer(self, result) -> None: ...
    def show_pins(self, pins) -> None: ...
    def show_measures(self, measures) -> None: ...
    def show_textures(self, *, shown) -> None:
        self.told.append(shown)


def test_without_images_and_colours_there_is_no_switch(world):
    assert not world.table.seat("seat-1").layers.textures_possible


def test_the_switch_is_everybodys_and_reaches_the_scene(world):
    world.session.site = textured_site()
    stage = Stage()
    model = SceneModel(world.board, stage)
    assert world.table.seat("seat-1").layers.textures_possible
    world.table.seat("seat-1").layers.toggle_textures()
    assert world.table.seat("seat-2").layers.textures_shown
    world.table.seat("seat-2").layers.toggle_textures()
    assert not world.table.seat("seat-1").layers.textures_shown
    assert stage.told == [True, False]
    model.deleteLater()
