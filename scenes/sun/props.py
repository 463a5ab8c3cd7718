"""The light of a moment in a renderer: all that stands, textured with its light. Called in the thread that draws."""

from typing import Any

from scenes.actors import actor_of, picture_texture, poly_data, repaint, set_colours, set_triangles
from scenes.meshes import Bytes, Rows
from scenes.sun.stage import SunStage
from scenes.sun.sunshine import Sunshine


class SunProps:
    """Stands in for buildings and other bodies while the sun shines; as many triangles as these."""

    def __init__(self, renderer: Any) -> None:
        self._renderer = renderer
        self._stage: SunStage | None = None
        self._texture: Any = None
        self._actors: tuple[Any, ...] = ()

    @property
    def light(self) -> Any:
        """The light on the bodies as a texture; None without sun."""
        return self._texture

    def dress(self, triangles: Rows | None, colours: Bytes | None) -> None:
        """Other triangles and colours for the bodies, as long as the sun shines; None for those of the stage."""
        if self._stage is None:
            return
        bodies = self._stage.bodies
        set_triangles(self._actors[0], bodies.triangles if triangles is None else triangles)
        set_colours(self._actors[0], bodies.colours if colours is None else colours)

    def show(self, sunshine: Sunshine | None) -> None:
        """Draw this light; None takes everything away."""
        if sunshine is None:
            self._clear()
        elif sunshine.stage is not self._stage:
            self._clear()
            self._build(sunshine)
        else:
            repaint(self._texture, sunshine.body_light)

    def _build(self, sunshine: Sunshine) -> None:
        stage = self._stage = sunshine.stage
        self._texture = picture_texture(sunshine.body_light)
        # Coarser levels would run the light of neighbours in the layout into each other.
        self._texture.MipmapOff()
        self._actors = (actor_of(poly_data(stage.bodies), self._texture),)
        self._renderer.AddActor(self._actors[0])

    def _clear(self) -> None:
        for actor in self._actors:
            self._renderer.RemoveActor(actor)
        self._actors, self._stage, self._texture = (), None, None


class Dimmed:
    """A renderer for things that have no light of their own: they are drawn as bright as the moment is.

    Its methods have the names of VTK's, whose place it takes.
    """

    def __init__(self, renderer: Any) -> None:
        self._renderer = renderer
        self._actors: list[Any] = []
        self._brightness = 1.0

    def AddActor(self, actor: Any) -> None:
        dim(actor, self._brightness)
        self._actors.append(actor)
        self._renderer.AddActor(actor)

    def RemoveActor(self, actor: Any) -> None:
        self._actors.remove(actor)
        self._renderer.RemoveActor(actor)

    def dim(self, brightness: float) -> None:
        """Brightness of everything that is and will be there [0..1]."""
        self._brightness = brightness
        for actor in self._actors:
            dim(actor, brightness)


def dim(actor: Any, brightness: float) -> None:
    """Draw an unlit actor at a share of its colours [0..1]."""
    actor.GetProperty().SetDiffuse(brightness)
